package routing_test

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// desks is a project at work: agents in one to three of twenty groups with room
// for one to five chats, and conversations that each ask for one group.
type desks struct {
	s      *routing.State
	d      dice
	now    desk.Millis
	next   int
	open   []routing.ContactClosed
	agents int
}

func newDesks(agents int) *desks {
	w := &desks{s: routing.New(), d: 1, now: 1_000_000, agents: agents}
	for i := range agents {
		p := desk.Profile{
			ID: desk.AgentID(fmt.Sprint(10000 + i)), Name: fmt.Sprint("Agent ", i),
			Slots: map[desk.Channel]int{desk.Chat: 1 + w.d.n(5)},
		}
		for range 1 + w.d.n(3) {
			p.Groups = append(p.Groups, w.group())
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

var sizes = []int{100, 10_000}

// BenchmarkSlotFreed is a desk with a long queue: a contact ends and the first
// waiting conversation of that agent's groups follows. One operation is one
// assignment.
func BenchmarkSlotFreed(b *testing.B) {
	for _, agents := range sizes {
		for _, waiting := range []int{10 * agents, 100_000} {
			b.Run(fmt.Sprintf("agents=%d/waiting=%d", agents, waiting), func(b *testing.B) {
				w := newDesks(agents)
				for range 3*agents + waiting {
					w.arrive()
				}
				b.ReportAllocs()
				given := 0
				for b.Loop() {
					w.arrive() // the queue stays as long as it was
					given += w.finish()
				}
				b.ReportMetric(float64(given)/b.Elapsed().Seconds(), "assignments/s")
			})
		}
	}
}

// BenchmarkArrival is a desk with agents to spare: a conversation arrives, is
// given at once, and another ends.
func BenchmarkArrival(b *testing.B) {
	for _, agents := range sizes {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			w := newDesks(agents)
			for range agents {
				w.arrive()
			}
			b.ReportAllocs()
			given := 0
			for b.Loop() {
				given += w.arrive()
				w.finish()
			}
			b.ReportMetric(float64(given)/b.Elapsed().Seconds(), "assignments/s")
		})
	}
}

// BenchmarkStart is a writer that takes over 10,000 agents and a queue of
// 100,000: one operation is the whole State, and its first decision.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		w := newDesks(10_000)
		for i := range 100_000 {
			w.s.Take(routing.Waiting{
				Conversation: desk.ConversationID(fmt.Sprint("c", i)), Channel: desk.Chat,
				Groups: []desk.GroupID{w.group()}, Since: w.now,
			}, w.now)
		}
		w.gave(w.s.Decide(w.now))
	}
}
