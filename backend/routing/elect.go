package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// election is how the group was found.
type election struct {
	// elected is the group by its place in the ring, -1 where all compete.
	elected int
	// open is how many groups had somebody free, passed how many before the
	// elected one had nobody.
	open, passed int
	// even is how many of the open ones stand as the elected one does, with it.
	even int
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
	e := election{elected: -1}
	for _, g := range s.groupsWithFree(r) {
		switch {
		case e.elected < 0 || s.goesFirst(r, g, e.elected):
			e.elected, e.even = g, 1
		case r.method != desk.Escalation && !s.goesFirst(r, e.elected, g):
			e.even++
		}
		e.open++
	}
	if r.method == desk.Escalation && e.elected >= 0 {
		e.passed = s.opened(r, e.elected)
	}
	return e, e.elected >= 0
}

// groupsWithFree are those of a ring's groups that have somebody free, by their places.
func (s *State) groupsWithFree(r *ring) []int {
	if len(r.open) == 1 && r.open[0].class.at[free] > 0 {
		return r.open[0].groups
	}
	some := slices.Grow(s.some[:0], len(r.groups))[:len(r.groups)]
	clear(some)
	for _, l := range r.open {
		if l.class.at[free] > 0 {
			for _, g := range l.groups {
				some[g] = true
			}
		}
	}
	list := s.list[:0]
	for g, is := range some {
		if is {
			list = append(list, g)
		}
	}
	s.some, s.list = some, list
	return list
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

// sharesAlike tells whether two states of a rule divide contacts among the same
// groups in the same way. Where they do not, what a group lagged behind its share
// says nothing of the share it has now, and would be made up for at others' cost.
func sharesAlike(a, b desk.Rule) bool {
	return a.Method == b.Method && slices.EqualFunc(a.Rings, b.Rings, func(x, y desk.Ring) bool { return slices.Equal(x.Groups, y.Groups) })
}

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
			s.redealt[key] = true
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
