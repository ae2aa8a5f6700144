package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Asked is what a visitor would ask of the desk; see [Waiting].
type Asked struct {
	Channel  desk.Channel
	Rule     desk.RuleID
	Groups   []desk.GroupID
	Language string
	Require  []desk.Need
}

// Refusal is why a visitor is offered nothing.
type Refusal string

// The refusals.
const (
	// Full: everybody is busy or away, and every place to wait is taken.
	Full Refusal = "full"
	// Nobody is on the line, and there are no places to wait.
	Nobody Refusal = "nobody"
	// OutOfHours: none of the groups is at work, and none has places.
	OutOfHours Refusal = "closed"
)

// Offered is what a visitor can be offered now.
type Offered struct {
	// Free: somebody can answer at once, or will as soon as the gap since
	// their last contact is over.
	Free bool
	// Busy: nobody can, but somebody is there who would with a slot.
	Busy bool
	// Async: nobody can, but there is a place in the queue of Queue.
	Async bool
	Queue desk.GroupID
	// Reason is empty unless neither is so.
	Reason Refusal
	// Sentence says it.
	Sentence string
}

// Offer tells what a visitor can be offered, as of the last decision: somebody
// who is free, or else a place with the first group, in the order of the rule,
// whose queue has one. A group out of hours keeps its places: who writes at
// night is answered in the morning.
func (s *State) Offer(ask Asked) Offered {
	p := s.planFor(ask)
	rings, _ := p.openAt(0)
	enliven(rings)
	online, busy := 0, false
	for _, r := range rings {
		online += r.online
		if len(r.open) > 0 || slices.ContainsFunc(r.links, func(l *link) bool { return l.class.at[withSlot]+l.class.at[free] > 0 }) {
			return Offered{Free: true, Sentence: "Somebody is free for " + english.channel(ask.Channel) + "."}
		}
		busy = busy || r.attended()
	}
	groups, atWork, places := 0, 0, 0
	for _, r := range p.rings() {
		for _, share := range r.groups {
			groups++
			if !s.shut[share.Group] {
				atWork++
			}
			g, _ := s.settings.Group(share.Group)
			if places += g.Places; s.queued(g.ID) < g.Places {
				return Offered{
					Async: true, Queue: g.ID, Busy: busy,
					Sentence: "Nobody is free, and " + s.groupName(g.ID) + " has a place to wait.",
				}
			}
		}
	}
	refused := func(why Refusal, sentence string) Offered {
		return Offered{Reason: why, Busy: busy, Sentence: sentence}
	}
	switch {
	case groups == 0:
		return refused(Nobody, "No group may answer.")
	case atWork == 0 && places == 0:
		return refused(OutOfHours, "None of the groups is in its opening hours.")
	case places == 0 && online == 0:
		return refused(Nobody, "Nobody is on the line, and there are no places to wait.")
	case places == 0:
		return refused(Full, "Nobody is free, and there are no places to wait.")
	}
	return refused(Full, "Nobody is free, and every place to wait is taken.")
}

// queued is how many wait in the places of a group.
func (s *State) queued(g desk.GroupID) int {
	if q := s.queues[g]; q != nil {
		return q.size
	}
	return 0
}

// Answerable tells whether somebody of the groups can answer at once.
func (s *State) Answerable(groups []desk.GroupID, ch desk.Channel) bool {
	return s.Offer(Asked{Channel: ch, Groups: groups}).Free
}

// Position is how many go first in the queue a conversation counts in, and
// false for one that counts in none.
func (s *State) Position(id desk.ConversationID) (ahead int, ok bool) {
	it := s.talks.find(id)
	if it == nil || it.seat != nil || it.ask.queue == nil {
		return 0, false
	}
	return it.ask.queue.ahead(it.turn()), true
}

// Attended gives what tells, of what waits in a queue, whether one of those who may
// answer now is available, be it that they have no slot left. It looks once for all who
// wait for the same, so it holds until the next input.
func (s *State) Attended() func(desk.ConversationID) bool {
	type opening struct {
		plan  *plan
		phase int
	}
	seen := map[opening]bool{}
	return func(id desk.ConversationID) bool {
		it := s.talks.find(id)
		if it == nil || it.seat != nil || it.reserved() {
			return false
		}
		o := opening{plan: it.ask.plan}
		if b := it.bucket(); b.seat == nil {
			o.phase = b.phase
		}
		yes, known := seen[o]
		if !known {
			rings, _ := o.plan.openAt(o.phase)
			yes = slices.ContainsFunc(rings, (*ring).attended)
			seen[o] = yes
		}
		return yes
	}
}

