package routing

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// plan is what lies before every conversation that asks the same: which rings
// open when. The first leg is the conversation's own rule; each further one is
// the rule that joins in after it.
type plan struct {
	key string
	// asks are what lead to the plan.
	asks    []*ask
	channel desk.Channel
	// sticky is how long a visitor waits for the agent they know.
	sticky desk.Millis
	legs   []leg
	// moments are when something opens after the beginning, in order.
	moments []desk.Millis
	phases  []phase
	// known says that it was worked out which rings are open in each phase. It
	// changes when somebody is the first on the line in a ring, or the last to
	// leave it.
	known bool
	// lines are of those who ask for nobody in particular, tried the buckets of those
	// who have tried somebody already.
	lines []*line
	tried []*bucket
	// busy counts what waits by the plan, picky those buckets that depend on
	// more than whether somebody is free.
	busy, picky int
}

// leg is a rule within a plan.
type leg struct {
	id    desk.RuleID
	name  string
	begin desk.Millis
	rings []*ring
}

// phase is the time between two moments of a plan.
type phase struct {
	// plain is the bucket of most, sync that of those who give up.
	plain, sync *bucket
	// talents are asked for by what waits in the phase, further those of them that
	// were not before it.
	talents, further []*talent
	// rings are open, and last says that no other will be.
	rings []*ring
	last  bool
}

// ring is who may answer from some moment on.
type ring struct {
	plan *plan
	leg  int
	// number counts the rings of a rule from 1.
	number  int
	after   desk.Millis // since the beginning of the wait
	method  desk.Method
	named   desk.Order
	order   order
	uncap   bool // skill fit counts beyond what is needed
	groups  []desk.Share
	require []desk.Need
	// asked are the talents it asks for.
	asked []*talent
	// language is empty where any will do. Unless it is hard, who speaks it
	// comes first and others after.
	language string
	hard     bool
	// links lead to the classes that serve the ring. Of a ring that is live,
	// open are those of them in which somebody is free; nobody keeps that up
	// to date for rings by which nothing waits.
	links, open []*link
	live        bool
	// online counts the classes of which somebody is on the line.
	online int
	// queues are of most who wait in the phases in which the ring is open, as far as
	// that is known; see plan.
	queues []*bucket
	// words are the names in explanations, empty until asked for.
	words words
}

// link says how a class serves a ring. It is one line of the cache.
type link struct {
	ring  *ring
	class *class
	// groups are the class's groups by their places in the ring.
	groups []int
	// fit is the sum of levels over the skills asked, where that counts.
	fit    int32
	speaks bool
	// The places in the lists of ring and class; inOpen is -1 outside.
	inOpen, inRing, inClass, inLive int32
}

// planFor finds the plan of what is asked or makes it.
func (s *State) planFor(asked Asked) *plan {
	_, known := s.settings.Rule(asked.Rule)
	language := desk.CanonicalLanguage(asked.Language)
	require := stricter(nil, asked.Require)
	buf := append(make([]byte, 0, 128), asked.Channel...)
	if known {
		buf = append(append(buf, 'r'), asked.Rule...)
	} else {
		asked.Groups = s.withoutRule(asked.Groups)
		for _, g := range asked.Groups {
			buf = append(append(buf, 0), g...)
		}
	}
	buf = appendNeeds(append(append(buf, 1), language...), require)
	if p := s.planAt[string(buf)]; p != nil {
		return p
	}
	s.sweepPlans()
	require = slices.Clone(require) // the list may be the caller's
	p := &plan{key: string(buf), channel: asked.Channel}
	if known {
		s.chain(p, asked.Rule)
	} else {
		p.legs = []leg{{rings: []*ring{{plan: p, number: 1, language: language, hard: true}}}}
		for _, g := range asked.Groups {
			p.legs[0].rings[0].groups = append(p.legs[0].rings[0].groups, desk.Share{Group: g})
		}
	}
	for _, r := range p.rings() {
		r.require = stricter(r.require, require)
		if r.language != "any" {
			r.language = language
		} else {
			r.language = ""
		}
		r.asked = s.asked(r)
		if r.after > 0 {
			p.moments = append(p.moments, r.after)
		}
		for _, c := range s.classes {
			s.link(r, c)
		}
	}
	for _, l := range p.legs {
		if l.begin > 0 {
			p.moments = append(p.moments, l.begin)
		}
	}
	slices.Sort(p.moments)
	p.moments = slices.Compact(p.moments)
	p.phases = make([]phase, len(p.moments)+1)
	for i := range p.phases {
		ph := &p.phases[i]
		ph.talents = s.needed(p, i)
		for _, t := range ph.talents {
			if i > 0 && !slices.Contains(p.phases[i-1].talents, t) {
				ph.further = append(ph.further, t)
			}
		}
	}
	s.planAt[p.key] = p
	s.plans = append(s.plans, p)
	return p
}

