package routing_test

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// floor is a small desk to tell stories about.
type floor struct {
	t   *testing.T
	s   *routing.State
	now desk.Millis
	n   int
}

func newFloor(t *testing.T) *floor {
	f := &floor{t: t, s: routing.New(), now: 1_000_000}
	f.s.Take(routing.SettingsSet{Settings: desk.Settings{Groups: []desk.Group{{ID: "g1", Name: "Sales"}, {ID: "g2", Name: "Support"}}}}, f.now)
	return f
}

// hires sets somebody of Sales up, on the line and green on chat.
func (f *floor) hires(id desk.AgentID, name string, slots int) {
	f.t.Helper()
	f.limit(id, name, slots)
	f.step(routing.LineChanged{Agent: id, On: true})
	f.step(routing.StatusChanged{Agent: id, Channel: desk.Chat, Status: desk.Available})
}

func (f *floor) limit(id desk.AgentID, name string, slots int) {
	f.step(routing.AgentSet{Profile: desk.Profile{
		ID: id, Name: name, Groups: []desk.GroupID{"g1"}, Slots: map[desk.Channel]int{desk.Chat: slots},
	}})
}

func (f *floor) step(in routing.Input) []routing.Assignment {
	f.now += desk.Second
	return f.s.Step(in, f.now).Assignments
}

// writes opens a conversation for Sales.
func (f *floor) writes() []routing.Assignment {
	f.n++
	return f.step(routing.Waiting{
		Conversation: desk.ConversationID(fmt.Sprint("c", f.n)), Groups: []desk.GroupID{"g1"},
		Channel: desk.Chat, Since: f.now, Patience: routing.Normal,
	})
}

// gives checks that exactly this was given, and why.
func (f *floor) gives(got []routing.Assignment, conversation desk.ConversationID, agent desk.AgentID, why string) {
	f.t.Helper()
	if len(got) != 1 || got[0].Conversation != conversation || got[0].Agent != agent {
		f.t.Fatalf("got %v, want %s to %s", got, conversation, agent)
	}
	if s := got[0].Why.String(); s != why {
		f.t.Errorf("said %q\nwant %q", s, why)
	}
}

// waits checks that nothing was given, and why.
func (f *floor) waits(got []routing.Assignment, conversation desk.ConversationID, why string) {
	f.t.Helper()
	if len(got) != 0 {
		f.t.Fatalf("got %v, want nothing given", got)
	}
	e, waiting := f.s.WhyWaiting(conversation)
	if !waiting || e.String() != why {
		f.t.Errorf("said %q, %v\nwant %q", e, waiting, why)
	}
}

// row: P-007
func TestGreenReceives(t *testing.T) {
	f := newFloor(t)
	f.limit("10423", "Ada", 3)
	f.waits(f.writes(), "c1", "Waiting: nobody in Sales who is granted chat is on the line.")
	f.waits(f.step(routing.LineChanged{Agent: "10423", On: true}), "c1", "Waiting: nobody in Sales is available for chat.")
	f.gives(f.step(routing.StatusChanged{Agent: "10423", Channel: desk.Chat, Status: desk.Available}),
		"c1", "10423", "Ada was the only free agent in Sales, with 0 of 3 chats.")
	f.gives(f.writes(), "c2", "10423", "Ada was the only free agent in Sales, with 1 of 3 chats.")
	f.step(routing.StatusChanged{Agent: "10423", Channel: desk.Chat, Status: desk.NotAvailable})
	f.waits(f.writes(), "c3", "Waiting: nobody in Sales is available for chat.")
}

