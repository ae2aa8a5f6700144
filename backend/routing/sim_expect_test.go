package routing_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// rival is an agent and the reasons compared, in order: the smaller first.
type rival struct {
	routing.Candidate
	keys    []int64
	reasons []routing.Reason
	groups  []int
	draw    uint64
}

// hashOf is FNV-1a, then stirred: the written rule of the draw.
func hashOf(id string) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(id) {
		h ^= uint64(b)
		h *= 1099511628211
	}
	return stir(h)
}

func (w *world) rival(id desk.AgentID, s stance, r openRing) rival {
	c, p := s.c, w.people[id].profile
	groups, speaks, _ := w.serves(id, c, r.Ring)
	v := rival{groups: groups, draw: hashOf(string(id)) - hashOf(string(c.Conversation)), Candidate: routing.Candidate{
		Agent: id, Name: p.Name, Used: w.load[onChannel{id, c.Channel}], Slots: p.Slots[c.Channel],
		Priority: p.Priority[c.Channel], Rested: w.m.rested[id], Share: w.m.share[id],
	}}
	add := func(reason routing.Reason, key int64) {
		v.keys, v.reasons = append(v.keys, key), append(v.reasons, reason)
	}
	add(routing.ByLanguage, int64(count(!speaks)))
	asked := map[desk.SkillID]bool{}
	for _, n := range append(slices.Clone(r.Require), c.Require...) {
		if !asked[n.Skill] && r.order == desk.BestSkill {
			v.Fit += p.Skills[n.Skill]
		}
		asked[n.Skill] = true
	}
	add(routing.ByFit, int64(-v.Fit))
	for _, k := range simSkills {
		if p.Skills[k] > 0 && !asked[k] {
			v.Scarcity += w.scarcity(c.Channel, func(o *conv) bool { return w.asksSkill(o, k) },
				func(q desk.Profile) bool { return q.Skills[k] > 0 })
		}
	}
	for _, l := range p.Languages {
		if l != desk.PrimaryLanguage(c.Language) || r.Language == desk.LanguageAny {
			v.Scarcity += w.scarcity(c.Channel, func(o *conv) bool { return w.asksLanguage(o, l) },
				func(q desk.Profile) bool { return slices.Contains(q.Languages, l) })
		}
	}
	add(routing.ByScarcity, int64(v.Scarcity))
	add(routing.ByPriority, int64(-v.Priority))
	load, rest, share := int64(10*v.Used/max(v.Slots, 1)), int64(v.Rested), v.Share
	switch r.order {
	case desk.LongestIdle:
		add(routing.ByRest, rest)
		add(routing.ByLoad, load)
		add(routing.ByShare, share)
	case desk.FairShare:
		add(routing.ByShare, share)
		add(routing.ByLoad, load)
		add(routing.ByRest, rest)
	case desk.FillFirst:
		add(routing.ByFill, -load)
		add(routing.ByRest, rest)
		add(routing.ByShare, share)
	default:
		add(routing.ByLoad, load)
		add(routing.ByRest, rest)
		add(routing.ByShare, share)
	}
	return v
}

// scarcity is how many wait who ask for something, for each who is free and has
// it, in hundredths.
func (w *world) scarcity(ch desk.Channel, asks func(*conv) bool, has func(desk.Profile) bool) int {
	waiting, free := 0, 0
	for _, c := range w.in(waits) {
		if c.Channel == ch && c.For == "" && asks(c) {
			waiting++
		}
	}
	if waiting == 0 {
		return 0
	}
	for i := range people {
		p := w.people[agentID(i)]
		if _, granted := p.profile.Slots[ch]; granted && p.known && has(p.profile) && w.hurdle(agentID(i), ch) == isFree {
			free++
		}
	}
	if free == 0 {
		return 0
	}
	return 100 * waiting / free
}

