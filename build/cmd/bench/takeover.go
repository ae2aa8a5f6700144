package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/store"
)

// takeover is R4: from the claim of a project in which many wait until its new
// writer answers.
func takeover(ctx context.Context, b *bench) ([]row, error) {
	dir, err := b.folder("queue")
	if err != nil {
		return nil, err
	}
	o := newOffice(1000, alike[0].kinds)
	if err := o.queue(ctx, dir); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, sqliteFile(dir))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	plain, err := sql.Open("sqlite", "file:"+sqliteFile(dir).DSN+"?mode=ro&_pragma=cache_size(-32768)")
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	var ours, theirs, ratios []float64
	for range turns {
		read, err := readWaiting(ctx, plain)
		if err != nil {
			return nil, err
		}
		took, err := o.takeOver(ctx, s)
		if err != nil {
			return nil, err
		}
		ours, theirs = append(ours, float64(took)), append(theirs, float64(read))
		ratios = append(ratios, float64(took)/float64(read))
	}
	return []row{{
		id: "R4", what: "takeover of a project with 100,000 waiting", ours: ms(time.Duration(median(ours))),
		pair: ms(time.Duration(median(theirs))) + " reading the same rows", ratio: median(ratios), anchor: 3, moonshot: 1.5,
	}}, nil
}

// queue fills a log in which many wait for the office.
func (o *office) queue(ctx context.Context, dir string) error {
	f, err := newFiller(ctx, dir)
	if err != nil {
		return err
	}
	const atOnce = 500
	for range manyWaiting / atOnce {
		err = errors.Join(err, f.queue(ctx, atOnce, func() desk.Opened {
			asked := o.ask()
			skill, language := asked/len(tongues), asked%len(tongues)
			return desk.Opened{
				Channel: desk.Chat, Rule: skillRule(skill), Async: true, Queue: teamID(skill % teamCount), Site: "www.acme.test", Language: tongues[language],
			}
		}))
		if err != nil {
			break
		}
	}
	return errors.Join(err, f.s.Close())
}

// takeOver starts a floor and gives how long it took to its first answer.
func (o *office) takeOver(ctx context.Context, s *store.Store) (time.Duration, error) {
	setup := floor.Setup{
		Project: desk.Project{ID: "acme", Name: "ACME", Letters: "AC"}, Revision: desk.Revision{Version: 1, Settings: o.settings()},
	}
	for i := range o.staff {
		setup.Agents = append(setup.Agents, o.profile(i))
	}
	began := time.Now()
	f := floor.New(floor.Options{
		Log: s, Clock: floor.SystemClock{}, Holder: "bench", NewID: auth.NewID, Logger: slog.New(slog.DiscardHandler),
		Fatal: func(error) {}, IsFatal: store.Broken, IsPassing: store.Passing, Refusal: store.Refusal,
	}, []floor.Setup{setup})
	if err := f.Start(ctx); err != nil {
		return 0, err
	}
	defer f.Stop()
	load := f.Loads(ctx)["acme"]
	took := time.Since(began)
	if load.Waiting != manyWaiting {
		return 0, fmt.Errorf("%d wait where %d should", load.Waiting, manyWaiting)
	}
	return took, nil
}

// readWaiting reads the rows of those who wait and does nothing with them.
func readWaiting(ctx context.Context, db *sql.DB) (time.Duration, error) {
	began := time.Now()
	rows, err := db.QueryContext(ctx, `SELECT id, body FROM conversation WHERE project = 'acme' AND state <> 'closed' ORDER BY opened_pos`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var id, body string
		if err := rows.Scan(&id, &body); err != nil {
			return 0, err
		}
		n++
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	if n != manyWaiting {
		return 0, fmt.Errorf("%d rows where %d should be", n, manyWaiting)
	}
	return time.Since(began), nil
}
