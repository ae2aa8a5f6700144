package routing

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// agent is what the engine knows of a person. Someone of whom only the log has
// told so far has no groups and no granted seat. What settle reads stands together,
// and what is seldom read after it: of ten thousand agents few are in the cache.
type agent struct {
	id desk.AgentID
	// seats are in the order of their channels' names. Of most agents the only one
	// stands in the agent: all that is asked of the one is asked of the other.
	seats       []*seat
	one         [1]*seat
	first       seat
	setUp       bool
	online      bool
	present     bool
	callAndChat bool
	// imposed and doubted keep an agent from anything new.
	imposed, doubted bool
	last             desk.Millis
	// pushed is when a contact last began; until restsUntil nothing new comes.
	// While that is ahead, the agent stands among the resting of the State.
	pushed, restsUntil desk.Millis
	share              int64
	// stood is the share of the agent's newest place among those present, -1
	// without one.
	stood int64
	hash  uint64
	name  string
	// known are the waiting conversations whose visitor knows the agent and
	// may still wait for them.
	known   ranked[turn]
	profile profile
}

// profile is what of an agent's setting-up tells classes apart.
type profile struct {
	groups    []desk.GroupID // sorted, each once
	skills    []desk.Need    // sorted by skill
	languages []string       // primary, sorted, each once
}

// seat is a person on one channel.
type seat struct {
	where
	agent *agent
	// slots may be fewer than used: lowering a limit tears nothing away.
	slots, used int
	channel     desk.Channel
	status      desk.Status
	priority    int
	// own holds what waits for this agent alone; nil until something did.
	own *bucket
	// class is nil while the channel is not granted. Those below say how the
	// seat stands in it, which settle brings up to date.
	class  *class
	stage  stage
	values values
	// inUse is what the seat adds to the pools of its groups.
	inUse   slots
	ahead   bool // counted as prioritised
	granted bool
	chosen  desk.Millis // when status was
}

// shareUnit is the fair share that all slots of a channel come to, used once,
// and one contact of a group's share.
const shareUnit = 1_000_000

// agentFor finds an agent or begins to know them.
func (s *State) agentFor(id desk.AgentID) *agent {
	a := s.agents[id]
	if a == nil {
		a = &agent{id: id, name: "Agent " + string(id), hash: place(string(id)), stood: -1}
		s.agents[id] = a
	}
	return a
}

// seat finds an agent's seat on a channel or makes it, not granted.
func (a *agent) seat(ch desk.Channel) *seat {
	i, found := slices.BinarySearchFunc(a.seats, ch, func(t *seat, ch desk.Channel) int {
		return cmp.Compare(t.channel, ch)
	})
	if !found {
		t := &seat{}
		if len(a.seats) == 0 {
			t, a.seats = &a.first, a.one[:0]
		}
		*t = seat{agent: a, channel: ch, status: desk.NotAvailable}
		t.where.seat = t
		a.seats = slices.Insert(a.seats, i, t)
	}
	return a.seats[i]
}

// has is the seat on a channel, nil where there is none.
func (a *agent) has(ch desk.Channel) *seat {
	for _, t := range a.seats {
		if t.channel == ch {
			return t
		}
	}
	return nil
}

func (a *agent) usedOn(x, y desk.Channel) (used int) {
	for _, t := range a.seats {
		if t.channel == x || t.channel == y {
			used += t.used
		}
	}
	return used
}

func (s *State) setUp(p desk.Profile) {
	a := s.agentFor(p.ID)
	a.setUp, a.callAndChat = true, p.CallAndChat
	// The name stands in sentences, which are one line.
	a.name = cmp.Or(desk.CutText(p.Name, desk.MaxNameRunes), "Agent "+string(p.ID))
	a.profile = profile{groups: sorted(p.Groups)}
	for _, id := range slices.Sorted(maps.Keys(p.Skills)) {
		if level := p.Skills[id]; level > 0 {
			a.profile.skills = append(a.profile.skills, desk.Need{Skill: id, Level: level})
		}
	}
	for _, l := range p.Languages {
		a.profile.languages = append(a.profile.languages, desk.PrimaryLanguage(l))
	}
	slices.Sort(a.profile.languages)
	a.profile.languages = slices.Compact(a.profile.languages)
	for ch := range p.Slots {
		a.seat(ch)
	}
	for _, t := range a.seats {
		t.slots, t.granted = p.Slots[t.channel]
		t.slots, t.priority = max(t.slots, 0), p.Priority[t.channel]
	}
	s.enrol(a)
}

func (s *State) remove(a *agent) {
	a.setUp, a.name = false, "Agent "+string(a.id)
	for _, t := range a.seats {
		t.slots, t.granted = 0, false
	}
	s.enrol(a)
}

// enrol puts an agent's seats into the classes they belong to by now.
func (s *State) enrol(a *agent) {
	for _, t := range a.seats {
		var c *class
		if t.granted {
			c = s.classFor(t.channel, a.profile)
		}
		if c == t.class {
			continue
		}
		s.leave(t)
		if c != nil {
			t.class, t.stage = c, inGroup
			c.members++
			c.at[inGroup]++
		}
	}
	s.settle(a)
	s.replaceKnown(a)
}

// leave takes a seat out of its class.
func (s *State) leave(t *seat) {
	c := t.class
	if c == nil {
		return
	}
	s.move(t, inGroup, values{})
	c.at[inGroup]--
	c.members--
	if t.ahead {
		c.prioritised--
	}
	t.class, t.ahead = nil, false
	if c.members == 0 {
		s.dropClass(c)
	}
}
