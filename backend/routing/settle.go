package routing

import "github.com/parley-desk/parley/backend/desk"

// rest orders those who have just begun a contact by when the gap is over.
type rest struct {
	until desk.Millis
	agent *agent
}

func (a rest) before(b rest) bool {
	if a.until != b.until {
		return a.until < b.until
	}
	return a.agent.id < b.agent.id
}

// settle puts an agent where what is known of them by now says. Whatever
// changes an agent ends with it.
func (s *State) settle(a *agent) {
	here := a.setUp && a.online
	came := here != a.present
	if came {
		if least, ok := s.present.least(); here && ok && a.share < least {
			a.share = least
			s.turn(a)
		}
		a.present = here
	}
	if here && (a.stood < 0 || a.share < a.stood) {
		s.present.stand(a)
	}
	s.rest(a)
	for t := a.seats; t != nil; t = t.next {
		if t.class == nil {
			continue
		}
		if ahead := t.priority != 0; ahead != t.ahead {
			t.ahead = ahead
			if ahead {
				t.class.prioritised++
			} else {
				t.class.prioritised--
			}
		}
		if to := t.reach(s.now); to == free {
			s.move(t, to, values{priority: t.priority, load: int32(int64(t.used) * 10 / int64(t.slots)), last: a.last, share: a.share})
		} else {
			s.move(t, to, values{})
		}
	}
	if came {
		s.replaceKnown(a)
	}
}

// rest reckons until when nothing new comes to an agent who began a contact.
func (s *State) rest(a *agent) {
	var until desk.Millis
	if s.gap == 0 && !a.resting {
		return
	}
	if s.gap > 0 && a.pushed > 0 && a.pushed+s.gap > s.now {
		until = a.pushed + s.gap
	}
	if until == a.restsUntil {
		return
	}
	if a.resting {
		s.resting.remove(rest{a.restsUntil, a})
	}
	a.restsUntil, a.resting = until, until > 0
	if a.resting {
		s.resting.put(rest{until, a})
	}
}

// move carries a seat within its class, and when that opens or shuts the class,
// tells its rings.
func (s *State) move(t *seat, to stage, v values) {
	s.pool(t, to)
	if t.stage == to && t.values == v {
		return
	}
	c := t.class
	was, is, lines := t.stage == free, to == free, c.members-c.at[inGroup]
	if was {
		c.take(t)
	}
	c.at[t.stage]--
	c.at[to]++
	came := t.stage != to
	t.stage, t.values = to, v
	if is {
		c.put(t)
	}
	if !came {
		return
	}
	if was != is {
		for _, k := range c.talents {
			if is {
				k.free++
			} else {
				k.free--
			}
		}
	}
	switch {
	case is && c.at[free] == 1:
		c.opens(s)
	case was && c.at[free] == 0:
		c.shuts()
	}
	if is && t.own != nil {
		s.heat(t.own)
	}
	c.lines(s, lines)
	if s.picky > 0 {
		c.stir(s)
	}
}

// pool keeps the count of the slots of the groups, by which a group is chosen
// that has the greatest part of them free.
func (s *State) pool(t *seat, to stage) {
	var n slots
	if to >= available {
		n.all = t.slots
	}
	if to == free {
		n.free = t.slots - t.used
	}
	was, is := t.stage == free, to == free
	if n == t.inUse && was == is {
		return
	}
	for _, p := range t.class.pools {
		p.free += int(n.free - t.inUse.free)
		p.all += int(n.all - t.inUse.all)
		switch {
		case is && !was:
			p.seats++
		case was && !is:
			p.seats--
		}
	}
	t.inUse = n
}
