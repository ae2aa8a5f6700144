package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	// inFlight is how many messages are under way at any moment.
	inFlight = 256
	// turns is how often a pair is measured.
	turns = 3
	// turnFor is how long one half of a pair runs.
	turnFor = 4 * time.Second
)

// saturationSQLite is S1.
func saturationSQLite(ctx context.Context, b *bench) ([]row, error) {
	ours, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	theirs, err := b.folder("raw")
	if err != nil {
		return nil, err
	}
	r, err := b.saturation(ctx, ours, nil, sqliteFile(theirs))
	if err != nil {
		return nil, err
	}
	r.id, r.what, r.anchor, r.moonshot = "S1", "durable messages/s to an agent's socket, SQLite", 0.25, 0.5
	return []row{r}, nil
}

// saturationPostgres is S2.
func saturationPostgres(ctx context.Context, b *bench) ([]row, error) {
	pg, err := startPostgres(ctx)
	if err != nil {
		return nil, err
	}
	defer pg.stop()
	ours, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	r, err := b.saturation(ctx, ours, []string{"--database", pg.dsn("desk")},
		sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: pg.dsn("raw")})
	if err != nil {
		return nil, err
	}
	r.id, r.what, r.anchor, r.moonshot = "S2", "durable messages/s to an agent's socket, PostgreSQL", 0.2, 0.4
	return []row{r}, nil
}

// saturation compares a server under full load with the raw log.
func (b *bench) saturation(ctx context.Context, data string, flags []string, raw sqlkit.Options) (row, error) {
	server, err := b.desk(ctx, data, append(flags, handsFor(inFlight)...)...)
	if err != nil {
		return row{}, err
	}
	defer server.stop()
	log, err := openRaw(ctx, raw)
	if err != nil {
		return row{}, err
	}
	defer log.db.Close()
	p, err := gather(ctx, server.address, inFlight)
	if err != nil {
		return row{}, err
	}
	defer p.leave()
	var ours, theirs, ratios, each []float64
	for range turns {
		before := used(server.pid())
		mine, err := p.saturate(ctx, turnFor)
		if err != nil {
			return row{}, err
		}
		each = append(each, float64(used(server.pid())-before)/float64(time.Microsecond)/(mine*(turnFor+warmUp).Seconds()))
		other, err := log.saturate(ctx, inFlight, turnFor)
		if err != nil {
			return row{}, err
		}
		ours, theirs, ratios = append(ours, mine), append(theirs, other), append(ratios, mine/other)
	}
	return row{
		ours: fmt.Sprintf("%s, %.0f µs CPU each", perSecond(median(ours)), median(each)),
		pair: perSecond(median(theirs)) + " raw group commit", ratio: median(ratios), more: true,
	}, nil
}

// warmUp is not counted.
const warmUp = time.Second

// saturate keeps one message of every visitor under way and gives the messages
// that reached an agent in a second. It returns when nothing is under way.
func (p *people) saturate(ctx context.Context, d time.Duration) (float64, error) {
	var heard, open atomic.Int64
	var ending atomic.Bool
	failed := make(chan error, 1)
	idle := make(chan struct{}, 1)
	next := func(visitor int) {
		if err := p.send(ctx, visitor); err != nil {
			select {
			case failed <- err:
			default:
			}
		}
	}
	p.hear(func(_, visitor int) {
		heard.Add(1)
		if !ending.Load() {
			next(visitor)
		} else if open.Add(-1) == 0 {
			idle <- struct{}{}
		}
	})
	open.Store(int64(len(p.visitors)))
	for i := range p.visitors {
		next(i)
	}
	rest(ctx, warmUp)
	before, began := heard.Load(), time.Now()
	select {
	case <-time.After(d):
	case err := <-failed:
		return 0, err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	rate := float64(heard.Load()-before) / time.Since(began).Seconds()
	ending.Store(true)
	select {
	case <-idle:
		return rate, nil
	case <-time.After(20 * time.Second):
		return 0, fmt.Errorf("%d messages were lost", open.Load())
	}
}
