package routing_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// rival is an agent and what is compared, in order: the smaller first.
type rival struct {
	agent         int
	keys          [7]int64
	draw          uint64
	groups        set
	fit, scarcity int
}

// apartKeys are the first of the keys, in which rivals can be told apart by more
// than who is next.
const apartKeys = 4

// reasons are what the keys are called, under each order.
func reasons(o desk.Order) [7]routing.Reason {
	r := [7]routing.Reason{
		routing.ByLanguage, routing.ByFit, routing.ByScarcity, routing.ByPriority, routing.ByLoad, routing.ByRest, routing.ByShare,
	}
	switch o {
	case desk.LongestIdle:
		r[4], r[5] = routing.ByRest, routing.ByLoad
	case desk.FairShare:
		r[4], r[5], r[6] = routing.ByShare, routing.ByLoad, routing.ByRest
	case desk.FillFirst:
		r[4] = routing.ByFill
	}
	return r
}

func (r *rival) compare(other *rival) int {
	for i := range r.keys {
		if r.keys[i] != other.keys[i] {
			return cmp.Compare(r.keys[i], other.keys[i])
		}
	}
	return cmp.Compare(r.draw, other.draw)
}

// hashOf is FNV-1a, then stirred: the written rule of the draw.
func hashOf(id string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(id) {
		h ^= uint64(id[i])
		h *= 1099511628211
	}
	return stir(h)
}

var agentDraws = func() (list [people]uint64) {
	for i := range list {
		list[i] = hashOf(string(ids[i]))
	}
	return list
}()

// groupsOf are the groups of a ring, at work, through which an agent answers.
func (w *world) groupsOf(i int, r *simRing) (in set) {
	for g := range (r.of &^ w.shut).all {
		if w.in[g].has(i) {
			in |= just(g)
		}
	}
	return in
}

// firstOf is the first group in a ring's order of a set of its groups.
func (r *simRing) firstOf(of set) int {
	for _, g := range r.groups {
		if of.has(g) {
			return g
		}
	}
	return none
}

func (w *world) rival(i int, c *conv, r *simRing) rival {
	p := &w.people[i]
	v := rival{agent: i, groups: w.groupsOf(i, r), draw: agentDraws[i] - c.draw}
	asked := r.need.most(c.need)
	for k, level := range asked {
		switch {
		case level > 0 && r.order() == desk.BestSkill:
			v.fit += p.levels[k]
		case level == 0 && p.levels[k] > 0:
			v.scarcity += w.skillScarcity(c.channel, k)
		}
	}
	for l := range p.languages.all {
		if l != c.language || r.language == desk.LanguageAny {
			v.scarcity += w.languageScarcity(c.channel, l)
		}
	}
	used, slots := w.load[i][c.channel], p.slots[c.channel]
	load, rest, share := int64(10*used/max(slots, 1)), int64(w.m.rested[i]), w.m.share[i]
	speaks := w.reaches(c, r).fluent.has(i)
	v.keys = [7]int64{int64(count(!speaks)), int64(-v.fit), int64(v.scarcity), int64(-p.priority[c.channel]), load, rest, share}
	switch r.order() {
	case desk.LongestIdle:
		v.keys[4], v.keys[5] = rest, load
	case desk.FairShare:
		v.keys[4], v.keys[5], v.keys[6] = share, load, rest
	case desk.FillFirst:
		v.keys[4] = -load
	}
	return v
}

// plain is an agent as a candidate, with nothing that depends on what is asked.
func (w *world) plain(i, ch int) routing.Candidate {
	p := &w.people[i]
	return routing.Candidate{
		Agent: ids[i], Name: p.profile.Name, Used: w.load[i][ch], Slots: p.slots[ch],
		Priority: p.priority[ch], Rested: w.m.rested[i], Share: w.m.share[i],
	}
}

func (w *world) candidate(v *rival, ch int) routing.Candidate {
	c := w.plain(v.agent, ch)
	c.Fit, c.Scarcity = v.fit, v.scarcity
	return c
}

