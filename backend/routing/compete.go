package routing

import "slices"

// contender is an agent with all that is compared.
type contender struct {
	link *link
	// foreign is 1 for who does not speak the language where that comes first.
	foreign int
	// fit is the sum of skill levels where it counts, the greater first.
	fit int
	// scarcity is the demand for what else they are good at.
	scarcity int
	rank     rank
}

// compare is negative when x comes first, and 0 when only a draw can tell.
func (x *contender) compare(y *contender) int {
	switch {
	case x.foreign != y.foreign:
		return sign(x.foreign < y.foreign)
	case x.fit != y.fit:
		return sign(x.fit > y.fit)
	case x.scarcity != y.scarcity:
		return sign(x.scarcity < y.scarcity)
	}
	return x.rank.compare(&y.rank)
}

// beats tells whether x is chosen rather than y for a conversation drawn at the
// given place of the ring.
func (x *contender) beats(y *contender, drawn *draw) bool {
	if c := x.compare(y); c != 0 {
		return c < 0
	}
	if x.rank.hash != y.rank.hash {
		return x.rank.hash-drawn.place() < y.rank.hash-drawn.place() // the way round from there, wrapping
	}
	return x.rank.id() < y.rank.id()
}

// reason is the first by which x comes before y.
func (x *contender) reason(y *contender) Reason {
	switch {
	case y.rank.seat == nil:
		return OnlyOne
	case x.foreign != y.foreign:
		return ByLanguage
	case x.fit != y.fit:
		return ByFit
	case x.scarcity != y.scarcity:
		return ByScarcity
	}
	for i := range x.rank.keys {
		if x.rank.keys[i] != y.rank.keys[i] {
			if i == 0 {
				return ByPriority
			}
			return reasons[x.link.ring.order][i-1]
		}
	}
	return ByDraw
}

// compete finds the two who come first of a ring, or of the group elected, and
// how many there were. Of most classes it reads only the leader: whoever stands
// behind the second so far need not be looked at.
func (r *ring) compete(p *pick, drawn *draw) {
	first, second, group := &p.first, &p.second, p.election.elected
	consider := func(x *contender) {
		switch {
		case x.rank.seat == nil:
		case first.link == nil || x.beats(first, drawn):
			*first, *second = *x, *first
		case second.link == nil || x.beats(second, drawn):
			*second = *x
		}
	}
	var some contender
	for _, l := range r.open {
		free := l.class.at[free]
		if free == 0 || group >= 0 && !slices.Contains(l.groups, group) {
			continue
		}
		p.rivals += int(free)
		x := contender{link: l, fit: int(l.fit), scarcity: l.scarcity(), rank: l.class.free(r.order).least}
		if !l.speaks {
			x.foreign = 1
		}
		if some.link == nil {
			some = x
		}
		p.apart = x.apart(&some, p.apart)
		if l.class.prioritised > 0 && l.class.free(r.order).last().keys[0] != x.rank.keys[0] {
			p.apart = sooner(p.apart, ByPriority)
		}
		if second.link != nil && second.compare(&x) < 0 {
			continue
		}
		if free == 1 {
			consider(&x)
			continue
		}
		y := x
		x.rank, y.rank = l.class.best(r.order, drawn)
		consider(&x)
		consider(&y)
	}
}

// apart is the first reason before load in which two are not equal, unless an
// earlier one is known.
func (x *contender) apart(y *contender, known Reason) Reason {
	switch {
	case x.foreign != y.foreign:
		return ByLanguage
	case x.fit != y.fit:
		return sooner(known, ByFit)
	case x.scarcity != y.scarcity:
		return sooner(known, ByScarcity)
	case x.rank.keys[0] != y.rank.keys[0]:
		return sooner(known, ByPriority)
	}
	return known
}

// sooner is the earlier compared of two reasons before load, of which the empty
// one is none.
func sooner(x, y Reason) Reason {
	for _, r := range [...]Reason{ByLanguage, ByFit, ByScarcity, ByPriority} {
		if x == r || y == r {
			return r
		}
	}
	return ""
}

// scarcity is the demand for what those of the class are good at besides.
func (l *link) scarcity() (sum int) {
	for _, t := range l.class.talents {
		if !slices.Contains(l.ring.asked, t) {
			sum += t.scarcity()
		}
	}
	return sum
}
