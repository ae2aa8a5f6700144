package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL

	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// rawLog writes the rows that a message is stored as, and does nothing else: no
// rules, no fence, no sealing.
type rawLog struct {
	db       *sql.DB
	postgres bool
	pos      int64
	sealed   []byte
	texts    map[int][2]string
}

// openRaw makes a database with the schema of the log.
func openRaw(ctx context.Context, o sqlkit.Options) (*rawLog, error) {
	s, err := store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	r := &rawLog{postgres: o.Kind == sqlkit.Postgres, texts: map[int][2]string{}, sealed: make([]byte, 200)}
	if r.postgres {
		r.db, err = sql.Open(o.Driver, o.DSN)
	} else {
		r.db, err = sql.Open("sqlite", "file:"+o.DSN+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"+
			"&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4096)")
	}
	if err != nil {
		return nil, err
	}
	r.db.SetMaxOpenConns(1)
	_, err = rand.Read(r.sealed)
	return r, err
}

func sqliteFile(dir string) sqlkit.Options {
	return sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(dir, "parley.db")}
}

// write commits n messages.
func (r *rawLog) write(ctx context.Context, n int) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if r.postgres {
		err = r.unnest(ctx, tx, n)
	} else {
		err = r.multiRow(ctx, tx, n)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// message is the row of one message, as long as ours are.
func (r *rawLog) message() (stream, visitor, device, cmd string) {
	r.pos++
	n := r.pos % 1000
	return fmt.Sprintf("c_%026d", n), fmt.Sprintf("v_%026d", n), fmt.Sprintf("%026d", n), fmt.Sprintf("%020d", r.pos)
}

const (
	digest = "0123456789abcdefghijkl"
	fact   = `{"contact":1000}`
)

func (r *rawLog) multiRow(ctx context.Context, tx *sql.Tx, n int) error {
	texts, ok := r.texts[n]
	if !ok {
		values := func(columns int) string {
			one := "(" + strings.Repeat("?,", columns-1) + "?)"
			return strings.Repeat(one+",", n-1) + one
		}
		texts = [2]string{
			`INSERT INTO event (project, pos, stream, seq, at, kind, actor_kind, actor, device, cmd, digest, fact) VALUES` + values(12),
			`INSERT INTO content (project, pos, visitor, sealed) VALUES` + values(4),
		}
		r.texts[n] = texts
	}
	events, contents := make([]any, 0, 12*n), make([]any, 0, 4*n)
	for range n {
		stream, visitor, device, cmd := r.message()
		events = append(events, "acme", r.pos, stream, r.pos/1000+1, r.pos, "message.posted", "visitor", visitor, device, cmd, digest, fact)
		contents = append(contents, "acme", r.pos, visitor, r.sealed)
	}
	if _, err := tx.ExecContext(ctx, texts[0], events...); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, texts[1], contents...)
	return err
}

func (r *rawLog) unnest(ctx context.Context, tx *sql.Tx, n int) error {
	var pos, seq []int64
	var streams, visitors, devices, cmds []string
	var sealed [][]byte
	for range n {
		stream, visitor, device, cmd := r.message()
		pos, seq, sealed = append(pos, r.pos), append(seq, r.pos/1000+1), append(sealed, r.sealed)
		streams, visitors, devices, cmds = append(streams, stream), append(visitors, visitor), append(devices, device), append(cmds, cmd)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO event (project, pos, stream, seq, at, kind, actor_kind, actor, device, cmd, digest, fact)
		SELECT 'acme', p, s, q, p, 'message.posted', 'visitor', v, d, c, $7, $8
		FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) AS t(p, s, q, v, d, c)`,
		pos, streams, seq, visitors, devices, cmds, digest, fact); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO content (project, pos, visitor, sealed)
		SELECT 'acme', p, v, s FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS t(p, v, s)`, pos, visitors, sealed)
	return err
}

// saturate writes for d with so many senders waiting, and gives messages a
// second: what has gathered while one group was committed is the next.
func (r *rawLog) saturate(ctx context.Context, senders int, d time.Duration) (float64, error) {
	queue := make(chan chan struct{}, senders)
	ended := make(chan struct{})
	var all sync.WaitGroup
	for range senders {
		all.Go(func() {
			done := make(chan struct{}, 1)
			for {
				select {
				case queue <- done:
				case <-ended:
					return
				}
				select {
				case <-done:
				case <-ended:
					return
				}
			}
		})
	}
	defer all.Wait()
	defer close(ended)
	stored, began := 0, time.Now()
	var group []chan struct{}
	for time.Since(began) < d {
		group = append(group[:0], <-queue)
		for more := true; more && len(group) < 2*senders; {
			select {
			case done := <-queue:
				group = append(group, done)
			default:
				more = false
			}
		}
		if err := r.write(ctx, len(group)); err != nil {
			return 0, err
		}
		for _, done := range group {
			done <- struct{}{}
		}
		stored += len(group)
	}
	return float64(stored) / time.Since(began).Seconds(), nil
}

// paced writes one message every interval for d, and gives how long each took.
func (r *rawLog) paced(ctx context.Context, interval, d time.Duration) ([]time.Duration, error) {
	return pace(ctx, interval, d, func(time.Time) error { return r.write(ctx, 1) })
}
