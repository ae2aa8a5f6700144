package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/rehearse"
)

//go:embed testdata/drawing.js
var drawingScript []byte

const (
	// oneFrame is a picture of a screen that shows sixty a second.
	oneFrame = time.Second / 60
	// busyTalks conversations are open, of which longTalks are on screen with
	// longTalk lines each.
	busyTalks, longTalks, longTalk = 20, 4, 10_000
)

// drawnWithin is how long a page may take to have its threads on the screen and to
// be measured.
const drawnWithin = 2 * time.Minute

// drawn is what the page says of one measure.
type drawn struct {
	Ready          bool
	Error          string
	Rows, Lines    int
	Keys, Messages [][2]float64 // its cost, and the time until it was drawn, in ms
}

// windowDrawing is D3: what a letter and a message cost the page, with four panes
// of 10,000 lines and twenty conversations that go on, against one picture of the
// screen; and the same where every line is drawn. Beside it, what memory the
// window gains while that goes on.
func windowDrawing(ctx context.Context, b *bench) ([]row, error) {
	d, err := b.busyDesk(ctx, busyTalks, 0)
	if err != nil {
		return nil, err
	}
	defer d.end()
	if err := d.prolong(ctx, b); err != nil {
		return nil, err
	}
	ours, growth, err := d.drawing(ctx, b, b.desktop, b.growing())
	if err != nil {
		return nil, err
	}
	rows := []row{
		drawingRow("a letter typed, p95, 4 × 10,000 lines", ours.Keys),
		drawingRow("a message that comes, p95, 4 × 10,000 lines", ours.Messages),
		growth,
	}
	if _, err := os.Stat(b.flat); err != nil {
		return append(rows, row{id: "D3", what: "against every line drawn", ours: "–", pair: "not built: " + b.flat, verdict: "–"}), nil
	}
	// It may well draw for a minute before anything can be measured.
	flat, _, err := d.drawing(ctx, b, b.flat, 0)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return append(rows, row{
			id: "D3", what: "against every line drawn", ours: fmt.Sprintf("%d rows of %d lines", ours.Rows, longTalks*ours.Lines),
			pair: fmt.Sprintf("drew nothing in %s", drawnWithin), verdict: "–",
		}), nil
	}
	for i, pair := range [][2][][2]float64{{ours.Keys, flat.Keys}, {ours.Messages, flat.Messages}} {
		was, is := p95(pair[1], 0), p95(pair[0], 0)
		rows = append(rows, row{
			id: "D3", what: strings.Replace(rows[i].what, "p95, 4 × 10,000 lines", "against every line drawn", 1),
			ours: fmt.Sprintf("%s, %d rows", ms(is), ours.Rows), pair: fmt.Sprintf("%s, %d rows", ms(was), flat.Rows),
			ratio: float64(is) / float64(was), verdict: "–",
		})
	}
	return rows, nil
}

func drawingRow(what string, of [][2]float64) row {
	cost, until := p95(of, 0), p95(of, 1)
	return row{
		id: "D3", what: what, ours: fmt.Sprintf("%s, drawn in %s", ms(cost), ms(until)),
		pair:  fmt.Sprintf("%s one picture, %d measured", ms(oneFrame), len(of)),
		ratio: float64(cost) / float64(oneFrame), anchor: 1, moonshot: 0.5,
	}
}

func p95(of [][2]float64, which int) time.Duration {
	var all []time.Duration
	for _, one := range of {
		all = append(all, time.Duration(one[which]*1e6))
	}
	return quantile(all, 0.95)
}

// growing is for how long the window's memory is watched.
func (b *bench) growing() time.Duration {
	if b.full {
		return 10 * time.Minute
	}
	return 2 * time.Minute
}

