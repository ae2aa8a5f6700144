package store

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	insertSession = `INSERT INTO session (token_hash, project, agent, device, created, expires, revoked)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	// Of somebody who was removed while they signed in, the account's end counts.
	selectSession = `SELECT s.project, s.agent, s.device, s.created, s.expires,
			CASE WHEN s.revoked = 0 THEN COALESCE(a.removed, 0) ELSE s.revoked END
		FROM session s LEFT JOIN agent a ON a.project = s.project AND a.id = s.agent WHERE s.token_hash = $1`
	revokeSession  = `UPDATE session SET revoked = $1 WHERE token_hash = $2 AND revoked = 0`
	revokeSessions = `UPDATE session SET revoked = $1
		WHERE project = $2 AND agent = $3 AND token_hash <> $4 AND revoked = 0 RETURNING token_hash`
)

// PutSession writes a new session down.
func (s *Store) PutSession(ctx context.Context, n desk.Session) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(insertSession, n.TokenHash, string(n.Project), string(n.Agent), n.Device,
			int64(n.Created), int64(n.Expires), int64(n.Revoked))
		return err
	}), "new session of agent %s", n.Agent)
}

// SessionByToken finds a session by the hash of its token, also one that has
// expired or was revoked: whether it still counts is the caller's to say.
func (s *Store) SessionByToken(ctx context.Context, tokenHash []byte) (desk.Session, error) {
	n := desk.Session{TokenHash: tokenHash}
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		var project, agent string
		var created, expires, revoked int64
		err := t.Row([]any{&project, &agent, &n.Device, &created, &expires, &revoked}, selectSession, tokenHash)
		n.Project, n.Agent = desk.ProjectID(project), desk.AgentID(agent)
		n.Created, n.Expires, n.Revoked = desk.Millis(created), desk.Millis(expires), desk.Millis(revoked)
		return err
	})
	if err != nil {
		return desk.Session{}, wrap(notFound(err), "session")
	}
	return n, nil
}

// RevokeSession ends a session for good. To end it twice changes nothing.
func (s *Store) RevokeSession(ctx context.Context, tokenHash []byte, at desk.Millis) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(revokeSession, int64(at), tokenHash)
		return err
	}), "session")
}

func endSessions(t *sqlkit.Tx, project desk.ProjectID, agent desk.AgentID, kept []byte, at desk.Millis) (ended [][]byte, err error) {
	if kept == nil {
		kept = []byte{} // which no token has; nothing differs from NULL
	}
	err = t.Each(func(scan func(...any) error) error {
		var hash []byte
		err := scan(&hash)
		ended = append(ended, hash)
		return err
	}, revokeSessions, int64(at), string(project), string(agent), kept)
	return ended, err
}
