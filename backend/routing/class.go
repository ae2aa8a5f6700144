package routing

import (
	"slices"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
)

// class holds the agents with the same profile who are granted a channel. What each
// contact reads stands together, up to links: where hardly two agents are alike there
// are as many classes as agents, and few of them in the cache.
type class struct {
	// at counts the members by how far they get.
	at      [stages]int32
	members int32
	// prioritised counts the members with a priority.
	prioritised int32
	// told says that the rings know that somebody is free, news that they have yet
	// to hear of it.
	told, news bool
	// links lead to the rings the class serves, live to those of them that are
	// kept up to date.
	live []tie
	// byLoad are those who can take one more, others the same in each other order
	// that a rule uses.
	byLoad ranked[rank]
	others []sorting
	// The first of pools, talents and live stand here.
	pools   []*pool
	talents []*talent
	pool    [1]*pool
	talent  [5]*talent
	tied    [7]tie
	links   []*link
	*profile
	channel desk.Channel
}

// sorting is those who are free in an order.
type sorting struct {
	order order
	free  *ranked[rank]
}

// tie is a link with its ring, so that a look through the rings of a class reads
// only those links that matter.
type tie struct {
	ring *ring
	link *link
}

// slots counts slots.
type slots struct{ free, all int32 }

// pool is the slots of those of a group who are available on a channel, and how many
// of them have one free.
type pool struct{ free, all, seats int }

// talent is a skill or a language on a channel: how many wait who need it, and
// how many are free who have it.
type talent struct{ waiting, free int }

// scarcity is the demand for a talent, in hundredths of a waiting conversation
// for each free agent.
func (t *talent) scarcity() int {
	if t.waiting == 0 || t.free == 0 {
		return 0
	}
	return 100 * t.waiting / t.free
}

// at names a group, a skill or a language on a channel.
type at struct {
	channel desk.Channel
	kind    byte // 'g', 's' or 'l'
	id      string
}

func (s *State) poolAt(ch desk.Channel, g desk.GroupID) *pool {
	key := at{ch, 'g', string(g)}
	if s.pools[key] == nil {
		s.pools[key] = &pool{}
	}
	return s.pools[key]
}

func (s *State) skillAt(ch desk.Channel, id desk.SkillID) *talent {
	return s.talentAt(at{ch, 's', string(id)})
}

func (s *State) languageAt(ch desk.Channel, l string) *talent {
	return s.talentAt(at{ch, 'l', l})
}

func (s *State) talentAt(key at) *talent {
	if s.talents[key] == nil {
		s.talents[key] = &talent{}
	}
	return s.talents[key]
}

// key names a profile on a channel. Classes are found by it.
func (p profile) key(ch desk.Channel) string {
	buf := make([]byte, 0, 128)
	buf = append(buf, ch...)
	for _, g := range p.groups {
		buf = append(append(buf, 0), g...)
	}
	buf = appendNeeds(append(buf, 1), p.skills)
	for _, l := range p.languages {
		buf = append(append(buf, 2), l...)
	}
	return string(buf)
}

func appendNeeds(buf []byte, needs []desk.Need) []byte {
	for _, n := range needs {
		buf = append(append(buf, 0), n.Skill...)
		buf = strconv.AppendInt(append(buf, 3), int64(n.Level), 10)
	}
	return buf
}

// classFor finds the class of a profile or makes it.
func (s *State) classFor(ch desk.Channel, p profile) *class {
	key := p.key(ch)
	if c := s.classAt[key]; c != nil {
		return c
	}
	c := &class{profile: &p, channel: ch}
	c.keeps(s.keep)
	c.pools, c.talents, c.live = c.pool[:0], c.talent[:0], c.tied[:0]
	for _, g := range p.groups {
		c.pools = append(c.pools, s.poolAt(ch, g))
	}
	for _, n := range p.skills {
		c.talents = append(c.talents, s.skillAt(ch, n.Skill))
	}
	for _, l := range p.languages {
		c.talents = append(c.talents, s.languageAt(ch, l))
	}
	s.classAt[key] = c
	s.classes = append(s.classes, c)
	for _, p := range s.plans {
		for _, r := range p.rings() {
			s.link(r, c)
		}
	}
	return c
}

// dropClass forgets a class that has lost its last member.
func (s *State) dropClass(c *class) {
	delete(s.classAt, c.key(c.channel))
	s.classes = without(s.classes, c)
	for len(c.links) > 0 {
		s.unlink(c.links[len(c.links)-1])
	}
	s.dropIdlePlans()
}

// keeps has a class keep some orders. Nobody of it is free.
func (c *class) keeps(list []order) {
	c.others = nil
	for _, o := range list {
		if o != byLoad {
			c.others = append(c.others, sorting{o, &ranked[rank]{}})
		}
	}
}

// free are those who can take one more, in an order that the class keeps.
func (c *class) free(o order) *ranked[rank] {
	for _, other := range c.others {
		if other.order == o {
			return other.free
		}
	}
	return &c.byLoad
}

// put adds a free seat to the class's orders.
func (c *class) put(t *seat) {
	c.byLoad.put(t.rank(byLoad))
	for _, o := range c.others {
		o.free.put(t.rank(o.order))
	}
}

// take is the reverse of put.
func (c *class) take(t *seat) {
	c.byLoad.remove(t.rank(byLoad))
	for _, o := range c.others {
		o.free.remove(t.rank(o.order))
	}
}

// opens notes that somebody of the class is free. The next decision sees to it.
func (c *class) opens(s *State) {
	if !c.told && !c.news {
		c.news = true
		s.news = append(s.news, c)
	}
}

// tell tells the rings that somebody of the class is free.
func (c *class) tell(s *State) {
	c.told = true
	for _, t := range c.live {
		t.ring.admit(t.link)
		s.heatPlan(t.ring.plan)
	}
}

// shuts tells them that nobody is, any more, if ever they heard of somebody.
func (c *class) shuts() {
	if !c.told {
		return
	}
	c.told = false
	for _, t := range c.live {
		t.ring.dismiss(t.link)
	}
}

// lines tells the rings when the first of the class has come on the line, or
// the last has left it.
func (c *class) lines(s *State, before int32) {
	after := c.members - c.at[inGroup]
	if (before > 0) == (after > 0) {
		return
	}
	for _, l := range c.links {
		s.count(l.ring, after > 0)
	}
}

// stir heats the buckets that depend on more than whether somebody is free.
func (c *class) stir(s *State) {
	for _, t := range c.live {
		if t.ring.plan.picky > 0 {
			s.heatPlan(t.ring.plan)
		}
	}
}

// sorted is groups in order, each once.
func sorted(groups []desk.GroupID) []desk.GroupID {
	out := slices.Clone(groups)
	slices.Sort(out)
	return slices.Compact(out)
}

func without[T comparable](list []T, x T) []T {
	if i := slices.Index(list, x); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}
