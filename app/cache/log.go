package cache

import (
	"context"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Change is what one frame of the server changes. It is kept whole or not at
// all, so that the cursor never stands before or behind its events.
type Change struct {
	// Anew, where not empty, is a new epoch: all events and the cursor go
	// first.
	Anew string
	// Cursor is the new one, 0 for no change.
	Cursor int64
	// Forget drops these conversations. One that comes whole is forgotten and
	// then given in Events.
	Forget []desk.Stream
	Events []Event
	// Over are conversations that ended, and when, by the server's clock: a start
	// reads them no more, and [Cache.Past] finds them.
	Over map[desk.Stream]desk.Millis
	// Departed are conversations that were taken back and stay here for what
	// is unsent in them, with the reason. Forget ends that too.
	Departed map[desk.Stream]string
	// Settled are messages of the outbox that are in the log.
	Settled []string
}

// Keep writes a change.
func (c *Cache) Keep(ctx context.Context, ch Change) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		if ch.Anew != "" {
			if err := dropLog(t); err != nil {
				return err
			}
			if err := set(t, noteEpoch, ch.Anew); err != nil {
				return err
			}
		}
		for _, stream := range ch.Forget {
			for _, text := range []string{
				`DELETE FROM event WHERE stream = $1`, `DELETE FROM shown WHERE stream = $1`,
				`DELETE FROM departed WHERE stream = $1`, `DELETE FROM looked WHERE stream = $1`,
				`DELETE FROM preview WHERE stream = $1`, `DELETE FROM past WHERE stream = $1`,
			} {
				if _, err := t.Exec(text, stream); err != nil {
					return err
				}
			}
		}
		rows := sqlkit.Rows{Head: `INSERT INTO event (stream, seq, body) VALUES`, Tail: `ON CONFLICT (stream, seq) DO NOTHING`, Columns: 3}
		read := map[desk.Stream]bool{}
		for _, e := range ch.Events {
			rows.Add(string(e.Stream), e.Seq, string(e.Body))
			read[e.Stream] = true
		}
		if err := t.Insert(&rows); err != nil {
			return err
		}
		for stream, at := range ch.Over {
			delete(read, stream)
			for _, text := range []string{
				`DELETE FROM shown WHERE stream = $1`, `DELETE FROM departed WHERE stream = $1`, `DELETE FROM looked WHERE stream = $1`,
				`DELETE FROM preview WHERE stream = $1`,
			} {
				if _, err := t.Exec(text, stream); err != nil {
					return err
				}
			}
			if _, err := t.Exec(`INSERT INTO past (stream, ended_at) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET ended_at = excluded.ended_at, words = ''`, stream, int64(at)); err != nil {
				return err
			}
		}
		for stream := range ch.Departed {
			read[stream] = true
		}
		for stream := range read {
			for _, text := range []string{
				`INSERT INTO shown (stream) VALUES ($1) ON CONFLICT (stream) DO NOTHING`, `DELETE FROM past WHERE stream = $1`,
			} {
				if _, err := t.Exec(text, stream); err != nil {
					return err
				}
			}
		}
		for stream, reason := range ch.Departed {
			if _, err := t.Exec(`INSERT INTO departed (stream, reason) VALUES ($1, $2) ON CONFLICT (stream) DO NOTHING`, stream, reason); err != nil {
				return err
			}
		}
		for _, id := range ch.Settled {
			if _, err := t.Exec(`DELETE FROM outbox WHERE id = $1`, id); err != nil {
				return err
			}
		}
		if ch.Cursor > 0 {
			return set(t, noteCursor, strconv.FormatInt(ch.Cursor, 10))
		}
		return nil
	})
}

// Departed are the conversations that were taken back, with the reason.
func (c *Cache) Departed(ctx context.Context) (map[desk.Stream]string, error) {
	out := map[desk.Stream]string{}
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var stream desk.Stream
			var reason string
			if err := scan(&stream, &reason); err != nil {
				return err
			}
			out[stream] = reason
			return nil
		}, `SELECT stream, reason FROM departed`)
	})
	return out, err
}

// Looked says how far the agent has looked in each conversation.
func (c *Cache) Looked(ctx context.Context) (map[desk.Stream]int64, error) {
	out := map[desk.Stream]int64{}
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var stream desk.Stream
			var seq int64
			if err := scan(&stream, &seq); err != nil {
				return err
			}
			out[stream] = seq
			return nil
		}, `SELECT stream, seq FROM looked`)
	})
	return out, err
}

// SaveLooked keeps how far the agent has looked, and what is written and not
// sent in each conversation; an empty draft is none.
func (c *Cache) SaveLooked(ctx context.Context, looked map[desk.Stream]int64, drafts map[desk.Stream]string) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for stream, seq := range looked {
			if _, err := t.Exec(`INSERT INTO looked (stream, seq) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq`, stream, seq); err != nil {
				return err
			}
		}
		for stream, text := range drafts {
			if err := c.saveDraft(t, stream, text); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Cache) saveDraft(t *sqlkit.Tx, stream desk.Stream, text string) error {
	if text == "" {
		_, err := t.Exec(`DELETE FROM draft WHERE owner = $1 AND stream = $2`, c.owner, stream)
		return err
	}
	_, err := t.Exec(`INSERT INTO draft (owner, stream, body) VALUES ($1, $2, $3) ON CONFLICT (owner, stream) DO UPDATE SET body = excluded.body`,
		c.owner, stream, text)
	return err
}

// Drafts are the owner's, by conversation.
func (c *Cache) Drafts(ctx context.Context) (map[desk.Stream]string, error) {
	out := map[desk.Stream]string{}
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var stream desk.Stream
			var text string
			if err := scan(&stream, &text); err != nil {
				return err
			}
			out[stream] = text
			return nil
		}, `SELECT stream, body FROM draft WHERE owner = $1`, c.owner)
	})
	return out, err
}
