package cache

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Body is the bytes of a file that is to be sent, nil where they are no more.
func (c *Cache) Body(ctx context.Context, name string) ([]byte, error) {
	return c.blob(ctx, `SELECT body FROM outbox_body WHERE name = $1`, name)
}

// MarkFile keeps what the server calls a file that it has.
func (c *Cache) MarkFile(ctx context.Context, i Item) error {
	file, err := json.Marshal(i.File)
	if err != nil {
		return err
	}
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(`UPDATE outbox SET file = $1 WHERE place = $2`, string(file), i.Place)
		return err
	})
}

// Preview is the small picture of a file of a conversation, nil where none is kept.
func (c *Cache) Preview(ctx context.Context, stream desk.Stream, file desk.FileID) ([]byte, error) {
	return c.blob(ctx, `SELECT body FROM preview WHERE stream = $1 AND file = $2`, stream, string(file))
}

// SavePreview keeps the small picture of a file as long as its conversation is kept.
func (c *Cache) SavePreview(ctx context.Context, stream desk.Stream, file desk.FileID, body []byte) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(`INSERT INTO preview (stream, file, body) VALUES ($1, $2, $3) ON CONFLICT (stream, file) DO NOTHING`,
			stream, string(file), body)
		return err
	})
}

func (c *Cache) blob(ctx context.Context, text string, args ...any) ([]byte, error) {
	var out []byte
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		out = nil
		return t.Each(func(scan func(...any) error) error {
			var body []byte
			err := scan(&body)
			out = bytes.Clone(body)
			return err
		}, text, args...)
	})
	return out, err
}
