package sqlkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// Kind is the database behind a [DB].
type Kind string

// The databases.
const (
	SQLite   Kind = "sqlite"
	Postgres Kind = "postgres"
)

// busyTimeout is how long a connection waits for a lock, in milliseconds.
const busyTimeout = 10_000

// Options say what to open.
type Options struct {
	Kind Kind
	// DSN is the file of a SQLite database, or the connection string of a
	// PostgreSQL database.
	DSN string
	// Driver is the name under which the caller has registered a driver for
	// PostgreSQL. SQLite needs none.
	Driver string
	// Writers and Readers bound the two pools; 0 stands for 8 writers on
	// PostgreSQL and 4 readers on either. SQLite has one writer whatever is
	// said here.
	Writers int
	Readers int
	// Shared leaves the data folder to the process that has it locked: for
	// looking into a database in use, which there has to be. It has no meaning on
	// PostgreSQL.
	Shared bool
	// Pragmas override SQLite's settings. [DB.SelfCheck] refuses weaker ones,
	// so they are for the tests that prove what weaker ones would lose.
	Pragmas map[string]string
}

// DB is an open database.
type DB struct {
	kind  Kind
	path  string
	write *handle
	read  *handle
	lock  *folderLock
}

// Open opens a database and, on SQLite, locks its folder against a second
// process. It changes nothing but the journal mode of a new file and checks
// nothing: see [DB.SelfCheck] and [DB.Migrate].
func Open(ctx context.Context, o Options) (*DB, error) {
	switch o.Kind {
	case SQLite:
		return openSQLite(ctx, o)
	case Postgres:
		return openPostgres(ctx, o)
	}
	return nil, fmt.Errorf("open database: kind %q is not known", o.Kind)
}

func openSQLite(ctx context.Context, o Options) (*DB, error) {
	path, err := filepath.Abs(o.DSN)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	d := &DB{kind: SQLite, path: path}
	if o.Shared {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("open database: %w", err)
		}
	} else {
		if d.lock, err = lockFolder(filepath.Dir(path)); err != nil {
			return nil, err
		}
	}
	d.write, err = d.openHandle(ctx, "sqlite", sqliteDSN(path, "immediate", o.Pragmas), 1)
	if err == nil {
		readonly := map[string]string{"query_only": "1"}
		for name, value := range o.Pragmas {
			readonly[name] = value
		}
		d.read, err = d.openHandle(ctx, "sqlite", sqliteDSN(path, "deferred", readonly), orDefault(o.Readers, 4))
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func openPostgres(ctx context.Context, o Options) (*DB, error) {
	d := &DB{kind: Postgres}
	var err error
	if d.write, err = d.openHandle(ctx, o.Driver, o.DSN, orDefault(o.Writers, 8)); err == nil {
		d.read, err = d.openHandle(ctx, o.Driver, o.DSN, orDefault(o.Readers, 4))
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

type pragma struct{ name, value string }

// pragmas are SQLite's settings, in the order in which they are made.
var pragmas = []pragma{
	{"busy_timeout", fmt.Sprint(busyTimeout)},
	{"journal_mode", "WAL"},
	{"synchronous", "FULL"},
	{"foreign_keys", "1"},
	// What was erased is overwritten, not merely unlinked.
	{"secure_delete", "1"},
	// 32 MiB of pages, and a write-ahead log that is written back every 16
	// MiB: a page that many commits touch is then written back once.
	{"cache_size", "-32768"},
	{"wal_autocheckpoint", "4096"},
	{"journal_size_limit", "67108864"},
	{"temp_store", "MEMORY"},
}

// sqliteDSN names the file and every setting on which a promise rests. Nothing
// is left to a driver's default: those differ, silently.
func sqliteDSN(path, txlock string, override map[string]string) string {
	q := url.Values{"_txlock": {txlock}}
	for _, p := range pragmas {
		value := p.value
		if other, ok := override[p.name]; ok {
			value = other
		}
		q.Add("_pragma", p.name+"("+value+")")
	}
	for _, name := range slices.Sorted(maps.Keys(override)) {
		if !slices.ContainsFunc(pragmas, func(p pragma) bool { return p.name == name }) {
			q.Add("_pragma", name+"("+override[name]+")")
		}
	}
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/data → /C:/data, as a file URI wants it
	}
	u := url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}
	return u.String()
}

// Kind tells which database it is.
func (d *DB) Kind() Kind { return d.kind }

// Close closes both handles and gives the data folder free.
func (d *DB) Close() error {
	var errs []error
	// The reading handle goes first, so that the writer's is SQLite's last
	// connection: it is the one that folds the write-ahead log into the file.
	for _, h := range []*handle{d.read, d.write} {
		if h != nil {
			errs = append(errs, h.close())
		}
	}
	if d.lock != nil {
		errs = append(errs, d.lock.release())
	}
	return errors.Join(errs...)
}

func (d *DB) openHandle(ctx context.Context, driver, dsn string, conns int) (*handle, error) {
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	h := &handle{db: db, prepare: d.kind == SQLite, stmts: map[string]*sql.Stmt{}}
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", mapError(err)), db.Close())
	}
	return h, nil
}
