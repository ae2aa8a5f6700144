package routing

import "slices"

// fill begins a decision with the classes in which somebody has become free.
// Nearly every contact that ends in a busy office frees one agent, whom the first
// in the queue takes at once: then none of the rings they serve has to hear of it.
// Otherwise all of them do, and the decision goes on among all who are free.
func (s *State) fill(out *Output) {
	if s.onlyOne() {
		c := s.news[0]
		for b := c.longest(); b != nil; b = c.longest() {
			s.serve(out, b, c)
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
// nil where nobody of it is free or nothing waits for them.
func (c *class) longest() (b *bucket) {
	if c.at[free] == 0 {
		return nil
	}
	for _, t := range c.live {
		r := t.ring
		r.plan.know()
		for i := r.begins; i < r.ends; i++ {
			other := r.plan.phases[i].plain
			if other.busy() && (b == nil || other.first.before(b.first)) {
				b = other
			}
		}
	}
	return b
}

// serve gives the first of a bucket to the only agent who is free, one of the class.
// The rings of its plan alone hear of them, for as long as that takes.
func (s *State) serve(out *Output, b *bucket, c *class) {
	b.look()
	for _, t := range c.live {
		if t.ring.plan == b.plan {
			t.ring.admit(t.link)
		}
	}
	it := b.first.item
	p := pick{}
	s.choose(&p, b, it)
	s.give(out, it, &p)
	for _, t := range c.live {
		if t.ring.plan == b.plan {
			t.ring.dismiss(t.link)
		}
	}
}
