package routing

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// agent is what the engine knows of a person. Someone of whom only the log has
// told so far has no groups and no granted seat. What each contact reads stands
// together, up to the middle of the first seat, and what is seldom read after it: of
// ten thousand agents few are in the cache.
type agent struct {
	id   desk.AgentID
	name string
	// seats lead one to the next in the order of their channels' names. Of most
	// agents the only one stands in the agent.
	seats       *seat
	setUp       bool
	online      bool
	present     bool
	callAndChat bool
	// imposed and doubted keep an agent from anything new.
	imposed, doubted bool
	// resting says that restsUntil is ahead, turned that the turn has changed since
	// it was asked for.
	resting, turned bool
	last            desk.Millis
	// pushed is when a contact last began.
	pushed desk.Millis
	share  int64
	// stood is the share of the agent's newest place among those present, -1
	// without one.
	stood int64
	first seat
	// restsUntil is until when nothing new comes, 0 for no such moment. While it is
	// ahead, the agent stands among the resting of the State.
	restsUntil desk.Millis
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
	// class is nil while the channel is not granted. Those below say how the
	// seat stands in it, which settle brings up to date.
	class *class
	next  *seat
	// slots may be fewer than used: lowering a limit tears nothing away.
	slots, used int32
	priority    int32
	stage       stage
	willing     bool // they chose to be available
	ahead       bool // counted as prioritised
	side        side
	values      values
	// inUse is what the seat adds to the pools of its groups.
	inUse slots
	// own holds what waits for this agent alone; nil until something did.
	own  *bucket
	hash uint64 // of the agent's id

	granted bool
	channel desk.Channel
	chosen  desk.Millis // when they chose to be available or not, 0 for never
}

// side is which contacts a channel's exclude: those of the other side.
type side int8

const (
	neither side = iota
	written
	spoken
)

func sideOf(ch desk.Channel) side {
	switch ch {
	case desk.Chat, desk.InApp:
		return written
	case desk.Call, desk.Video:
		return spoken
	}
	return neither
}

// shareUnit is the fair share that all slots of a channel come to, used once,
// and one contact of a group's share.
const shareUnit = 1_000_000

// agentFor finds an agent or begins to know them.
func (s *State) agentFor(id desk.AgentID) *agent {
	a := s.agents[id]
	if a == nil {
		a = &agent{id: id, name: "Agent " + string(id), stood: -1}
		s.agents[id] = a
	}
	return a
}

// seat finds an agent's seat on a channel or makes it, not granted.
func (a *agent) seat(ch desk.Channel) *seat {
	if t := a.has(ch); t != nil {
		return t
	}
	t := &a.first
	if a.seats != nil {
		t = &seat{}
	}
	at := &a.seats
	for *at != nil && (*at).channel < ch {
		at = &(*at).next
	}
	*t = seat{agent: a, channel: ch, side: sideOf(ch), hash: place(string(a.id)), next: *at}
	t.where.seat = t
	*at = t
	return t
}

// has is the seat on a channel, nil where there is none.
func (a *agent) has(ch desk.Channel) *seat {
	for t := a.seats; t != nil; t = t.next {
		if t.channel == ch {
			return t
		}
	}
	return nil
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
		a.profile.languages = append(a.profile.languages, desk.CanonicalLanguage(l))
	}
	slices.Sort(a.profile.languages)
	a.profile.languages = slices.Compact(a.profile.languages)
	for ch := range p.Slots {
		a.seat(ch)
	}
	for t := a.seats; t != nil; t = t.next {
		slots, granted := p.Slots[t.channel]
		t.slots, t.granted, t.priority = short(max(slots, 0)), granted, short(p.Priority[t.channel])
	}
	s.enrol(a)
}

// short is a number that somebody set, in half the room: beyond two thousand million
// more makes no difference.
func short(n int) int32 { return int32(min(max(n, math.MinInt32), math.MaxInt32)) }

func (s *State) remove(a *agent) {
	a.setUp, a.name = false, "Agent "+string(a.id)
	for t := a.seats; t != nil; t = t.next {
		t.slots, t.granted = 0, false
	}
	s.enrol(a)
}

// enrol puts an agent's seats into the classes they belong to by now.
func (s *State) enrol(a *agent) {
	for t := a.seats; t != nil; t = t.next {
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
