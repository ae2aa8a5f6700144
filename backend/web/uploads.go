package web

import (
	"context"
	"time"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
)

const (
	// previewWeight is about what a preview takes while it goes out, in bytes.
	previewWeight = desk.Megabyte / 2
	// maxOut is how many bytes of files may be on their way out at once, and
	// maxOutOne of those that one asker may ask for.
	maxOut    = 512 * desk.Megabyte
	maxOutOne = 32 * desk.Megabyte
)

// newDownloads bounds the bytes that go out.
func newDownloads() *gate {
	return &gate{one: maxOutOne, place: 4 * maxOutOne, strangers: maxOut / 4 * 3, all: maxOut, of: map[asker]int64{}}
}

// uploads bounds what files cost: how many come at once, how many somebody sends,
// and that few pictures at a time are opened.
type uploads struct {
	visitors, places, agents *auth.Limiter
	// coming counts the files on their way in: each can hold its whole size in
	// memory.
	coming gate
	// visitor and agent are held by whoever opens a file. An agent's does not
	// wait for those of strangers.
	visitor, agent chan struct{}
}

func newUploads(now func() time.Time) *uploads {
	return &uploads{
		// RELIABILITY 4.8: five in ten minutes; and of one address so many more
		// as a household or an office has people.
		visitors: auth.NewLimiter(2*time.Minute, 5, now),
		places:   auth.NewLimiter(20*time.Second, 30, now),
		agents:   auth.NewLimiter(5*time.Second, 30, now),
		coming:   gate{one: 2, place: 4, strangers: 24, all: 32, of: map[asker]int64{}},
		visitor:  make(chan struct{}, 1), agent: make(chan struct{}, 1),
	}
}

// each calls f with every bound on sending a file that applies, until one refuses.
func (u *uploads) each(who asker, f func(l *auth.Limiter, key string) time.Duration) error {
	limiter := u.agents
	if !who.agent {
		limiter = u.visitors
	}
	wait := f(limiter, who.name)
	if wait == 0 && who.place != "" {
		wait = f(u.places, who.place)
	}
	if wait == 0 {
		return nil
	}
	return desk.Refuse(desk.RateLimited, "Too many files at once; this one goes in a moment.").
		After(max(desk.Millis(wait/time.Millisecond), desk.Second))
}

// look says no to who has sent too many, before anything is read. It counts none:
// a file that is here already may be told of once more.
func (u *uploads) look(who asker) error {
	return u.each(who, (*auth.Limiter).Wait)
}

// admit says no to who sends too many.
func (u *uploads) admit(who asker) error {
	return u.each(who, func(l *auth.Limiter, key string) time.Duration {
		wait, _ := l.Admit(key)
		return wait
	})
}

// examine opens a file when it is its turn.
func (u *uploads) examine(ctx context.Context, f upload) (attach.Examined, error) {
	turn := u.visitor
	if f.by.Kind != desk.ByVisitor {
		turn = u.agent
	}
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return attach.Examined{}, ctx.Err()
	}
	return attach.Examine(f.files, f.name(), f.body)
}
