package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

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
func (x *contender) beats(y *contender, drawn uint64) bool {
	if c := x.compare(y); c != 0 {
		return c < 0
	}
	if x.rank.hash != y.rank.hash {
		return x.rank.hash-drawn < y.rank.hash-drawn // the way round from there, wrapping
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
	// matched is how many conversations were matched together, 0 for this one
	// alone.
	matched int
}

// election is how the group was found.
type election struct {
	// elected is the group by its place in the ring, -1 where all compete.
	elected int
	// open is how many groups had somebody free, passed how many before the
	// elected one had nobody.
	open, passed int
}

// choose is who gets a conversation of a bucket by the rules, and false when
// nobody can.
func (s *State) choose(b *bucket, it *item) (p pick, ok bool) {
	if b.seat != nil {
		if b.seat.stage != free {
			return p, false
		}
		p.first.rank.seat = b.seat
		if p.sticky = it.plan != nil; p.sticky {
			p.ring = it.plan.first()
			p.group = p.ring.of(b.seat.class).groups[0]
		}
		return p, true
	}
	if it.sticky != nil && b.phase == 0 {
		if t := it.sticky.has(b.plan.channel); t != nil && t.stage == free {
			if l := b.plan.first().of(t.class); l != nil {
				p.first.rank.seat, p.sticky, p.ring, p.group = t, true, l.ring, l.groups[0]
				return p, true
			}
		}
	}
	if len(b.tried) == 0 || b.last && b.onlyTried(s) {
		return s.search(b, it)
	}
	hidden := s.hide(b)
	p, ok = s.search(b, it)
	for _, t := range hidden {
		t.class.at[free]++
		t.class.put(t)
	}
	p.left = len(hidden)
	return p, ok
}

// hide takes those who were tried out of their classes for the time of one
// choice.
func (s *State) hide(b *bucket) (hidden []*seat) {
	for _, id := range b.tried {
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

// onlyTried tells whether nobody is on the line who was not tried.
func (b *bucket) onlyTried(s *State) bool {
	for _, r := range b.rings {
		for _, l := range r.links {
			c := l.class
			here := c.members - c.at[inGroup]
			for _, id := range b.tried {
				if a := s.agents[id]; a != nil {
					if t := a.has(c.channel); t != nil && t.class == c && t.stage > inGroup {
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
func (s *State) search(b *bucket, it *item) (p pick, ok bool) {
	for _, r := range b.rings {
		e, ok := s.elect(r)
		if !ok {
			continue
		}
		p.ring, p.election = r, e
		r.compete(&p, it.drawn)
		if p.group = e.elected; p.group < 0 {
			p.group = p.first.link.groups[0]
		}
		return p, true
	}
	return p, false
}

// elect finds the group whose turn it is, of those with somebody free, and is
// false where nobody is.
func (s *State) elect(r *ring) (election, bool) {
	if len(r.groups) < 2 || r.method == "" {
		for _, l := range r.open {
			if l.class.at[free] > 0 {
				return election{elected: -1, open: 1}, true
			}
		}
		return election{}, false
	}
	some := s.some[:0]
	for range r.groups {
		some = append(some, false)
	}
	s.some = some
	for _, l := range r.open {
		if l.class.at[free] > 0 {
			for _, g := range l.groups {
				some[g] = true
			}
		}
	}
	e := election{elected: -1}
	for g, is := range some {
		if !is {
			continue
		}
		if e.elected < 0 {
			e.elected = g
		} else if s.goesFirst(r, g, e.elected) {
			e.elected = g
		}
		e.open++
	}
	if r.method == desk.Escalation && e.elected >= 0 {
		e.passed = s.opened(r, e.elected)
	}
	return e, e.elected >= 0
}

// opened is how many groups before one are at work.
func (s *State) opened(r *ring, before int) (n int) {
	for _, g := range r.groups[:before] {
		if !s.shut[g.Group] {
			n++
		}
	}
	return n
}

// goesFirst tells whether a later group of a ring goes before an earlier one.
func (s *State) goesFirst(r *ring, g, than int) bool {
	x, y := r.groups[g].Group, r.groups[than].Group
	switch r.method {
	case desk.Fair, desk.Custom:
		if a, b := r.part(g), r.part(than); a == 0 || b == 0 {
			return a > b // who has no share goes last
		}
		rule := r.plan.legs[r.leg].id
		return s.behind[dealt{rule, x}] > s.behind[dealt{rule, y}]
	case desk.Reactive:
		p, q := s.poolAt(r.plan.channel, x), s.poolAt(r.plan.channel, y)
		return p.free*q.all > q.free*p.all
	}
	return false
}

// maxBehind is how many contacts a group can lag behind its share: who was out
// for a week does not catch up for a week.
const maxBehind = 50 * shareUnit

// deal counts a contact for the shares of a ring's groups that are at work:
// each falls behind by its part, and the one that got it comes forward.
func (s *State) deal(r *ring, group int) {
	if r.method != desk.Fair && r.method != desk.Custom || len(r.groups) < 2 {
		return
	}
	rule, total := r.plan.legs[r.leg].id, int64(0)
	for i, g := range r.groups {
		if !s.shut[g.Group] {
			total += r.part(i)
		}
	}
	for i, g := range r.groups {
		var lag int64
		if !s.shut[g.Group] && total > 0 {
			lag = shareUnit * r.part(i) / total
		}
		if i == group {
			lag -= shareUnit
		}
		if key := (dealt{rule, g.Group}); lag != 0 {
			s.behind[key] = min(max(s.behind[key]+lag, -maxBehind), maxBehind)
		}
	}
}

// part is the share of a ring's group.
func (r *ring) part(group int) int64 {
	if r.method == desk.Fair {
		return 1
	}
	return int64(max(r.groups[group].Share, 0))
}

// compete finds the two who come first of a ring, or of the group elected, and
// how many there were. Of most classes it reads only the leader: whoever stands
// behind the second so far need not be looked at.
func (r *ring) compete(p *pick, drawn uint64) {
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
		p.rivals += free
		x := contender{link: l, fit: l.fit, scarcity: l.scarcity(), rank: l.class.free[r.order].least}
		if !l.speaks {
			x.foreign = 1
		}
		if some.link == nil {
			some = x
		}
		p.apart = x.apart(&some, p.apart)
		if l.class.prioritised > 0 && l.class.free[r.order].last().keys[0] != x.rank.keys[0] {
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
	for _, t := range l.others {
		sum += t.scarcity()
	}
	return sum
}
