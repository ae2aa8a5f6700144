package cache

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Past are the first events of the conversations that are over, those that ended
// last first, and so many at most. It may be asked from any goroutine.
func (c *Cache) Past(ctx context.Context, most int) ([]Event, error) {
	var list []Event
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			e := Event{Seq: 1}
			var body string
			err := scan(&e.Stream, &body)
			e.Body = []byte(body)
			list = append(list, e)
			return err
		}, `SELECT p.stream, e.body FROM past p JOIN event e ON e.stream = p.stream AND e.seq = 1
			ORDER BY p.ended_at DESC LIMIT $1`, most)
	})
	return list, err
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
