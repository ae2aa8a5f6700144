package routing

import (
	"container/heap"
	"slices"

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

// Output is what a decision comes to. Its lists are the State's own and stand
// until the next decision.
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
// nobody waits, or nobody who is free may take it, as the last decision left it.
func (s *State) Decide(now desk.Millis) Output {
	s.pass(now)
	out := Output{Assignments: s.given[:0], Drops: s.dropped[:0]}
	s.fill(&out)
	s.ready = s.ready[:0]
	for _, b := range s.hot {
		b.hot = false
		if b.busy() && b.look() {
			s.ready = append(s.ready, b)
		}
	}
	clear(s.hot)
	s.hot = s.hot[:0]
	if len(s.ready) > 1 {
		s.match(&out)
		heap.Init(&s.ready)
	}
	for len(s.ready) > 0 {
		b := s.ready[0]
		if !b.busy() {
			heap.Pop(&s.ready)
			continue
		}
		it := b.first.item
		if p := (pick{}); s.choose(&p, b, it) {
			s.give(&out, it, &p)
		} else if b.lost(s) {
			s.drop(&out, it)
		} else {
			heap.Pop(&s.ready)
			continue
		}
		if b.busy() {
			heap.Fix(&s.ready, 0)
		}
	}
	out.Wake = s.wake()
	s.given, s.dropped = out.Assignments, out.Drops
	return out
}

// pass lets time pass: gaps end, and rings open.
func (s *State) pass(now desk.Millis) {
	s.now = max(s.now, now)
	for s.resting.size > 0 && s.resting.least.until <= s.now {
		s.settle(s.resting.least.agent)
	}
	for s.lines.due() <= s.now {
		s.lines.first().pass(s)
	}
	for s.timers.size > 0 && s.timers.least.at <= s.now {
		s.replace(s.timers.least.item)
	}
}

// wake is the next moment at which time alone could change something.
func (s *State) wake() (at desk.Millis) {
	at = s.timers.least.at
	if due := s.lines.due(); due < forever {
		at = earlier(at, due)
	}
	if s.resting.size > 0 && s.waiting > 0 {
		at = earlier(at, s.resting.least.until)
	}
	return at
}

// give assigns a conversation.
func (s *State) give(out *Output, it *item, p *pick) {
	n := len(out.Assignments)
	out.Assignments = slices.Grow(out.Assignments, 1)[:n+1]
	a := &out.Assignments[n]
	*a = Assignment{Conversation: it.id, Agent: p.first.rank.seat.agent.id}
	s.explain(&a.Why, it, p)
	if p.ring != nil {
		a.Group = p.ring.groups[p.group].Group
		s.deal(p.ring, p.group)
	}
	s.forget(it)
	s.hold(it, p.first.rank.seat, s.now)
}

// drop gives a conversation up.
func (s *State) drop(out *Output, it *item) {
	why := s.explainWait(it)
	why.Dropped = true
	out.Drops = append(out.Drops, Drop{Conversation: it.id, Why: why})
	s.forget(it)
	s.talks.remove(it)
}

// lost tells whether what nobody can take now will not be taken either.
func (b *bucket) lost(s *State) bool { return b.sync && b.last && !b.soon(s) }

// look prepares a bucket for a decision and tells whether there is something to
// decide.
func (b *bucket) look() bool {
	if b.seat != nil {
		return b.seat.stage == free
	}
	b.rings, b.last = b.plan.openAt(b.phase)
	enliven(b.rings)
	if b.sync && b.last {
		return true
	}
	for _, r := range b.rings {
		if len(r.open) > 0 {
			return true
		}
	}
	return false
}

// soon tells whether somebody could take a conversation of the bucket but for
// the gap since their last contact began.
func (b *bucket) soon(s *State) bool {
	out := b.leftOut(s)
	for _, r := range b.rings {
		for _, l := range r.links {
			n := l.class.at[withSlot]
			if n == 0 {
				continue
			}
			for _, id := range out {
				if a := s.agents[id]; a != nil {
					if t := a.has(b.plan.channel); t != nil && t.class == l.class && t.stage == withSlot {
						n--
					}
				}
			}
			if n > 0 {
				return true
			}
		}
	}
	return false
}

// queue is the buckets to decide, the one with the first conversation on top.
// One that has run empty is as good as at the end.
type queue []*bucket

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if !q[i].busy() || !q[j].busy() {
		return q[i].busy()
	}
	return q[i].first.before(q[j].first)
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*bucket)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	b := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return b
}
