package app

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
)

// clock is the machine's, moved on by the test. What waits for a moment that is
// skipped is woken.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
	waits []*wait
}

type wait struct {
	at time.Time
	c  chan struct{}
}

func (c *clock) Now() desk.Millis {
	c.mu.Lock()
	defer c.mu.Unlock()
	return desk.Millis(time.Now().Add(c.ahead).UnixMilli())
}

func (c *clock) Timer(d time.Duration) (<-chan struct{}, func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &wait{time.Now().Add(c.ahead + d), make(chan struct{}, 1)}
	c.waits = append(c.waits, w)
	t := time.AfterFunc(d, func() { c.wake(w) })
	return w.c, func() { t.Stop(); c.forget(w) }
}

func (c *clock) wake(w *wait) {
	select {
	case w.c <- struct{}{}:
	default:
	}
}

func (c *clock) forget(w *wait) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = slices.DeleteFunc(c.waits, func(o *wait) bool { return o == w })
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	for _, w := range c.waits {
		if !w.at.After(time.Now().Add(c.ahead)) {
			c.wake(w)
		}
	}
}

type memoryKeychain struct {
	mu     sync.Mutex
	secret string
	broken bool
}

func (k *memoryKeychain) Get(string) (string, error) { return k.use(func() {}) }
func (k *memoryKeychain) Set(_, secret string) error {
	_, err := k.use(func() { k.secret = secret })
	return err
}
func (k *memoryKeychain) Delete(string) error {
	_, err := k.use(func() { k.secret = "" })
	return err
}

func (k *memoryKeychain) use(f func()) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.broken {
		return "", errNoKeychain
	}
	f()
	return k.secret, nil
}

// toasts is a notification service that shows everything.
type toasts struct {
	mu     sync.Mutex
	shown  []platform.Toast
	closed []string
	clicks chan platform.Click
	report platform.Report
}

func newToasts() *toasts {
	return &toasts{clicks: make(chan platform.Click, 8), report: platform.Report{Outcome: platform.Shown, Clickable: true}}
}

func (n *toasts) Notify(_ context.Context, t platform.Toast) platform.Report {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.shown = append(n.shown, t)
	return n.report
}

func (n *toasts) Close(id string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = append(n.closed, id)
}

func (n *toasts) Clicks() <-chan platform.Click { return n.clicks }
func (n *toasts) Stop()                         {}

// wait returns the toasts once there are n.
func (n *toasts) wait(t *testing.T, count int) []platform.Toast {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		n.mu.Lock()
		shown := slices.Clone(n.shown)
		n.mu.Unlock()
		if len(shown) >= count {
			return shown
		}
	}
	t.Fatalf("%d toasts never came", count)
	return nil
}
