package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	selectReturning = `SELECT id FROM visitor WHERE project = $1 AND token_hash = $2`
	selectLatest    = `SELECT id, state FROM conversation WHERE project = $1 AND visitor = $2
		ORDER BY opened_pos DESC LIMIT 1`
	deleteKey   = `DELETE FROM visitor_key WHERE project = $1 AND visitor = $2`
	forgetToken = `UPDATE visitor SET token_hash = NULL WHERE project = $1 AND id = $2`
	// A digest would let short texts be guessed.
	forgetDigests = `UPDATE event SET digest = '' WHERE project = $1 AND digest <> '' AND stream IN
		(SELECT id FROM conversation WHERE project = $1 AND visitor = $2)`
)

// VisitorByToken finds a visitor by the hash of what their browser keeps.
// [desk.ErrNone] is the answer for a new one and for one who was erased.
func (s *Store) VisitorByToken(ctx context.Context, project desk.ProjectID, tokenHash []byte) (desk.Known, error) {
	var r desk.Known
	if len(tokenHash) == 0 {
		return r, fmt.Errorf("visitor by token: %w", desk.ErrNone)
	}
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		var id, latest, state string
		if err := t.Row([]any{&id}, selectReturning, string(project), tokenHash); err != nil {
			return err
		}
		err := t.Row([]any{&latest, &state}, selectLatest, string(project), id)
		if errors.Is(err, sqlkit.ErrNoRow) {
			err = nil
		}
		r = desk.Known{Visitor: desk.VisitorID(id), Latest: desk.ConversationID(latest), Open: latest != "" && state != string(desk.Ended)}
		return err
	})
	if err != nil {
		return desk.Known{}, fmt.Errorf("visitor by token: %w", notFound(err))
	}
	return r, nil
}

// EraseVisitor makes what a visitor wrote and what was written to them
// unreadable for ever, here and in every copy that holds no key. The events
// stay, without content. Their browser is unknown from now on. A command that
// is repeated afterwards is found by [Store.Seen] with an empty digest.
func (s *Store) EraseVisitor(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) error {
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		n, err := t.Exec(forgetToken, string(project), string(visitor))
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.ErrNone
		}
		if _, err := t.Exec(deleteKey, string(project), string(visitor)); err != nil {
			return err
		}
		_, err = t.Exec(forgetDigests, string(project), string(visitor))
		return err
	})
	if err != nil {
		return fmt.Errorf("erase visitor %s of %s: %w", visitor, project, err)
	}
	s.keys.drop(keyName{project, visitor})
	if err := s.db.Purge(ctx); err != nil {
		return fmt.Errorf("erase visitor %s of %s from the write-ahead log: %w", visitor, project, err)
	}
	return nil
}
