package routing_test

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// desks is a project at work: agents in one to three of twenty groups with room
// for one to five chats, and conversations that each ask for one group. How
// many different sets of groups there are is told apart from the number of
// agents, as a decision looks at the leader of each class.
type desks struct {
	s    *routing.State
	d    dice
	now  desk.Millis
	next int
	open []routing.ContactClosed
}

func newDesks(agents, sets int) *desks {
	w := &desks{s: routing.New(), d: 1, now: 1_000_000}
	teams := make([][]desk.GroupID, sets)
	for i := range teams {
		for range 1 + w.d.n(3) {
			teams[i] = append(teams[i], w.group())
		}
	}
	for i := range agents {
		p := desk.Profile{
			ID: desk.AgentID(fmt.Sprint(10000 + i)), Name: fmt.Sprint("Agent ", i),
			Groups: teams[w.d.n(sets)], Slots: map[desk.Channel]int{desk.Chat: 1 + w.d.n(5)},
		}
		w.s.Take(routing.AgentSet{Profile: p}, w.now)
		w.s.Take(routing.LineChanged{Agent: p.ID, On: true}, w.now)
		w.s.Take(routing.StatusChanged{Agent: p.ID, Channel: desk.Chat, Status: desk.Available}, w.now)
	}
	return w
}

func (w *desks) group() desk.GroupID { return desk.GroupID(fmt.Sprint("g", w.d.n(20))) }

func (w *desks) arrive() int {
	w.now++
	w.next++
	return w.gave(w.s.Step(routing.Waiting{
		Conversation: desk.ConversationID(fmt.Sprint("c", w.next)), Channel: desk.Chat,
		Groups: []desk.GroupID{w.group()}, Since: w.now, Patience: routing.Normal,
	}, w.now))
}

func (w *desks) finish() int {
	w.now++
	i := w.d.n(len(w.open))
	last := len(w.open) - 1
	ended := w.open[i]
	w.open[i] = w.open[last]
	w.open = w.open[:last]
	return w.gave(w.s.Step(ended, w.now))
}

func (w *desks) gave(out routing.Output) int {
	for _, a := range out.Assignments {
		w.open = append(w.open, routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent})
	}
	return len(out.Assignments)
}

// eachSize runs a benchmark on small and large desks, with teams as a company
// has them and with hardly two agents alike.
func eachSize(b *testing.B, run func(b *testing.B, agents, sets int)) {
	for _, agents := range []int{100, 10_000} {
		for _, sets := range []int{60, 1000} {
			b.Run(fmt.Sprintf("agents=%d/sets=%d", agents, sets), func(b *testing.B) {
				b.ReportAllocs()
				run(b, agents, sets)
			})
		}
	}
}

// BenchmarkSlotFreed is a desk with 100,000 waiting: a contact ends and the
// first waiting conversation of that agent's groups follows, and another joins
// the queue.
func BenchmarkSlotFreed(b *testing.B) {
	eachSize(b, func(b *testing.B, agents, sets int) {
		w := newDesks(agents, sets)
		for range 3*agents + 100_000 {
			w.arrive()
		}
		given := 0
		for b.Loop() {
			given += w.arrive()
			given += w.finish()
		}
		b.ReportMetric(float64(given)/b.Elapsed().Seconds(), "assignments/s")
	})
}

// BenchmarkArrival is a desk with agents to spare: a conversation arrives and
// is given at once, and another ends.
func BenchmarkArrival(b *testing.B) {
	eachSize(b, func(b *testing.B, agents, sets int) {
		w := newDesks(agents, sets)
		for range agents {
			w.arrive()
		}
		given := 0
		for b.Loop() {
			given += w.arrive()
			given += w.finish()
		}
		b.ReportMetric(float64(given)/b.Elapsed().Seconds(), "assignments/s")
	})
}

// BenchmarkStart is a writer that takes over 10,000 agents and a queue of
// 100,000: one operation is the whole State, and its first decision.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		w := newDesks(10_000, 60)
		for i := range 100_000 {
			w.s.Take(routing.Waiting{
				Conversation: desk.ConversationID(fmt.Sprint("c", i)), Channel: desk.Chat,
				Groups: []desk.GroupID{w.group()}, Since: w.now,
			}, w.now)
		}
		w.gave(w.s.Decide(w.now))
	}
}