// row: P-010
// row: P-011
func TestLimitHoldsAndAFreedSlotIsFilled(t *testing.T) {
	f := newFloor(t)
	f.hires("10423", "Ada", 2)
	f.gives(f.writes(), "c1", "10423", "Ada was the only free agent in Sales, with 0 of 2 chats.")
	f.gives(f.writes(), "c2", "10423", "Ada was the only free agent in Sales, with 1 of 2 chats.")
	full := "Waiting: the only agent in Sales who is available for chat has no slot left."
	f.waits(f.writes(), "c3", full)
	f.waits(f.writes(), "c4", full)
	closed := routing.ContactClosed{Conversation: "c1", Agent: "10423"}
	f.gives(f.step(closed), "c3", "10423", "Ada was the only free agent in Sales, with 1 of 2 chats.")
	f.waits(f.step(closed), "c4", full) // said twice, a slot is freed once
	if used := f.s.Used("10423", desk.Chat); used != 2 {
		t.Errorf("%d slots are in use, want 2", used)
	}
}

func TestALoweredLimitTearsNothingAway(t *testing.T) {
	f := newFloor(t)
	f.hires("10423", "Ada", 3)
	for range 3 {
		f.writes()
	}
	f.limit("10423", "Ada", 1)
	if used := f.s.Used("10423", desk.Chat); used != 3 {
		t.Fatalf("%d slots are in use, want the 3 there were", used)
	}
	f.writes()
	for _, c := range []desk.ConversationID{"c1", "c2"} {
		if got := f.step(routing.ContactClosed{Conversation: c, Agent: "10423"}); len(got) != 0 {
			t.Fatalf("got %v above the limit", got)
		}
	}
	f.gives(f.step(routing.ContactClosed{Conversation: "c3", Agent: "10423"}), "c4", "10423",
		"Ada was the only free agent in Sales, with 0 of 1 chat.")
}

func TestEveryReasonHasItsSentence(t *testing.T) {
	f := newFloor(t)
	f.hires("1", "Ada", 3)
	f.writes()
	f.hires("2", "Ben", 3)
	f.gives(f.writes(), "c2", "2", "Ben had 0 of 3 chats, the lightest load of 2 free agents in Sales.")
	f.gives(f.writes(), "c3", "1",
		"Ada had 1 of 3 chats, among those with the lightest loads of 2 free agents in Sales, "+
			"and of those had gone longest since a contact began or ended.")
	f.step(routing.ContactClosed{Conversation: "c2", Agent: "2"})
	f.hires("3", "Cleo", 3)
	f.gives(f.writes(), "c4", "3",
		"Cleo had 0 of 3 chats, among those with the lightest loads of 3 free agents in Sales, and no contact so far.")

	f = newFloor(t)
	f.hires("1", "Ada", 3)
	f.hires("2", "Ben", 3)
	f.s.Take(routing.Turn{Agent: "1", Share: 700}, f.now)
	f.gives(f.writes(), "c1", "2",
		"Ben had 0 of 3 chats, among the lightest and longest rested of 2 free agents in Sales, "+
			"and was furthest behind a fair share.")

	f = newFloor(t)
	f.hires("1", "Ada", 3)
	f.hires("2", "Ben", 3)
	f.gives(f.writes(), "c1", "1",
		"Ada had 0 of 3 chats and was drawn among the best placed of 2 free agents in Sales, "+
			"who were equal in load, rest and share.")
}

func TestEveryWaitHasItsSentence(t *testing.T) {
	f := newFloor(t)
	ask := func(want string, ch desk.Channel, groups ...desk.GroupID) {
		t.Helper()
		f.n++
		id := desk.ConversationID(fmt.Sprint("c", f.n))
		f.waits(f.step(routing.Waiting{Conversation: id, Groups: groups, Channel: ch}), id, want)
	}
	ask("Waiting: no group may answer it.", desk.Chat)
	ask("Waiting: nobody in Sales is granted chat.", desk.Chat, "g1")
	ask("Waiting: nobody in Sales or Support is granted video.", desk.Video, "g2", "g1", "g2")
	ask("Waiting: nobody in Sales, Support or g3 is granted calls.", desk.Call, "g3", "g2", "g1")
	f.hires("1", "Ada", 0)
	f.hires("2", "Ben", 0)
	ask("Waiting: none of the 2 agents in Sales who are available for chat has a slot left.", desk.Chat, "g1")
	f.limit("1", "Ada\nand a line", 9) // decides c2 and what else waited
	f.s.Take(routing.Waiting{Conversation: "new", Groups: []desk.GroupID{"g1"}, Channel: desk.Chat}, f.now)
	if e, _ := f.s.WhyWaiting("new"); e.String() != "Waiting: it is about to be given to an agent in Sales." {
		t.Errorf("before the decision it said %q", e)
	}
	f.gives(f.step(routing.Tick{}), "new", "1", "Ada and a line was the only free agent in Sales, with 2 of 9 chats.")
	if e, waiting := f.s.WhyWaiting("new"); waiting {
		t.Errorf("what was given still waits: %q", e)
	}
}

