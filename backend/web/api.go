package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/wire"
)

// SignIn is what an agent signs in with.
type SignIn struct {
	Email    string `json:"email" maxLength:"254"`
	Password string `json:"password" maxLength:"256"`
	// Device names the machine, for the list of signed-in devices.
	Device string `json:"device" minLength:"8" maxLength:"64"`
}

// SignedIn is what signing in gives.
type SignedIn struct {
	// Token is for the Authorization header and the socket's hello. It is
	// shown once and stored only as a digest.
	Token string `json:"token"`
	// Agent is who signed in.
	Agent wire.AgentWelcome `json:"agent"`
}

type signInInput struct{ Body SignIn }
type signInOutput struct{ Body SignedIn }
type bearerInput struct {
	Authorization string `header:"Authorization"`
}

func (s *Server) register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "sign-in", Method: http.MethodPost, Path: "/api/v1/sign-in",
		Summary: "Sign an agent in on a device", Errors: []int{401, 422, 429},
	}, s.signIn)
	huma.Register(api, huma.Operation{
		OperationID: "sign-out", Method: http.MethodPost, Path: "/api/v1/sign-out",
		Summary: "End the session of this token", DefaultStatus: http.StatusNoContent, Errors: []int{401},
	}, s.signOut)
}

func (s *Server) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) { return nil, nil }
func (s *Server) signOut(ctx context.Context, in *bearerInput) (*struct{}, error)    { return nil, nil }

// Server is a placeholder until the sockets land in this change.
type Server struct{}
