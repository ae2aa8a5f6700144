package web

import (
	"context"
	"time"
)

// pingSlots spreads the lines over the time from ping to ping: not all of them
// are asked in the same moment.
const pingSlots = 15

// pings asks each line in its turn whether anybody is there. One goroutine does
// it for all: a ticker and a stack for each would be a fifth of an idle line.
func (s *Server) pings() {
	beat := time.NewTicker(pingEvery / pingSlots)
	defer beat.Stop()
	for slot := uint32(0); ; slot = (slot + 1) % pingSlots {
		select {
		case <-s.ctx.Done():
			return
		case <-beat.C:
		}
		s.open.Range(func(key, _ any) bool {
			if l := key.(*line); l.slot == slot {
				s.look(l)
			}
			return true
		})
	}
}

// heartbeat in the queue shows a page that its line is alive, for a browser
// answers pings without telling it; and any client, by its number, that it
// missed the frame before.
type heartbeat struct{}

// look asks after one line: whether it may go on, and whether anybody is there.
func (s *Server) look(l *line) {
	if l.expires > 0 && l.expires <= s.opt.Clock.Now() {
		l.bye(closeAuth, expired(), false)
		return
	}
	l.push(heartbeat{})
	l.ping()
}

// ping ends the line if no pong comes. Nothing that is to be written waits for
// it.
func (l *line) ping() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return
	}
	l.writers.Go(func() {
		ctx, cancel := context.WithTimeout(l.ctx, pongWithin)
		defer cancel()
		if l.conn.Ping(ctx) != nil {
			_ = l.conn.CloseNow()
			l.stop()
		} else if l.alive != nil {
			l.alive()
		}
	})
}
