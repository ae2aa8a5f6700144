package web

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// sessionLife is how long a device stays signed in.
const sessionLife = 30 * desk.Day

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

type signInInput struct {
	address string
	Body    SignIn
}

// Resolve implements huma.Resolver: it notes where the request came from.
func (in *signInInput) Resolve(ctx huma.Context) []error {
	in.address = ctx.RemoteAddr()
	if host, _, err := net.SplitHostPort(in.address); err == nil {
		in.address = host
	}
	return nil
}

type signInOutput struct{ Body SignedIn }

type signOutInput struct {
	Authorization string `header:"Authorization" doc:"Bearer and the token."`
}

func (s *Server) register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "sign-in", Method: http.MethodPost, Path: "/api/v1/sign-in", MaxBodyBytes: 8 << 10,
		Summary: "Sign an agent in on a device", Errors: []int{401, 422, 429},
	}, s.signIn)
	huma.Register(api, huma.Operation{
		OperationID: "sign-out", Method: http.MethodPost, Path: "/api/v1/sign-out",
		Summary: "End the session of this token", DefaultStatus: http.StatusNoContent, Errors: []int{401},
	}, s.signOut)
}

func (s *Server) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	email := strings.ToLower(strings.TrimSpace(in.Body.Email))
	for limiter, key := range map[*auth.Limiter]string{s.signInAccount: email, s.signInAddress: in.address} {
		if wait, ok := limiter.Admit(key); !ok {
			return nil, problemOf(desk.Refuse(desk.TryLater, "Too many attempts to sign in. Please try again in a moment.").
				After(max(desk.Millis(wait/time.Millisecond), desk.Second)))
		}
	}
	project, profile, hash, _, err := s.opt.Store.AgentByEmail(ctx, email)
	if err != nil {
		return nil, problemOf(s.opt.Refusal(err))
	}
	if !auth.VerifyPassword(hash, in.Body.Password) {
		return nil, problemOf(desk.Refuse(desk.SignInFailed, "The e-mail address or the password is not right."))
	}
	token, digest := auth.NewToken()
	now := s.opt.Clock.Now()
	session := desk.Session{Project: project, Agent: profile.ID, Device: in.Body.Device, Created: now, Expires: now + sessionLife}
	if err := s.opt.Store.PutSession(ctx, digest, session); err != nil {
		return nil, problemOf(s.opt.Refusal(err))
	}
	me, err := s.agentWelcome(ctx, project, profile.ID)
	if err != nil {
		return nil, problemOf(err)
	}
	return &signInOutput{SignedIn{Token: token, Agent: me}}, nil
}

func (s *Server) signOut(ctx context.Context, in *signOutInput) (*struct{}, error) {
	token, ok := strings.CutPrefix(in.Authorization, "Bearer ")
	if !ok {
		return nil, problemOf(expired())
	}
	if _, err := s.session(ctx, token); err != nil {
		return nil, problemOf(err)
	}
	if err := s.opt.Store.RevokeSession(ctx, auth.Digest(token), s.opt.Clock.Now()); err != nil {
		return nil, problemOf(s.opt.Refusal(err))
	}
	return nil, nil
}
