package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func testCapacity(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	for _, id := range []string{"1", "2", "3"} {
		p.open(desk.ConversationID("c"+id), desk.VisitorID("v"+id), true)
	}
	p.flush()
	give := func(conversation desk.ConversationID, seq int64, no desk.ContactNo, by desk.Actor) desk.Record {
		return p.record(conversation.Stream(), seq, by, desk.Assigned{Contact: no, Agent: agents[0]})
	}
	p.unchanged(sqlkit.ErrConflict, p.with(give("c1", 2, 1, desk.System), give("c2", 2, 2, desk.System), give("c3", 2, 3, desk.System)))
	// Too many for a moment within the batch is too many.
	p.unchanged(sqlkit.ErrConflict, p.with(give("c1", 2, 1, desk.System), give("c2", 2, 2, desk.System), give("c3", 2, 3, desk.System),
		p.record("c1", 3, desk.System, desk.Unassigned{Contact: 1, Agent: agents[0]})))

	p.assign("c1", agents[0])
	p.assign("c2", agents[0])
	p.flush()
	p.unchanged(sqlkit.ErrConflict, p.with(give("c3", 2, 3, desk.System)))
	// A slot that is freed in the batch is free for what follows in it.
	p.close("c1")
	p.assign("c3", agents[0])
	p.flush()
	p.compare(t)

	// Fewer slots take nothing away, and let nothing new in until there is room.
	must(t, s.PutAgent(ctx, p.project, desk.Profile{ID: agents[0], Slots: map[desk.Channel]int{desk.Chat: 1}}, ""))
	p.open("c4", "v4", true)
	p.close("c3")
	p.flush()
	p.unchanged(sqlkit.ErrConflict, p.with(give("c4", 2, 4, desk.System)))
	// What a person decides is not bound by the slots.
	p.batch.LastContact = 4
	byHand := give("c4", 2, 4, desk.AgentActor(agents[1]))
	byHand.Holder = agents[0]
	p.batch.Records = append(p.batch.Records, byHand)
	p.conversations["c4"] = p.conversations["c4"].Apply(byHand.Event)
	must(t, s.Append(ctx, p.batch))
	must(t, s.Verify(ctx, p.project))
}

func testClosedEndsContact(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	must(t, s.Append(ctx, p.with(p.record("c2", 3, desk.System, desk.Closed{Reason: desk.ClosedByAgent}))))
	must(t, s.Verify(ctx, p.project))
	v, err := s.Visible(ctx, p.project, agents[0], 0)
	must(t, err)
	same(t, desk.View{Offset: 4, Lost: []desk.Lost{{ID: "c2", Since: 3, Until: 4}}}, v)
}

func testLaggingRows(t *testing.T, s *store.Store) {
	p := newPen(t, s, newProject(t, s))
	p.open("c1", "v1", true)
	p.agent(agents[0], desk.Connect{})
	p.flush()
	p.lazy = true
	p.open("c2", "v2", true)
	p.say("c2", "in the batch it began in")
	p.assign("c1", agents[0])
	p.answer("c1", "good day")
	p.agent(agents[0], desk.SetStatus{Channel: desk.Chat, Status: desk.Available})
	p.agent(agents[1], desk.Connect{})
	p.flush()
	p.assign("c2", agents[0])
	p.flush()
	p.close("c1")
	p.flush()
	ctx := context.Background()
	standing, err := s.Claim(ctx, p.project, "another", 5)
	must(t, err)
	same(t, []desk.Conversation{p.conversations["c2"]}, standing.Open)
	same(t, []desk.Agent{p.agents[agents[0]], p.agents[agents[1]]}, standing.Agents)
	p.compare(t)
}

func testVisible(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	p.assign("c1", agents[0])
	p.flush()
	cursor := p.standing.Offset
	p.close("c2")
	p.flush()
	v, err := s.Visible(ctx, p.project, agents[0], cursor)
	must(t, err)
	same(t, desk.View{Offset: p.standing.Offset, Open: []desk.Held{{ID: "c1", Since: 4}},
		Lost: []desk.Lost{{ID: "c2", Since: 3, Until: cursor + 2}}}, v)
	v, err = s.Visible(ctx, p.project, agents[0], p.standing.Offset)
	must(t, err)
	if len(v.Lost) != 0 {
		t.Fatalf("lost again what was lost before: %v", v.Lost)
	}
	v, err = s.Visible(ctx, p.project, agents[1], -1)
	must(t, err)
	same(t, desk.View{Offset: p.standing.Offset}, v)
}

func testBetween(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	var streams []desk.Stream
	for i := range 70 { // more than one list holds
		id := desk.ConversationID(string(rune('A'+i%26)) + string(rune('a'+i/26)))
		p.open(id, "v1", i == 0)
		streams = append(streams, id.Stream(), id.Stream())
	}
	for range 3 {
		for _, stream := range streams[:20] {
			p.say(desk.ConversationID(stream), "again")
		}
		p.flush()
	}
	last := p.standing.Offset
	for _, c := range []struct{ after, upto int64 }{{0, last}, {0, 1}, {30, 75}, {last - 1, last}, {last, last + 9}, {-5, 0}} {
		events, err := s.EventsBetween(ctx, p.project, streams, c.after, c.upto)
		must(t, err)
		same(t, p.of(func(e desk.Event) bool { return e.Offset > c.after && e.Offset <= c.upto }), events)
	}
	events, err := s.EventsBetween(ctx, p.project, []desk.Stream{"", "none"}, 0, last)
	must(t, err)
	same(t, []desk.Event(nil), events)
}

func testReturning(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s)
	p.batch.Visitors = []desk.NewVisitor{{ID: "v3", TokenHash: []byte("token of v3"), At: p.now}}
	p.flush()
	p.close("c2")
	p.flush()
	back := func(v desk.VisitorID) desk.Known {
		t.Helper()
		r, err := s.VisitorByToken(ctx, p.project, []byte("token of "+string(v)))
		must(t, err)
		return r
	}
	same(t, desk.Known{Visitor: "v1", Latest: "c1", Open: true}, back("v1"))
	same(t, desk.Known{Visitor: "v2", Latest: "c2"}, back("v2"))
	same(t, desk.Known{Visitor: "v3"}, back("v3"))
	p.open("c4", "v2", false)
	p.flush()
	same(t, desk.Known{Visitor: "v2", Latest: "c4", Open: true}, back("v2"))
	// A token of one project is nothing in another.
	_, err := s.VisitorByToken(ctx, newProject(t, s), []byte("token of v1"))
	refused(t, desk.ErrNone, err)
}