// withoutRule are the groups that may answer where no rule says so: those named,
// or where the settings have none of them any more, all there are. To wait for
// a group that is gone would be to wait for nobody.
func (s *State) withoutRule(named []desk.GroupID) []desk.GroupID {
	there := func(g desk.GroupID) bool {
		_, ok := s.settings.Group(g)
		return ok
	}
	if len(named) == 0 || len(s.settings.Groups) == 0 || slices.ContainsFunc(named, there) {
		return sorted(named)
	}
	all := make([]desk.GroupID, len(s.settings.Groups))
	for i, g := range s.settings.Groups {
		all[i] = g.ID
	}
	return sorted(all)
}

// chain lays the legs of a plan: a rule and those that join in after it, none
// of them twice.
func (s *State) chain(p *plan, id desk.RuleID) {
	var begin desk.Millis
	for {
		rule, ok := s.settings.Rule(id)
		if !ok || slices.ContainsFunc(p.legs, func(l leg) bool { return l.id == id }) {
			return
		}
		if len(p.legs) == 0 {
			p.sticky = desk.Millis(rule.Sticky) * desk.Second
		}
		l := leg{id: id, name: desk.CutText(rule.Name, desk.MaxNameRunes), begin: begin}
		for i, in := range rule.Rings {
			l.rings = append(l.rings, &ring{
				plan: p, leg: len(p.legs), number: i + 1, after: begin + desk.Millis(in.After)*desk.Second,
				method: rule.Method, named: rule.Order, order: orderOf(rule.Order), uncap: rule.Order == desk.BestSkill,
				groups: in.Groups, require: in.Require, language: string(in.Language),
				hard: in.Language != desk.LanguageSoft,
			})
		}
		p.legs = append(p.legs, l)
		id, begin = rule.Then, begin+desk.Millis(rule.ThenAfter)*desk.Second
	}
}

// rings are all rings of a plan.
func (p *plan) rings() (all []*ring) {
	for _, l := range p.legs {
		all = append(all, l.rings...)
	}
	return all
}

// phase is how many moments of a plan have passed.
func (p *plan) phase(elapsed desk.Millis) int {
	n := 0
	for n < len(p.moments) && p.moments[n] <= elapsed {
		n++
	}
	return n
}

// openAt is the rings that are open in a phase, one a leg: the last whose time
// has come, or where nobody is on the line in it, the next one where somebody
// is. It tells whether no ring will open any more.
func (p *plan) openAt(i int) ([]*ring, bool) {
	p.know()
	return p.phases[i].rings, p.phases[i].last
}

// know works out which rings are open when.
func (p *plan) know() {
	if p.known {
		return
	}
	p.known = true
	for i := range p.phases {
		ph := &p.phases[i]
		ph.rings, ph.last = p.openings(i)
		for _, r := range ph.rings {
			r.queues = append(r.queues, p.plain(i))
		}
	}
}

// unknow has it worked out anew. Until then no ring has queues.
func (p *plan) unknow() {
	if !p.known {
		return
	}
	p.known = false
	for _, r := range p.rings() {
		r.queues = r.queues[:0]
	}
}

func (p *plan) openings(phase int) (rings []*ring, last bool) {
	var elapsed desk.Millis
	if phase > 0 {
		elapsed = p.moments[phase-1]
	}
	last = true
	for _, l := range p.legs {
		if l.begin > elapsed {
			return rings, false
		}
		if len(l.rings) == 0 {
			continue
		}
		n := 0
		for n+1 < len(l.rings) && (l.rings[n+1].after <= elapsed || l.rings[n].online == 0) {
			n++
		}
		rings = append(rings, l.rings[n])
		last = last && n+1 == len(l.rings)
	}
	return rings, last
}

// needed are the talents asked for by what waits in a phase.
func (s *State) needed(p *plan, phase int) (list []*talent) {
	var elapsed desk.Millis
	if phase > 0 {
		elapsed = p.moments[phase-1]
	}
	for _, r := range p.rings() {
		if r.after > elapsed {
			continue
		}
		for _, t := range r.asked {
			if !slices.Contains(list, t) {
				list = append(list, t)
			}
		}
	}
	return list
}

// asked are the talents a ring asks for.
func (s *State) asked(r *ring) (list []*talent) {
	for _, n := range r.require {
		list = append(list, s.skillAt(r.plan.channel, n.Skill))
	}
	if r.language != "" {
		list = append(list, s.languageAt(r.plan.channel, r.language))
	}
	return list
}

// stricter is all of two lists of needs, by skill, at the higher level.
func stricter(a, b []desk.Need) []desk.Need {
	if len(a) == 0 && len(b) < 2 {
		return b
	}
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y desk.Need) int {
		return cmp.Or(cmp.Compare(x.Skill, y.Skill), cmp.Compare(y.Level, x.Level))
	})
	return slices.CompactFunc(all, func(x, y desk.Need) bool { return x.Skill == y.Skill })
}
