package routing

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Asked is what a visitor would ask of the desk.
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
	// Full: everybody is busy and every place in the queue is taken.
	Full Refusal = "full"
	// Nobody is there, and there are no places to wait.
	Nobody Refusal = "nobody"
	// OutOfHours: none of the groups is at work.
	OutOfHours Refusal = "closed"
)

// Offered is what a visitor can be offered now.
type Offered struct {
	// Free: somebody can answer at once.
	Free bool
	// Async: nobody can, but there is a place in the queue of Queue.
	Async bool
	Queue desk.GroupID
	// Reason is empty unless neither is so.
	Reason Refusal
	// Sentence says all of this in one.
	Sentence string
}

// Offer tells what a visitor can be offered, as of the last decision.
func (s *State) Offer(ask Asked) Offered {
	groups := s.groupsOf(ask.Rule, ask.Groups)
	n := s.Reach(groups, ask.Channel)
	if n.Free > 0 {
		return Offered{Free: true, Sentence: "Somebody is free."}
	}
	places, shut := false, true
	for _, id := range groups {
		g, _ := s.settings.Group(id)
		if s.shut[id] {
			continue
		}
		shut, places = false, places || g.Places > 0
		if s.queued(id) < g.Places {
			return Offered{Async: true, Queue: id, Sentence: "Nobody is free, but there is a place to wait."}
		}
	}
	switch {
	case shut && len(groups) > 0:
		return Offered{Reason: OutOfHours, Sentence: "No group is at work."}
	case n.OnLine == 0 && !places:
		return Offered{Reason: Nobody, Sentence: "Nobody is there, and there is no place to wait."}
	}
	return Offered{Reason: Full, Sentence: "Everybody is busy, and no place to wait is left."}
}

func (s *State) queued(g desk.GroupID) (n int) {
	for _, it := range s.items {
		if it.queue == g {
			n++
		}
	}
	return n
}

// Position is how many go before a conversation in the queue it counts in, and
// false for one that waits in none.
func (s *State) Position(id desk.ConversationID) (ahead int, ok bool) {
	it := s.items[id]
	if it == nil || it.queue == "" {
		return 0, false
	}
	for _, o := range s.items {
		if o.queue == it.queue && (turn{due: o.due, item: o}).before(turn{due: it.due, item: it}) {
			ahead++
		}
	}
	return ahead, true
}

// AgentFree tells whether an agent could be given one more on a channel, and
// why in a sentence.
func (s *State) AgentFree(id desk.AgentID, ch desk.Channel) (free bool, why string) {
	a := s.agents[id]
	if a == nil || !a.setUp {
		return false, "There is no such agent."
	}
	if !s.reaches(a, ch) {
		return false, a.name + " is not free."
	}
	return true, a.name + " is free."
}

// GroupFree tells whether somebody of a group could be given one more on a
// channel.
func (s *State) GroupFree(g desk.GroupID, ch desk.Channel) bool {
	return !s.shut[g] && s.Answerable([]desk.GroupID{g}, ch)
}

func (s *State) reaches(a *agent, ch desk.Channel) bool {
	for _, t := range a.seats {
		if t.channel == ch {
			return t.granted && t.reach() == free
		}
	}
	return false
}

// groupsOf are the groups of a rule's rings in their order, or those given.
func (s *State) groupsOf(rule desk.RuleID, groups []desk.GroupID) []desk.GroupID {
	r, ok := s.settings.Rule(rule)
	if !ok {
		return groups
	}
	var all []desk.GroupID
	for _, ring := range r.Rings {
		for _, share := range ring.Groups {
			if !slices.Contains(all, share.Group) {
				all = append(all, share.Group)
			}
		}
	}
	return all
}

func (t *seat) groupOf(groups []desk.GroupID) desk.GroupID {
	for _, g := range groups {
		if slices.Contains(t.agent.groups, g) {
			return g
		}
	}
	return ""
}

// dropSync gives up what cannot wait and was not given.
func (s *State) dropSync(out *Output) {
	var left []*item
	for _, it := range s.items {
		if it.sync {
			left = append(left, it)
		}
	}
	slices.SortFunc(left, func(x, y *item) int {
		return cmp.Or(cmp.Compare(x.due, y.due), cmp.Compare(x.id, y.id))
	})
	for _, it := range left {
		out.Drops = append(out.Drops, Drop{Conversation: it.id, Why: s.explain(it.bucket, rank{}, rank{})})
		s.unwait(it.id)
	}
}
