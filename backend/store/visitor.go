package store

import (
	"context"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	// Who could not wait and found nobody free left nothing behind.
	selectReturning = `SELECT v.id, COALESCE(c.id, ''), COALESCE(c.state, '') FROM visitor v
		LEFT JOIN conversation c ON c.project = v.project AND c.id = (SELECT l.id FROM conversation l
			WHERE l.project = v.project AND l.visitor = v.id AND l.dropped = 0 ORDER BY l.opened_pos DESC LIMIT 1)
		WHERE v.project = $1 AND v.token_hash = $2`
	selectVisitor   = `SELECT COUNT(*) FROM visitor WHERE project = $1 AND id = $2`
	selectLastAgent = `SELECT c.agent FROM contact c JOIN agent a ON a.project = c.project AND a.id = c.agent AND a.removed = 0
		WHERE c.project = $1 AND c.visitor = $2 AND c.closed_pos > 0 AND c.closed_at >= $3 ORDER BY c.no DESC LIMIT 1`
	selectLatest = `SELECT ` + whole + ` FROM event e ` + opening + `
		WHERE e.project = $1 AND e.stream = $2 AND e.kind = $3 ORDER BY e.seq DESC LIMIT 1`
	forgetOwnDigests = `UPDATE event SET digest = '' WHERE project = $1 AND stream = $2 AND digest <> ''`
	deleteKey        = `DELETE FROM visitor_key WHERE project = $1 AND visitor = $2`
	forgetToken      = `UPDATE visitor SET token_hash = NULL WHERE project = $1 AND id = $2`
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
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		var id, latest, state string
		err := t.Row([]any{&id, &latest, &state}, selectReturning, string(project), tokenHash)
		r = desk.Known{Visitor: desk.VisitorID(id), Latest: desk.ConversationID(latest), Open: latest != "" && state != string(desk.Ended)}
		return err
	})
	if err != nil {
		return desk.Known{}, fmt.Errorf("visitor by token: %w", notFound(err))
	}
	return r, nil
}

// VisitorKnown tells whether a visitor was ever written down. One who was erased was.
func (s *Store) VisitorKnown(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (bool, error) {
	var n int
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		return t.Row([]any{&n}, selectVisitor, string(project), string(visitor))
	})
	return n > 0, wrap(err, "visitor %s of %s", visitor, project)
}

// LastAgent is who had the newest contact of a visitor that ended not before a
// moment, empty where there is none. Who was removed does not count.
func (s *Store) LastAgent(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, since desk.Millis) (desk.AgentID, error) {
	var agent string
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		agent = ""
		return t.Each(func(scan func(...any) error) error { return scan(&agent) },
			selectLastAgent, string(project), string(visitor), int64(since))
	})
	return desk.AgentID(agent), wrap(err, "last agent of visitor %s of %s", visitor, project)
}

// Address is where the visitor of a conversation wants to be told of an answer:
// the newest address they left. [desk.ErrNone] is the answer where they left
// none, and where they were erased.
func (s *Store) Address(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (email string, err error) {
	events, err := s.events(ctx, project, selectLatest, string(project), string(id.Stream()), string(desk.VisitorAddressLeft))
	if err == nil && (len(events) == 0 || events[0].Content == nil || events[0].Content.Email == "") {
		err = desk.ErrNone
	}
	if err != nil {
		return "", wrap(err, "address in conversation %s", id)
	}
	return events[0].Content.Email, nil
}

// CustomerRecord is what is known of a visitor: empty where nothing ever was, and where
// they were erased.
func (s *Store) CustomerRecord(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.CustomerRecord, error) {
	events, err := s.events(ctx, project, selectLatest, string(project), string(visitor.Stream()), string(desk.CustomerChanged))
	if err != nil || len(events) == 0 || events[0].Content == nil || events[0].Content.Customer == nil {
		return desk.CustomerRecord{}, wrap(err, "what is known of visitor %s", visitor)
	}
	return *events[0].Content.Customer, nil
}

// EraseVisitor makes what a visitor wrote and what was written to them
// unreadable for ever, here and in every copy that holds no key. The events
// stay, without content. Their browser is unknown from now on. A command that
// is repeated afterwards is found by [Store.Seen] with an empty digest. End their
// conversation first: what is under way a floor remembers until it ends.
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
		if err := forgetFiles(t, project, visitor); err != nil {
			return err
		}
		if _, err = t.Exec(forgetOwnDigests, string(project), string(visitor.Stream())); err != nil {
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
