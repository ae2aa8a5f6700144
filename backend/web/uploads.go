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

// allowance is how many files somebody may hand in, and how many bytes of them.
type allowance struct {
	files *auth.Limiter
	bytes *auth.Limiter // nil for no bound but that of the files
}

// uploads bounds what files cost: how many come at once, how many somebody sends,
// and that few of those at a time are opened that cost.
type uploads struct {
	visitors, places, agents allowance
	// coming counts the files on their way in: each can hold its whole size in
	// memory, and one that is larger than any visitor's counts as so many of theirs.
	coming gate
	// visitor and agent are the turns at opening what costs, a picture as a rule. An agent's does not
	// wait for those of strangers.
	visitor, agent *turns
}

func newUploads(now func() time.Time) *uploads {
	return &uploads{
		// What costs is bytes and opening pictures: all photos that a phone sends in
		// one go, twenty of 4 MB, pass in two minutes, and of one address so many
		// more as a household or an office has people, but 30 MB a minute for long.
		visitors: allowance{auth.NewLimiter(10*time.Second, 10, now), bytesLimiter(20, 50, now)},
		places:   allowance{auth.NewLimiter(3*time.Second, 40, now), bytesLimiter(30, 300, now)},
		agents:   allowance{auth.NewLimiter(5*time.Second, 30, now), nil},
		coming:   gate{one: 2, place: 4, strangers: 20, firsts: 4, all: 32, of: map[asker]int64{}},
		visitor:  newTurns(maxWaiting), agent: newTurns(maxWaiting),
	}
}

// bytesLimiter admits so many megabytes at once, and then so many a minute.
func bytesLimiter(minute, burst int, now func() time.Time) *auth.Limiter {
	return auth.NewLimiter(time.Minute/time.Duration(minute*desk.Megabyte), burst*desk.Megabyte, now)
}

// each calls f with every bound on sending a file of so many bytes that applies,
// until one asks to wait.
func (u *uploads) each(who asker, size int, f func(l *auth.Limiter, key string, n int) time.Duration) (wait time.Duration) {
	both := func(a allowance, key string) {
		if wait == 0 {
			wait = f(a.files, key, 1)
		}
		if wait == 0 && a.bytes != nil {
			wait = f(a.bytes, key, size)
		}
	}
	if who.agent {
		both(u.agents, who.name)
		return wait
	}
	both(u.visitors, who.name)
	if who.place != "" {
		both(u.places, who.place)
	}
	return wait
}

func slower(wait time.Duration) error {
	if wait == 0 {
		return nil
	}
	return desk.Refuse(desk.RateLimited, "Too many files at once; this one goes in a moment.").
		After(max(desk.Millis(wait/time.Millisecond), desk.Second))
}

// look says no to who has sent too much, before anything is read. It counts none:
// a file that is here already may be told of once more.
func (u *uploads) look(who asker, size int) error { return slower(u.wait(who, size)) }

// wait is how long somebody has to wait with a file of so many bytes.
func (u *uploads) wait(who asker, size int) time.Duration {
	return u.each(who, size, (*auth.Limiter).WaitN)
}

// admit says no to who sends too much.
func (u *uploads) admit(who asker, size int) error {
	return slower(u.each(who, size, func(l *auth.Limiter, key string, n int) time.Duration {
		wait, _ := l.AdmitN(key, n)
		return wait
	}))
}

// examine opens a file, one that costs when it is its turn. Only what is opened counts
// among what its sender sends.
func (u *uploads) examine(ctx context.Context, who asker, f upload) (attach.Examined, error) {
	if attach.Costs(f.body) {
		turns := u.visitor
		if who.agent {
			turns = u.agent
		}
		leave, err := turns.take(ctx, who)
		if err != nil {
			return attach.Examined{}, err
		}
		defer leave()
	}
	if err := u.admit(who, len(f.body)); err != nil {
		return attach.Examined{}, err
	}
	return attach.Examine(f.files, f.by.Kind, f.name(), f.body)
}
