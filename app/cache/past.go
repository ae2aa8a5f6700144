package cache

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// selectOver walks along the index of first events.
const selectOver = `FROM event WHERE seq = 1 AND stream NOT IN (SELECT stream FROM shown)`

// Past are the first events of the conversations that are over, the newest
// first, and so many at most.
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
		}, `SELECT stream, body `+selectOver+` ORDER BY json_extract(body, '$.at') DESC LIMIT $1`, most)
	})
	return list, err
}

// Conversation is all that is known of one, in order.
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

// Prune drops conversations that are over and began before a moment, and of the
// others the oldest beyond so many. It tells whether there may be more of them.
func (c *Cache) Prune(ctx context.Context, before desk.Millis, most int) (more bool, err error) {
	err = c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, old := range []struct {
			streams string
			bound   int64
		}{
			{`SELECT stream ` + selectOver + ` AND json_extract(body, '$.at') < $1 LIMIT $2`, int64(before)},
			{`SELECT stream ` + selectOver + ` ORDER BY json_extract(body, '$.at') DESC LIMIT $2 OFFSET $1`, int64(most)},
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
				if _, err := t.Exec(`DELETE FROM event WHERE stream = $1`, s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return more && err == nil, err
}
