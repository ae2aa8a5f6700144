package cache

import (
	"context"
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Past are the conversations that are over and have a word that begins with each of
// these, so many at most: before all others those that have a word with this end,
// where one is given, then those that ended last. The words are as [Cache.Word] was
// given them. It may be asked from any goroutine.
func (c *Cache) Past(ctx context.Context, words []string, end string, most int) ([]desk.Stream, error) {
	if end != "" {
		end += " "
	}
	text, args := strings.Builder{}, []any{most, end}
	text.WriteString(`SELECT stream FROM past WHERE 1 = 1`)
	for _, w := range words {
		args = append(args, " "+w)
		fmt.Fprintf(&text, ` AND instr(words, $%d) > 0`, len(args))
	}
	text.WriteString(` ORDER BY instr(words, $2) = 0, ended_at DESC LIMIT $1`)
	var list []desk.Stream
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var s desk.Stream
			err := scan(&s)
			list = append(list, s)
			return err
		}, text.String(), args...)
	})
	return list, err
}

// Unworded are conversations that are over and whose words are not kept, and when
// each ended, so many at most. It may be asked from any goroutine.
func (c *Cache) Unworded(ctx context.Context, most int) (map[desk.Stream]desk.Millis, error) {
	all := map[desk.Stream]desk.Millis{}
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var s desk.Stream
			var at int64
			err := scan(&s, &at)
			all[s] = desk.Millis(at)
			return err
		}, `SELECT stream, ended_at FROM past WHERE words = '' LIMIT $1`, most)
	})
	return all, err
}

// Worded are the words of a conversation that ended then.
type Worded struct {
	Stream desk.Stream
	Ended  desk.Millis
	Words  []string
}

// Word keeps the words of conversations, all at once. Where one went on meanwhile,
// or is forgotten, they say nothing and are not kept. It may be called from any
// goroutine.
func (c *Cache) Word(ctx context.Context, all ...Worded) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, one := range all {
			_, err := t.Exec(`UPDATE past SET words = $3 WHERE stream = $1 AND ended_at = $2`,
				one.Stream, int64(one.Ended), " "+strings.Join(one.Words, " ")+" ")
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Conversation is all that is known of one, in order. It may be asked from any
// goroutine.
func (c *Cache) Conversation(ctx context.Context, stream desk.Stream) ([]Event, error) {
	var list []Event
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			e := Event{Stream: stream}
			var body string
			err := scan(&e.Seq, &body)
			e.Body = []byte(body)
			list = append(list, e)
			return err
		}, `SELECT seq, body FROM event WHERE stream = $1 ORDER BY seq`, stream)
	})
	return list, err
}

// atATime is how many conversations are dropped in one transaction: what is
// written meanwhile waits for it.
const atATime = 100

// Prune drops conversations that ended before a moment, and of the others those
// that ended first beyond so many. It tells whether there may be more of them. It
// may be called from any goroutine: what is written meanwhile waits, and one that
// has come back by then is no longer over.
func (c *Cache) Prune(ctx context.Context, before desk.Millis, most int) (more bool, err error) {
	err = c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, old := range []struct {
			streams string
			bound   int64
		}{
			{`SELECT stream FROM past WHERE ended_at < $1 LIMIT $2`, int64(before)},
			{`SELECT stream FROM past ORDER BY ended_at DESC LIMIT $2 OFFSET $1`, int64(most)},
		} {
			var streams []desk.Stream
			if err := t.Each(func(scan func(...any) error) error {
				var s desk.Stream
				err := scan(&s)
				streams = append(streams, s)
				return err
			}, old.streams, old.bound, atATime); err != nil {
				return err
			}
			more = more || len(streams) == atATime
			for _, s := range streams {
				for _, text := range []string{`DELETE FROM event WHERE stream = $1`, `DELETE FROM past WHERE stream = $1`} {
					if _, err := t.Exec(text, s); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	return more && err == nil, err
}
