package routing

import "slices"

// fill begins a decision with the classes in which somebody has become free.
// Nearly every contact that ends in a busy office frees one agent, whom the first
// in the queue takes at once: then none of the rings they serve has to hear of it.
// Otherwise all of them do, and the decision goes on among all who are free.
func (s *State) fill(out *Output) {
	if s.onlyOne() {
		c := s.news[0]
		for b, t := c.longest(); b != nil; b, t = c.longest() {
			s.serve(out, b, t)
		}
	}
	for _, c := range s.news {
		if c.news = false; c.at[free] > 0 {
			c.tell(s)
		}
	}
	clear(s.news)
	s.news = s.news[:0]
}

// onlyOne tells whether one agent has become free, and of all that waits nothing
// could be given to anybody else or has to be given up.
func (s *State) onlyOne() bool {
	if len(s.news) != 1 || s.news[0].at[free] != 1 {
		return false
	}
	for _, b := range s.hot {
		if b.busy() && b.look() {
			return false
		}
	}
	return s.picky == 0 || !slices.ContainsFunc(s.news[0].live, func(t tie) bool { return t.ring.plan.picky > 0 })
}

// longest is the bucket with the first in the queue of all that a class could take,
// and the tie to the first of its rings that the class serves; nil where nobody of the
// class is free or nothing waits for them. Of a plan of which it is not known which
// rings are open there is nothing to look at: its buckets would be hot.
func (c *class) longest() (b *bucket, by tie) {
	if c.at[free] == 0 {
		return nil, tie{}
	}
	for _, t := range c.live {
		for _, other := range t.ring.queues {
			switch {
			case !other.busy():
			case b == nil || other.first.before(b.first), other == b && t.ring.leg < by.ring.leg:
				b, by = other, t
			}
		}
	}
	return b, by
}

// serve gives the first of a bucket to the only agent who is free, one of the class
// of a tie. Its ring alone hears of them, for as long as that takes.
func (s *State) serve(out *Output, b *bucket, t tie) {
	b.look()
	t.ring.admit(t.link)
	it := b.first.item
	p := pick{}
	s.choose(&p, b, it)
	s.give(out, it, &p)
	t.ring.dismiss(t.link)
}
