package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
	"pgregory.net/rapid"
)

// testHistories writes random histories and reads them back every way there is.
func testHistories(t *testing.T, s *store.Store) {
	rapid.Check(t, func(r *rapid.T) {
		// The project is new in each run, so the database need not be.
		p := newPen(t, s, newProject(t, s))
		p.lazy = rapid.Bool().Draw(r, "lazy")
		for range rapid.IntRange(1, 8).Draw(r, "batches") {
			for range rapid.IntRange(1, 12).Draw(r, "steps") {
				p.step(r)
			}
			p.flush()
			if rapid.IntRange(0, 3).Draw(r, "takeover") == 0 {
				p.takeOver(r)
			}
		}
		p.compare(r)
	})
}

// takeOver has another writer take the project, and compares what it is told.
func (p *pen) takeOver(r *rapid.T) {
	before := p.standing
	p.claim()
	if p.standing.Fence != before.Fence+1 || p.standing.Epoch != before.Epoch || p.standing.Epoch == "" ||
		p.standing.Offset != before.Offset || p.standing.LastContact != before.LastContact {
		r.Fatalf("the standing went from %+v to %+v", before, p.standing)
	}
	open := p.opened(func(desk.Conversation) bool { return true })
	if len(p.standing.Open) != len(open) || len(p.standing.Agents) != len(p.agents) {
		r.Fatalf("%d conversations and %d agents stand, of %d and %d", len(p.standing.Open), len(p.standing.Agents), len(open), len(p.agents))
	}
	for _, c := range p.standing.Open {
		same(r, p.conversations[c.ID], c)
	}
	for _, a := range p.standing.Agents {
		same(r, p.agents[a.ID], a)
	}
	var blocked []desk.Customer
	for _, id := range keys(p.customers) {
		if p.customers[id].Blocked {
			blocked = append(blocked, p.customers[id])
		}
	}
	same(r, blocked, p.standing.Customers)
}

// compare reads everything and compares it with what was written.
func (p *pen) compare(r interface{ Fatalf(string, ...any) }) {
	ctx := context.Background()
	s, t := p.store, p.t
	read, err := s.Events(ctx, p.project, 0, len(p.written)+1)
	must(t, err)
	same(r, p.written[:p.committed], read)

	for id := range p.conversations {
		events, err := s.ConversationEvents(ctx, p.project, id, 0, len(p.written))
		must(t, err)
		same(r, p.of(func(e desk.Event) bool { return e.Stream == id.Stream() }), events)
		c, found, err := s.Conversation(ctx, p.project, id)
		must(t, err)
		if found != (len(events) > 0) {
			r.Fatalf("conversation %s: found is %v", id, found)
		}
		if found {
			same(r, p.conversations[id], c)
		}
	}
	half := int64(p.committed / 2)
	for _, agent := range agents {
		events, err := s.EventsBetween(ctx, p.project, []desk.Stream{agent.Stream()}, half, int64(p.committed))
		must(t, err)
		same(r, p.of(func(e desk.Event) bool { return e.Stream == agent.Stream() && e.Offset > half }), events)
		p.compareVisible(r, agent, half)
	}
	p.compareVisitors(r)
	p.compareReaders(r)
	replies, err := s.Replies(ctx, p.project, 0)
	must(t, err)
	same(r, p.replies, replies)
	var cmds []desk.CommandID
	for _, e := range p.written[:p.committed] {
		cmds = append(cmds, e.Cmd, desk.CommandID{Device: e.Cmd.Device, ID: "never"})
	}
	seen, err := s.Seen(ctx, p.project, cmds)
	must(t, err)
	for _, e := range p.written[:p.committed] {
		if e.Cmd.ID == "" {
			continue
		}
		if got, want := seen[e.Cmd], (desk.Receipt{Stream: e.Stream, Seq: e.Seq, Digest: "digest of " + e.Cmd.ID}); got != want {
			r.Fatalf("command %v was seen as %+v, not %+v", e.Cmd, got, want)
		}
		delete(seen, e.Cmd)
	}
	if len(seen) > 0 {
		r.Fatalf("commands that never were: %v", seen)
	}
	if err := s.Verify(ctx, p.project); err != nil {
		r.Fatalf("%v", err)
	}
}

func (p *pen) of(want func(desk.Event) bool) []desk.Event {
	var some []desk.Event
	for _, e := range p.written[:p.committed] {
		if want(e) {
			some = append(some, e)
		}
	}
	return some
}

func same(r interface{ Fatalf(string, ...any) }, want, got any) {
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.Fatalf("written (-) and read (+) differ:\n%s", diff)
	}
}

// testChunks writes batches about the lengths at which statements are cut.
func testChunks(t *testing.T, s *store.Store) {
	p := newPen(t, s, newProject(t, s))
	for _, n := range []int{1, 2, 3, 63, 64, 65, 127, 255, 256, 257, 511, 513, 700} {
		for i := range n {
			id := fmt.Sprintf("%d-%d", n, i)
			p.open(desk.ConversationID("c"+id), desk.VisitorID("v"+id), true)
		}
		p.flush()
	}
	p.compare(t)
}

// testHostileTexts writes what has broken other people's programs.
func testHostileTexts(t *testing.T, s *store.Store) {
	p := newPen(t, s, newProject(t, s))
	p.open("c1", "v1", true)
	for _, text := range []string{
		`'; DROP TABLE event; --`, `$1 $2 ? ?1 :name @list`, `"quoted" \ \u0000 \x00`, "<script>alert(1)</script>&amp;",
		"\u202Eright to left\u2069", "e\u0301 is not \u00e9", "👩‍👩‍👧‍👦", "\ufeffmark", "\U0010FFFF", "line\r\nline\ttab",
		"%s%n%d", "NULL", strings.Repeat("長", desk.MaxTextRunes), "between\u2028\u2029lines",
	} {
		p.say("c1", text)
	}
	// An id is anybody's too.
	p.open(`c'"$1@list`, `v'"$1@list`, true)
	p.say(`c'"$1@list`, "hello")
	p.flush()
	p.compare(t)
}
