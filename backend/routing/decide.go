package routing

import (
	"container/heap"

	"github.com/parley-desk/parley/backend/desk"
)

// Assignment gives a conversation to an agent. Its slot is taken already.
type Assignment struct {
	Conversation desk.ConversationID
	Agent        desk.AgentID
	// Group is the one they answer for; empty where the conversation was
	// reserved for them.
	Group desk.GroupID
	Why   Explanation
}

// Drop gives up a conversation that cannot wait: nobody is free, and no later
// ring will open. It waits no longer.
type Drop struct {
	Conversation desk.ConversationID
	Why          Explanation
}

// Output is what a decision comes to.
type Output struct {
	// Assignments are in the order in which they were decided, which is that
	// of the queue.
	Assignments []Assignment
	// Drops are in the order of the queue.
	Drops []Drop
	// Wake is when to decide again although nothing else happened: the next
	// ring that opens, the end of a wait for the agent the visitor knows, or
	// of the gap between two contacts of an agent. 0 for never.
	Wake desk.Millis
}

// Decide gives out what can be given: again and again, of all waiting
// conversations that a free agent can take, the first in the queue to the first
// in rank, until there is none. Afterwards nobody waits beside an agent who
// could answer.
//
// Only the buckets that something happened to are looked at. In every other one
// nobody waits or nobody is free, as the last decision left it.
func (s *State) Decide(now desk.Millis) Output {
	var out Output
	ready := make(queue, 0, len(s.hot))
	for _, b := range s.hot {
		b.hot = false
		if b.waiting.size > 0 && b.open > 0 {
			ready = append(ready, b)
		}
	}
	clear(s.hot)
	s.hot = s.hot[:0]
	heap.Init(&ready)
	for len(ready) > 0 {
		b := ready[0]
		if b.waiting.size == 0 || b.open == 0 {
			heap.Pop(&ready)
			continue
		}
		it := b.waiting.least.item
		first, second := b.choose(place(string(it.id)))
		out.Assignments = append(out.Assignments, Assignment{
			Conversation: it.id, Agent: first.seat.agent.id, Group: first.seat.groupOf(b.groups), Why: s.explain(b, first, second),
		})
		s.begin(it.id, first.seat, now)
		if b.waiting.size > 0 {
			heap.Fix(&ready, 0)
		}
	}
	s.dropSync(&out)
	return out
}

// queue is the buckets to decide, the one with the first conversation on top.
// An empty bucket leaves before it could be compared.
type queue []*bucket

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].waiting.least.before(q[j].waiting.least) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*bucket)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	b := (*q)[last]
	*q = (*q)[:last]
	return b
}
