package routing_test

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// model keeps what the engine remembers of the past, the slow way, from the
// same inputs and with none of the engine's code.
type model struct {
	slots   map[desk.AgentID]map[desk.Channel]int
	line    map[desk.AgentID]bool
	present map[desk.AgentID]bool
	rested  map[desk.AgentID]desk.Millis
	pushed  map[desk.AgentID]desk.Millis
	share   map[desk.AgentID]int64
	holder  map[desk.ConversationID]desk.AgentID
	// behind is how far a group lags behind its share under a rule.
	behind map[[2]string]int64
}

func newModel() *model {
	return &model{
		slots: map[desk.AgentID]map[desk.Channel]int{}, line: map[desk.AgentID]bool{},
		present: map[desk.AgentID]bool{}, rested: map[desk.AgentID]desk.Millis{}, pushed: map[desk.AgentID]desk.Millis{},
		share: map[desk.AgentID]int64{}, holder: map[desk.ConversationID]desk.AgentID{}, behind: map[[2]string]int64{},
	}
}

func (m *model) hear(in routing.Input, at desk.Millis) {
	switch in := in.(type) {
	case routing.SettingsSet:
		for k := range m.behind {
			if _, ok := in.Settings.Rule(desk.RuleID(k[0])); !ok {
				delete(m.behind, k)
			}
		}
	case routing.AgentSet:
		m.slots[in.Profile.ID] = in.Profile.Slots
		m.level(in.Profile.ID)
	case routing.AgentRemoved:
		delete(m.slots, in.Agent)
		m.level(in.Agent)
	case routing.LineChanged:
		m.line[in.Agent] = in.On
		m.level(in.Agent)
	case routing.ContactOpened:
		m.begins(in.Conversation, in.Agent, in.Channel, at)
	case routing.ContactClosed:
		if m.holder[in.Conversation] == in.Agent {
			delete(m.holder, in.Conversation)
			m.rested[in.Agent] = max(m.rested[in.Agent], at)
		}
	}
}

func (m *model) begins(id desk.ConversationID, a desk.AgentID, ch desk.Channel, at desk.Millis) {
	if m.holder[id] == a {
		return
	}
	if other := m.holder[id]; other != "" {
		m.rested[other] = max(m.rested[other], at)
	}
	m.holder[id] = a
	m.rested[a], m.pushed[a] = max(m.rested[a], at), max(m.pushed[a], at)
	m.share[a] += int64(1_000_000 / max(m.slots[a][ch], 1))
}

// level brings who comes on the line up to the least share of those present.
func (m *model) level(a desk.AgentID) {
	_, known := m.slots[a]
	here := known && m.line[a]
	if here == m.present[a] {
		return
	}
	if here {
		least := int64(-1)
		for other, p := range m.present {
			if p && (least < 0 || m.share[other] < least) {
				least = m.share[other]
			}
		}
		m.share[a] = max(m.share[a], least)
	}
	m.present[a] = here
}

// deals counts a contact for the shares of the groups of an open ring.
func (m *model) deals(w *world, r openRing, to desk.GroupID) {
	if len(r.Groups) < 2 || r.method != desk.Fair && r.method != desk.Custom {
		return
	}
	total := 0
	for _, g := range r.Groups {
		if !w.shut[g.Group] {
			total += r.part(g)
		}
	}
	for _, g := range r.Groups {
		k := [2]string{string(r.rule), string(g.Group)}
		if !w.shut[g.Group] && total > 0 {
			m.behind[k] += int64(1_000_000 * r.part(g) / total)
		}
		if g.Group == to {
			m.behind[k] -= 1_000_000
		}
		m.behind[k] = max(min(m.behind[k], 50_000_000), -50_000_000)
	}
}

// openRing is a ring that is open, with what of its rule counts.
type openRing struct {
	desk.Ring
	rule   desk.RuleID
	name   string // of the rule, where it is not the conversation's own
	number int
	method desk.Method
	order  desk.Order
}

func (r openRing) part(g desk.Share) int {
	if r.method == desk.Fair {
		return 1
	}
	return g.Share
}

