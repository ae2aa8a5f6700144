package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// pick is a choice with what is needed to explain it.
type pick struct {
	first, second contender
	ring          *ring // nil where the conversation was reserved
	group         int   // place in the ring
	election      election
	// rivals is how many agents were compared, left how many free ones were
	// left out because they were tried.
	rivals, left int
	apart        Reason // see [Explanation]
	sticky       bool
	// alone is why it waited for one agent alone, empty where it did not.
	alone Reason
	// matched is how many conversations were matched together, 0 for this one
	// alone.
	matched int
}

// choose finds who gets a conversation of a bucket by the rules, and is false when
// nobody can. The pick it fills is empty.
func (s *State) choose(p *pick, b *bucket, it *item) bool {
	if b.seat != nil {
		if b.seat.stage != free {
			return false
		}
		p.first.rank.seat = b.seat
		if it.reserved() {
			p.alone = it.apart.why
			return true
		}
		p.sticky, p.ring = true, it.ask.plan.first()
		p.group = p.ring.of(b.seat.class).groups[0]
		return true
	}
	if a := it.knows(); a != nil && b.phase == 0 {
		if t := a.has(b.plan.channel); t != nil && t.stage == free {
			if l := b.plan.first().of(t.class); l != nil {
				p.first.rank.seat, p.sticky, p.ring, p.group = t, true, l.ring, l.groups[0]
				return true
			}
		}
	}
	out := b.leftOut(s)
	if len(out) == 0 {
		return s.search(p, b, it)
	}
	hidden := s.hide(b, out)
	ok := s.search(p, b, it)
	for _, t := range hidden {
		t.class.at[free]++
		t.class.put(t)
	}
	p.left = len(hidden)
	return ok
}

// hide takes those who are left out of their classes for the time of one choice.
func (s *State) hide(b *bucket, out []desk.AgentID) (hidden []*seat) {
	for _, id := range out {
		a := s.agents[id]
		if a == nil {
			continue
		}
		if t := a.has(b.plan.channel); t != nil && t.stage == free && b.serves(t.class) {
			t.class.at[free]--
			t.class.take(t)
			hidden = append(hidden, t)
		}
	}
	return hidden
}

// serves tells whether a class serves one of the open rings.
func (b *bucket) serves(c *class) bool {
	return slices.ContainsFunc(c.links, func(l *link) bool { return slices.Contains(b.rings, l.ring) })
}

// leftOut are those who may not have what waits in the bucket: who was tried, while
// somebody else is available or may be when the next ring opens. To wait for somebody
// who does not want to would be to wait for nobody; but who handed it on asked for a
// colleague, and so for one who is busy or away rather than for nobody.
func (b *bucket) leftOut(s *State) []desk.AgentID {
	switch {
	case len(b.tried) == 0:
		return nil
	case !b.last || !b.onlyTried(s, onLine):
		return b.tried
	case !b.onlyTried(s, inGroup):
		return b.gave
	}
	return nil
}

// onlyTried tells whether nobody got further than a stage who was not tried.
func (b *bucket) onlyTried(s *State, than stage) bool {
	for _, r := range b.rings {
		for _, l := range r.links {
			c := l.class
			here := c.members
			for at := range than + 1 {
				here -= c.at[at]
			}
			for _, id := range b.tried {
				if a := s.agents[id]; a != nil {
					if t := a.has(c.channel); t != nil && t.class == c && t.stage > than {
						here--
					}
				}
			}
			if here > 0 {
				return false
			}
		}
	}
	return true
}

// search looks through the open rings, that of the conversation's own rule
// first.
func (s *State) search(p *pick, b *bucket, it *item) bool {
	for _, r := range b.rings {
		e, ok := s.elect(r)
		if !ok {
			continue
		}
		p.ring, p.election = r, e
		r.compete(p, &draw{id: it.id})
		if p.group = e.elected; p.group < 0 {
			p.group = p.first.link.groups[0]
		}
		return true
	}
	return false
}
