package routing

import (
	"cmp"
	"slices"
)

// turn notes that an agent's turn is another.
func (s *State) turn(a *agent) {
	if !a.turned {
		a.turned = true
		s.turned = append(s.turned, a)
	}
}

// Turns is what a restart cannot read from what is open, in the order of the
// ids of the agents, then of the rules and groups.
func (s *State) Turns() []Turn {
	turns := make([]Turn, 0, len(s.agents)+len(s.behind))
	for _, a := range s.agents {
		turns = append(turns, a.turn())
	}
	for d := range s.behind {
		turns = append(turns, s.turnOf(d))
	}
	return inOrder(turns)
}

// Turned is what has changed of the turns since it was last asked for, in their
// order. What was forgotten is a share of 0.
func (s *State) Turned() []Turn {
	turns := make([]Turn, 0, len(s.turned)+len(s.redealt))
	for _, a := range s.turned {
		a.turned = false
		turns = append(turns, a.turn())
	}
	for d := range s.redealt {
		turns = append(turns, s.turnOf(d))
	}
	clear(s.turned)
	s.turned = s.turned[:0]
	clear(s.redealt)
	return inOrder(turns)
}

func (a *agent) turn() Turn {
	return Turn{Agent: a.id, Rested: a.last, Pushed: a.pushed, Share: a.share}
}

func (s *State) turnOf(d dealt) Turn {
	return Turn{Rule: d.rule, Group: d.group, Share: s.behind[d]}
}

func inOrder(turns []Turn) []Turn {
	slices.SortFunc(turns, func(x, y Turn) int {
		return cmp.Or(cmp.Compare(x.Agent, y.Agent), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Group, y.Group))
	})
	return turns
}
