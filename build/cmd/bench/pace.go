package main

import (
	"context"
	"syscall"
	"time"
)

// sleepUntil is finer than the runtime's timers, which round up to a
// millisecond where nothing else happens.
func sleepUntil(at time.Time) {
	for {
		left := time.Until(at)
		if left <= 0 {
			return
		}
		t := syscall.NsecToTimespec(int64(left))
		_ = syscall.Nanosleep(&t, nil) // woken early, it sleeps again
	}
}

// rest waits, though not after the run was called off: what is then measured is
// not printed.
func rest(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
