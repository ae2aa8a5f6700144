package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// latency is S3: from the moment a message is due to its agent's socket.
func latency(ctx context.Context, b *bench) ([]row, error) {
	dir, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	server, err := b.desk(ctx, dir, handsFor(200)...)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	p, err := gather(ctx, server.address, 200)
	if err != nil {
		return nil, err
	}
	defer p.leave()
	if dir, err = b.folder("raw"); err != nil {
		return nil, err
	}
	log, err := openRaw(ctx, sqliteFile(dir))
	if err != nil {
		return nil, err
	}
	defer log.db.Close()
	echo, err := bareServer(ctx, "echo")
	if err != nil {
		return nil, err
	}
	defer echo.stop()
	var rows []row
	for _, rate := range []int{10, 100, 500} {
		r, err := latencyAt(ctx, p, log, echo, time.Second/time.Duration(rate))
		if err != nil {
			return nil, err
		}
		r.id, r.what, r.anchor, r.moonshot = "S3", fmt.Sprintf("delivery, p99 at %d/s", rate), 4, 2
		rows = append(rows, r)
	}
	return rows, nil
}

func latencyAt(ctx context.Context, p *people, log *rawLog, echo *child, interval time.Duration) (row, error) {
	d := 3 * time.Second
	if interval > 50*time.Millisecond {
		d = 6 * time.Second
	}
	var ours, half, theirs, ratios []float64
	for range turns {
		delivered, err := p.paced(ctx, interval, d)
		if err != nil {
			return row{}, err
		}
		commits, err := log.paced(ctx, interval, d/2)
		if err != nil {
			return row{}, err
		}
		echoes, err := echoed(ctx, echo, interval, d/2)
		if err != nil {
			return row{}, err
		}
		mine := quantile(delivered, 0.99)
		pair := quantile(commits, 0.99) + quantile(echoes, 0.99)
		ours, half, theirs = append(ours, float64(mine)), append(half, float64(quantile(delivered, 0.5))), append(theirs, float64(pair))
		ratios = append(ratios, float64(mine)/float64(pair))
	}
	return row{
		ours:  fmt.Sprintf("%s, p50 %s", ms(time.Duration(median(ours))), ms(time.Duration(median(half)))),
		pair:  ms(time.Duration(median(theirs))) + " commit p99 + echo p99",
		ratio: median(ratios),
	}, nil
}

// paced lets visitors in turn write one message every interval and gives how
// long each took to its agent.
func (p *people) paced(ctx context.Context, interval, d time.Duration) ([]time.Duration, error) {
	waits := make(chan time.Duration, 1<<16)
	p.hear(func(number, _ int) { waits <- p.waited(number) })
	sent, err := pace(ctx, interval, d, func(due time.Time) error {
		return p.sendDue(ctx, rand.IntN(len(p.visitors)), due)
	})
	if err != nil {
		return nil, err
	}
	var all []time.Duration
	late := time.After(10 * time.Second)
	for len(all) < len(sent) {
		select {
		case w := <-waits:
			all = append(all, w)
		case <-late:
			return nil, fmt.Errorf("%d messages were lost", len(sent)-len(all))
		}
	}
	return all, nil
}

// echoed sends a frame of a message's length every interval and gives how long
// each was under way.
func echoed(ctx context.Context, echo *child, interval, d time.Duration) ([]time.Duration, error) {
	c, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(echo.address, "http")+"/socket", nil)
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	defer c.CloseNow()
	frame := []byte(strings.Repeat("x", 250))
	return pace(ctx, interval, d, func(time.Time) error {
		if err := c.Write(ctx, websocket.MessageText, frame); err != nil {
			return err
		}
		_, _, err := c.Read(ctx)
		return err
	})
}
