package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// action is something the API lets somebody do.
type action string

// The actions of the API.
const (
	seeSelf       action = "see oneself"
	readSettings  action = "read settings"
	writeSettings action = "write settings"
	readPeople    action = "read people"
	managePeople  action = "manage people"
	seeTargets    action = "see whom a conversation can be handed on to"
	askWhy        action = "ask why"
	seeWaiting    action = "see who waits"
	closeAny      action = "close any conversation"
	seeClosing    action = "see what can be said at closing"
	seeRecord     action = "read a conversation"
	readTags      action = "read tags"
	writeTags     action = "write tags"
	blockVisitor  action = "block and unblock visitors"
	readLibrary   action = "read the library"
	writeLibrary  action = "write the library"
	ownAnswers    action = "keep answers of one's own"
	knowVisitor   action = "see and change what is known of a visitor"
	seePast       action = "see what a visitor said before"
	pushCards     action = "send cards, products and carousels"
	translates    action = "have messages translated"
	sendFiles     action = "send files in one's conversation"
	seeFiles      action = "see the files of a conversation"
)

// access says who may do what. What is not here nobody may. That a manager's
// people are those of their own part of the company, and an agent's conversations
// their own, is said where it is known whose they are.
var access = map[action][]desk.Role{
	seeSelf:       {desk.AgentRole, desk.Manager, desk.Admin},
	readSettings:  {desk.Manager, desk.Admin},
	writeSettings: {desk.Admin},
	readPeople:    {desk.Manager, desk.Admin},
	managePeople:  {desk.Manager, desk.Admin},
	seeTargets:    {desk.AgentRole, desk.Manager, desk.Admin},
	askWhy:        {desk.AgentRole, desk.Manager, desk.Admin},
	seeWaiting:    {desk.Manager, desk.Admin},
	closeAny:      {desk.Manager, desk.Admin},
	seeClosing:    {desk.AgentRole, desk.Manager, desk.Admin},
	seeRecord:     {desk.AgentRole, desk.Manager, desk.Admin},
	readTags:      {desk.AgentRole, desk.Manager, desk.Admin},
	writeTags:     {desk.Manager, desk.Admin},
	blockVisitor:  {desk.Manager, desk.Admin},
	readLibrary:   {desk.AgentRole, desk.Manager, desk.Admin},
	writeLibrary:  {desk.Manager, desk.Admin},
	ownAnswers:    {desk.AgentRole, desk.Manager, desk.Admin},
	knowVisitor:   {desk.AgentRole, desk.Manager, desk.Admin},
	seePast:       {desk.AgentRole, desk.Manager, desk.Admin},
	pushCards:     {desk.AgentRole, desk.Manager, desk.Admin},
	translates:    {desk.AgentRole, desk.Manager, desk.Admin},
	sendFiles:     {desk.AgentRole, desk.Manager, desk.Admin},
	seeFiles:      {desk.AgentRole, desk.Manager, desk.Admin},
}

// APILimit is how fast somebody may ask by HTTP (RELIABILITY 4.8).
var APILimit = SendLimit{PerSecond: 20, Burst: 60}

// caller is who asks by HTTP.
type caller struct {
	floor.Setup
	profile desk.Profile
	session []byte // the digest of the token
}

func (c caller) project() desk.ProjectID { return c.Project.ID }

func (c caller) settings() desk.Settings { return c.Revision.Settings }

type callerKey struct{}

// agentToken is what the document calls the way agents say who they are.
const agentToken = "agent"

// route adds an operation that needs an agent's token and a right. Asking for one
// that is in no table ends the program at its start, and every test.
func route[I, O any](s *Server, api huma.API, right action, op huma.Operation, handle func(context.Context, caller, *I) (*O, error)) {
	roles, listed := access[right]
	if !listed {
		panic("web: nobody may " + string(right))
	}
	if op.MaxBodyBytes == 0 {
		op.MaxBodyBytes = 64 << 10
	}
	op.Path = "/api/v1" + op.Path
	op.Security = []map[string][]string{{agentToken: {}}}
	op.Middlewares = append(huma.Middlewares{s.guard(roles)}, op.Middlewares...)
	op.Errors = append(op.Errors, 401, 403, 429, 503)
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		who, _ := ctx.Value(callerKey{}).(caller)
		out, err := handle(ctx, who, in)
		if err != nil {
			return nil, s.refusal(err)
		}
		return out, nil
	})
}

// refusal is what a caller is told of an error.
func (s *Server) refusal(err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return problemOf(s.opt.Refusal(err))
}

// guard lets pass who has one of the roles, before anything they sent is read.
func (s *Server) guard(roles []desk.Role) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		ctx.SetHeader("Cache-Control", "no-store")
		ctx.SetHeader("X-Content-Type-Options", "nosniff")
		who, err := s.caller(ctx.Context(), ctx.Header("Authorization"))
		if err == nil && !slices.Contains(roles, who.profile.Role) {
			err = desk.Refuse(desk.Forbidden, "Your role does not allow that.")
		}
		if err != nil {
			refuse(ctx, problemOf(err))
			return
		}
		next(huma.WithValue(ctx, callerKey{}, who))
	}
}

// caller is who a token belongs to, as their account is now.
func (s *Server) caller(ctx context.Context, authorization string) (caller, error) {
	token, ok := strings.CutPrefix(authorization, "Bearer ")
	if !ok {
		return caller{}, expired()
	}
	session, err := s.session(ctx, token)
	if err != nil {
		return caller{}, err
	}
	setup, _ := s.opt.Floor.Setup(session.Project)
	profile, known := setup.Profile(session.Agent)
	if !known {
		return caller{}, expired()
	}
	if wait, ok := s.asks.Admit(string(session.Project) + "/" + string(session.Agent)); !ok {
		s.metrics.limited.Inc()
		return caller{}, desk.Refuse(desk.RateLimited, "A little slower, please.").After(max(desk.Millis(wait/time.Millisecond), 1))
	}
	return caller{setup, profile, session.TokenHash}, nil
}

// refuse answers with a problem where no handler is reached.
func refuse(ctx huma.Context, p *Problem) {
	for name, values := range p.GetHeaders() {
		for _, v := range values {
			ctx.SetHeader(name, v)
		}
	}
	ctx.SetHeader("Content-Type", p.ContentType(""))
	if p.Status == http.StatusUnauthorized {
		ctx.SetHeader("WWW-Authenticate", "Bearer")
	}
	ctx.SetStatus(p.Status)
	_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
}
