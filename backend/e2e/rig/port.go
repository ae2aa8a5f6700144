package rig

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

// Log is the store as floor and web ask for it, as the server's command wires
// it; a test inside the process has no command.
type Log struct{ *store.Store }

// Conversation implements floor.Log.
func (l Log) Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error) {
	var c desk.Conversation
	events, err := l.ConversationEvents(ctx, project, id, 0, 1<<20)
	for _, e := range events {
		c = c.Apply(e)
	}
	return c, len(events) > 0, err
}

// Visible implements web.Store.
func (l Log) Visible(ctx context.Context, project desk.ProjectID, agent desk.AgentID, after int64) (desk.View, error) {
	v, err := l.Store.Visible(ctx, project, agent, after)
	view := desk.View{Offset: v.Offset, Lost: v.Lost}
	for _, c := range v.Open {
		view.Open = append(view.Open, desk.Held{ID: c.Conversation, Contact: c.Contact, Since: c.OpenedOffset})
	}
	return view, err
}

// VisitorByToken implements web.Store.
func (l Log) VisitorByToken(ctx context.Context, project desk.ProjectID, digest []byte) (desk.Known, bool, error) {
	r, err := l.Store.VisitorByToken(ctx, project, digest)
	found, err := unless(err)
	return desk.Known(r), found, err
}

// AgentByEmail implements web.Store.
func (l Log) AgentByEmail(ctx context.Context, email string) (desk.ProjectID, desk.Profile, string, bool, error) {
	a, err := l.Store.AgentByEmail(ctx, email)
	found, err := unless(err)
	return a.Project, a.Profile, a.PasswordHash, found, err
}

// PutSession implements web.Store.
func (l Log) PutSession(ctx context.Context, digest []byte, s desk.Session) error {
	return l.Store.PutSession(ctx, store.Session{
		TokenHash: digest, Project: s.Project, Agent: s.Agent, Device: s.Device,
		Created: s.Created, LastSeen: s.Created, Expires: s.Expires,
	})
}

// SessionByToken implements web.Store.
func (l Log) SessionByToken(ctx context.Context, digest []byte) (desk.Session, bool, error) {
	s, err := l.Store.SessionByToken(ctx, digest)
	found, err := unless(err)
	return desk.Session{Project: s.Project, Agent: s.Agent, Device: s.Device, Created: s.Created, Expires: s.Expires},
		found && s.Revoked == 0, err
}

func unless(err error) (found bool, _ error) {
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