// rings are those that are open for a conversation at a moment, and whether
// they are the last.
func (w *world) rings(c *conv, elapsed desk.Millis) (open []openRing, last bool) {
	id, begin := c.Rule, desk.Millis(0)
	if w.rules[id] == nil {
		ring := openRing{number: 1}
		groups := slices.Clone(c.Groups)
		slices.Sort(groups)
		for _, g := range slices.Compact(groups) {
			ring.Groups = append(ring.Groups, desk.Share{Group: g})
		}
		return []openRing{ring}, true
	}
	last = true
	var seen []desk.RuleID
	for w.rules[id] != nil && !slices.Contains(seen, id) {
		rule := w.rules[id]
		if begin > elapsed {
			return open, false
		}
		n := -1
		for i, ring := range rule.Rings {
			if i == 0 || begin+desk.Millis(ring.After)*1000 <= elapsed {
				n = i
			}
		}
		for n >= 0 && n+1 < len(rule.Rings) && !w.anyoneOnLine(c, rule.Rings[n]) {
			n++
			w.marks["ring skipped"]++
		}
		if n >= 0 {
			r := openRing{Ring: rule.Rings[n], rule: id, number: n + 1, method: rule.Method, order: rule.Order}
			if len(seen) > 0 {
				r.name = rule.Name
			}
			open = append(open, r)
			last = last && n+1 == len(rule.Rings)
		}
		seen = append(seen, id)
		begin += desk.Millis(rule.ThenAfter) * 1000
		id = rule.Then
	}
	return open, last
}

func (w *world) anyoneOnLine(c *conv, r desk.Ring) bool {
	for i := range people {
		if _, speaks, skilled := w.serves(agentID(i), c, r); skilled && (speaks || r.Language == desk.LanguageSoft) && w.people[agentID(i)].line {
			return true
		}
	}
	return false
}

// serves tells through which groups an agent can answer in a ring, and whether
// they do speak the language, where it matters, and have the skills.
func (w *world) serves(id desk.AgentID, c *conv, r desk.Ring) (groups []int, speaks, skilled bool) {
	p := w.people[id]
	if _, granted := p.profile.Slots[c.Channel]; !p.known || !granted {
		return nil, false, false
	}
	for i, g := range r.Groups {
		if !w.shut[g.Group] && slices.Contains(p.profile.Groups, g.Group) {
			groups = append(groups, i)
		}
	}
	if len(groups) == 0 {
		return nil, false, false
	}
	speaks = r.Language == desk.LanguageAny || desk.Speaks(p.profile.Languages, c.Language)
	for _, need := range append(slices.Clone(r.Require), c.Require...) {
		if p.profile.Skills[need.Skill] < need.Level {
			return groups, speaks, false
		}
	}
	return groups, speaks, true
}

// The hurdles of a person, in the order in which they are counted.
const (
	offLine = iota
	notAvailable
	engaged
	full
	inGap
	isFree
)

// hurdle is how far an agent who is granted a channel gets.
func (w *world) hurdle(id desk.AgentID, ch desk.Channel) int {
	p := w.people[id]
	voice := w.load[onChannel{id, desk.Call}] + w.load[onChannel{id, desk.Video}]
	text := w.load[onChannel{id, desk.Chat}] + w.load[onChannel{id, desk.InApp}]
	isVoice := ch == desk.Call || ch == desk.Video
	isText := ch == desk.Chat || ch == desk.InApp
	gap := desk.Millis(w.settings.Lifecycle.PushGap) * 1000
	switch {
	case !p.line:
		return offLine
	case p.imposed || p.doubted || p.status[ch] != desk.Available:
		return notAvailable
	case !p.profile.CallAndChat && (isVoice && text > 0 || isText && voice > 0):
		return engaged
	case w.load[onChannel{id, ch}] >= p.profile.Slots[ch]:
		return full
	case w.m.pushed[id] > 0 && w.high < w.m.pushed[id]+gap:
		return inGap
	}
	return isFree
}

