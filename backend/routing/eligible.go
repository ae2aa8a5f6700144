package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Eligibility is asked here and nowhere else. It has two halves because one is
// the same for all who share a class and the other is a person's own: serves
// links rings to classes, reach puts a seat into its class. All else in the
// package reads what these two have put in order.

// serves tells in which of a ring's groups that are at work the agents of a
// class are, by their place in the ring, and how far the class gets as a whole.
func (s *State) serves(c *class, r *ring) (groups []int, speaks, skilled bool) {
	if c.channel != r.plan.channel {
		return nil, false, false
	}
	for i, share := range r.groups {
		if _, in := slices.BinarySearch(c.groups, share.Group); in && !s.shut[share.Group] {
			groups = append(groups, i)
		}
	}
	speaks = len(c.languages) == 0 || r.language == "" || slices.Contains(c.languages, r.language)
	skilled = !slices.ContainsFunc(r.require, func(n desk.Need) bool { return c.level(n.Skill) < n.Level })
	return groups, speaks, skilled
}

// level is how good the agents of a class are at a skill, 0 for not at all.
func (c *class) level(id desk.SkillID) int {
	for _, n := range c.skills {
		if n.Skill == id {
			return n.Level
		}
	}
	return 0
}

// reach is how far an agent gets who is served by a class.
func (t *seat) reach(now desk.Millis) stage {
	a := t.agent
	switch {
	case !a.online:
		return inGroup
	case a.imposed || a.doubted || !t.willing:
		return onLine
	case t.engaged():
		return available
	case t.used >= t.slots:
		return unengaged
	case a.resting && a.restsUntil > now:
		return withSlot
	}
	return free
}

// engaged tells whether the agent's other contacts exclude the channel: whoever
// may not hold a call and chats at once has the one or the other.
func (t *seat) engaged() bool {
	if t.agent.callAndChat || t.side == neither {
		return false
	}
	for o := t.agent.seats; o != nil; o = o.next {
		if o.used > 0 && o.side != neither && o.side != t.side {
			return true
		}
	}
	return false
}

// stage is a step towards being eligible. Each holds those before it.
type stage int8

const (
	inGroup stage = iota
	onLine
	available
	unengaged
	withSlot
	free // eligible
	stages
)

// Counts says how many agents got how far towards answering: each number holds
// the next. Those a conversation has tried already are counted up to Free.
type Counts struct {
	// InGroup are in one of the groups at work and granted the channel.
	InGroup int
	// OnLine of these are on the line.
	OnLine int
	// Available of these have chosen to be, and nothing overrules it.
	Available int
	// Speak of these the visitor's language, where that is asked.
	Speak int
	// Skilled of these have what skills are asked.
	Skilled int
	// Unengaged of these are not held by a call or by chats that exclude the
	// channel.
	Unengaged int
	// WithSlot of these have a slot left.
	WithSlot int
	// Rested of these have had the gap since their last contact began.
	Rested int
	// Free of these have not been tried.
	Free int
}

// count counts the agents of a class in, who speak and are skilled or not.
func (n *Counts) count(c *class, speaks, skilled bool) {
	at := func(s stage) int { return int(c.at[s]) }
	n.InGroup += int(c.members)
	n.OnLine += int(c.members) - at(inGroup)
	ready := at(available) + at(unengaged) + at(withSlot) + at(free)
	n.Available += ready
	if !speaks {
		return
	}
	n.Speak += ready
	if !skilled {
		return
	}
	n.Skilled += ready
	n.Unengaged += ready - at(available)
	n.WithSlot += at(withSlot) + at(free)
	n.Rested += at(free)
	n.Free += at(free)
}
