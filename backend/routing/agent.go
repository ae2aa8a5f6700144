package routing

import (
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// agent is what the engine knows of a person. Someone of whom only the log has
// told so far has no groups and no granted seat.
type agent struct {
	id     desk.AgentID
	name   string
	hash   uint64
	groups []desk.GroupID
	setUp  bool
	online bool
	// imposed and doubted keep an agent from anything new.
	imposed, doubted bool
	last             desk.Millis
	share            int64
	// seats are in the order of their channels' names.
	seats []*seat
	// levelled is the place among those present, while present.
	levelled standing
	present  bool
}

// seat is a person on one channel.
type seat struct {
	agent   *agent
	channel desk.Channel
	status  desk.Status
	granted bool
	// slots may be fewer than used: lowering a limit tears nothing away.
	slots, used int
	// class is nil while the channel is not granted. The two below say how the
	// seat stands in it, which settle brings up to date.
	class  *class
	stage  stage
	ranked rank
}

// standing orders those present by their fair share.
type standing struct {
	share int64
	agent *agent
}

func (a standing) before(b standing) bool {
	if a.share != b.share {
		return a.share < b.share
	}
	return a.agent.id < b.agent.id
}

// shareUnit is the fair share that all slots of a channel come to, used once.
const shareUnit = 1_000_000

// agentFor finds an agent or begins to know them.
func (s *State) agentFor(id desk.AgentID) *agent {
	a := s.agents[id]
	if a == nil {
		a = &agent{id: id, hash: place(string(id))}
		s.agents[id] = a
	}
	return a
}

// seat finds an agent's seat on a channel or makes it, not granted.
func (a *agent) seat(ch desk.Channel) *seat {
	i, found := slices.BinarySearchFunc(a.seats, ch, func(t *seat, ch desk.Channel) int {
		if t.channel == ch {
			return 0
		}
		return sign(t.channel < ch)
	})
	if !found {
		a.seats = slices.Insert(a.seats, i, &seat{agent: a, channel: ch, status: desk.NotAvailable})
	}
	return a.seats[i]
}

func (s *State) setUp(p desk.Profile) {
	a := s.agentFor(p.ID)
	a.setUp = true
	// The name stands in sentences, which are one line.
	a.name = desk.CutText(p.Name, desk.MaxNameRunes)
	if a.name == "" {
		a.name = "Agent " + string(p.ID)
	}
	a.groups = sorted(p.Groups)
	for _, ch := range slices.Sorted(maps.Keys(p.Slots)) {
		a.seat(ch)
	}
	for _, t := range a.seats {
		t.slots, t.granted = p.Slots[t.channel]
		t.slots = max(t.slots, 0)
	}
	s.enrol(a)
}

func (s *State) remove(a *agent) {
	a.setUp = false
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
			c = s.classFor(need{groups: a.groups, channel: t.channel})
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
}

// leave takes a seat out of its class.
func (s *State) leave(t *seat) {
	c := t.class
	if c == nil {
		return
	}
	s.move(t, inGroup, rank{})
	c.at[inGroup]--
	c.members--
	t.class = nil
	if c.members == 0 {
		s.dropClass(c)
	}
}

// settle puts an agent where what is known of them by now says. Whatever
// changes an agent ends with it.
func (s *State) settle(a *agent) {
	if here := a.setUp && a.online; here != a.present || here && a.share != a.levelled.share {
		if a.present {
			s.present.remove(a.levelled)
		}
		if here && !a.present && s.present.size > 0 {
			a.share = max(a.share, s.present.least.share)
		}
		if here {
			a.levelled = standing{share: a.share, agent: a}
			s.present.put(a.levelled)
		}
		a.present = here
	}
	for _, t := range a.seats {
		if t.class == nil {
			continue
		}
		if to := t.reach(); to == free {
			s.move(t, to, rank{
				load: t.used * 10 / t.slots, last: a.last, share: a.share, hash: a.hash, seat: t,
			})
		} else {
			s.move(t, to, rank{})
		}
	}
}

// move carries a seat within its class, and when that opens or shuts the class,
// tells its buckets.
func (s *State) move(t *seat, to stage, r rank) {
	if t.stage == to && t.ranked == r {
		return
	}
	c := t.class
	was, is := t.stage == free, to == free
	if was {
		c.free.remove(t.ranked)
	}
	if is {
		c.free.put(r)
	}
	c.at[t.stage]--
	c.at[to]++
	t.stage, t.ranked = to, r
	switch {
	case is && !was && c.free.size == 1:
		for _, b := range c.buckets {
			b.open++
			s.heat(b)
		}
	case was && !is && c.free.size == 0:
		for _, b := range c.buckets {
			b.open--
		}
	}
}
