package web

import (
	"context"
	"math"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

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
	events, err := s.opt.Store.ConversationEvents(ctx, who.project(), id, 0, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	manages := who.profile.Role.Manages()
	had := slices.ContainsFunc(events, func(e desk.Event) bool {
		f, ok := e.Fact.(desk.Assigned)
		return ok && f.Agent == who.profile.ID
	})
	if len(events) == 0 || !manages && !had {
		return nil, noConversation()
	}
	var c desk.Conversation
	r := Record{ID: id, Tags: []desk.TagRef{}, Events: []wire.AgentEvent{}}
	called := names{s, who.project()}
	for _, e := range events {
		c = c.Apply(e)
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
	r.State, r.Channel, r.OpenedAt, r.ClosedAt = c.State, c.Channel, c.OpenedAt, c.ClosedAt
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
	return &closingOutput{wire.ClosingForm{
		Tagging: c.Tagging, Fixed: c.Fixed, Recommended: refs(c.Recommended), Others: refs(c.Others), Mail: s.opt.Mail,
	}}, nil
}

func refs(tags []desk.Tag) []desk.TagRef {
	all := []desk.TagRef{}
	for _, t := range tags {
		all = append(all, desk.TagRef{ID: t.ID, Name: t.Name})
	}
	return all
}
