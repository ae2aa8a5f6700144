package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
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
	in.address = network(addressOf(ctx.Context(), ctx.RemoteAddr(), ctx.Header("X-Forwarded-For")))
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
	s.registerMe(api)
	s.registerSettings(api)
	s.registerPeople(api)
	s.registerConversations(api)
	s.registerRecords(api)
	s.registerTags(api)
	s.registerVisitors(api)
	s.registerLibrary(api)
	s.registerPast(api)
	s.registerPush(api)
	s.registerTranslation(api)
	s.registerCustomer(api)
	s.registerFiles(api)
}

func (s *Server) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	email := strings.ToLower(strings.TrimSpace(in.Body.Email))
	if err := checkDevice(in.Body.Device); err != nil {
		return nil, problemOf(err)
	}
	// The address first: one that is refused must not use up the account's tries.
	for _, try := range []struct {
		limiter *auth.Limiter
		key     string
	}{{s.signInAddress, in.address}, {s.signInAccount, email}} {
		if wait, ok := try.limiter.Admit(try.key); !ok {
			return nil, problemOf(desk.Refuse(desk.TryLater, "Too many attempts to sign in. Please try again in a moment.").
				After(max(desk.Millis(wait/time.Millisecond), desk.Second)))
		}
	}
	account, err := s.opt.Store.AgentByEmail(ctx, email)
	if err != nil && !errors.Is(err, desk.ErrNone) {
		return nil, problemOf(s.opt.Refusal(err))
	}
	right, err := auth.VerifyPassword(ctx, account.PasswordHash, in.Body.Password)
	if err != nil {
		return nil, problemOf(desk.Refuse(desk.TryLater, "Many are signing in; please try again in a moment.").After(2 * desk.Second))
	}
	if !right {
		return nil, problemOf(wrongPassword())
	}
	token, digest := auth.NewToken()
	now := s.opt.Clock.Now()
	session := desk.Session{
		TokenHash: digest, Project: account.Project, Agent: account.Profile.ID,
		Device: in.Body.Device, Created: now, Expires: now + sessionLife,
	}
	if err := s.opt.Store.PutSession(ctx, session); err != nil {
		return nil, problemOf(s.opt.Refusal(err))
	}
	// A new password ends the sessions there are. Where it came since the old one was
	// found right, this session may not have been among them.
	switch after, err := s.opt.Store.AgentByEmail(ctx, email); {
	case err != nil && !errors.Is(err, desk.ErrNone):
		return nil, problemOf(s.opt.Refusal(err))
	case after.PasswordHash != account.PasswordHash:
		if err := s.opt.Store.RevokeSession(ctx, digest, now); err != nil {
			return nil, problemOf(s.opt.Refusal(err))
		}
		return nil, problemOf(wrongPassword())
	}
	me, _, err := s.agentWelcome(ctx, session.Project, session.Agent)
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
	digest := auth.Digest(token)
	if err := s.opt.Store.RevokeSession(ctx, digest, s.opt.Clock.Now()); err != nil {
		return nil, problemOf(s.opt.Refusal(err))
	}
	s.hangUp(digest)
	return nil, nil
}

// wrongPassword does not tell which of the two it is: that would tell who works here.
func wrongPassword() *desk.Error {
	return desk.Refuse(desk.SignInFailed, "The e-mail address or the password is not right.")
}

// hangUp ends the lines of sessions that are over.
func (s *Server) hangUp(digests ...[]byte) {
	s.open.Range(func(key, _ any) bool {
		l := key.(*line)
		if slices.ContainsFunc(digests, func(digest []byte) bool { return l.session == string(digest) }) {
			l.bye(closeAuth, expired(), false)
		}
		return true
	})
}