// prolong makes the first conversations long, and has the desktop begin with four
// panes, in which they are.
func (d *busyDesk) prolong(ctx context.Context, b *bench) error {
	err := atOnce(longTalks, longTalks, func(i int) error {
		for n := range longTalk {
			if err := d.others[i].Post(ctx, rehearse.NewID(), fmt.Sprintf("%d: %s", n, filling)); err != nil {
				return err
			}
			if n%20 == 0 {
				// Who is answered faster than they read loses their line.
				time.Sleep(50 * time.Millisecond)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := d.settle(ctx); err != nil {
		return err
	}
	if err := d.learn(ctx, b.browserhost, busyTalks); err != nil {
		return err
	}
	kept, err := cache.Open(ctx, d.data)
	if err != nil {
		return err
	}
	defer kept.Close()
	return kept.SaveSetting(ctx, "panes", fmt.Sprint(longTalks))
}

// settle waits until the server has nothing more to do.
func (d *busyDesk) settle(ctx context.Context) error {
	for range 120 {
		w := watch(d.server.pid())
		rest(ctx, time.Second)
		if w.cores() < 0.1 || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return errors.New("the server was still busy after two minutes")
}

// drawing measures one window, and what memory it gains in so long a time while
// the conversations go on.
func (d *busyDesk) drawing(ctx context.Context, b *bench, program string, watched time.Duration) (out drawn, growth row, err error) {
	data, err := d.copied(b)
	if err != nil {
		return out, growth, err
	}
	script := filepath.Join(data, "drawing.js")
	if err := os.WriteFile(script, drawingScript, 0o600); err != nil {
		return out, growth, err
	}
	window, said, err := d.screen.scripted(ctx, script, program, "--data", filepath.Join(data, "desktop"))
	if err != nil {
		return out, growth, err
	}
	defer window.stopGroup()
	defer said.Close()
	_ = said.SetReadDeadline(time.Now().Add(drawnWithin)) // a pipe takes one
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, 16<<20)
	next := func() error {
		out = drawn{}
		if !lines.Scan() {
			return errors.Join(ctx.Err(), lines.Err(), errors.New("the page said nothing more"))
		}
		if err := json.Unmarshal(lines.Bytes(), &out); err != nil {
			return fmt.Errorf("the page said %q: %w", lines.Text(), err)
		}
		if out.Error != "" {
			return errors.New(out.Error)
		}
		return nil
	}
	if err := next(); err != nil {
		return out, growth, err
	}
	talking, silence := context.WithCancel(ctx)
	defer silence()
	var written atomic.Int64
	for i, v := range d.others {
		go func() {
			// Not all at the same moment: they are people.
			rest(talking, time.Duration(i)*time.Second/time.Duration(len(d.others)))
			for n := 0; talking.Err() == nil; n++ {
				select {
				case <-time.After(time.Second):
				case <-talking.Done():
					return
				}
				if v.Post(talking, rehearse.NewID(), fmt.Sprintf("%d.%d: %s", i, n, filling)) == nil {
					written.Add(1)
				}
			}
		}()
	}
	if err := next(); err != nil {
		return out, growth, err
	}
	if watched == 0 {
		return out, growth, nil
	}
	// From its first minute on: what a start leaves behind has been swept up by then.
	const minute = time.Minute
	rest(ctx, minute)
	first, _ := share(window.pid())
	began := written.Load()
	at := time.Now()
	var seen []string
	for ctx.Err() == nil && time.Since(at) < watched-minute {
		rest(ctx, min(minute, watched-minute-time.Since(at)))
		now, _ := share(window.pid())
		seen = append(seen, fmt.Sprintf("%+.0f", (now-first)/(1<<20)))
	}
	last, _ := share(window.pid())
	more := float64(written.Load() - began)
	return out, row{
		id: "D3", what: fmt.Sprintf("memory gained in %s, %.0f messages more", watched-minute, more),
		ours: fmt.Sprintf("%s, %.1f KiB a message", mib(last-first), (last-first)/1024/max(more, 1)),
		pair: fmt.Sprintf("%s after a minute; %s", mib(first), strings.Join(seen, " ")), ratio: last / first, verdict: "–",
	}, nil
}
