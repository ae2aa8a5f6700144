package cache

import (
	"context"

	"github.com/parley-desk/parley/backend/sqlkit"
)

// Shelf names what the agent can send ready-made, as the server told it.
type Shelf string

// The shelves: the project's, and the agent's own.
const (
	Shared Shelf = "library"
	Own    Shelf = "own_answers"
)

// SaveShelf keeps what the server told, as it told it.
func (c *Cache) SaveShelf(ctx context.Context, s Shelf, body []byte) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error { return set(t, string(s), string(body)) })
}

// Shelves are those that were kept since the owner or the log changed.
func (c *Cache) Shelves(ctx context.Context) (map[Shelf][]byte, error) {
	notes, err := c.notes(ctx)
	out := map[Shelf][]byte{}
	for _, s := range [...]Shelf{Shared, Own} {
		if body := notes[string(s)]; body != "" {
			out[s] = []byte(body)
		}
	}
	return out, err
}
