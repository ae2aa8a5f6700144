package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// item is a waiting conversation.
type item struct {
	id     desk.ConversationID
	asks   Waiting
	due    desk.Millis
	from   desk.Millis
	drawn  uint64 // its place on the ring of the draw
	plan   *plan
	tried  []desk.AgentID // sorted, each once
	sticky *agent
	queue  *ranked[turn] // in which it counts, nil for none
	bucket *bucket
	phase  int
	// talents are those counted as waited for.
	talents []*talent
	// next is when the item has to be placed again, 0 for never.
	next desk.Millis
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

// timer is a moment at which an item has to be placed again.
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

func (s *State) wait(in Waiting) {
	switch c := s.talks[in.Conversation]; {
	case c.seat != nil || c.item != nil && c.item.asks.same(in):
		return
	case c.item != nil:
		s.unwait(in.Conversation)
	}
	in.Groups, in.Require = slices.Clone(in.Groups), slices.Clone(in.Require)
	it := &item{
		id: in.Conversation, asks: in, due: in.Since + in.Patience, from: in.From, drawn: place(string(in.Conversation)),
	}
	if it.from == 0 {
		it.from = in.Since
	}
	if len(in.Tried) > 0 {
		it.tried = slices.Clone(in.Tried)
		slices.Sort(it.tried)
		it.tried = slices.Compact(it.tried)
	}
	s.talks[it.id] = talk{item: it}
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
	if it := s.talks[id].item; it != nil {
		delete(s.talks, id)
		s.forget(it)
	}
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
	if it.asks.For != "" {
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
		s.timers.put(timer{it.next, it})
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
		s.timers.remove(timer{it.next, it})
		it.next = 0
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
