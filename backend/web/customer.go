package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/wire"
)

type (
	customerOutput      struct{ Body desk.CustomerRecord }
	changeCustomerInput struct {
		ConversationInput
		Body desk.RecordChange
	}
)

func (s *Server) registerCustomer(api huma.API) {
	route(s, api, knowVisitor, huma.Operation{
		OperationID: "get-customer", Method: http.MethodGet, Path: "/conversations/{id}/customer",
		Summary: "Say what is known of the visitor of a conversation", Errors: []int{404},
	}, s.customer)
	route(s, api, knowVisitor, huma.Operation{
		OperationID: "patch-customer", Method: http.MethodPatch, Path: "/conversations/{id}/customer",
		Summary: "Change some of what is known of the visitor of a conversation", Errors: []int{404, 422},
	}, s.changeCustomer)
}

// known is a conversation whose visitor the caller may know: one they hold, or any
// where they manage.
func (s *Server) known(ctx context.Context, who caller, in ConversationInput) (desk.Conversation, error) {
	if !who.profile.Role.Manages() {
		return s.held(ctx, who, in)
	}
	id, err := in.conversation()
	if err != nil {
		return desk.Conversation{}, err
	}
	c, known, err := s.opt.Store.Conversation(ctx, who.project(), id)
	if err == nil && !known {
		err = noConversation()
	}
	return c, err
}

func (s *Server) customer(ctx context.Context, who caller, in *ConversationInput) (*customerOutput, error) {
	c, err := s.known(ctx, who, *in)
	if err != nil {
		return nil, err
	}
	p, err := s.opt.Store.CustomerRecord(ctx, who.project(), c.Visitor)
	return &customerOutput{p}, err
}

func (s *Server) changeCustomer(ctx context.Context, who caller, in *changeCustomerInput) (*customerOutput, error) {
	c, err := s.known(ctx, who, in.ConversationInput)
	if err != nil {
		return nil, err
	}
	if err := s.carry(ctx, who, c.Visitor.Stream(), desk.ChangeCustomer{Change: in.Body}); err != nil {
		return nil, err
	}
	p, err := s.opt.Store.CustomerRecord(ctx, who.project(), c.Visitor)
	return &customerOutput{p}, err
}

// customer tells what changed of what is known of the visitor the agent talks to.
// A line that was lost meanwhile is told nothing: who comes back asks.
func (a *agentLine) customer(id desk.VisitorID, n floor.News) error {
	a.cursor = max(a.cursor, n.Offset)
	if n.Event.Content == nil || n.Event.Content.Customer == nil {
		return nil
	}
	return a.frame(wire.Customer{Frame: wire.FrameCustomer, N: a.next(), Customer: id, Record: *n.Event.Content.Customer})
}
