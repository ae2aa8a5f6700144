package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// recordEvents bounds how many events of a conversation a record holds: its last.
const recordEvents = 5000

// Record is a conversation with all that was said and noted in it.
type Record struct {
	ID       desk.ConversationID `json:"id"`
	State    desk.State          `json:"state" enum:"waiting,reserved,ongoing,snoozed,closed"`
	Channel  desk.Channel        `json:"channel" enum:"chat,call,video,messaging,app"`
	OpenedAt desk.Millis         `json:"openedAt"`
	ClosedAt desk.Millis         `json:"closedAt,omitempty"`
	Tags     []desk.TagRef       `json:"tags" doc:"What it was about, as the tags were called that day."`
	Note     string              `json:"note,omitempty" doc:"The endnote: for colleagues, never the visitor."`
	Ratings  []Rating            `json:"ratings,omitempty" doc:"What agents say of the desk itself; for managers. No visitor's satisfaction."`
	Events   []wire.AgentEvent   `json:"events"`
	Cut      bool                `json:"cut,omitempty" doc:"It is very long: of its events only the last are here."`
}

// Rating is what an agent says of how a contact of theirs went.
type Rating struct {
	Contact desk.ContactNo `json:"contact"`
	Agent   desk.AgentID   `json:"agent"`
	Rating  int            `json:"rating" doc:"From 1 to 5, the best."`
}

type (
	recordOutput  struct{ Body Record }
	closingOutput struct{ Body wire.ClosingForm }
)

func (s *Server) registerRecords(api huma.API) {
	route(s, api, seeRecord, huma.Operation{
		OperationID: "get-conversation", Method: http.MethodGet, Path: "/conversations/{id}",
		Summary: "Read a conversation, its tags and its endnote", Errors: []int{404},
	}, s.record)
	route(s, api, seeClosing, huma.Operation{
		OperationID: "get-closing", Method: http.MethodGet, Path: "/conversations/{id}/closing",
		Summary: "Say what can be said of one's conversation at closing", Errors: []int{404, 409},
	}, s.closing)
}

// record answers managers, and the agents who ever had the conversation. To
// anybody else it does not exist.
func (s *Server) record(ctx context.Context, who caller, in *ConversationInput) (*recordOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	c, known, err := s.opt.Store.Conversation(ctx, who.project(), id)
	if err != nil {
		return nil, err
	}
	manages := who.profile.Role.Manages()
	if known && !manages {
		known, err = s.opt.Store.Had(ctx, who.project(), c.Visitor, id, who.profile.ID)
		if err != nil {
			return nil, err
		}
	}
	if !known {
		return nil, noConversation()
	}
	before := max(0, c.Seq-recordEvents)
	events, err := s.opt.Store.ConversationEvents(ctx, who.project(), id, before, recordEvents)
	if err != nil {
		return nil, err
	}
	r := Record{
		ID: id, State: c.State, Channel: c.Channel, OpenedAt: c.OpenedAt, ClosedAt: c.ClosedAt,
		Tags: []desk.TagRef{}, Events: []wire.AgentEvent{}, Cut: before > 0,
	}
	called := names{s, who.project()}
	for _, e := range events {
		switch f := e.Fact.(type) {
		case desk.Tagged:
			r.Tags = append(r.Tags, f.Tags...)
		case desk.Rated:
			if manages {
				r.Ratings = append(r.Ratings, Rating(f))
			}
		case desk.Closed:
			if e.Content != nil {
				r.Note = e.Content.Note
			}
		}
		r.Events = append(r.Events, wire.ForAgent(e, called))
	}
	return &recordOutput{r}, nil
}

func (s *Server) closing(ctx context.Context, who caller, in *ConversationInput) (*closingOutput, error) {
	id, err := in.conversation()
	if err != nil {
		return nil, err
	}
	c, err := s.opt.Floor.Closing(ctx, who.project(), who.profile.ID, id)
	if err != nil {
		return nil, err
	}
	conversation, _, err := s.opt.Store.Conversation(ctx, who.project(), id)
	if err != nil {
		return nil, err
	}
	known, err := s.opt.Store.CustomerRecord(ctx, who.project(), conversation.Visitor)
	return &closingOutput{wire.ClosingForm{
		Tagging: c.Tagging, Fixed: c.Fixed, Recommended: refs(c.Recommended), Others: refs(c.Others),
		Mail: s.opt.Mail, VisitorEmail: known.Email,
	}}, err
}

func refs(tags []desk.Tag) []desk.TagRef {
	all := []desk.TagRef{}
	for _, t := range tags {
		all = append(all, desk.TagRef{ID: t.ID, Name: t.Name})
	}
	return all
}
