package routing_test

import (
	"cmp"

	"github.com/parley-desk/parley/backend/desk"
)

// The hurdles of a person, in the order in which they are counted.
const (
	offLine = iota
	notAvailable
	engaged
	full
	inGap
	isFree
	hurdles
)

// hurdle is how far an agent who is granted a channel gets.
func (w *world) hurdle(i, ch int) int {
	p, load := &w.people[i], &w.load[i]
	switch {
	case !p.line:
		return offLine
	case p.imposed || p.doubted || p.status[ch] != desk.Available:
		return notAvailable
	case !p.profile.CallAndChat && (ch == call && load[chat]+load[inApp] > 0 || ch != call && load[call] > 0):
		return engaged
	case load[ch] >= p.slots[ch]:
		return full
	case w.m.pushed[i] > 0 && w.high < w.m.pushed[i]+desk.Millis(w.settings.Lifecycle.PushGap)*1000:
		return inGap
	}
	return isFree
}

// look goes round everybody and writes down how far they get. It is looked
// before each judgement, as nobody moves within one.
func (w *world) look() {
	w.gets = [channels][hurdles]set{}
	for ch := range channels {
		gets := &w.gets[ch]
		for i := range people {
			gets[w.hurdle(i, ch)] |= just(i)
		}
		for h := isFree; h > 0; h-- {
			gets[h-1] |= gets[h]
		}
	}
}

// reach is who could answer in a ring.
type reach struct {
	// in are in one of its groups that is at work; speak of these the language,
	// where it matters; skilled of these have the skills.
	in, speak, skilled set
	// fluent of those in the groups do speak the language, be the ring soft
	// about it.
	fluent set
}

// reaches tells who could answer a conversation in a ring.
func (w *world) reaches(c *conv, r *simRing) (to reach) {
	for g := range (r.of &^ w.shut).all {
		to.in |= w.in[g]
	}
	to.in &= w.granted[c.channel]
	to.fluent = to.in
	if r.language != desk.LanguageAny && c.language != none {
		to.fluent &= w.speak[c.language]
	}
	to.speak = to.fluent
	if r.language == desk.LanguageSoft {
		to.speak = to.in
	}
	to.skilled = to.speak
	for k, level := range r.need.most(c.need) {
		if level > 0 {
			to.skilled &= w.skilled[k][level]
		}
	}
	return to
}

// stance is how a waiting conversation stands at this moment.
type stance struct {
	c *conv
	// open are the rings that are, n of them; those in further are of another
	// rule than the conversation's. Able is who could answer in one of them.
	open    [rules]*simRing
	n       int
	further set
	able    set
	last    bool
	// only is the one agent it waits for.
	only int
	// sticky is the agent who goes before all, if they are free.
	sticky     int
	stickyRing *simRing
	tried      set // that count
	elapsed    desk.Millis
}

func (s *stance) rings() []*simRing { return s.open[:s.n] }

func (s *stance) add(r *simRing, able set) {
	s.open[s.n] = r
	s.n++
	s.able |= able
}

// opened finds the rings that are open for a conversation at a moment, and whether
// they are the last.
func (w *world) opened(c *conv, elapsed desk.Millis) (s stance) {
	s.c, s.elapsed, s.last = c, elapsed, true
	rule := w.ruleOf(c)
	if rule == nil {
		s.add(c.plain, w.reaches(c, c.plain).skilled)
		return s
	}
	for l, to := range rule.legs {
		if to.begin > elapsed {
			s.last = false
			return s
		}
		n := none
		for i := range to.rings {
			if i == 0 || to.begin+to.rings[i].after <= elapsed {
				n = i
			}
		}
		if n == none {
			continue
		}
		able := w.reaches(c, &to.rings[n]).skilled
		for n+1 < len(to.rings) && able&w.gets[c.channel][notAvailable] == 0 {
			n++
			able = w.reaches(c, &to.rings[n]).skilled
			w.marks[ringSkipped]++
		}
		if l > 0 {
			s.further |= just(s.n)
		}
		s.add(&to.rings[n], able)
		s.last = s.last && n+1 == len(to.rings)
	}
	return s
}

// stickyAt is the ring a wait begins with, where a sticky agent counts.
func (w *world) stickyAt(c *conv) *simRing {
	rule := w.ruleOf(c)
	if rule == nil || rule.sticky == 0 || len(rule.rings) == 0 || c.sticky == none || c.tried.has(c.sticky) {
		return nil
	}
	n := 0
	for i := range rule.rings {
		if rule.rings[i].after <= 0 {
			n = i
		}
	}
	return &rule.rings[n]
}

func (w *world) stance(c *conv) (s stance) {
	if c.only != none {
		return stance{c: c, only: c.only, sticky: none}
	}
	s = w.opened(c, w.high-c.from())
	s.only, s.sticky = none, none
	if r := w.stickyAt(c); r != nil {
		moments := r.rule.moments
		if (len(moments) == 0 || s.elapsed < moments[0]) && w.reaches(c, r).skilled.has(c.sticky) {
			s.sticky, s.stickyRing = c.sticky, r
			if s.elapsed < r.rule.sticky && w.people[c.sticky].line {
				s.only = c.sticky
			}
		}
	}
	s.tried = c.tried
	if s.last && c.tried != 0 && !w.another(&s, notAvailable) {
		s.tried = 0
		w.marks[onlyTried]++
		if c.tried.has(c.gave) && w.another(&s, offLine) {
			s.tried = just(c.gave)
			w.marks[colleagueThere]++
		}
	}
	return s
}

// from is when a wait began, by which rings open.
func (c *conv) from() desk.Millis { return cmp.Or(c.From, c.Since) }

// ruleOf is the rule a conversation waits by, nil where there is none.
func (w *world) ruleOf(c *conv) *rule {
	if c.rule == none {
		return nil
	}
	return w.rules[c.rule]
}

// moments are when something opens in a wait.
func (w *world) moments(c *conv) []desk.Millis {
	if rule := w.ruleOf(c); rule != nil {
		return rule.moments
	}
	return nil
}

// another tells whether somebody gets further than a hurdle who was not tried.
func (w *world) another(s *stance, than int) bool {
	return s.able&w.gets[s.c.channel][than+1]&^s.c.tried != 0
}

// takers are who can be given the conversation, now or, with soon, when the gap
// since their last contact is over.
func (w *world) takers(s *stance, soon bool) set {
	who := w.gets[s.c.channel][isFree]
	if soon {
		who = w.gets[s.c.channel][inGap]
	}
	if s.only != none {
		return who & w.granted[s.c.channel] & just(s.only)
	}
	return who & s.able &^ s.tried
}