// due are the rings whose time has come, skipped or not.
func (w *world) due(c *conv) (list []desk.Ring) {
	from := cmp.Or(c.From, c.Since)
	id, begin := c.Rule, desk.Millis(0)
	if w.rules[id] == nil {
		return []desk.Ring{{}}
	}
	var seen []desk.RuleID
	for w.rules[id] != nil && !slices.Contains(seen, id) {
		for i, r := range w.rules[id].Rings {
			at := begin + desk.Millis(r.After)*1000
			if at <= max(w.high-from, 0) || i == 0 && len(seen) == 0 {
				list = append(list, r)
			}
		}
		seen = append(seen, id)
		begin += desk.Millis(w.rules[id].ThenAfter) * 1000
		id = w.rules[id].Then
	}
	return list
}

func (w *world) asksSkill(c *conv, k desk.SkillID) bool {
	for _, r := range w.due(c) {
		for _, n := range append(slices.Clone(r.Require), c.Require...) {
			if n.Skill == k {
				return true
			}
		}
	}
	return false
}

func (w *world) asksLanguage(c *conv, l string) bool {
	return desk.PrimaryLanguage(c.Language) == l &&
		slices.ContainsFunc(w.due(c), func(r desk.Ring) bool { return r.Language != desk.LanguageAny })
}

// expect is what the rules say of a conversation that can be given, found by
// looking at everybody: why, through which ring, and for which group.
func (w *world) expect(s stance) (e routing.Explanation, ring openRing, group desk.GroupID) {
	e.Channel = s.c.Channel
	plain := func(id desk.AgentID) routing.Candidate {
		p := w.people[id].profile
		return routing.Candidate{
			Agent: id, Name: p.Name, Used: w.load[onChannel{id, e.Channel}], Slots: p.Slots[e.Channel],
			Priority: p.Priority[e.Channel], Rested: w.m.rested[id], Share: w.m.share[id],
		}
	}
	if s.c.For != "" {
		e.Winner, e.Reason = plain(s.c.For), routing.Reserved
		return e, ring, ""
	}
	if s.sticky != "" && w.hurdle(s.sticky, e.Channel) == isFree {
		ring = s.stickyRing
		groups, _, _ := w.serves(s.sticky, s.c, ring.Ring)
		group = ring.Groups[groups[0]].Group
		e.Winner, e.Reason, e.Where = plain(s.sticky), routing.BySticky, w.groupName(group)
		e.Ring, e.Order, e.Asks = ring.number, ring.order, w.asks(s.c, ring)
		return e, ring, group
	}
	for _, r := range s.rings {
		var all []rival
		for i := range people {
			id := agentID(i)
			_, speaks, skilled := w.serves(id, s.c, r.Ring)
			if !skilled || !speaks && r.Language != desk.LanguageSoft || w.hurdle(id, e.Channel) != isFree {
				continue
			}
			if slices.Contains(s.tried, id) {
				e.Left++
				continue
			}
			all = append(all, w.rival(id, s, r))
		}
		if len(all) > 0 {
			e.Left = w.leftOut(s)
			return w.best(e, s, r, all)
		}
	}
	return e, ring, ""
}

// leftOut is how many were tried who would be free in any of the open rings.
func (w *world) leftOut(s stance) (n int) {
	with := s
	with.tried = nil
	for _, id := range slices.Compact(slices.Sorted(slices.Values(s.tried))) {
		n += count(w.can(id, with, false))
	}
	return n
}

