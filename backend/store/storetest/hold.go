package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// testHolds leads one conversation from hand to hand, and asks each time.
func testHolds(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	p.open("c1", "v1", true)
	p.flush()
	at := func() int64 { return p.standing.Offset }
	// holds are what agents hold in turn; lost is for how long who lost it since
	// cursor had it.
	type spell struct {
		agent        desk.AgentID
		since, until int64
	}
	holds := func(what string, holder desk.AgentID, since, cursor int64, lost ...spell) {
		t.Helper()
		p.flush()
		for _, agent := range agents {
			want := desk.View{Offset: at()}
			if agent == holder {
				want.Open = []desk.Held{{ID: "c1", Since: since}}
			}
			for _, l := range lost {
				if l.agent == agent {
					want.Lost = []desk.Lost{{ID: "c1", Since: l.since, Until: l.until}}
				}
			}
			v, err := s.Visible(ctx, p.project, agent, cursor)
			must(t, err)
			t.Run(what, func(t *testing.T) { same(t, want, v) })
		}
		must(t, s.Verify(ctx, p.project))
	}
	ada, ben := agents[0], agents[1]
	holds("it waits", "", 0, 0)
	p.assign("c1", ada)
	holds("it is given to an agent", ada, 2, 0)
	p.snooze("c1", false)
	holds("a snooze goes on with the hold", ada, 2, at())
	p.wake("c1")
	holds("and so does taking it back", ada, 2, at())
	p.snooze("c1", true)
	p.do("c1", desk.System, desk.Wake{})
	holds("and being waited for", ada, 2, at())
	cursor := at()
	p.do("c1", desk.System, desk.Release{})
	holds("the wait for one agent ends", "", 0, cursor, spell{ada, 2, cursor + 1})
	p.assign("c1", ada)
	p.transfer("c1", ben, "")
	holds("it comes and goes in one batch", ben, at()+2, cursor, spell{ada, 2, cursor + 3})
	cursor = at()
	p.assign("c1", ben)
	holds("who was waited for takes it up", ben, cursor-1, cursor)
	p.transfer("c1", "", "sales")
	holds("it is handed to a group", "", 0, cursor, spell{ben, cursor - 1, cursor + 2})
	p.assign("c1", ben)
	p.do("c1", desk.System, desk.Bounce{Reason: desk.LineLost})
	p.now-- // the engine gives it out in the same moment
	cursor = at()
	p.assign("c1", ben)
	holds("it was let go of, whoever has it again", ben, cursor+3, cursor)
	p.snooze("c1", false)
	p.flush()
	cursor = at()
	p.do("c1", desk.System, desk.Leave{})
	p.say("c1", "are you there")
	holds("the visitor's word ends a snooze", "", 0, cursor, spell{ben, cursor - 2, cursor + 3})
	p.assign("c1", ada)
	p.flush()
	cursor = at()
	p.close("c1")
	holds("it ends", "", 0, cursor, spell{ada, cursor, cursor + 2})
}

// testHoldsRefused: a batch that is refused at its very end moves no hold, and
// one whose rows and records disagree about the holder is refused.
func testHoldsRefused(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s) // c1 waits; c2 is with the first agent
	open := func() desk.View {
		v, err := s.Visible(ctx, p.project, agents[0], 0)
		must(t, err)
		return v
	}
	before := open()
	damage := func(text string, args ...any) error {
		return s.DB().Write(ctx, func(tx *sqlkit.Tx) error {
			_, err := tx.Exec(text, append([]any{string(p.project)}, args...)...)
			return err
		})
	}
	// Where the last row of the batch meets another in its place, the first
	// hold, which has ended by then, goes on.
	place := p.standing.Offset + 2
	must(t, damage(`INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES ($1, 'c1', $2, 'x', 99)`, place))
	given := p.record("c1", 2, desk.System, desk.Assigned{Contact: 2, Agent: agents[1]})
	given.Holder = agents[1]
	refused(t, sqlkit.ErrConflict, s.Append(ctx, p.with(
		p.record("c2", 3, desk.System, desk.Unassigned{Contact: 1, Agent: agents[0], Reason: desk.LineLost}), given)))
	must(t, damage(`DELETE FROM hold WHERE project = $1 AND since_pos = $2`, place))
	same(t, before, open())
	must(t, s.Verify(ctx, p.project))

	lies := p.with(p.record("c2", 3, desk.System, desk.Unassigned{Contact: 1, Agent: agents[0]}))
	lies.Records[0].Holder = agents[1]
	lies.Conversations = []desk.Conversation{p.conversations["c2"].Apply(lies.Records[0].Event)}
	p.unchanged(store.ErrMalformed, lies)
	// The database itself knows one holder of a conversation.
	refused(t, sqlkit.ErrConflict, damage(
		`INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES ($1, 'c2', 99, $2, 0)`, string(agents[1])))
	same(t, before, open())
	p.compare(t)
}

// testByHand: an agent who takes conversations back has more than their slots,
// and is given nothing by rule until there is room again.
func testByHand(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	ada := agents[0]
	ids := []desk.ConversationID{"c1", "c2", "c3", "c4"}
	for _, id := range ids {
		p.open(id, desk.VisitorID("v"+id), true)
	}
	for _, id := range ids[:3] {
		p.assign(id, ada)
		p.snooze(id, false)
	}
	p.flush()
	for _, id := range ids[:3] {
		p.wake(id)
	}
	p.flush()
	p.compare(t)
	// Another channel has slots of its own.
	p.openOn("c5", "v5", true, desk.InApp)
	p.assign("c5", ada)
	p.flush()

	give := func() desk.Batch {
		r := p.record("c4", 2, desk.System, desk.Assigned{Contact: p.standing.LastContact + 1, Agent: ada})
		r.Holder = ada
		return p.with(r)
	}
	p.unchanged(sqlkit.ErrConflict, give())
	p.close("c1")
	p.flush()
	p.unchanged(sqlkit.ErrConflict, give())
	p.close("c2")
	p.flush()
	p.assign("c4", ada)
	p.flush()
	must(t, s.Verify(ctx, p.project))
	p.compare(t)
}

// testTimers: what a timer leads to carries its id, and the log takes it once.
func testTimers(t *testing.T, s *store.Store) {
	p := begun(t, s)
	p.snooze("c2", false)
	p.flush()
	due, ok := p.conversations["c2"].Timer(desk.Lifecycle{})
	if !ok || due.Name != "snooze" {
		t.Fatalf("the next timer is %+v", due)
	}
	fire := func() {
		p.do("c2", desk.System, due.Command)
		last := len(p.batch.Records) - 1
		p.batch.Records[last].Cmd, p.written[len(p.written)-1].Cmd = due.ID("c2"), due.ID("c2")
		p.batch.Records[last].Digest = "digest of " + due.ID("c2").ID
	}
	fire()
	p.flush()
	again := p.record("c2", p.conversations["c2"].Seq+1, desk.System, desk.Woken{Reason: desk.WokenDue})
	again.Cmd = due.ID("c2")
	p.unchanged(sqlkit.ErrConflict, p.with(again))
	p.compare(t)
}
