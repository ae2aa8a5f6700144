package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	// pastPage is how many past conversations are told at once, pastEvents how
	// many events of one are read at once.
	pastPage   = 20
	pastEvents = 500
)

type (
	pastInput struct {
		ConversationInput
		Before string `query:"before" doc:"A conversation of the visitor's: tell of those that began before it."`
	}
	pastOutput      struct{ Body wire.PastPage }
	pastEventsInput struct {
		ConversationInput
		Past  string `path:"past" doc:"The past conversation."`
		After int64  `query:"after" minimum:"0" doc:"Tell of what follows the event of this number."`
	}
	pastEventsOutput struct{ Body wire.PastEvents }
)

func (s *Server) registerPast(api huma.API) {
	route(s, api, seePast, huma.Operation{
		OperationID: "list-past-conversations", Method: http.MethodGet, Path: "/conversations/{id}/past",
		Summary: "List what the visitor of one's conversation said before, the newest first", Errors: []int{404},
	}, s.past)
	route(s, api, seePast, huma.Operation{
		OperationID: "read-past-conversation", Method: http.MethodGet, Path: "/conversations/{id}/past/{past}",
		Summary: "Read a past conversation of the visitor of one's conversation", Errors: []int{404},
	}, s.pastEvents)
}

// held is a conversation that the caller holds. To anybody else it does not exist,
// and so neither does what its visitor said before.
func (s *Server) held(ctx context.Context, who caller, in ConversationInput) (desk.Conversation, error) {
	id, err := in.conversation()
	if err != nil {
		return desk.Conversation{}, err
	}
	c, known, err := s.opt.Store.Conversation(ctx, who.project(), id)
	if err != nil {
		return c, err
	}
	if !known || c.Holder() != who.profile.ID {
		return c, noConversation()
	}
	return c, nil
}

func (s *Server) past(ctx context.Context, who caller, in *pastInput) (*pastOutput, error) {
	c, err := s.held(ctx, who, in.ConversationInput)
	if err != nil {
		return nil, err
	}
	before := c.ID
	if in.Before != "" {
		if before, err = (ConversationInput{ID: in.Before}).conversation(); err != nil {
			return nil, desk.AsError(err).At("before")
		}
	}
	count, err := s.opt.Store.PastCount(ctx, who.project(), c.Visitor, c.ID)
	if err != nil {
		return nil, err
	}
	list, err := s.opt.Store.Past(ctx, who.project(), c.Visitor, before, pastPage+1)
	if err != nil {
		return nil, err
	}
	out := &pastOutput{wire.PastPage{Count: count, Past: []wire.PastConversation{}, More: len(list) > pastPage}}
	called := names{s, who.project()}
	for _, p := range list[:min(len(list), pastPage)] {
		one := wire.PastConversation{
			Stream: p.ID.Stream(), Channel: p.Channel, OpenedAt: p.OpenedAt, ClosedAt: p.ClosedAt, Agents: []string{},
		}
		for _, id := range p.Agents {
			if name := called.Agent(id); !slices.Contains(one.Agents, name) {
				one.Agents = append(one.Agents, name)
			}
		}
		out.Body.Past = append(out.Body.Past, one)
	}
	return out, nil
}

func (s *Server) pastEvents(ctx context.Context, who caller, in *pastEventsInput) (*pastEventsOutput, error) {
	c, err := s.held(ctx, who, in.ConversationInput)
	if err != nil {
		return nil, err
	}
	none := desk.Refuse(desk.NotFound, "No such past conversation.").At("past")
	id, err := (ConversationInput{ID: in.Past}).conversation()
	if err != nil {
		return nil, none
	}
	past, known, err := s.opt.Store.Conversation(ctx, who.project(), id)
	if err != nil {
		return nil, err
	}
	if !known || past.Visitor != c.Visitor {
		return nil, none
	}
	events, err := s.opt.Store.ConversationEvents(ctx, who.project(), id, in.After, pastEvents)
	if err != nil {
		return nil, err
	}
	out := &pastEventsOutput{wire.PastEvents{Events: []wire.AgentEvent{}}}
	for _, e := range events {
		out.Body.Events = append(out.Body.Events, wire.ForAgent(e, names{s, who.project()}))
	}
	n := page(out.Body.Events, weight)
	out.Body.Events, out.Body.More = out.Body.Events[:n], n < len(events) || len(events) == pastEvents
	return out, nil
}
