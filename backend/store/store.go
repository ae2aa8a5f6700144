package store

import (
	"context"
	"embed"
	"errors"
	"io/fs"

	"github.com/parley-desk/parley/backend/sqlkit"
)

//go:embed migrations
var files embed.FS

// Migrations are the files of the schema, for [sqlkit.DB.Migrate].
var Migrations, _ = fs.Sub(files, "migrations")

// What callers tell apart, beside the sentinels of sqlkit.
var (
	// ErrFenced: the project has another writer by now, or stands on another
	// offset than the batch does. The only cure is a new [Store.Claim].
	ErrFenced = errors.New("the project has another writer")
	// ErrMalformed: a batch that cannot be stored as it is, whoever sends it:
	// an id that is not text, offsets that do not follow. Nothing was changed.
	ErrMalformed = errors.New("the batch is malformed")
)

// Store is the log with its projections. Its methods may be called from any
// goroutine.
type Store struct {
	db   *sqlkit.DB
	keys *keyring
}

// Open opens a database fit to run on: settings checked, schema up to date.
// What is not fit is refused with a [*sqlkit.Refusal].
func Open(ctx context.Context, o sqlkit.Options) (*Store, error) {
	db, err := sqlkit.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err = db.SelfCheck(ctx); err == nil {
		var s *Store
		if s, err = New(ctx, db); err == nil {
			return s, nil
		}
	}
	return nil, errors.Join(err, db.Close())
}

// Look opens a store to read it alone, be it beside the server that writes it: it
// locks nothing, changes no schema, and what would write is refused.
func Look(ctx context.Context, o sqlkit.Options) (*Store, error) {
	o.Shared = true
	if o.Kind == sqlkit.SQLite {
		o.Pragmas = map[string]string{"query_only": "1"}
	}
	db, err := sqlkit.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := db.Migrated(ctx, Migrations); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, keys: newKeyring()}, nil
}

// New makes a store of an open database and brings its schema up to date. The
// settings are not checked: that is [Open]'s.
func New(ctx context.Context, db *sqlkit.DB) (*Store, error) {
	if err := db.Migrate(ctx, Migrations); err != nil {
		return nil, err
	}
	return &Store{db: db, keys: newKeyring()}, nil
}

// Close closes the database. Nobody may be using the store any more.
func (s *Store) Close() error { return s.db.Close() }

// DB is the database underneath, for backup and for the check of its files.
func (s *Store) DB() *sqlkit.DB { return s.db }
