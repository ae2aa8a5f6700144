package cache

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

//go:embed migrations/*.sql
var files embed.FS

// ErrFull says that there is no room on the disk; nothing was changed. Compare
// with errors.Is.
var ErrFull = sqlkit.ErrFull

// Cache is the open file. Its methods may be called from one goroutine at a
// time, but for those that say otherwise.
type Cache struct {
	db    *sqlkit.DB
	owner string
}

// Open opens the cache in a folder, which it makes where it is missing, for this
// system's user alone. The error is a sentence for people where another process
// has the folder or the file is not fit to be relied on (*sqlkit.Refusal).
func Open(ctx context.Context, folder string) (*Cache, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("Parley cannot make its data folder: %w", err)
	}
	// One reads for the owner, and one what may take longer.
	db, err := sqlkit.Open(ctx, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(folder, "desktop.db"), Readers: 2})
	if err != nil {
		return nil, err
	}
	schema, err := fs.Sub(files, "migrations")
	if err == nil {
		err = db.SelfCheck(ctx)
	}
	if err == nil {
		err = db.Migrate(ctx, schema)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return &Cache{db: db}, nil
}

// Close closes the file and gives the folder free.
func (c *Cache) Close() error { return c.db.Close() }

// The names of notes.
const (
	noteDevice = "device"
	noteOwner  = "owner"
	noteEpoch  = "epoch"
	noteCursor = "cursor"
	noteServer = "server"
	noteEmail  = "email"
	noteAgent  = "agent"
	notePrefix = "setting."
)

// Device is this installation's id, made by fresh the first time and kept.
func (c *Cache) Device(ctx context.Context, fresh func() string) (string, error) {
	notes, err := c.notes(ctx)
	if err != nil || notes[noteDevice] != "" {
		return notes[noteDevice], err
	}
	device := fresh()
	return device, c.db.Write(ctx, func(t *sqlkit.Tx) error { return set(t, noteDevice, device) })
}

// Session is who was signed in last.
type Session struct {
	Server string
	Email  string
	// Agent is what the server said of them, as it said it; empty when they
	// have signed out.
	Agent []byte
}

// Session reads who was signed in last; all empty at first.
func (c *Cache) Session(ctx context.Context) (Session, error) {
	notes, err := c.notes(ctx)
	return Session{Server: notes[noteServer], Email: notes[noteEmail], Agent: []byte(notes[noteAgent])}, err
}

// SaveSession keeps who is signed in.
func (c *Cache) SaveSession(ctx context.Context, s Session) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		for _, n := range [][2]string{{noteServer, s.Server}, {noteEmail, s.Email}, {noteAgent, string(s.Agent)}} {
			if err := set(t, n[0], n[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Settings are those that were ever set, by name.
func (c *Cache) Settings(ctx context.Context) (map[string]string, error) {
	notes, err := c.notes(ctx)
	out := map[string]string{}
	for name, value := range notes {
		if len(name) > len(notePrefix) && name[:len(notePrefix)] == notePrefix {
			out[name[len(notePrefix):]] = value
		}
	}
	return out, err
}

// SaveSetting keeps a setting.
func (c *Cache) SaveSetting(ctx context.Context, name, value string) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error { return set(t, notePrefix+name, value) })
}

// Own says whose cache it is from here on: a server and an agent in one text.
// Where it was somebody else's, what the server told them is dropped.
func (c *Cache) Own(ctx context.Context, owner string) error {
	err := c.db.Write(ctx, func(t *sqlkit.Tx) error {
		var before string
		if err := t.Row([]any{&before}, `SELECT COALESCE(MAX(value), '') FROM note WHERE name = $1`, noteOwner); err != nil {
			return err
		}
		if before == owner {
			return nil
		}
		if err := dropLog(t); err != nil {
			return err
		}
		return set(t, noteOwner, owner)
	})
	if err == nil {
		c.owner = owner
	}
	return err
}

// Wipe forgets the owner's conversations, outbox, drafts and answers: they signed
// out. How prepared answers did is nobody's secret and stays.
func (c *Cache) Wipe(ctx context.Context) error {
	err := c.db.Write(ctx, func(t *sqlkit.Tx) error {
		if err := dropLog(t); err != nil {
			return err
		}
		for _, text := range []string{`DELETE FROM outbox WHERE owner = $1`, `DELETE FROM draft WHERE owner = $1`,
			`DELETE FROM answered WHERE owner = $1`, `DELETE FROM favour WHERE owner = $1 AND key LIKE 'past %'`} {
			if _, err := t.Exec(text, c.owner); err != nil {
				return err
			}
		}
		return set(t, noteAgent, "")
	})
	if err != nil {
		return err
	}
	return c.db.Purge(ctx)
}

func dropLog(t *sqlkit.Tx) error {
	for _, text := range []string{`DELETE FROM event`, `DELETE FROM shown`, `DELETE FROM past`, `DELETE FROM departed`, `DELETE FROM looked`, `DELETE FROM preview`} {
		if _, err := t.Exec(text); err != nil {
			return err
		}
	}
	_, err := t.Exec(`DELETE FROM note WHERE name IN ($1, $2, $3, $4)`, noteEpoch, noteCursor, string(Shared), string(Own))
	return err
}

func set(t *sqlkit.Tx, name, value string) error {
	_, err := t.Exec(`INSERT INTO note (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func (c *Cache) notes(ctx context.Context) (map[string]string, error) {
	notes := map[string]string{}
	err := c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var name, value string
			if err := scan(&name, &value); err != nil {
				return err
			}
			notes[name] = value
			return nil
		}, `SELECT name, value FROM note`)
	})
	return notes, err
}

// Position is where the owner stands in the server's log, empty and 0 at first.
func (c *Cache) Position(ctx context.Context) (epoch string, cursor int64, err error) {
	notes, err := c.notes(ctx)
	if err != nil {
		return "", 0, err
	}
	if cursor, err = strconv.ParseInt(notes[noteCursor], 10, 64); err != nil {
		return notes[noteEpoch], 0, nil
	}
	return notes[noteEpoch], cursor, nil
}

// Event is one event as the server told it.
type Event struct {
	Stream desk.Stream
	Seq    int64
	Body   []byte
}

// selectShown begins at the few that are shown: by a plain join SQLite walks
// through every event ever kept, to have them in order without sorting.
const selectShown = `SELECT e.stream, e.seq, e.body FROM shown s CROSS JOIN event e ON e.stream = s.stream ORDER BY s.stream, e.seq`

// Events calls fn for every event of the conversations that are not over, stream
// by stream, in order.
func (c *Cache) Events(ctx context.Context, fn func(Event) error) error {
	return c.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var e Event
			var body string
			if err := scan(&e.Stream, &e.Seq, &body); err != nil {
				return err
			}
			e.Body = []byte(body)
			return fn(e)
		}, selectShown)
	})
}
