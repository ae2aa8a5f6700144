package store

import (
	"context"
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	advanceWriter = `UPDATE writer SET pos = $1, last_contact = CASE WHEN last_contact > $2 THEN last_contact ELSE $2 END
		WHERE project = $3 AND fence = $4 AND pos = $5`
	insertEvent = `INSERT INTO event
		(project, pos, stream, seq, at, kind, actor_kind, actor, device, cmd, digest, fact) VALUES`
	insertContent = `INSERT INTO content (project, pos, visitor, sealed) VALUES`
	insertVisitor = `INSERT INTO visitor (project, id, token_hash, at) VALUES`
	insertKey     = `INSERT INTO visitor_key (project, visitor, secret) VALUES`
	selectKeys    = `WITH want(id) AS (@list)
		SELECT k.visitor, k.secret FROM want JOIN visitor_key k ON k.project = $1 AND k.visitor = want.id`
)

// Append writes a batch: all of it durably, or nothing. A batch of an older
// writer, or upon another offset than the project's last, is refused with
// [ErrFenced].
//
// Of the events that one command led to, one carries its id. Contacts, loads and
// the state of conversations follow from the events, who holds a conversation
// from [desk.Record.Holder]; the rows given are stored as they are.
func (s *Store) Append(ctx context.Context, b desk.Batch) error {
	a := &appending{b: b, keys: s.keys, fresh: map[keyName]cipher.AEAD{}}
	a.fold()
	if err := a.check(); err != nil {
		return fmt.Errorf("append to %s: %w", b.Project, err)
	}
	if err := s.db.Write(ctx, a.run); err != nil {
		return fmt.Errorf("append to %s: %w", b.Project, err)
	}
	// Only now: keys of a transaction that came to nothing were never there.
	s.keys.put(a.fresh)
	return nil
}

// appending is one batch on its way into the database.
type appending struct {
	b     desk.Batch
	keys  *keyring
	fresh map[keyName]cipher.AEAD
	// conversations are those of the batch, in the order of their ids' first
	// appearance.
	conversations map[desk.ConversationID]*conversationRow
	order         []desk.ConversationID
}

func (a *appending) run(t *sqlkit.Tx) error {
	b := a.b
	n, err := t.Exec(advanceWriter, b.Before+int64(len(b.Records)), int64(b.LastContact), string(b.Project), b.Fence, b.Before)
	if err != nil {
		return err
	}
	if n != 1 {
		return ErrFenced
	}
	if err := a.visitors(t); err != nil {
		return err
	}
	if err := a.records(t); err != nil {
		return err
	}
	for _, part := range [...]func(*sqlkit.Tx) error{a.rows, a.people, a.contacts, a.holds, a.replies, a.tags, a.turns, a.attachments} {
		if err := part(t); err != nil {
			return err
		}
	}
	return nil
}

// check refuses what only one of the databases would refuse, or neither.
func (a *appending) check() error {
	for i, r := range a.b.Records {
		switch {
		case r.Offset != 0 && r.Offset != a.b.Before+int64(i)+1:
			return fmt.Errorf("%w: record %d says offset %d upon %d", ErrMalformed, i, r.Offset, a.b.Before)
		case r.Seq < 1 || r.Fact == nil || r.Stream == "":
			return fmt.Errorf("%w: record %d has no number, stream or fact", ErrMalformed, i)
		case r.Content != nil && r.Visitor == "":
			return fmt.Errorf("%w: record %d has content of nobody", ErrMalformed, i)
		case (r.Cmd.ID == "") != (r.Cmd.Device == ""):
			return fmt.Errorf("%w: record %d has half a command id", ErrMalformed, i)
		}
		for _, id := range [...]string{string(r.Stream), r.Actor.ID, r.Cmd.Device, r.Cmd.ID, string(r.Visitor), r.Digest, string(r.Holder)} {
			if malformed(id) {
				return fmt.Errorf("%w: record %d has the id %q", ErrMalformed, i, id)
			}
		}
	}
	if len(a.b.Replies) > len(a.b.Records) {
		return fmt.Errorf("%w: more first answers than events", ErrMalformed)
	}
	return a.checkHolders()
}

