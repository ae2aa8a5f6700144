package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func testReader(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	at := func(name string) int64 {
		t.Helper()
		pos, err := s.ReaderAt(ctx, p.project, name)
		must(t, err)
		return pos
	}
	same(t, int64(0), at("mail"))
	must(t, s.MoveReader(ctx, p.project, "mail", 3))
	must(t, s.MoveReader(ctx, p.project, "feed", 1))
	must(t, s.MoveReader(ctx, p.project, "mail", 2)) // never back
	same(t, int64(3), at("mail"))
	same(t, int64(1), at("feed"))
	ahead := func(name string) []int64 {
		t.Helper()
		all, err := s.ReaderAhead(ctx, p.project, name)
		must(t, err)
		return all
	}
	must(t, s.MoveReader(ctx, p.project, "mail", 3, 9, 5))
	must(t, s.MoveReader(ctx, p.project, "mail", 3, 7, 5))
	must(t, s.MoveReader(ctx, p.project, "feed", 1, 6))
	same(t, []int64{5, 7, 9}, ahead("mail"))
	must(t, s.MoveReader(ctx, p.project, "mail", 7)) // what is behind it is not kept twice
	same(t, []int64{9}, ahead("mail"))
	same(t, []int64{6}, ahead("feed"))
	refused(t, sqlkit.ErrConflict, s.MoveReader(ctx, "none", "mail", 1))
	_, _, err := s.EventsAfter(ctx, "none", 0, []desk.Kind{desk.MessagePosted}, 1)
	refused(t, desk.ErrNone, err)

	for i := range 6 {
		p.say("c2", fmt.Sprint("word ", i))
	}
	p.flush()
	words := p.of(func(e desk.Event) bool { return e.Kind == desk.MessagePosted })
	after := func(pos int64, limit int, kinds ...desk.Kind) ([]desk.Event, int64) {
		t.Helper()
		events, next, err := s.EventsAfter(ctx, p.project, pos, kinds, limit)
		must(t, err)
		return events, next
	}
	end := p.standing.Offset
	got, next := after(0, 4, desk.MessagePosted)
	same(t, words[:4], got)
	same(t, words[3].Offset, next)
	got, next = after(next, 4, desk.MessagePosted)
	same(t, words[4:], got)
	same(t, end, next)
	for _, kinds := range [][]desk.Kind{{desk.MessagePosted}, {}, {"none"}} {
		got, next = after(end, 4, kinds...)
		same(t, []desk.Event(nil), got)
		same(t, end, next)
	}
	// It moves over what it is not asked for.
	got, next = after(0, 4, desk.CustomerBlocked)
	same(t, []desk.Event(nil), got)
	same(t, end, next)

	for i, e := range p.written {
		pos, err := s.OffsetAt(ctx, p.project, e.At)
		must(t, err)
		first := i
		for first > 0 && p.written[first-1].At == e.At {
			first--
		}
		same(t, p.written[first].Offset, pos)
	}
	for moment, want := range map[desk.Millis]int64{0: 1, p.now + 1: end + 1} {
		pos, err := s.OffsetAt(ctx, p.project, moment)
		must(t, err)
		same(t, want, pos)
	}
}
