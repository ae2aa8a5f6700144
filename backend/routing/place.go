package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// item is a conversation that waits, or that somebody has open. When it
// is due is about the wait alone. Two of them fill a line of the cache.
type item struct {
	id  desk.ConversationID
	due desk.Millis
	*where
}

// where is how an item stands. It is the same for all who wait with one ask, and for
// all that a seat has, and so stands there; who stands apart has one of their own.
type where struct {
	// seat is whose it is, nil while it waits.
	seat *seat
	ask  *ask
	// apart is nil where it stands in the line of its ask.
	apart *apart
}

// reserved tells whether an item waits for one agent alone, whatever its plan.
func (it *item) reserved() bool { return it.apart != nil && it.apart.only != "" }

// knows is the agent the visitor may wait for, nil for none.
func (it *item) knows() *agent {
	if it.apart == nil {
		return nil
	}
	return it.apart.knows
}

// from is when the wait began.
func (it *item) from() desk.Millis {
	if it.apart == nil {
		return it.due - it.ask.patience
	}
	return it.apart.from
}

// bucket is where an item waits.
func (it *item) bucket() *bucket {
	if it.apart == nil {
		l := it.ask.line
		return l.plan.plain(l.phase(it.turn()))
	}
	return it.apart.bucket
}

// timer is a moment at which an item that stands apart has to be placed again.
type timer struct {
	at   desk.Millis
	item *item
}

func (t timer) before(o timer) bool {
	if t.at != o.at {
		return t.at < o.at
	}
	return t.item.id < o.item.id
}

// turn is a waiting conversation's place in a queue.
type turn struct {
	due  desk.Millis
	item *item
}

func (t turn) before(o turn) bool {
	if t.due != o.due {
		return t.due < o.due
	}
	return t.item.id < o.item.id
}

func (it *item) turn() turn { return turn{it.due, it} }

func (s *State) wait(in *Waiting) {
	it, asks, apart, due := s.talks.find(in.Conversation), s.askFor(in), apartOf(in), in.Since+in.Patience
	switch {
	case it == nil:
		it = s.talks.put(in.Conversation)
	case it.seat != nil || it.ask == asks && it.apart.same(apart) && it.due == due:
		return
	default:
		s.forget(it)
	}
	it.where, it.due = &asks.where, due
	if apart != nil {
		apart.where = where{ask: asks, apart: apart}
		it.where = &apart.where
	}
	s.waiting++
	if asks.waiting++; asks.waiting == 1 {
		s.busyAsks++
	}
	if q := asks.queue; q != nil {
		q.put(it)
	}
	s.plan(it)
	s.place(it)
}

func (s *State) unwait(id desk.ConversationID) {
	if it := s.talks.find(id); it != nil && it.seat == nil {
		s.forget(it)
		s.talks.remove(it)
	}
}

// forget takes an item from wherever it waits.
func (s *State) forget(it *item) {
	s.waiting--
	if it.ask.waiting--; it.ask.waiting == 0 {
		s.busyAsks--
	}
	if q := it.ask.queue; q != nil {
		q.remove(it)
	}
	s.unplace(it)
	s.unplan(it)
	it.where = nil
}

// plan finds out what lies before an item under the settings of now.
func (s *State) plan(it *item) {
	if it.reserved() {
		return
	}
	s.layOut(it.ask)
	p := it.ask.plan
	if p.busy++; p.busy == 1 {
		s.busyPlans++
	}
	if a := it.apart; a != nil && a.sticky != "" && p.sticky > 0 && !slices.Contains(a.tried, a.sticky) {
		a.knows = s.agentFor(a.sticky)
		a.knows.known.put(it.turn())
	}
}

func (s *State) unplan(it *item) {
	if it.reserved() {
		return
	}
	p := it.ask.plan
	if p.busy--; p.busy == 0 {
		s.busyPlans--
	}
	if a := it.knows(); a != nil {
		a.known.remove(it.turn())
		it.apart.knows = nil
	}
}

// place puts an item where it belongs at this moment: into its line, or into a
// bucket until the moment when that will be another.
func (s *State) place(it *item) {
	a := it.apart
	if a == nil {
		it.ask.line.put(s, it.turn())
		return
	}
	if it.reserved() {
		s.put(it, s.agentFor(a.only).seat(it.ask.Channel).alone())
		return
	}
	p, elapsed := it.ask.plan, s.now-a.from
	a.phase = p.phase(elapsed)
	if a.phase < len(p.moments) {
		a.next = a.from + p.moments[a.phase]
	}
	b := (*bucket)(nil)
	if a.knows != nil && a.phase == 0 && elapsed < p.sticky {
		a.next = earlier(a.next, a.from+p.sticky)
		if t := a.knows.has(p.channel); t != nil && s.couldCome(it, t) {
			b = t.alone()
		}
	}
	if b == nil {
		b = s.shared(it)
	}
	if a.next > 0 {
		s.timers.put(timer{a.next, it})
	}
	for _, t := range p.phases[a.phase].talents {
		t.waiting++
	}
	s.put(it, b)
}

// put puts an item that stands apart into a bucket.
func (s *State) put(it *item, b *bucket) {
	it.apart.bucket = b
	b.waiting.put(it.turn())
	b.joined(s, it.turn())
}

func (s *State) unplace(it *item) {
	a := it.apart
	if a == nil {
		it.ask.line.remove(s, it.turn())
		return
	}
	if a.next > 0 {
		s.timers.remove(timer{a.next, it})
		a.next = 0
	}
	if !it.reserved() {
		for _, t := range it.ask.plan.phases[a.phase].talents {
			t.waiting--
		}
	}
	a.bucket.waiting.remove(it.turn())
	a.bucket.left(s, it.turn())
	a.bucket = nil
}

// replace places an item again, as something about it has changed.
func (s *State) replace(it *item) {
	s.unplace(it)
	s.place(it)
}

// replaceKnown places those again whose visitor knows an agent.
func (s *State) replaceKnown(a *agent) {
	if a.known.size == 0 {
		return
	}
	list := make([]*item, 0, a.known.size)
	a.known.each(func(t turn) bool { list = append(list, t.item); return true })
	for _, it := range list {
		if it.apart.phase == 0 {
			s.replace(it)
		}
	}
}

// earlier is the sooner of two moments, of which 0 is never.
func earlier(a, b desk.Millis) desk.Millis {
	if a == 0 || b > 0 && b < a {
		return b
	}
	return a
}
