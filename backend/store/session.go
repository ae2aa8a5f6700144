package store

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Session is an agent signed in on a device. Of its token only a hash is kept.
type Session struct {
	TokenHash []byte
	Project   desk.ProjectID
	Agent     desk.AgentID
	Device    string
	Created   desk.Millis
	LastSeen  desk.Millis
	Expires   desk.Millis
	// Revoked is when it was ended before its time, 0 where it was not.
	Revoked desk.Millis
}

const (
	insertSession = `INSERT INTO session (token_hash, project, agent, device, created, seen, expires, revoked)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	selectSession = `SELECT project, agent, device, created, seen, expires, revoked FROM session WHERE token_hash = $1`
	touchSession  = `UPDATE session SET seen = CASE WHEN seen > $1 THEN seen ELSE $1 END WHERE token_hash = $2`
	revokeSession = `UPDATE session SET revoked = $1 WHERE token_hash = $2 AND revoked = 0`
)

// PutSession writes a new session down.
func (s *Store) PutSession(ctx context.Context, n Session) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(insertSession, n.TokenHash, string(n.Project), string(n.Agent), n.Device,
			int64(n.Created), int64(n.LastSeen), int64(n.Expires), int64(n.Revoked))
		return err
	}), "new session of agent %s", n.Agent)
}

// SessionByToken finds a session by the hash of its token, also one that has
// expired or was revoked: whether it still counts is the caller's to say.
func (s *Store) SessionByToken(ctx context.Context, tokenHash []byte) (Session, error) {
	n := Session{TokenHash: tokenHash}
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		var project, agent string
		var created, seen, expires, revoked int64
		err := t.Row([]any{&project, &agent, &n.Device, &created, &seen, &expires, &revoked}, selectSession, tokenHash)
		n.Project, n.Agent = desk.ProjectID(project), desk.AgentID(agent)
		n.Created, n.LastSeen = desk.Millis(created), desk.Millis(seen)
		n.Expires, n.Revoked = desk.Millis(expires), desk.Millis(revoked)
		return err
	})
	if err != nil {
		return Session{}, wrap(notFound(err), "session")
	}
	return n, nil
}

// TouchSession notes that a session was in use. The moment never goes back.
func (s *Store) TouchSession(ctx context.Context, tokenHash []byte, at desk.Millis) error {
	return s.changeSession(ctx, touchSession, int64(at), tokenHash)
}

// RevokeSession ends a session for good. To end it twice changes nothing.
func (s *Store) RevokeSession(ctx context.Context, tokenHash []byte, at desk.Millis) error {
	return s.changeSession(ctx, revokeSession, int64(at), tokenHash)
}

func (s *Store) changeSession(ctx context.Context, text string, args ...any) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(text, args...)
		return err
	}), "session")
}
