package routing

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// item is a conversation that waits, or that somebody has open. All but its id
// and its seat is about the wait. It is kept small; see [ask].
type item struct {
	id desk.ConversationID
	// seat is whose it is, nil while it waits.
	seat *seat
	ask  *ask
	// wish is nil where it asks for nobody in particular.
	wish  *wish
	due   desk.Millis
	from  desk.Millis
	drawn uint64 // its place on the ring of the draw
	// bucket is where it waits, and phase how far its plan has got.
	bucket *bucket
	phase  int
	// next is when the item has to be placed again, 0 for never, and lane where
	// that is kept.
	next desk.Millis
	lane *lane
}

// reserved tells whether an item waits for one agent alone, whatever its plan.
func (it *item) reserved() bool { return it.wish != nil && it.wish.only != "" }

// knows is the agent the visitor may wait for, nil for none.
func (it *item) knows() *agent {
	if it.wish == nil {
		return nil
	}
	return it.wish.knows
}

// tried is whom it has tried already.
func (it *item) tried() []desk.AgentID {
	if it.wish == nil {
		return nil
	}
	return it.wish.tried
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
	it, asks, wish := s.talks[in.Conversation], s.askFor(in), wishOf(in)
	due, from := in.Since+in.Patience, cmp.Or(in.From, in.Since)
	switch {
	case it == nil:
		it = s.fresh(in.Conversation)
	case it.seat != nil || it.ask == asks && it.wish.same(wish) && it.due == due && it.from == from:
		return
	default:
		s.forget(it)
	}
	it.ask, it.wish, it.due, it.from, it.drawn = asks, wish, due, from, place(string(it.id))
	s.waiting++
	if asks.queue != nil {
		asks.queue.put(it.turn())
	}
	s.plan(it)
	s.place(it)
}

func (s *State) unwait(id desk.ConversationID) {
	if it := s.talks[id]; it != nil && it.seat == nil {
		s.forget(it)
		s.discard(it)
	}
}

// fresh begins to know a conversation.
func (s *State) fresh(id desk.ConversationID) (it *item) {
	if last := len(s.spare) - 1; last >= 0 {
		it, s.spare = s.spare[last], s.spare[:last]
	} else {
		it = &item{}
	}
	it.id = id
	s.talks[id] = it
	return it
}

// maxSpare is how many items are kept to be used again.
const maxSpare = 1024

// discard forgets a conversation that neither waits nor is open. Its item is used
// again: where many wait, the collector would otherwise read through all of them
// again and again for the sake of the few that came to an end.
func (s *State) discard(it *item) {
	delete(s.talks, it.id)
	if len(s.spare) < maxSpare {
		*it = item{}
		s.spare = append(s.spare, it)
	}
}

// forget takes an item from wherever it waits.
func (s *State) forget(it *item) {
	s.waiting--
	if q := it.ask.queue; q != nil {
		q.remove(it.turn())
	}
	s.unplace(it)
	s.unplan(it)
	it.ask, it.wish = nil, nil
}

// plan finds out what lies before an item under the settings of now.
func (s *State) plan(it *item) {
	s.layOut(it.ask)
	if it.reserved() {
		return
	}
	p := it.ask.plan
	if p.busy++; p.busy == 1 {
		s.busyPlans++
	}
	if w := it.wish; w != nil && w.sticky != "" && p.sticky > 0 && !slices.Contains(w.tried, w.sticky) {
		w.knows = s.agentFor(w.sticky)
		w.knows.known.put(it.turn())
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
		it.wish.knows = nil
	}
}

// place puts an item into the bucket it belongs to at this moment, and sets the
// timer for when that will be another.
func (s *State) place(it *item) {
	if it.reserved() {
		s.put(it, s.agentFor(it.wish.only).seat(it.ask.Channel).alone())
		return
	}
	p, elapsed := it.ask.plan, s.now-it.from
	it.phase = p.phase(elapsed)
	if it.phase < len(p.moments) {
		it.next = it.from + p.moments[it.phase]
	}
	b := (*bucket)(nil)
	if a := it.knows(); a != nil && it.phase == 0 && elapsed < p.sticky {
		it.next = earlier(it.next, it.from+p.sticky)
		if t := a.has(p.channel); t != nil && s.couldCome(it, t) {
			b = t.alone()
		}
	}
	if b == nil {
		b = s.shared(it)
	}
	if it.next > 0 {
		s.timers.put(it)
	}
	for _, t := range p.phases[it.phase].talents {
		t.waiting++
	}
	s.put(it, b)
}

func (s *State) put(it *item, b *bucket) {
	it.bucket = b
	b.waiting.put(it.turn())
	if b.waiting.size == 1 && b.picky() {
		b.plan.picky++
		s.picky++
	}
	s.heat(b)
}

func (s *State) unplace(it *item) {
	if it.next > 0 {
		s.timers.remove(it)
	}
	if !it.reserved() {
		for _, t := range it.ask.plan.phases[it.phase].talents {
			t.waiting--
		}
	}
	b := it.bucket
	b.waiting.remove(it.turn())
	it.bucket = nil
	if b.waiting.size > 0 || !b.picky() {
		return
	}
	b.plan.picky--
	s.picky--
	if len(b.tried) > 0 {
		b.plan.tried = without(b.plan.tried, b)
	}
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
		if it.phase == 0 {
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