func (w *world) skillScarcity(ch, k int) int {
	waiting := 0
	for _, c := range w.there {
		if c.state == waits && c.channel == ch && c.For == "" && w.asksSkill(c, k) {
			waiting++
		}
	}
	return scarcity(waiting, w.gets[ch][isFree]&w.granted[ch]&w.skilled[k][1])
}

func (w *world) languageScarcity(ch, l int) int {
	waiting := 0
	for _, c := range w.there {
		if c.state == waits && c.channel == ch && c.For == "" && w.asksLanguage(c, l) {
			waiting++
		}
	}
	var has set
	for i := range w.gets[ch][isFree].all {
		if w.people[i].languages.has(l) {
			has |= just(i)
		}
	}
	return scarcity(waiting, has&w.granted[ch])
}

// scarcity is how many wait who ask for something, for each who is free and has
// it, in hundredths.
func scarcity(waiting int, free set) int {
	if free == 0 {
		return 0
	}
	return 100 * waiting / free.size()
}

// due goes through the rings whose time has come, skipped or not.
func (w *world) due(c *conv, yield func(*simRing) bool) {
	elapsed := max(w.high-c.from(), 0)
	rule := w.ruleOf(c)
	if rule == nil {
		yield(c.plain)
		return
	}
	for l, to := range rule.legs {
		for i := range to.rings {
			if to.begin+to.rings[i].after > elapsed && (i > 0 || l > 0) {
				continue
			}
			if !yield(&to.rings[i]) {
				return
			}
		}
	}
}

func (w *world) asksSkill(c *conv, k int) (asks bool) {
	w.due(c, func(r *simRing) bool {
		asks = c.need[k] > 0 || r.need[k] > 0
		return !asks
	})
	return asks
}

func (w *world) asksLanguage(c *conv, l int) (asks bool) {
	if c.language != l {
		return false
	}
	w.due(c, func(r *simRing) bool {
		asks = r.language != desk.LanguageAny
		return !asks
	})
	return asks
}

// expect is what the rules say of a conversation that can be given, found by
// looking at everybody: why, through which ring, and for which group.
func (w *world) expect(s *stance) (e routing.Explanation, by *simRing, group int) {
	c := s.c
	e.Channel, e.HandedBy = c.Channel, w.giver(c)
	if c.only != none {
		e.Winner, e.Reason = w.plain(c.only, c.channel), c.alone()
		return e, nil, none
	}
	if s.sticky != none && w.gets[c.channel][isFree].has(s.sticky) {
		by = s.stickyRing
		group = by.firstOf(w.groupsOf(s.sticky, by))
		e.Winner, e.Reason, e.Where = w.plain(s.sticky, c.channel), routing.BySticky, groupName(group)
		e.Ring, e.Order, e.Asks = by.number, by.order(), asks(c, by)
		return e, by, group
	}
	for n, r := range s.rings() {
		who := w.reaches(c, r).skilled & w.gets[c.channel][isFree] &^ s.tried
		if who == 0 {
			continue
		}
		if s.further.has(n) {
			e.Rule = r.rule.name
		}
		// Those left out were tried, and would be free in any of the open rings.
		e.Left = (s.able & w.gets[c.channel][isFree] & s.tried).size()
		list := w.rivals[:0]
		for i := range who.all {
			list = append(list, w.rival(i, c, r))
		}
		w.rivals = list
		return e, r, w.best(&e, c, r, list)
	}
	return e, nil, none
}

// giver is the name of who handed a conversation on.
func (w *world) giver(c *conv) string {
	if c.handedBy == none || !w.people[c.handedBy].known {
		return ""
	}
	return w.nameOf(c.handedBy)
}

// nameOf is what an agent is called.
func (w *world) nameOf(i int) string {
	return cmp.Or(w.people[i].profile.Name, "Agent "+string(ids[i]))
}

