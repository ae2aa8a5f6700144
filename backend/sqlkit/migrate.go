package sqlkit

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// migration is one file of DDL, as in 0001_log.sql.
type migration struct {
	version int64
	name    string
	text    string
}

// The ledger of what was applied. It outlives every version of the program, so
// its shape never changes.
const ledger = `CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL)`

// Migrate brings the schema up to the newest file in folder, each file in its
// own transaction and once. Files are named 0001_what_for.sql, numbered without
// a gap, and never change after a release. A schema newer than the files is
// refused, because what this program would do to it is unknown.
//
// A file is portable DDL. What only one database shall read stands in a comment
// that names it: /*sqlite WITHOUT ROWID*/.
func (d *DB) Migrate(ctx context.Context, folder fs.FS) error {
	all, err := migrations(folder)
	if err != nil {
		return err
	}
	newest := int64(len(all))
	for {
		done, err := d.migrateOne(ctx, all, newest)
		if done || err != nil {
			return err
		}
	}
}

// migrateOne applies the first file that is missing, and tells whether none was.
func (d *DB) migrateOne(ctx context.Context, all []migration, newest int64) (done bool, err error) {
	err = d.Write(ctx, func(t *Tx) error {
		if d.kind == Postgres {
			// Of nodes that start together one migrates and the others wait.
			if _, err := t.Exec(`SELECT pg_advisory_xact_lock(7020011512)`); err != nil {
				return err
			}
		}
		if _, err := t.Exec(ledger); err != nil {
			return err
		}
		var at int64
		if err := t.Row([]any{&at}, `SELECT COALESCE(MAX(version), 0) FROM schema_migration`); err != nil {
			return err
		}
		if at > newest {
			return &Refusal{Setting: "schema version", Value: fmt.Sprint(at), Required: fmt.Sprintf("%d or older", newest),
				Sentence: fmt.Sprintf("The database's schema version is %d; this program knows versions up to %d. Use a newer program.", at, newest)}
		}
		if done = at == newest; done {
			return nil
		}
		m := all[at]
		if _, err := t.tx.ExecContext(ctx, dialect(m.text, d.kind)); err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
		_, err := t.Exec(`INSERT INTO schema_migration (version, name) VALUES ($1, $2)`, m.version, m.name)
		return err
	})
	return done, err
}

// Migrated refuses a schema that is not that of the newest file in folder: whoever
// only looks changes none.
func (d *DB) Migrated(ctx context.Context, folder fs.FS) error {
	all, err := migrations(folder)
	if err != nil {
		return err
	}
	var at int64
	err = d.Read(ctx, func(t *Tx) error {
		return t.Row([]any{&at}, `SELECT COALESCE(MAX(version), 0) FROM schema_migration`)
	})
	if err != nil || at == int64(len(all)) {
		return err
	}
	return &Refusal{Setting: "schema version", Value: fmt.Sprint(at), Required: fmt.Sprint(len(all)),
		Sentence: fmt.Sprintf("The database's schema version is %d; this program reads version %d alone. Use the program that serves it.", at, len(all))}
}

func migrations(folder fs.FS) ([]migration, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	all := make([]migration, len(names))
	for i, name := range names {
		digits, _, ok := strings.Cut(path.Base(name), "_")
		version, err := strconv.ParseInt(digits, 10, 64)
		if !ok || err != nil || version != int64(i+1) {
			return nil, fmt.Errorf("migration %s: the name must begin with %04d_", name, i+1)
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		all[i] = migration{version: version, name: name, text: string(text)}
	}
	return all, nil
}

var dialectComment = regexp.MustCompile(`(?s)/\*(sqlite|postgres)\s(.*?)\*/`)

func dialect(text string, kind Kind) string {
	return dialectComment.ReplaceAllStringFunc(text, func(c string) string {
		m := dialectComment.FindStringSubmatch(c)
		if m[1] == string(kind) {
			return m[2]
		}
		return ""
	})
}
