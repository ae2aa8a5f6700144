package sqlkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// oldestSQLite is the first version without the race between two connections
// that reset the write-ahead log, which could damage the file.
const oldestSQLite = "3.51.3"

// SelfCheck reads back the settings on which "acknowledged means durable" rests
// and returns a [*Refusal] for the first that is weaker. What was asked for at
// opening proves nothing: drivers and servers have the last word.
func (d *DB) SelfCheck(ctx context.Context) error {
	if d.kind == SQLite {
		return d.checkSQLite(ctx)
	}
	return d.checkPostgres(ctx)
}

type requirement struct {
	setting, required string
	ok                func(value string) bool
}

func (r requirement) check(value string) error {
	if r.ok(value) {
		return nil
	}
	return &Refusal{Setting: r.setting, Value: value, Required: r.required}
}

func is(want string) func(string) bool  { return func(v string) bool { return v == want } }
func not(want string) func(string) bool { return func(v string) bool { return v != want } }

func atLeast(want int) func(string) bool {
	return func(v string) bool {
		n, err := strconv.Atoi(v)
		return err == nil && n >= want
	}
}

var sqliteRequires = []requirement{
	{"journal_mode", "wal", is("wal")},
	{"synchronous", "2 (FULL) or more", atLeast(2)},
	{"foreign_keys", "1", is("1")},
	{"busy_timeout", "5000 or more", atLeast(5000)},
}

func (d *DB) checkSQLite(ctx context.Context) error {
	var version string
	if err := d.write.db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version); err != nil {
		return mapError(err)
	}
	if older(version, oldestSQLite) {
		return &Refusal{Setting: "SQLite version", Value: version, Required: oldestSQLite + " or newer"}
	}
	for _, h := range []*handle{d.write, d.read} {
		for _, r := range sqliteRequires {
			var value string
			if err := h.db.QueryRowContext(ctx, `PRAGMA `+r.setting).Scan(&value); err != nil {
				return mapError(err)
			}
			if err := r.check(value); err != nil {
				return err
			}
		}
	}
	return d.probeImmediate(ctx)
}

// probeImmediate proves that a writing transaction has the lock from its first
// moment. One that begins by reading and asks for the lock later is refused,
// not kept waiting, when another was quicker.
func (d *DB) probeImmediate(ctx context.Context) error {
	tx, err := d.write.db.BeginTx(ctx, nil)
	if err != nil {
		return mapError(err)
	}
	defer tx.Rollback()
	other, err := sql.Open("sqlite", sqliteDSN(d.path, "immediate", map[string]string{"busy_timeout": "0"}))
	if err != nil {
		return err
	}
	defer other.Close()
	second, err := other.BeginTx(ctx, nil)
	if err == nil {
		second.Rollback()
		return &Refusal{Setting: "write transaction", Value: "deferred", Required: "immediate"}
	}
	if err := mapError(err); !errors.Is(err, ErrUnavailable) {
		return err
	}
	return nil
}

var postgresRequires = []requirement{
	{"fsync", "on", is("on")},
	{"full_page_writes", "on", is("on")},
	{"synchronous_commit", "on, local, remote_write or remote_apply", not("off")},
}

func (d *DB) checkPostgres(ctx context.Context) error {
	for _, h := range []*handle{d.write, d.read} {
		for _, r := range postgresRequires {
			var value string
			if err := h.db.QueryRowContext(ctx, `SELECT current_setting($1)`, r.setting).Scan(&value); err != nil {
				return mapError(err)
			}
			if err := r.check(value); err != nil {
				return err
			}
		}
		var standby bool
		if err := h.db.QueryRowContext(ctx, `SELECT pg_is_in_recovery()`).Scan(&standby); err != nil {
			return mapError(err)
		}
		if standby {
			return &Refusal{Setting: "server role", Value: "standby", Required: "primary"}
		}
	}
	return nil
}

// CheckIntegrity has SQLite read the whole file and compare it with itself, and
// says what is wrong. PostgreSQL does that by its own tools.
func (d *DB) CheckIntegrity(ctx context.Context) error {
	if d.kind != SQLite {
		return nil
	}
	return d.Read(ctx, func(t *Tx) error {
		return t.Each(func(scan func(...any) error) error {
			var line string
			if err := scan(&line); err != nil {
				return err
			}
			if line != "ok" {
				return fmt.Errorf("%w: %s", ErrBroken, line)
			}
			return nil
		}, `PRAGMA integrity_check(1)`)
	})
}

// Purge makes what was deleted so far leave the write-ahead log too, on SQLite.
// PostgreSQL does that in its own time (vacuum, and recycling of its log).
func (d *DB) Purge(ctx context.Context) error {
	if d.kind != SQLite {
		return nil
	}
	var busy, frames, moved int
	err := d.write.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved)
	return mapError(err)
}

// older compares versions as in 3.51.3.
func older(version, than string) bool {
	a, b := strings.Split(version, "."), strings.Split(than, ".")
	for i := range b {
		if i >= len(a) {
			return true
		}
		x, _ := strconv.Atoi(a[i])
		y, _ := strconv.Atoi(b[i])
		if x != y {
			return x < y
		}
	}
	return false
}