// malformed tells an id that PostgreSQL would not take for a text.
func malformed(id string) bool { return !utf8.ValidString(id) || strings.IndexByte(id, 0) >= 0 }

// visitors writes down those who are new, each with a key. One that is there
// already is left alone, above all without a new key: they may be erased.
func (a *appending) visitors(t *sqlkit.Tx) error {
	if len(a.b.Visitors) == 0 {
		return nil
	}
	project := string(a.b.Project)
	people := sqlkit.Rows{Head: insertVisitor, Columns: 4, Tail: `ON CONFLICT (project, id) DO NOTHING RETURNING id`}
	for _, v := range a.b.Visitors {
		people.Add(project, string(v.ID), v.TokenHash, int64(v.At))
	}
	secrets := sqlkit.Rows{Head: insertKey, Columns: 3}
	err := t.InsertReturning(&people, func(scan func(...any) error) error {
		var id string
		if err := scan(&id); err != nil {
			return err
		}
		secret := newSecret()
		secrets.Add(project, id, secret)
		return a.learn(desk.VisitorID(id), secret)
	})
	if err != nil {
		return err
	}
	return t.Insert(&secrets)
}

func (a *appending) learn(v desk.VisitorID, secret []byte) error {
	key, err := newAEAD(secret)
	if err == nil {
		a.fresh[keyName{a.b.Project, v}] = key
	}
	return err
}

// key is a visitor's seal, or nil where there is none: then they are erased.
func (a *appending) key(v desk.VisitorID) cipher.AEAD {
	n := keyName{a.b.Project, v}
	if key := a.fresh[n]; key != nil {
		return key
	}
	return a.keys.get(n)
}

// fetchKeys reads the keys that are not in memory.
func (a *appending) fetchKeys(t *sqlkit.Tx) error {
	var missing []string
	asked := map[desk.VisitorID]bool{}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		if r.Content == nil || asked[r.Visitor] {
			continue
		}
		asked[r.Visitor] = true
		if a.key(r.Visitor) == nil {
			missing = append(missing, string(r.Visitor))
		}
	}
	return t.EachIn(func(scan func(...any) error) error {
		var id string
		var secret []byte
		if err := scan(&id, &secret); err != nil {
			return err
		}
		return a.learn(desk.VisitorID(id), secret)
	}, selectKeys, []any{string(a.b.Project)}, 1, missing)
}

func (a *appending) records(t *sqlkit.Tx) error {
	if err := a.fetchKeys(t); err != nil {
		return err
	}
	project := any(string(a.b.Project))
	events := sqlkit.Rows{Head: insertEvent, Columns: 12}
	contents := sqlkit.Rows{Head: insertContent, Columns: 4}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		pos := a.b.Before + int64(i) + 1
		fact, err := json.Marshal(r.Fact)
		if err != nil {
			return fmt.Errorf("skeleton of %s: %w", r.Kind, err)
		}
		digest := r.Digest
		if r.Content != nil {
			if key := a.key(r.Visitor); key != nil {
				sealed, err := seal(key, a.b.Project, pos, r.Content)
				if err != nil {
					return err
				}
				contents.Add(project, pos, string(r.Visitor), sealed)
			} else {
				digest = "" // of words that are not kept
			}
		}
		events.Add(project, pos, string(r.Stream), r.Seq, int64(r.At), string(r.Kind),
			string(r.Actor.Kind), r.Actor.ID, r.Cmd.Device, r.Cmd.ID, digest, string(fact))
	}
	if err := t.Insert(&events); err != nil {
		return err
	}
	return t.Insert(&contents)
}
