package auth

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxKeys bounds how many keys a limiter remembers. Beyond it those are forgotten
// who have not tried for a while, and then any: at worst somebody is forgiven.
const maxKeys = 20_000

// Limiter admits so many tries a key: an address, an account, a visitor. What costs
// by its size counts as so many.
type Limiter struct {
	mu    sync.Mutex
	limit rate.Limit
	burst int
	now   func() time.Time
	keys  map[string]*rate.Limiter
}

// NewLimiter admits burst tries at once and then one every interval.
func NewLimiter(every time.Duration, burst int, now func() time.Time) *Limiter {
	return &Limiter{limit: rate.Every(every), burst: burst, now: now, keys: map[string]*rate.Limiter{}}
}

// Admit counts a try; if it is one too many, it says how long to wait.
func (l *Limiter) Admit(key string) (wait time.Duration, ok bool) { return l.AdmitN(key, 1) }

// AdmitN is [Limiter.Admit] of so many at once, or of a full bucket where that is less.
func (l *Limiter) AdmitN(key string, n int) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	bucket := l.keys[key]
	if bucket == nil {
		if len(l.keys) >= maxKeys {
			l.forget(now)
		}
		bucket = rate.NewLimiter(l.limit, l.burst)
		l.keys[key] = bucket
	}
	r := bucket.ReserveN(now, min(n, l.burst))
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// Wait is how long the next try would have to wait. It counts none.
func (l *Limiter) Wait(key string) time.Duration { return l.WaitN(key, 1) }

// WaitN is [Limiter.Wait] for so many at once.
func (l *Limiter) WaitN(key string, n int) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	bucket := l.keys[key]
	if bucket == nil {
		return 0
	}
	now := l.now()
	r := bucket.ReserveN(now, min(n, l.burst))
	defer r.CancelAt(now)
	return r.DelayFrom(now)
}

// forget drops the keys whose bucket is full again, and then any, until half
// are left.
func (l *Limiter) forget(now time.Time) {
	for key, bucket := range l.keys {
		if bucket.TokensAt(now) >= float64(l.burst) {
			delete(l.keys, key)
		}
	}
	for key := range l.keys {
		if len(l.keys) <= maxKeys/2 {
			return
		}
		delete(l.keys, key)
	}
}
