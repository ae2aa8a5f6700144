package main

import (
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A metronome is finer than the runtime's timers, which round up to a
// millisecond where nothing else happens, and keeps none of its processors: one
// that sleeps in a system call does for up to 10 ms, and the answer to what was
// just sent then waits for it, as if the server had been slow.
type metronome struct{ timer *os.File }

func newMetronome() (metronome, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return metronome{}, err
	}
	return metronome{os.NewFile(uintptr(fd), "metronome")}, nil
}

func (m metronome) close() { m.timer.Close() }

func (m metronome) sleepUntil(at time.Time) error {
	left := time.Until(at)
	if left <= 0 {
		return nil
	}
	raw, err := m.timer.SyscallConn()
	if err != nil {
		return err
	}
	var set error
	if err := raw.Control(func(fd uintptr) {
		set = unix.TimerfdSettime(int(fd), 0, &unix.ItimerSpec{Value: unix.NsecToTimespec(int64(left))}, nil)
	}); err != nil {
		return err
	}
	if set != nil {
		return set
	}
	var rings [8]byte
	_, err = m.timer.Read(rings[:])
	return err
}

// pace calls f every interval for d and gives how long after its moment each
// call returned.
func pace(ctx context.Context, interval, d time.Duration, f func(due time.Time) error) ([]time.Duration, error) {
	m, err := newMetronome()
	if err != nil {
		return nil, err
	}
	defer m.close()
	var took []time.Duration
	began := time.Now()
	for due := began; due.Sub(began) < d && ctx.Err() == nil; due = due.Add(interval) {
		if err := m.sleepUntil(due); err != nil {
			return nil, err
		}
		if err := f(due); err != nil {
			return nil, err
		}
		took = append(took, time.Since(due))
	}
	return took, ctx.Err()
}

// rest waits, though not after the run was called off: what is then measured is
// not printed.
func rest(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
