package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/rehearse"
)

// settle is how long a server is left alone before its memory is read.
const settle = 5 * time.Second

// memory is S4: what an idle line costs.
func memory(ctx context.Context, b *bench) ([]row, error) {
	echo, err := bareServer(ctx, "echo")
	if err != nil {
		return nil, err
	}
	defer echo.stop()
	plain, err := grown(ctx, echo, 5000, func() (func(), error) { return plainLine(ctx, echo) })
	if err != nil {
		return nil, err
	}
	rows := []row{
		{id: "S4", what: "memory of an idle visitor", anchor: 1.6, moonshot: 1.2},
		{id: "S4", what: "memory of an idle agent", anchor: 2.5, moonshot: 1.5},
	}
	for i, measure := range []func(context.Context) (float64, error){b.visitorGrown, b.agentGrown} {
		got, err := measure(ctx)
		if err != nil {
			return nil, err
		}
		rows[i].ours, rows[i].pair, rows[i].ratio = kib(got), kib(plain)+" bare coder/websocket", got/plain
	}
	return rows, nil
}

// accounts is how many agents there are, and devices how many lines each has:
// fewer than one account may have at once.
const (
	accounts = 100
	devices  = 9
)

// visitorGrown is the memory that one more visitor's line costs.
func (b *bench) visitorGrown(ctx context.Context) (float64, error) {
	dir, err := b.folder("desk")
	if err != nil {
		return 0, err
	}
	if _, err := fill(ctx, dir, 1, 0); err != nil {
		return 0, err
	}
	server, err := b.shipped(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer server.stop()
	return grown(ctx, server, 5000, func() (func(), error) {
		v := &rehearse.Visitor{Server: server.address, Project: "acme"}
		return v.Hangup, patiently(ctx, func() error { return v.Opened(ctx) })
	})
}

// agentGrown is the memory that one more agent's line costs.
func (b *bench) agentGrown(ctx context.Context) (float64, error) {
	dir, err := b.folder("desk")
	if err != nil {
		return 0, err
	}
	tokens, err := b.tokens(ctx, dir)
	if err != nil {
		return 0, err
	}
	server, err := b.shipped(ctx, dir)
	if err != nil {
		return 0, err
	}
	defer server.stop()
	var next atomic.Int64
	return grown(ctx, server, accounts*devices, func() (func(), error) {
		a := &rehearse.Agent{Server: server.address, Token: tokens[next.Add(1)%accounts]}
		err := patiently(ctx, func() error { return onLine(ctx, a) })
		return a.Hangup, err
	})
}

// tokens signs every account in, at a server that is stopped then: passwords
// take so much memory that the lines would not be seen.
func (b *bench) tokens(ctx context.Context, dir string) ([]string, error) {
	server, err := b.desk(ctx, dir, handsFor(accounts*slots)...)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	all := make([]string, accounts)
	for i := range all {
		a, err := signedIn(ctx, server.address, i+1)
		if err != nil {
			return nil, err
		}
		all[i] = a.Token
	}
	return all, nil
}

// grown is by how much a process grew for each of n lines.
func grown(ctx context.Context, server *child, n int, open func() (func(), error)) (float64, error) {
	ends := make([]func(), n)
	defer func() {
		for _, end := range ends {
			if end != nil {
				end()
			}
		}
	}()
	// A few lines first, so that what every line shares is not counted.
	const few = 100
	part := func(from, to int) error {
		return atOnce(to-from, 64, func(i int) (err error) {
			ends[from+i], err = open()
			return err
		})
	}
	if err := part(0, few); err != nil {
		return 0, err
	}
	rest(ctx, settle)
	before, err := resident(server.pid())
	if err != nil {
		return 0, err
	}
	if err := part(few, n); err != nil {
		return 0, err
	}
	rest(ctx, settle)
	after, err := resident(server.pid())
	return (after - before) / float64(n-few), err
}

func plainLine(ctx context.Context, server *child) (func(), error) {
	c, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(server.address, "http")+"/socket", nil)
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	// One echo, so that its buffers have been used as ours have.
	if err = c.Write(ctx, websocket.MessageText, []byte(`{"frame":"hello"}`)); err == nil {
		_, _, err = c.Read(ctx)
	}
	return func() { c.CloseNow() }, err
}

// idling is S8: what visitors who do nothing cost.
func idling(ctx context.Context, b *bench) ([]row, error) {
	dir, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	server, err := b.desk(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	all, err := visitors(ctx, server.address, 200)
	if err != nil {
		return nil, err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	for _, v := range all {
		defer v.Hangup()
		go func() { // answers pings
			for {
				if _, err := v.Raw(reading); err != nil {
					return
				}
			}
		}()
	}
	rest(ctx, 2*time.Second)
	d := 16 * time.Second // longer than from ping to ping
	w := watch(server.pid())
	rest(ctx, d)
	share := w.cores()
	return []row{{
		id: "S8", what: "200 idle visitors: share of a core", ours: fmt.Sprintf("%.2f %%", share*100), pair: "1 % of a core",
		ratio: share / 0.01, anchor: 1, moonshot: 0.1,
	}}, nil
}
