package main

import (
	"sync"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// movableClock is the machine's clock, and with --dev can be moved forward.
type movableClock struct {
	system floor.SystemClock
	mu     sync.Mutex
	ahead  desk.Millis
	moved  chan struct{} // closed at the next move
}

// Now implements floor.Clock.
func (c *movableClock) Now() desk.Millis {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.system.Now() + c.ahead
}

// Wake implements floor.Clock.
func (c *movableClock) Wake(at desk.Millis) (<-chan struct{}, func()) {
	c.mu.Lock()
	ahead, moved := c.ahead, c.moved
	if moved == nil {
		moved = make(chan struct{})
		c.moved = moved
	}
	c.mu.Unlock()
	timer, stopTimer := c.system.Wake(at - ahead)
	stop := make(chan struct{})
	woken := make(chan struct{}, 1)
	go func() {
		defer stopTimer()
		select {
		case <-timer:
			woken <- struct{}{}
		case <-moved: // whoever waits looks at the clock again
			woken <- struct{}{}
		case <-stop:
		}
	}()
	return woken, sync.OnceFunc(func() { close(stop) })
}

func (c *movableClock) advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += desk.Millis(by / time.Millisecond)
	if c.moved != nil {
		close(c.moved)
		c.moved = nil
	}
}
