package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// bucket is the waiting conversations that differ in their place in the queue
// alone: either those of a plan in one of its phases that have tried the same
// agents, or those that wait for one seat.
type bucket struct {
	plan  *plan
	phase int
	// tried and gave are those of all in the bucket; see [Waiting].
	tried, gave []desk.AgentID

	sync bool
	seat *seat

	// first is the first of all in the queue, of no item where there is none.
	first turn
	// waiting are those who do not stand in a line of the plan.
	waiting ranked[turn]
	// hot is set while the bucket is on the list of those to decide.
	hot bool
	// rings are open and last says that no other will be, as of the decision
	// that is being made.
	rings []*ring
	last  bool
}

// couldCome tells whether the agent a visitor knows is on the line and may
// answer in the first ring, so that waiting for them has a sense.
func (s *State) couldCome(it *item, t *seat) bool {
	return t.agent.online && t.class != nil && it.ask.plan.first().of(t.class) != nil
}

// first is the ring a wait begins with, nil where the plan has none.
func (p *plan) first() (r *ring) {
	if len(p.legs) > 0 {
		for _, next := range p.legs[0].rings {
			if r == nil || next.after <= 0 {
				r = next
			}
		}
	}
	return r
}

// of is how a class serves a ring, nil if it does not.
func (r *ring) of(c *class) *link {
	for _, l := range c.links {
		if l.ring == r {
			return l
		}
	}
	return nil
}

// shared is the bucket of an item among others.
func (s *State) shared(it *item) *bucket {
	p, sync, phase, tried := it.ask.plan, it.ask.sync, it.apart.phase, it.apart.tried
	switch {
	case len(tried) == 0 && !sync:
		return p.plain(phase)
	case len(tried) == 0:
		slot := &p.phases[phase].sync
		if *slot == nil {
			*slot = &bucket{plan: p, phase: phase, sync: true}
		}
		return *slot
	}
	for _, b := range p.tried {
		if b.phase == phase && b.sync == sync && slices.Equal(b.tried, tried) && slices.Equal(b.gave, it.apart.gave) {
			return b
		}
	}
	b := &bucket{plan: p, phase: phase, sync: sync, tried: tried, gave: it.apart.gave}
	p.tried = append(p.tried, b)
	return b
}

// plain is the bucket of most in a phase.
func (p *plan) plain(phase int) *bucket {
	slot := &p.phases[phase].plain
	if *slot == nil {
		*slot = &bucket{plan: p, phase: phase}
	}
	return *slot
}

// lines are those of the plan of which those in one phase are in the bucket.
func (b *bucket) lines() []*line {
	if b.seat != nil || b.picky() {
		return nil
	}
	return b.plan.lines
}

// joined sees to it that one more waits in a part of the bucket. Where somebody has
// waited there already, nobody who is free can take it either.
func (b *bucket) joined(s *State, t turn) {
	if b.busy() {
		if t.before(b.first) {
			b.first = t
		}
		return
	}
	b.first = t
	if b.picky() {
		b.plan.picky++
		s.picky++
	}
	s.heat(b)
}

// left sees to it that one waits no longer in a part of the bucket.
func (b *bucket) left(s *State, t turn) {
	if t != b.first {
		return
	}
	b.first = b.waiting.least
	for _, l := range b.lines() {
		if t := l.first(b.phase); t.item != nil && (!b.busy() || t.before(b.first)) {
			b.first = t
		}
	}
	if b.busy() || !b.picky() {
		return
	}
	b.plan.picky--
	s.picky--
	if len(b.tried) > 0 {
		b.plan.tried = without(b.plan.tried, b)
	}
}

// picky tells whether a bucket depends on more than whether somebody is free.
func (b *bucket) picky() bool { return b.seat == nil && (b.sync || len(b.tried) > 0) }

// alone is the bucket of what waits for this seat.
func (t *seat) alone() *bucket {
	if t.own == nil {
		t.own = &bucket{seat: t}
	}
	return t.own
}

// heat puts a bucket on the list of those to decide.
func (s *State) heat(b *bucket) {
	if !b.hot && b.busy() {
		b.hot = true
		s.hot = append(s.hot, b)
	}
}

// heatPlan heats the buckets of a plan.
func (s *State) heatPlan(p *plan) {
	if p.busy == 0 {
		return
	}
	for i := range p.phases {
		if b := p.phases[i].plain; b != nil {
			s.heat(b)
		}
		if b := p.phases[i].sync; b != nil {
			s.heat(b)
		}
	}
	for _, b := range p.tried {
		s.heat(b)
	}
}

// heatAll heats every bucket.
func (s *State) heatAll() {
	for _, p := range s.plans {
		s.heatPlan(p)
	}
	for _, id := range s.ids() {
		for t := s.agents[id].seats; t != nil; t = t.next {
			if t.own != nil {
				s.heat(t.own)
			}
		}
	}
}
