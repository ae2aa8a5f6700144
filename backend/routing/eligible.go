package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Eligibility is asked here and nowhere else. It has two halves because one is
// the same for all who share a class and the other is a person's own: serves
// links buckets to classes, reach puts a seat into its class. All else in the
// package reads what these two have put in order.

// serves tells whether the agents of a class are in one of the groups and
// granted the channel.
func (c *class) serves(n need) bool {
	return c.channel == n.channel && slices.ContainsFunc(n.groups, func(g desk.GroupID) bool {
		return slices.Contains(c.groups, g)
	})
}

// reach is how far an agent gets who is served by a class.
func (t *seat) reach() stage {
	switch {
	case !t.agent.online:
		return inGroup
	case t.status != desk.Available || t.agent.imposed || t.agent.doubted:
		return onLine
	case t.used >= t.slots:
		return available
	}
	return free
}

// stage is a step towards being eligible. Each holds those before it.
type stage int

const (
	inGroup stage = iota
	onLine
	available
	free // eligible
	stages
)

// Counts says how many agents got how far towards answering: each number holds
// the next.
type Counts struct {
	// InGroup are in one of the groups and granted the channel.
	InGroup int
	// OnLine of these are on the line.
	OnLine int
	// Available of these have chosen to be.
	Available int
	// Free of these have a slot left.
	Free int
}

// add counts the agents of a class in.
func (n *Counts) add(c *class) {
	n.Free += c.at[free]
	n.Available += c.at[free] + c.at[available]
	n.OnLine += c.at[free] + c.at[available] + c.at[onLine]
	n.InGroup += c.at[free] + c.at[available] + c.at[onLine] + c.at[inGroup]
}

// Reach counts the agents who could answer a conversation of these groups on
// this channel, as of the last decision.
func (s *State) Reach(groups []desk.GroupID, ch desk.Channel) Counts {
	var n Counts
	for _, c := range s.classes {
		if c.serves(need{groups: groups, channel: ch}) {
			n.add(c)
		}
	}
	return n
}

// Answerable tells whether somebody can answer at once. After a decision that
// is so as soon as anybody is eligible: nobody waits whom they could take.
func (s *State) Answerable(groups []desk.GroupID, ch desk.Channel) bool {
	return s.Reach(groups, ch).Free > 0
}
