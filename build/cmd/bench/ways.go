package main

import (
	"runtime"
	"syscall"
	"time"
)

// way is a way to give chats to agents.
type way interface {
	// arrive lets a chat come that asks for a pool: it is given or waits.
	arrive(pool int) error
	// end ends a chat of an agent and gives them one of those that wait, if
	// they can take one. It is false where they have none.
	end(agent int) (bool, error)
	// assigned is how many chats were given so far.
	assigned() int
}

// work lets chats end, and as many come, so that there are as many as before, for as
// many turns or as long as said, and gives the assignments in a second. The
// seconds are those of this process's CPU, the collector's included: none of
// the ways waits for anything, and what else the machine does is not counted.
func (o *office) work(w way, turn, most int, d time.Duration) (float64, error) {
	o.again(turn)
	runtime.GC() // what was left behind by the other half of the pair is not counted here
	before, began := w.assigned(), ownCPU()
	for i := 0; i < most; i++ {
		if i%64 == 0 && ownCPU()-began > d {
			break
		}
		ended, err := w.end(o.anybody())
		if err == nil && ended {
			err = w.arrive(o.ask())
		}
		if err != nil {
			return 0, err
		}
	}
	return float64(w.assigned()-before) / (ownCPU() - began).Seconds(), nil
}

// ownCPU is the CPU time this process has used.
func ownCPU() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it cannot fail for oneself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