// attended tells whether one of those who serve a ring is available.
func (r *ring) attended() bool {
	return slices.ContainsFunc(r.links, func(l *link) bool {
		return l.class.members > l.class.at[inGroup]+l.class.at[onLine]
	})
}

// Used is how many slots of an agent are taken on a channel.
func (s *State) Used(id desk.AgentID, ch desk.Channel) int {
	if a := s.agents[id]; a != nil {
		if t := a.has(ch); t != nil {
			return int(t.used)
		}
	}
	return 0
}

// Standing is how an agent or a group stands to one more contact on a channel.
type Standing struct {
	// Free: they can be given it.
	Free bool
	// Why says how they stand, in one sentence; WhyFR is the same in French.
	Why, WhyFR string
}

// stands says a standing in both languages.
func stands(free bool, why func(tongue) string) Standing {
	return Standing{Free: free, Why: why(english), WhyFR: why(french)}
}

// AgentStands tells how an agent stands to one more on a channel.
func (s *State) AgentStands(id desk.AgentID, ch desk.Channel) Standing {
	a := s.agents[id]
	if a == nil || !a.setUp {
		return stands(false, func(t tongue) string { return t.say("There is no agent %s.", id) })
	}
	on := a.has(ch)
	e := Explanation{Channel: ch, Obstacle: NotGranted}
	if on != nil {
		e.Obstacle = on.obstacle()
	}
	switch e.Obstacle {
	case None:
		return stands(true, func(t tongue) string {
			return t.say("%s is free, with %s to spare.", a.name, t.contacts(int(on.slots-on.used), ch))
		})
	case NotAvailable:
		e.Since = on.sinceChosen(s.now)
	}
	return stands(false, func(t tongue) string { return a.name + " " + e.is(t) + "." })
}

// GroupStands tells how a group stands to what an agent asks of it: whether
// somebody else can answer at once, and otherwise what would become of it.
func (s *State) GroupStands(g desk.GroupID, ask Asked, by desk.AgentID) Standing {
	ask.Groups = []desk.GroupID{g}
	name := s.groupName(g)
	able, there, own := s.others(ask, by)
	switch {
	case able && s.Offer(ask).Free:
		return stands(true, func(t tongue) string { return t.say("Somebody in %s is free.", name) })
	case own && !there:
		return stands(false, func(t tongue) string {
			return t.say("Nobody else in %s is on the line: it would come back to you.", name)
		})
	case own && !able:
		return stands(false, func(t tongue) string {
			return t.say("Nobody else in %s is free: it would wait for one of them.", name)
		})
	case s.GroupFree(g, ask.Channel):
		return stands(false, func(t tongue) string {
			return t.say("Nobody who is free in %s has the language and the skills this conversation asks for: it would wait for somebody who has.", name)
		})
	}
	return stands(false, func(t tongue) string { return t.say("Nobody in %s is free: it would wait for one of them.", name) })
}

// others tells whether somebody but one agent is free for what is asked, or will be
// as soon as the gap since their last contact is over; whether somebody else is there
// at all; and whether that agent is available, so that they could have it back.
func (s *State) others(ask Asked, but desk.AgentID) (able, there, own bool) {
	var theirs *seat
	if a := s.agents[but]; a != nil {
		theirs = a.has(ask.Channel)
	}
	rings, _ := s.planFor(ask).openAt(0)
	for _, r := range rings {
		for _, l := range r.links {
			c := l.class
			n, here := c.at[withSlot]+c.at[free], c.members-c.at[inGroup]
			if theirs != nil && theirs.class == c {
				own = own || theirs.stage >= available
				if theirs.stage >= withSlot {
					n--
				}
				if theirs.stage > inGroup {
					here--
				}
			}
			able, there = able || n > 0, there || here > 0
		}
	}
	return able, there, own
}

// GroupFree tells whether somebody of a group that is at work can be given one
// more on a channel.
func (s *State) GroupFree(g desk.GroupID, ch desk.Channel) bool {
	p := s.pools[at{ch, 'g', string(g)}]
	return p != nil && p.seats > 0 && !s.shut[g]
}