// best chooses among those who are free in a ring: the group first, by the
// method, then the agent.
func (w *world) best(e routing.Explanation, s stance, r openRing, all []rival) (routing.Explanation, openRing, desk.GroupID) {
	e.Ring, e.Rule, e.Order, e.Asks = r.number, r.name, r.order, w.asks(s.c, r)
	var names []string
	for _, g := range r.Groups {
		if !w.shut[g.Group] {
			names = append(names, w.groupName(g.Group))
		}
	}
	e.Where = strings.Join(names, "\n")
	elected := -1
	if r.method != "" && len(r.Groups) > 1 {
		elected = w.elect(&e, r, all)
		e.Where, e.Method = w.groupName(r.Groups[elected].Group), r.method
		all = slices.DeleteFunc(all, func(v rival) bool { return !slices.Contains(v.groups, elected) })
	}
	slices.SortFunc(all, func(x, y rival) int {
		return cmp.Or(slices.Compare(x.keys, y.keys), cmp.Compare(x.draw, y.draw))
	})
	for i, reason := range all[0].reasons[:4] {
		if e.Apart == "" && slices.ContainsFunc(all, func(v rival) bool { return v.keys[i] != all[0].keys[i] }) {
			e.Apart = reason
		}
	}
	e.Rivals, e.Winner, e.Reason = len(all), all[0].Candidate, routing.OnlyOne
	if len(all) > 1 {
		e.RunnerUp, e.Reason = all[1].Candidate, routing.ByDraw
		for i, reason := range all[0].reasons {
			if all[0].keys[i] != all[1].keys[i] {
				e.Reason = reason
				break
			}
		}
	}
	if elected < 0 {
		elected = all[0].groups[0]
	}
	return e, r, r.Groups[elected].Group
}

// elect is the group whose turn it is.
func (w *world) elect(e *routing.Explanation, r openRing, all []rival) int {
	var able []int
	for i := range r.Groups {
		if slices.ContainsFunc(all, func(v rival) bool { return slices.Contains(v.groups, i) }) {
			able = append(able, i)
		}
	}
	e.Groups = len(able)
	first := able[0]
	switch r.method {
	case desk.Escalation:
		for _, g := range r.Groups[:first] {
			e.Passed += count(!w.shut[g.Group])
		}
	case desk.Fair, desk.Custom:
		behind := func(i int) int64 { return w.m.behind[[2]string{string(r.rule), string(r.Groups[i].Group)}] }
		none := func(i int) int { return count(r.part(r.Groups[i]) == 0) }
		slices.SortStableFunc(able, func(x, y int) int {
			if none(x)+none(y) > 0 {
				return none(x) - none(y)
			}
			return cmp.Compare(behind(y), behind(x))
		})
		// Who has no share and stands first keeps its place among its like
		// only.
		if none(first) == 1 && none(able[0]) == 0 {
			w.marks["without a share"]++
		}
		first = able[0]
	case desk.Reactive:
		slices.SortStableFunc(able, func(x, y int) int {
			xf, xa := w.slotsOf(r.Groups[x].Group, e.Channel)
			yf, ya := w.slotsOf(r.Groups[y].Group, e.Channel)
			return cmp.Compare(yf*xa, xf*ya)
		})
		first = able[0]
	}
	return first
}

// slotsOf counts the free slots of those of a group who are free, and all slots
// of those who are available.
func (w *world) slotsOf(g desk.GroupID, ch desk.Channel) (free, all int) {
	for i := range people {
		id := agentID(i)
		p := w.people[id]
		slots, granted := p.profile.Slots[ch]
		if !granted || !p.known || !slices.Contains(p.profile.Groups, g) {
			continue
		}
		h := w.hurdle(id, ch)
		if h >= engaged {
			all += slots
		}
		if h == isFree {
			free += slots - w.load[onChannel{id, ch}]
		}
	}
	return free, all
}

func (w *world) groupName(id desk.GroupID) string {
	g, _ := w.settings.Group(id)
	return cmp.Or(g.Name, string(id))
}

// asks is what a ring asks for besides its groups, in words.
func (w *world) asks(c *conv, r openRing) string {
	var list []string
	if l := desk.PrimaryLanguage(c.Language); l != "" && r.Language != desk.LanguageAny && r.Language != desk.LanguageSoft {
		list = append(list, l)
	}
	for _, k := range simSkills {
		level := 0
		for _, n := range append(slices.Clone(r.Require), c.Require...) {
			if n.Skill == k {
				level = max(level, n.Level)
			}
		}
		if level > 0 {
			list = append(list, fmt.Sprintf("%s %d+", map[desk.SkillID]string{"billing": "Billing", "repair": "repair"}[k], level))
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
