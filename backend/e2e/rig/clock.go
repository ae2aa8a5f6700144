package rig

import (
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// Clock is a clock that stands still until it is moved.
type Clock struct {
	mu    sync.Mutex
	now   desk.Millis
	wakes map[*wake]bool
}

type wake struct {
	at desk.Millis
	ch chan struct{}
}

// NewClock makes a clock that stands at a moment.
func NewClock(now desk.Millis) *Clock { return &Clock{now: now, wakes: map[*wake]bool{}} }

// Now implements floor.Clock.
func (c *Clock) Now() desk.Millis {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Wake implements floor.Clock.
func (c *Clock) Wake(at desk.Millis) (<-chan struct{}, func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &wake{at: at, ch: make(chan struct{}, 1)}
	if at <= c.now {
		w.ch <- struct{}{}
		return w.ch, func() {}
	}
	c.wakes[w] = true
	return w.ch, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.wakes, w)
	}
}

// Advance moves the clock and wakes whoever waited for a moment now past.
func (c *Clock) Advance(by desk.Millis) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now += by
	for w := range c.wakes {
		if w.at <= c.now {
			delete(c.wakes, w)
			w.ch <- struct{}{}
		}
	}
}

// Waited tells whether somebody waits for a moment up to at.
func (c *Clock) Waited(at desk.Millis) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for w := range c.wakes {
		if w.at <= at {
			return true
		}
	}
	return false
}
