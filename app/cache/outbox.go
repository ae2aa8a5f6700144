package cache

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// State is what may be done with a message of the outbox.
type State string

// The states of a message. They are stored and therefore never renamed.
const (
	// Queued: to be sent, or sent and not answered.
	Queued State = "queued"
	// Held: it waits for its author's decision; whether it was ever carried
	// out is not known.
	Held State = "held"
	// Refused: the server said no to this id.
	Refused State = "refused"
)

// Item is one message the server has not confirmed.
type Item struct {
	// Place orders the outbox.
	Place int64
	// ID is the command's.
	ID     string
	Stream desk.Stream
	Text   string
	// Form and Entry name what is sent from the library, and Card is what it shows;
	// Text is then the same in words. All three are empty for a text of the agent's.
	Form  desk.Form
	Entry string
	Card  desk.Card
	// Translation is what Text was translated from, empty where it was not.
	Translation Translation
	// File is a file's, without an id as long as the server does not have it, and
	// Body the name under which its bytes lie here. Text is then its name.
	File desk.File
	Body string
	At   desk.Millis
	// NotBefore is when it leaves at the earliest, 0 for at once.
	NotBefore desk.Millis
	// Known is the last event of the conversation that was here when it was
	// written, 0 where that does not matter.
	Known int64
	State State
	// Reason is why it was not sent, in one sentence; empty while queued.
	Reason string
}

// Translation is what an agent wrote, and from which language to which it was
// translated before it was sent.
type Translation struct {
	Original string `json:"original,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

// Outbox is the owner's, in order.
func (c *Cache) Outbox(ctx context.Context) ([]Item, error) {
	var out []Item
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var i Item
			var card, translation, file []byte
			err := scan(&i.Place, &i.ID, &i.Stream, &i.Text, &i.Form, &i.Entry, &card, &translation, &file, &i.Body, &i.At, &i.NotBefore,
				&i.Known, &i.State, &i.Reason)
			if err == nil {
				err = errors.Join(json.Unmarshal(card, &i.Card), json.Unmarshal(translation, &i.Translation), json.Unmarshal(file, &i.File))
			}
			out = append(out, i)
			return err
		}, `SELECT place, id, stream, body, form, entry, card, translation, file, body_name, written_at, not_before, known, state, reason
			FROM outbox WHERE owner = $1 ORDER BY place`, c.owner)
	})
	return out, err
}

// AddItem keeps a new message behind all others and takes away the draft it was
// made of: what comes from the library was made of none, and neither was a file,
// whose bytes are body. When it returns, the message is on the disk; the place is
// set.
func (c *Cache) AddItem(ctx context.Context, i *Item, body []byte) error {
	card, err := json.Marshal(i.Card)
	if err != nil {
		return err
	}
	translation, err := json.Marshal(i.Translation)
	if err != nil {
		return err
	}
	file, err := json.Marshal(i.File)
	if err != nil {
		return err
	}
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		if err := nextPlace(t, i); err != nil {
			return err
		}
		if _, err := t.Exec(`INSERT INTO outbox (place, id, owner, stream, body, form, entry, card, translation, file, body_name,
				written_at, not_before, known, state, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
			i.Place, i.ID, c.owner, i.Stream, i.Text, string(i.Form), i.Entry, string(card), string(translation), string(file), i.Body,
			int64(i.At), int64(i.NotBefore), i.Known, string(i.State), i.Reason); err != nil {
			return err
		}
		if i.Body != "" {
			if _, err := t.Exec(`INSERT INTO outbox_body (name, body) VALUES ($1, $2)`, i.Body, body); err != nil {
				return err
			}
		}
		if i.Form != "" {
			return nil
		}
		return c.saveDraft(t, i.Stream, "")
	})
}

// MarkItems keeps new states and reasons of messages, found by their place.
func (c *Cache) MarkItems(ctx context.Context, items []Item) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, i := range items {
			if _, err := t.Exec(`UPDATE outbox SET state = $1, reason = $2 WHERE place = $3`, string(i.State), i.Reason, i.Place); err != nil {
				return err
			}
		}
		return nil
	})
}

// RequeueItem puts a message behind all others again, with the id, time and
// state it has now. The new place is set.
func (c *Cache) RequeueItem(ctx context.Context, i *Item) error {
	file, err := json.Marshal(i.File)
	if err != nil {
		return err
	}
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		before := i.Place
		if err := nextPlace(t, i); err != nil {
			return err
		}
		_, err := t.Exec(`UPDATE outbox SET place = $1, id = $2, file = $3, written_at = $4, state = $5, reason = $6 WHERE place = $7`,
			i.Place, i.ID, string(file), int64(i.At), string(i.State), i.Reason, before)
		return err
	})
}

// RemoveItem takes a message off the disk: the server has it, or its author
// threw it away.
func (c *Cache) RemoveItem(ctx context.Context, id string) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(`DELETE FROM outbox WHERE id = $1`, id)
		return err
	})
}

// TakeBack takes messages of a conversation off the disk whose author has them before
// them again: draft is what is then written in it.
func (c *Cache) TakeBack(ctx context.Context, all []Item, stream desk.Stream, draft string) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, i := range all {
			if _, err := t.Exec(`DELETE FROM outbox WHERE id = $1`, i.ID); err != nil {
				return err
			}
		}
		return c.saveDraft(t, stream, draft)
	})
}

func nextPlace(t *sqlkit.Tx, i *Item) error {
	return t.Row([]any{&i.Place}, `SELECT COALESCE(MAX(place), 0) + 1 FROM outbox`)
}
