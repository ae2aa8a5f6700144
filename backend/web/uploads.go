package web

import (
	"context"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
)

const (
	// maxComing is how many files may be on their way in at once, and maxComingOne
	// of one sender: each can hold its whole size in memory.
	maxComing    = 32
	maxComingOne = 2
)

// uploads bounds what files cost: how many come at once, how many somebody sends,
// and that one picture at a time is opened.
type uploads struct {
	visitors, places, agents *auth.Limiter
	// one is held by whoever opens a file.
	one chan struct{}

	mu     sync.Mutex
	coming map[string]int
	all    int
}

func newUploads(now func() time.Time) *uploads {
	return &uploads{
		// RELIABILITY 4.8: five in ten minutes; and of one address so many more
		// as a household or an office has people.
		visitors: auth.NewLimiter(2*time.Minute, 5, now),
		places:   auth.NewLimiter(20*time.Second, 30, now),
		agents:   auth.NewLimiter(5*time.Second, 30, now),
		one:      make(chan struct{}, 1), coming: map[string]int{},
	}
}

// admit says no to who sends too many.
func (u *uploads) admit(f upload) error {
	name := string(f.project) + "/" + f.by.ID
	limiter := u.agents
	if f.by.Kind == desk.ByVisitor {
		limiter = u.visitors
	}
	wait, ok := limiter.Admit(name)
	if ok && f.place != "" {
		wait, ok = u.places.Admit(f.place)
	}
	if !ok {
		return desk.Refuse(desk.RateLimited, "Too many files at once; this one goes in a moment.").
			After(max(desk.Millis(wait/time.Millisecond), desk.Second))
	}
	return nil
}

// examine opens a file when it is its turn.
func (u *uploads) examine(ctx context.Context, f upload) (attach.Examined, error) {
	select {
	case u.one <- struct{}{}:
		defer func() { <-u.one }()
	case <-ctx.Done():
		return attach.Examined{}, ctx.Err()
	}
	return attach.Examine(f.files, f.name(), f.body)
}

// enter counts a file in that begins to come; false where there are too many.
func (u *uploads) enter(sender string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.all >= maxComing || u.coming[sender] >= maxComingOne {
		return false
	}
	u.all++
	u.coming[sender]++
	return true
}

func (u *uploads) leave(sender string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.all--
	if u.coming[sender]--; u.coming[sender] == 0 {
		delete(u.coming, sender)
	}
}

// comingIn lets a file be read, where not too many are.
func (s *Server) comingIn(ctx huma.Context, next func(huma.Context)) {
	sender := ""
	if who, ok := ctx.Context().Value(callerKey{}).(caller); ok {
		sender = string(who.project()) + "/" + string(who.profile.ID)
	} else if who, ok := ctx.Context().Value(guestKey{}).(guest); ok {
		sender = string(who.project) + "/" + string(who.id)
	}
	if !s.uploads.enter(sender) {
		refuse(ctx, problemOf(desk.Refuse(desk.TryLater, "Many files are coming in; please try again in a moment.").After(2*desk.Second)))
		return
	}
	defer s.uploads.leave(sender)
	next(ctx)
}
