package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
)

type visitorInput struct {
	ID string `path:"id"`
}

// visitorPrefix begins every visitor's id.
const visitorPrefix = "v_"

// BlockedVisitor is a visitor who is offered nothing.
type BlockedVisitor struct {
	ID desk.VisitorID `json:"id"`
	// At is when, By the number of the agent who did it.
	At desk.Millis  `json:"at"`
	By desk.AgentID `json:"by"`
}

// BlockedVisitors are those who are blocked, the latest first.
type BlockedVisitors struct {
	Visitors []BlockedVisitor `json:"visitors"`
}

type blockedOutput struct{ Body BlockedVisitors }

func (s *Server) registerVisitors(api huma.API) {
	route(s, api, blockVisitor, huma.Operation{
		OperationID: "list-blocked-visitors", Method: http.MethodGet, Path: "/visitors/blocked",
		Summary: "List the visitors who are blocked",
	}, func(ctx context.Context, who caller, _ *nothing) (*blockedOutput, error) {
		blocked, err := s.opt.Floor.Blocked(ctx, who.project())
		out := &blockedOutput{BlockedVisitors{[]BlockedVisitor{}}}
		for _, c := range blocked {
			out.Body.Visitors = append(out.Body.Visitors, BlockedVisitor{ID: c.ID, At: c.BlockedAt, By: desk.AgentID(c.BlockedBy.ID)})
		}
		return out, err
	})
	route(s, api, blockVisitor, huma.Operation{
		OperationID: "block-visitor", Method: http.MethodPut, Path: "/visitors/{id}/block", DefaultStatus: http.StatusNoContent,
		Summary: "Offer a visitor nothing more and end their conversation", Errors: []int{404},
	}, func(ctx context.Context, who caller, in *visitorInput) (*nothing, error) {
		return nil, s.carryTo(ctx, who, in.ID, desk.BlockCustomer{})
	})
	route(s, api, blockVisitor, huma.Operation{
		OperationID: "unblock-visitor", Method: http.MethodDelete, Path: "/visitors/{id}/block", DefaultStatus: http.StatusNoContent,
		Summary: "Let a blocked visitor in again", Errors: []int{404},
	}, func(ctx context.Context, who caller, in *visitorInput) (*nothing, error) {
		return nil, s.carryTo(ctx, who, in.ID, desk.UnblockCustomer{})
	})
}

// carryTo sends a command about a visitor who was ever written down.
func (s *Server) carryTo(ctx context.Context, who caller, id string, cmd desk.Command) error {
	known := strings.HasPrefix(id, visitorPrefix) && isPlain(id, 1, 62)
	if known {
		var err error
		if known, err = s.opt.Store.VisitorKnown(ctx, who.project(), desk.VisitorID(id)); err != nil {
			return s.opt.Refusal(err)
		}
	}
	if !known {
		return desk.Refuse(desk.NotFound, "No such visitor.").At("id")
	}
	return s.carry(ctx, who, desk.VisitorID(id).Stream(), cmd)
}
