package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// item is a conversation that waits, or that somebody has open. All but its id
// and its seat is about the wait.
type item struct {
	id desk.ConversationID
	// seat is whose it is, nil while it waits.
	seat   *seat
	due    desk.Millis
	from   desk.Millis
	drawn  uint64 // its place on the ring of the draw
	plan   *plan
	sticky *agent
	queue  *ranked[turn] // in which it counts, nil for none
	bucket *bucket
	phase  int
	sync   bool
	// next is when the item has to be placed again, 0 for never, and lane where
	// that is kept.
	next desk.Millis
	lane *lane
	// talents are those counted as waited for.
	talents []*talent
	tried   []desk.AgentID // sorted, each once
	// asks stands last: a decision reads what is above, of an item that has
	// long left the cache.
	asks Waiting
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

func (s *State) wait(in Waiting) {
	it := s.talks[in.Conversation]
	switch {
	case it == nil:
		it = s.fresh(in.Conversation)
	case it.seat != nil || it.asks.same(in):
		return
	default:
		s.forget(it)
		it.clear()
	}
	in.Groups, in.Require = append(it.asks.Groups, in.Groups...), append(it.asks.Require, in.Require...)
	it.asks, it.sync, it.due, it.from, it.drawn = in, in.Sync, in.Since+in.Patience, in.From, place(string(it.id))
	if it.from == 0 {
		it.from = in.Since
	}
	if len(in.Tried) > 0 {
		it.tried = slices.Clone(in.Tried)
		slices.Sort(it.tried)
		it.tried = slices.Compact(it.tried)
	}
	s.waiting++
	if in.Queue != "" {
		q := s.queues[in.Queue]
		if q == nil {
			q = &ranked[turn]{}
			s.queues[in.Queue] = q
		}
		q.put(it.turn())
		it.queue = q
	}
	s.plan(it)
	s.place(it)
}

// same tells whether two waits ask for the same.
func (w Waiting) same(o Waiting) bool {
	return w.Channel == o.Channel && w.Rule == o.Rule && slices.Equal(w.Groups, o.Groups) && w.Language == o.Language &&
		slices.Equal(w.Require, o.Require) && w.Since == o.Since && w.Patience == o.Patience && w.From == o.From &&
		w.For == o.For && w.Sticky == o.Sticky && slices.Equal(w.Tried, o.Tried) && w.Sync == o.Sync && w.Queue == o.Queue
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
		it.id = ""
		it.clear()
		s.spare = append(s.spare, it)
	}
}

// clear makes an item anew but for its id and the room of its lists. That of Tried
// is not kept, as a bucket may outlive its items.
func (it *item) clear() {
	*it = item{id: it.id, asks: Waiting{Groups: it.asks.Groups[:0], Require: it.asks.Require[:0]}}
}

// forget takes an item from wherever it waits.
func (s *State) forget(it *item) {
	s.waiting--
	if it.queue != nil {
		it.queue.remove(it.turn())
	}
	s.unplace(it)
	s.unplan(it)
}

// plan finds out what lies before an item under the settings of now.
func (s *State) plan(it *item) {
	in := it.asks
	if in.For != "" {
		return
	}
	it.plan = s.planFor(Asked{
		Channel: in.Channel, Rule: in.Rule, Groups: in.Groups, Language: in.Language, Require: in.Require,
	})
	if it.plan.busy++; it.plan.busy == 1 {
		s.busyPlans++
	}
	if _, tried := slices.BinarySearch(it.tried, in.Sticky); in.Sticky != "" && !tried && it.plan.sticky > 0 {
		it.sticky = s.agentFor(in.Sticky)
		it.sticky.known.put(it.turn())
	}
}

func (s *State) unplan(it *item) {
	if it.plan == nil {
		return
	}
	if it.plan.busy--; it.plan.busy == 0 {
		s.busyPlans--
	}
	if it.sticky != nil {
		it.sticky.known.remove(it.turn())
	}
	it.plan, it.sticky = nil, nil
}

// place puts an item into the bucket it belongs to at this moment, and sets the
// timer for when that will be another.
func (s *State) place(it *item) {
	if it.plan == nil { // it is reserved
		s.put(it, s.agentFor(it.asks.For).seat(it.asks.Channel).alone())
		return
	}
	p, elapsed := it.plan, s.now-it.from
	it.phase = p.phase(elapsed)
	if it.phase < len(p.moments) {
		it.next = it.from + p.moments[it.phase]
	}
	b := (*bucket)(nil)
	if it.phase == 0 && it.sticky != nil && elapsed < p.sticky {
		it.next = earlier(it.next, it.from+p.sticky)
		if t := it.sticky.has(p.channel); t != nil && s.couldCome(it, t) {
			b = t.alone()
		}
	}
	if b == nil {
		b = s.shared(it)
	}
	if it.next > 0 {
		s.timers.put(it)
	}
	it.talents = p.phases[it.phase].talents
	for _, t := range it.talents {
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
	for _, t := range it.talents {
		t.waiting--
	}
	it.talents = nil
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
