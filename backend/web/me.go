package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/wire"
)

type nothing struct{}

type meOutput struct{ Body wire.AgentWelcome }

func (s *Server) registerMe(api huma.API) {
	route(s, api, seeSelf, huma.Operation{
		OperationID: "get-me", Method: http.MethodGet, Path: "/me", Summary: "Say who this token belongs to",
	}, func(ctx context.Context, who caller, _ *nothing) (*meOutput, error) {
		me, _, err := s.agentWelcome(ctx, who.project(), who.profile.ID)
		return &meOutput{me}, err
	})
}