// A group of events is judged whole: what closes waits for no moment, and a red
// light that came in the same group counts.
func TestAGroupIsDecidedTogether(t *testing.T) {
	f := newFloor(t)
	f.hires("1", "Ada", 1)
	f.hires("2", "Ben", 1)
	first := f.writes()[0]
	f.s.Take(routing.ContactClosed{Conversation: "c1", Agent: first.Agent}, f.now)
	f.s.Take(routing.Waiting{Conversation: "c1", Groups: []desk.GroupID{"g1"}, Channel: desk.Chat}, f.now)
	f.s.Take(routing.Waiting{Conversation: "c9", Groups: []desk.GroupID{"g1"}, Channel: desk.Chat}, f.now)
	f.s.Take(routing.StatusChanged{Agent: "2", Channel: desk.Chat, Status: desk.NotAvailable}, f.now)
	f.gives(f.step(routing.NotWaiting{Conversation: "c1"}), "c9", "1",
		"Ada was the only free agent in Sales, with 0 of 1 chat.")
}

// Once the runner-up was found without the draw when the winner had no equal:
// the explanation named another one than the rules would have chosen next.
func TestRunnerUpIsDrawnToo(t *testing.T) {
	for i := range 50 {
		f := newFloor(t)
		f.hires("1", "Ada", 3)
		f.hires("2", "Ben", 3)
		id := desk.ConversationID(fmt.Sprint("c", i))
		ask := routing.Waiting{Conversation: id, Groups: []desk.GroupID{"g1"}, Channel: desk.Chat}
		drawn := f.step(ask)[0].Agent
		f.step(routing.ContactClosed{Conversation: id, Agent: drawn})
		f.s.Take(routing.Turn{Agent: drawn}, f.now)
		f.hires("3", "Cleo", 3)
		f.s.Take(routing.Turn{Agent: "1", Rested: 5}, f.now)
		f.s.Take(routing.Turn{Agent: "2", Rested: 5}, f.now)
		if why := f.step(ask)[0].Why; why.Winner.Agent != "3" || why.RunnerUp.Agent != drawn {
			t.Errorf("%s: %s before %s, want Cleo before %s", id, why.Winner.Agent, why.RunnerUp.Agent, drawn)
		}
	}
}

// People who are alike and always available are given the same, but for one
// contact, as long as contacts end in the order in which they began.
func TestEqualsAreTreatedEqually(t *testing.T) {
	for seed := range uint64(200) {
		d, f := dice(seed), newFloor(t)
		n := 2 + d.n(6)
		for i := range n {
			f.hires(agentID(i), "Agent", 1+int(seed%4))
		}
		given, open := map[desk.AgentID]int{}, []routing.ContactClosed{}
		for range 500 {
			var got []routing.Assignment
			if len(open) > 0 && d.in(2) {
				got = f.step(open[0])
				open = open[1:]
			} else {
				got = f.writes()
			}
			for _, a := range got {
				given[a.Agent]++
				open = append(open, routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent})
			}
			least, most := given[agentID(0)], given[agentID(0)]
			for i := range n {
				least, most = min(least, given[agentID(i)]), max(most, given[agentID(i)])
			}
			if most-least > 1 {
				t.Fatalf("seed %d: one has had %d, another %d", seed, most, least)
			}
		}
	}
}
