package main

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/store"
)

// port is the store in the words in which floor and web ask for it: they know
// the core's types and not the store's.
type port struct{ *store.Store }

// Conversation implements floor.Log.
func (p port) Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error) {
	var c desk.Conversation
	events, err := p.ConversationEvents(ctx, project, id, 0, maxEvents)
	for _, e := range events {
		c = c.Apply(e)
	}
	return c, len(events) > 0, err
}

// maxEvents is more than a conversation ever has.
const maxEvents = 1 << 20

// Visible implements web.Store.
func (p port) Visible(ctx context.Context, project desk.ProjectID, agent desk.AgentID, after int64) (desk.View, error) {
	v, err := p.Store.Visible(ctx, project, agent, after)
	view := desk.View{Offset: v.Offset, Lost: v.Lost}
	for _, c := range v.Open {
		view.Open = append(view.Open, desk.Held{ID: c.Conversation, Contact: c.Contact, Since: c.OpenedOffset})
	}
	return view, err
}

// VisitorByToken implements web.Store.
func (p port) VisitorByToken(ctx context.Context, project desk.ProjectID, digest []byte) (desk.Known, bool, error) {
	r, err := p.Store.VisitorByToken(ctx, project, digest)
	found, err := unless(err)
	return desk.Known(r), found, err
}

// AgentByEmail implements web.Store.
func (p port) AgentByEmail(ctx context.Context, email string) (desk.ProjectID, desk.Profile, string, bool, error) {
	a, err := p.Store.AgentByEmail(ctx, email)
	found, err := unless(err)
	return a.Project, a.Profile, a.PasswordHash, found, err
}

// PutSession implements web.Store.
func (p port) PutSession(ctx context.Context, digest []byte, s desk.Session) error {
	return p.Store.PutSession(ctx, store.Session{
		TokenHash: digest, Project: s.Project, Agent: s.Agent, Device: s.Device,
		Created: s.Created, LastSeen: s.Created, Expires: s.Expires,
	})
}

// SessionByToken implements web.Store; a revoked session is not found.
func (p port) SessionByToken(ctx context.Context, digest []byte) (desk.Session, bool, error) {
	s, err := p.Store.SessionByToken(ctx, digest)
	found, err := unless(err)
	return desk.Session{Project: s.Project, Agent: s.Agent, Device: s.Device, Created: s.Created, Expires: s.Expires},
		found && s.Revoked == 0, err
}

// unless turns "not found" into an answer.
func unless(err error) (found bool, _ error) {
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// setups are the projects with their people.
func (p port) setups(ctx context.Context) ([]floor.Setup, error) {
	projects, err := p.Projects(ctx)
	if err != nil {
		return nil, err
	}
	var all []floor.Setup
	for _, project := range projects {
		s := floor.Setup{Project: project}
		if s.Groups, err = p.Groups(ctx, project.ID); err != nil {
			return nil, err
		}
		if s.Agents, err = p.Profiles(ctx, project.ID); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}
