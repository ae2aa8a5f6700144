package sqlkit

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What a caller may have to act upon. Compare with errors.Is; the error of the
// driver stays underneath.
var (
	// ErrConflict: a constraint of the database forbids the change.
	ErrConflict = errors.New("the database refuses it")
	// ErrFull: there is no room on the disk. Nothing was changed.
	ErrFull = errors.New("the disk is full")
	// ErrUnavailable: the database cannot be reached, is busy with another
	// process or has become a standby. Whether a commit under way happened is
	// not known.
	ErrUnavailable = errors.New("the database is not available")
	// ErrBroken: reading, writing or synchronising a file failed, or the file
	// is damaged. What is in memory can no longer be trusted to be on the
	// disk: the process should end, and verify at its next start.
	ErrBroken = errors.New("the database's storage failed")
	// ErrNoRow: the query found nothing.
	ErrNoRow = errors.New("no such row")
)

// mapError puts one of the sentinels over a driver's error.
func mapError(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	for _, known := range []error{ErrConflict, ErrFull, ErrUnavailable, ErrBroken, ErrNoRow} {
		if errors.Is(err, known) {
			return err
		}
	}
	if s := sentinel(err); s != nil {
		return fmt.Errorf("%w: %w", s, err)
	}
	return err
}

func sentinel(err error) error {
	var lite *sqlite.Error
	var state interface{ SQLState() string }
	var network net.Error
	switch {
	case errors.As(err, &lite):
		return ofSQLite(lite.Code())
	case errors.As(err, &state):
		return ofState(state.SQLState())
	case errors.As(err, &network), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, context.DeadlineExceeded):
		return ErrUnavailable
	}
	return nil
}

func ofSQLite(code int) error {
	switch code & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		return ErrConflict
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
		sqlite3.SQLITE_READONLY:
		return ErrUnavailable
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrBroken
	}
	return nil
}

// ofState reads PostgreSQL's five characters, of which two are the class.
func ofState(state string) error {
	switch state {
	case "53100": // disk_full
		return ErrFull
	case "58030", "XX001", "XX002": // io_error, data_corrupted, index_corrupted
		return ErrBroken
	case "25006", "40001", "40P01": // read-only (a standby), serialization, deadlock
		return ErrUnavailable
	}
	switch {
	case strings.HasPrefix(state, "23"): // integrity constraint violation
		return ErrConflict
	case strings.HasPrefix(state, "08"), // connection exception
		strings.HasPrefix(state, "53"),  // insufficient resources
		strings.HasPrefix(state, "57P"): // operator intervention: shutdown, crash, starting up
		return ErrUnavailable
	}
	return nil
}

// Refusal says why a database is not fit to run on: one line naming the
// setting, its value and the value required. Waiting or trying again does not
// help; a command ends with code 78.
type Refusal struct {
	Setting  string
	Value    string
	Required string
	// Sentence replaces the usual one where it would read badly.
	Sentence string
}

// Error implements error.
func (r *Refusal) Error() string {
	if r.Sentence != "" {
		return r.Sentence
	}
	return fmt.Sprintf("The database's %s is %s; it must be %s.", r.Setting, r.Value, r.Required)
}
