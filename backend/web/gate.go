package web

import (
	"context"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/parley-desk/parley/backend/desk"
)

// asker is who asks for something by HTTP that takes memory for as long as they
// let it take.
type asker struct {
	name string
	// place is empty where places are not counted, as of agents: a whole office
	// has one address, and they have signed in.
	place string
	agent bool
}

func askerOf(ctx context.Context) asker {
	if who, ok := ctx.Value(callerKey{}).(caller); ok {
		return asker{name: string(who.project()) + "/" + string(who.profile.ID), agent: true}
	}
	who, _ := ctx.Value(guestKey{}).(guest)
	return asker{name: string(who.project) + "/" + string(who.id), place: who.place}
}

// gate bounds how much is under way at once: of one asker, of one place, of all
// visitors together, and of everybody. What is left between the last two is the
// agents', so that no crowd of strangers can shut them out.
type gate struct {
	one, place, strangers, all int64
	// firsts is how much beyond strangers is left for visitors of whose place
	// there is nobody yet: a few places that take all they may shut no other out.
	firsts int64

	mu sync.Mutex
	// of is what is under way of each asker and of each place.
	of              map[asker]int64
	strange, inside int64
}

// enter counts in what somebody asks for; false where it is too much. One thing at
// a time anybody may ask for, however large.
func (g *gate) enter(who asker, weight int64) (leave func(), ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	over := func(in, most int64) bool { return in > 0 && in+weight > most }
	at := asker{place: who.place}
	strangers := g.strangers
	if who.place != "" && g.of[at] == 0 {
		strangers += g.firsts
	}
	switch {
	case over(g.of[who], g.one), who.place != "" && over(g.of[at], g.place), !who.agent && over(g.strange, strangers), over(g.inside, g.all):
		return nil, false
	}
	g.count(who, at, weight)
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.count(who, at, -weight)
	}, true
}

func (g *gate) count(who, at asker, weight int64) {
	g.inside += weight
	if !who.agent {
		g.strange += weight
	}
	for _, key := range [...]asker{who, at} {
		if g.of[key] += weight; g.of[key] == 0 {
			delete(g.of, key)
		}
	}
}

// goingKey in a request's context holds what lets its file go out of the count.
type goingKey struct{}

// goingOut keeps a file counted until it has gone, at the pace that pace.go asks
// for.
func (s *Server) goingOut(ctx huma.Context, next func(huma.Context)) {
	leave := func() {}
	defer func() { leave() }()
	p := newPaced(ctx)
	next(huma.WithValue(p, goingKey{}, &leave))
	p.done()
}

// goes counts a file in that goes out.
func (s *Server) goes(ctx context.Context, size int64) error {
	leave, ok := s.downloads.enter(askerOf(ctx), size)
	if !ok {
		s.metrics.limited.Inc()
		return desk.Refuse(desk.TryLater, "Many files are going out; please try again in a moment.").After(2 * desk.Second)
	}
	if held, ok := ctx.Value(goingKey{}).(*func()); ok {
		*held = leave
		return nil
	}
	leave()
	return nil
}

// bodyOf is how many bytes of a request will be kept at most. Who does not say how
// long it is may send as much as anybody.
func bodyOf(r *http.Request, most int) int {
	if r.ContentLength < 0 || r.ContentLength > int64(most) {
		return most
	}
	return int(r.ContentLength)
}

// weightOf is how much a body counts of what may come in at once: one of a visitor's
// is 1, however large.
func weightOf(size int) int64 { return 1 + int64(max(0, size-1))/maxUpload }

// comingIn lets a file be read, where not too many are and its sender has not sent
// too many.
func (s *Server) comingIn(ctx huma.Context, next func(huma.Context)) {
	who := askerOf(ctx.Context())
	r, _ := humago.Unwrap(ctx)
	size := bodyOf(r, mostOf(who))
	err := s.uploads.look(who, size)
	if err == nil {
		leave, ok := s.uploads.coming.enter(who, weightOf(size))
		if ok {
			defer leave()
			p := newPaced(ctx)
			p.most = mostOf(who)
			next(p)
			return
		}
		err = desk.Refuse(desk.TryLater, "Many files are coming in; please try again in a moment.").After(2 * desk.Second)
	}
	s.metrics.limited.Inc()
	refuse(ctx, problemOf(err))
}