// best chooses among those who are free in a ring: the group first, by the
// method, then the agent.
func (w *world) best(e *routing.Explanation, c *conv, r *simRing, list []rival) (group int) {
	e.Ring, e.Order, e.Asks = r.number, r.order(), asks(c, r)
	group = none
	if r.method() != "" && len(r.groups) > 1 {
		group = w.elect(e, r, list)
		e.Where, e.Method = groupName(group), r.method()
		list = slices.DeleteFunc(list, func(v rival) bool { return !v.groups.has(group) })
	} else {
		var open []int
		for _, g := range r.groups {
			if !w.shut.has(g) {
				open = append(open, g)
			}
		}
		e.Where = w.listed.names(open)
	}
	names := reasons(r.order())
	first, second := &list[0], (*rival)(nil)
	for i := range list[1:] {
		switch v := &list[1+i]; {
		case v.compare(first) < 0:
			first, second = v, first
		case second == nil || v.compare(second) < 0:
			second = v
		}
	}
	e.Rivals, e.Winner, e.Reason = len(list), w.candidate(first, c.channel), routing.OnlyOne
	if second != nil {
		e.RunnerUp, e.Reason = w.candidate(second, c.channel), routing.ByDraw
		for i := range names {
			if first.keys[i] != second.keys[i] {
				e.Reason = names[i]
				break
			}
		}
	}
	for i := range apartKeys {
		if e.Apart == "" && slices.ContainsFunc(list, func(v rival) bool { return v.keys[i] != first.keys[i] }) {
			e.Apart = names[i]
		}
	}
	if group == none {
		group = r.firstOf(first.groups)
	}
	return group
}

// elect is the group whose turn it is.
func (w *world) elect(e *routing.Explanation, r *simRing, list []rival) int {
	able := make([]int, 0, groups) // by their places in the ring
	for i, g := range r.groups {
		if slices.ContainsFunc(list, func(v rival) bool { return v.groups.has(g) }) {
			able = append(able, i)
		}
	}
	e.Groups = len(able)
	earliest := able[0]
	e.Even = 1
	first := func(order func(x, y int) int) int {
		slices.SortStableFunc(able, order)
		e.Even = len(slices.DeleteFunc(slices.Clone(able), func(g int) bool { return order(able[0], g) != 0 }))
		return able[0]
	}
	elected := earliest
	switch r.method() {
	case desk.Escalation:
		for _, g := range r.groups[:earliest] {
			e.Passed += count(!w.shut.has(g))
		}
	case desk.Fair, desk.Custom:
		behind := func(i int) int64 { return w.m.behind[r.rule.number][r.groups[i]] }
		shareless := func(i int) int { return count(r.part(i) == 0) }
		elected = first(func(x, y int) int {
			if shareless(x)+shareless(y) > 0 {
				return shareless(x) - shareless(y)
			}
			return cmp.Compare(behind(y), behind(x))
		})
		// Who has no share and stands first keeps its place among its like
		// only.
		if shareless(earliest) == 1 && shareless(elected) == 0 {
			w.marks[withoutShare]++
		}
	case desk.Reactive:
		ch := numberOf(simChannels, e.Channel)
		elected = first(func(x, y int) int {
			xf, xa := w.slotsOf(r.groups[x], ch)
			yf, ya := w.slotsOf(r.groups[y], ch)
			return cmp.Compare(yf*xa, xf*ya)
		})
	}
	return r.groups[elected]
}

// slotsOf counts the free slots of those of a group who are free, and all slots
// of those who are available.
func (w *world) slotsOf(g, ch int) (free, all int) {
	members := w.in[g] & w.granted[ch]
	for i := range (members & w.gets[ch][engaged]).all {
		all += w.people[i].slots[ch]
	}
	for i := range (members & w.gets[ch][isFree]).all {
		free += w.people[i].slots[ch] - w.load[i][ch]
	}
	return free, all
}

// asks is what a ring asks for besides its groups, in words.
func asks(c *conv, r *simRing) string {
	var list []string
	if l := desk.PrimaryLanguage(c.Language); l != "" && r.language != desk.LanguageAny && r.language != desk.LanguageSoft {
		list = append(list, l)
	}
	for k, level := range r.need.most(c.need) {
		if level > 0 {
			list = append(list, fmt.Sprintf("%s %d+", skillNames[k], level))
		}
	}
	return strings.Join(list, ", ")
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
