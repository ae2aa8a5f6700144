package sqlkit

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// handle is a pool with its prepared statements.
type handle struct {
	db *sql.DB
	// prepare is false where the driver itself keeps statements prepared.
	prepare bool

	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// stmt is the prepared statement of a text, or nil where the driver keeps it.
func (h *handle) stmt(ctx context.Context, tx *sql.Tx, text string) (*sql.Stmt, error) {
	if !h.prepare {
		return nil, nil
	}
	h.mu.Lock()
	s := h.stmts[text]
	h.mu.Unlock()
	switch {
	case tx == nil && s == nil:
		if err := h.keep(ctx, []string{text}); err != nil {
			return nil, err
		}
		return h.stmt(ctx, tx, text)
	case tx == nil:
		return s, nil
	case s == nil:
		// Prepared within the transaction: a writing pool of one connection
		// has no other to lend.
		return tx.PrepareContext(ctx, text)
	}
	return tx.StmtContext(ctx, s), nil
}

// keep prepares texts for the transactions to come.
func (h *handle) keep(ctx context.Context, texts []string) error {
	for _, text := range texts {
		h.mu.Lock()
		known := h.stmts[text] != nil
		h.mu.Unlock()
		if known {
			continue
		}
		s, err := h.db.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		h.mu.Lock()
		if h.stmts[text] == nil {
			h.stmts[text], s = s, nil
		}
		h.mu.Unlock()
		if s != nil {
			s.Close()
		}
	}
	return nil
}

func (h *handle) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.stmts {
		s.Close()
	}
	return h.db.Close()
}

type querier interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
}

// Tx is a transaction, or one query. It belongs to the goroutine it was given to.
type Tx struct {
	ctx  context.Context
	kind Kind
	h    *handle
	tx   *sql.Tx
	// on is where statements run that are not prepared by us.
	on querier
	// fresh are the texts met for the first time.
	fresh []string
}

// Write runs fn in a transaction that may change things, and commits it if fn
// returns nil. When it returns nil the change is durable. After
// [ErrUnavailable] it is not known whether it happened: ask the database.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.kind == SQLite {
		// A local write ends by itself. Letting it be cut in the middle would
		// only make its outcome unknown, and costs a goroutine a statement.
		ctx = context.WithoutCancel(ctx)
	}
	return d.run(ctx, d.write, nil, fn)
}

// Read runs fn in a transaction that sees one snapshot and changes nothing.
func (d *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if d.kind == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	return d.run(ctx, d.read, o, fn)
}

// Look runs fn for one query, which is a snapshot by itself: without the beginning
// and the end of a transaction it costs about half as much as by [DB.Read]. Two
// queries would be two snapshots, and nothing keeps them from being of another
// kind: fn is to know.
func (d *DB) Look(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, bounded := ctx.Deadline(); d.kind == SQLite && !bounded {
		// As in Write: to be able to cut a short question costs as much as to
		// answer it. Whoever has no time to wait for his turn says so.
		ctx = context.WithoutCancel(ctx)
	}
	return mapError(fn(&Tx{ctx: ctx, kind: d.kind, h: d.read, on: d.read.db}))
}

// Ask runs fn for one query that sees all that is committed. It costs less than
// a transaction where each statement is a journey.
func (d *DB) Ask(ctx context.Context, fn func(*Tx) error) error {
	if d.kind == SQLite {
		return d.Write(ctx, fn)
	}
	return mapError(fn(&Tx{ctx: ctx, kind: d.kind, h: d.write, on: d.write.db}))
}

func (d *DB) run(ctx context.Context, h *handle, o *sql.TxOptions, fn func(*Tx) error) error {
	tx, err := h.db.BeginTx(ctx, o)
	if err != nil {
		return mapError(err)
	}
	t := &Tx{ctx: ctx, kind: d.kind, h: h, tx: tx, on: tx}
	if err := fn(t); err != nil {
		tx.Rollback()
		return mapError(err)
	}
	if err := tx.Commit(); err != nil {
		return mapError(err)
	}
	// It is committed: that a statement could not be kept is no reason to say
	// otherwise. It is prepared anew next time.
	_ = h.keep(ctx, t.fresh)
	return nil
}

// Exec runs a statement and tells how many rows it changed.
func (t *Tx) Exec(text string, args ...any) (int64, error) {
	s, err := t.stmt(text)
	var r sql.Result
	switch {
	case err != nil:
		return 0, mapError(err)
	case s != nil:
		r, err = s.ExecContext(t.ctx, args...)
	default:
		r, err = t.on.ExecContext(t.ctx, text, args...)
	}
	if err != nil {
		return 0, mapError(err)
	}
	n, err := r.RowsAffected()
	return n, mapError(err)
}

// Row runs a query and reads its first row into dest. Where there is none it
// returns [ErrNoRow].
func (t *Tx) Row(dest []any, text string, args ...any) error {
	found := false
	err := t.Each(func(scan func(...any) error) error {
		if found {
			return nil
		}
		found = true
		return scan(dest...)
	}, text, args...)
	if err == nil && !found {
		return ErrNoRow
	}
	return err
}

// Each runs a query and calls fn for each of its rows. fn must not use the
// transaction: its connection is busy with the rows.
func (t *Tx) Each(fn func(scan func(...any) error) error, text string, args ...any) error {
	s, err := t.stmt(text)
	var rows *sql.Rows
	switch {
	case err != nil:
		return mapError(err)
	case s != nil:
		rows, err = s.QueryContext(t.ctx, args...)
	default:
		rows, err = t.on.QueryContext(t.ctx, text, args...)
	}
	if err != nil {
		return mapError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return mapError(errors.Join(rows.Err(), rows.Close()))
}

func (t *Tx) stmt(text string) (*sql.Stmt, error) {
	s, err := t.h.stmt(t.ctx, t.tx, text)
	if err == nil && s != nil && t.tx != nil {
		t.note(text)
	}
	return s, err
}

func (t *Tx) note(text string) {
	t.h.mu.Lock()
	known := t.h.stmts[text] != nil
	t.h.mu.Unlock()
	if !known {
		t.fresh = append(t.fresh, text)
	}
}
