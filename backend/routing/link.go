package routing

import (
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// single has each place of a ring's groups alone: most links have one group, and its list
// then is no memory of theirs, which would have left the cache as they have.
var single = func() (all [64]int) {
	for i := range all {
		all[i] = i
	}
	return all
}()

// link ties a class to a ring it serves.
func (s *State) link(r *ring, c *class) {
	groups, speaks, skilled := s.serves(c, r)
	if len(groups) == 0 || !skilled || !speaks && r.hard {
		return
	}
	l := &link{ring: r, class: c, speaks: speaks, inRing: int32(len(r.links)), inClass: int32(len(c.links)), inOpen: -1}
	l.groups = groups
	if g := groups[0]; len(groups) == 1 && g < len(single) {
		l.groups = single[g : g+1 : g+1]
	}
	if r.uncap {
		for _, n := range r.require {
			l.fit += int32(c.level(n.Skill))
		}
	}
	r.links, c.links = append(r.links, l), append(c.links, l)
	if r.live {
		l.enliven()
	}
	if c.members > c.at[inGroup] {
		s.count(r, true)
	}
}

func (s *State) unlink(l *link) {
	r, c := l.ring, l.class
	if r.live {
		l.calm()
	}
	if c.members > c.at[inGroup] {
		s.count(r, false)
	}
	other := r.links[len(r.links)-1]
	r.links[l.inRing], other.inRing = other, l.inRing
	r.links = r.links[:len(r.links)-1]
	other = c.links[len(c.links)-1]
	c.links[l.inClass], other.inClass = other, l.inClass
	c.links = c.links[:len(c.links)-1]
}

// admit puts a link among those in which somebody is free.
func (r *ring) admit(l *link) {
	l.inOpen = int32(len(r.open))
	r.open = append(r.open, l)
}

// dismiss takes it from them.
func (r *ring) dismiss(l *link) {
	if l.inOpen < 0 {
		return
	}
	other := r.open[len(r.open)-1]
	r.open[l.inOpen], other.inOpen = other, l.inOpen
	r.open = r.open[:len(r.open)-1]
	l.inOpen = -1
}

// count counts a class of which somebody is on the line. The first and the last
// of them change which rings are open.
func (s *State) count(r *ring, on bool) {
	change := -1
	if on {
		change = 1
	}
	before := r.online
	if r.online += change; before > 0 && r.online > 0 {
		return
	}
	r.plan.unknow()
	s.heatPlan(r.plan)
}

// enliven has the class tell the ring from now on when somebody is free.
func (l *link) enliven() {
	l.inLive = int32(len(l.class.live))
	l.class.live = append(l.class.live, tie{l.ring, l})
	if l.class.told {
		l.ring.admit(l)
	}
}

// calm is the reverse of enliven.
func (l *link) calm() {
	l.ring.dismiss(l)
	live := l.class.live
	other := live[len(live)-1]
	live[l.inLive], other.link.inLive = other, l.inLive
	l.class.live = live[:len(live)-1]
}

// enliven keeps rings up to date from now on.
func enliven(rings []*ring) {
	for _, r := range rings {
		if !r.live {
			r.live = true
			for _, l := range r.links {
				l.enliven()
			}
		}
	}
}

// calm lets those rings rest by which nothing waits any more.
func (s *State) calm() {
	for _, p := range s.plans {
		needed := []*ring{}
		for i := range p.phases {
			if ph := &p.phases[i]; ph.plain.busy() || ph.sync.busy() {
				rings, _ := p.openAt(i)
				needed = append(needed, rings...)
			}
		}
		for _, b := range p.tried {
			rings, _ := p.openAt(b.phase)
			needed = append(needed, rings...)
		}
		for _, r := range p.rings() {
			if r.live && !slices.Contains(needed, r) {
				r.live = false
				for _, l := range r.links {
					l.calm()
				}
			}
		}
	}
}

// busy tells whether anything waits in a bucket that may not be there yet.
func (b *bucket) busy() bool { return b != nil && b.first.item != nil }

// relink works out anew who serves the rings that name a group.
func (s *State) relink(g desk.GroupID) {
	for _, p := range s.plans {
		for _, r := range p.rings() {
			if !slices.ContainsFunc(r.groups, func(x desk.Share) bool { return x.Group == g }) {
				continue
			}
			for len(r.links) > 0 {
				s.unlink(r.links[len(r.links)-1])
			}
			for _, c := range s.classes {
				s.link(r, c)
			}
			r.words = words{}
			s.heatPlan(p)
		}
	}
	for _, id := range s.ids() {
		s.replaceKnown(s.agents[id])
	}
}

// maxIdle is how many plans are kept that nothing waits by, and how much of what is
// asked that nobody asks. A visitor's browser names the language, so their number is
// not ours to choose.
const maxIdle = 512

// sweepPlans forgets idle plans when there are too many of them.
func (s *State) sweepPlans() {
	if len(s.plans)-s.busyPlans > maxIdle {
		s.dropIdlePlans()
	}
}

// dropIdlePlans forgets the plans by which nothing waits. It is done when the
// setting-up of agents changes rather than when the last one leaves, as most
// plans are idle most of the time and are needed again at once.
func (s *State) dropIdlePlans() {
	s.plans = slices.DeleteFunc(s.plans, func(p *plan) bool {
		if p.busy > 0 {
			return false
		}
		s.dropPlan(p)
		return true
	})
	known := map[*talent]bool{}
	for _, c := range s.classes {
		for _, t := range c.talents {
			known[t] = true
		}
	}
	for _, p := range s.plans {
		for _, ph := range p.phases {
			for _, t := range ph.talents {
				known[t] = true
			}
		}
	}
	maps.DeleteFunc(s.talents, func(_ at, t *talent) bool { return !known[t] })
}

func (s *State) dropPlan(p *plan) {
	delete(s.planAt, p.key)
	for _, l := range p.lines {
		s.lines.remove(l)
		if q := l.queue; q != nil {
			q.lines = without(q.lines, l)
		}
	}
	for _, a := range p.asks {
		a.plan, a.line = nil, nil
	}
	for _, r := range p.rings() {
		for len(r.links) > 0 {
			s.unlink(r.links[len(r.links)-1])
		}
	}
}