// stickyRing is the ring a wait begins with, where a sticky agent counts.
func (w *world) stickyRing(c *conv) (r openRing, seconds int, ok bool) {
	rule := w.rules[c.Rule]
	if rule == nil || rule.Sticky == 0 || len(rule.Rings) == 0 || c.Sticky == "" || slices.Contains(c.Tried, c.Sticky) {
		return r, 0, false
	}
	n := 0
	for i := range rule.Rings {
		if rule.Rings[i].After <= 0 {
			n = i
		}
	}
	return openRing{Ring: rule.Rings[n], rule: rule.ID, number: n + 1, method: rule.Method, order: rule.Order}, rule.Sticky, true
}

// moments are when something opens in a wait.
func (w *world) moments(c *conv) (list []desk.Millis) {
	id, begin := c.Rule, desk.Millis(0)
	var seen []desk.RuleID
	for w.rules[id] != nil && !slices.Contains(seen, id) {
		list = append(list, begin)
		for _, ring := range w.rules[id].Rings {
			list = append(list, begin+desk.Millis(ring.After)*1000)
		}
		seen = append(seen, id)
		begin += desk.Millis(w.rules[id].ThenAfter) * 1000
		id = w.rules[id].Then
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(m desk.Millis) bool { return m <= 0 })
}

// stance is how a waiting conversation stands at this moment.
type stance struct {
	c     *conv
	rings []openRing
	last  bool
	// only is the one agent it waits for.
	only desk.AgentID
	// sticky is the agent who goes before all, if they are free.
	sticky     desk.AgentID
	stickyRing openRing
	tried      []desk.AgentID // that count
	elapsed    desk.Millis
}

func (w *world) stance(c *conv) (s stance) {
	s.c = c
	if c.For != "" {
		s.only = c.For
		return s
	}
	from := c.From
	if from == 0 {
		from = c.Since
	}
	s.elapsed = w.high - from
	s.rings, s.last = w.rings(c, s.elapsed)
	moments := w.moments(c)
	if r, seconds, ok := w.stickyRing(c); ok && (len(moments) == 0 || s.elapsed < moments[0]) {
		if _, speaks, skilled := w.serves(c.Sticky, c, r.Ring); skilled && (speaks || r.Language == desk.LanguageSoft) {
			s.sticky, s.stickyRing = c.Sticky, r
			if s.elapsed < desk.Millis(seconds)*1000 && w.people[c.Sticky].line {
				s.only = c.Sticky
			}
		}
	}
	s.tried = c.Tried
	if s.last && len(c.Tried) > 0 && !w.another(s, notAvailable) {
		s.tried = nil
		w.marks["nobody but those tried"]++
		if slices.Contains(c.Tried, c.Gave) && w.another(s, offLine) {
			s.tried = []desk.AgentID{c.Gave}
			w.marks["a colleague is there, though not available"]++
		}
	}
	return s
}

// another tells whether somebody gets further than a hurdle who was not tried.
func (w *world) another(s stance, than int) bool {
	for i := range people {
		id := agentID(i)
		if slices.Contains(s.c.Tried, id) || w.hurdle(id, s.c.Channel) <= than {
			continue
		}
		for _, r := range s.rings {
			if _, speaks, skilled := w.serves(id, s.c, r.Ring); skilled && (speaks || r.Language == desk.LanguageSoft) {
				return true
			}
		}
	}
	return false
}

// can tells whether an agent can be given the conversation, now or, with soon,
// when the gap since their last contact is over.
func (w *world) can(id desk.AgentID, s stance, soon bool) bool {
	h := w.hurdle(id, s.c.Channel)
	if h != isFree && !(soon && h == inGap) {
		return false
	}
	if _, granted := w.people[id].profile.Slots[s.c.Channel]; !granted || !w.people[id].known {
		return false
	}
	if s.only != "" {
		return s.only == id
	}
	if slices.Contains(s.tried, id) {
		return false
	}
	for _, r := range s.rings {
		if _, speaks, skilled := w.serves(id, s.c, r.Ring); skilled && (speaks || r.Language == desk.LanguageSoft) {
			return true
		}
	}
	return false
}
