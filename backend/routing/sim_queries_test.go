package routing_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// judgeRest looks at what was not given out.
func (w *world) judgeRest(wake desk.Millis) {
	for i := range people {
		for ch, id := range simChannels {
			if got, want := w.eng.Used(ids[i], id), w.load[i][ch]; got != want {
				w.broken(slotsAreTrue, "%s has %d on %s, the engine thinks %d", ids[i], want, id, got)
			}
		}
	}
	line := w.lined()
	for _, c := range line {
		if s := w.stance(c); w.takers(&s, false) != 0 {
			w.broken(noIdleWait, "%s waits, somebody is free: %#v", c.Conversation, c.Waiting)
		}
	}
	if len(line) > 0 {
		c := one(w, line)
		s := w.stance(c)
		got, ok := w.eng.WhyWaiting(c.Conversation)
		if want := w.waiting(&s); !ok || got != want {
			w.broken(waitExplained, "%s: %v\ngot  %#v\nwant %#v", c.Conversation, ok, got, want)
		}
		// What the sentence says was just compared; it is put into words when it is of a
		// kind not heard before, and each fourth time.
		if n := w.sees("waits,", string(got.Reason), string(got.Obstacle)); n%4 == 1 {
			sentence := got.String()
			if !strings.HasPrefix(sentence, "Waiting: ") {
				w.broken(waitExplained, "%s: %s", c.Conversation, sentence)
			}
			w.trace.write(sentence)
		}
		if at := w.nextMoment(&s); at > w.high && (wake == 0 || wake > at) {
			w.broken(wokenInTime, "%s changes at %d, to be woken at %d", c.Conversation, at, wake)
		}
		w.judgePlace(c, line)
	}
	if len(w.past) > 0 {
		past := one(w, w.past).Conversation
		c := w.convs[past]
		if _, ok := w.eng.WhyWaiting(past); ok != (c != nil && c.state == waits) {
			w.broken(waitExplained, "%s waits: %v", past, ok)
		}
	}
	if w.asksNow() {
		w.judgeQueries()
	}
}

// asksNow tells whether it is time to ask what is dear to ask: after whatever
// happens seldom, and after some decisions otherwise. An answer that is wrong for
// longer is found a little later, which costs nothing: the floor lives on in the
// same way however often it is asked, so the seed is lived through again with a
// question after each event, to name the one. What is wrong for a moment alone is
// met in another seed.
func (w *world) asksNow() bool {
	w.since++
	if w.since < w.every && !w.seldom {
		return false
	}
	w.since, w.seldom = 0, false
	return true
}

// nextMoment is when time alone will change how a conversation stands.
func (w *world) nextMoment(s *stance) (at desk.Millis) {
	if s.c.only != none {
		return 0
	}
	for _, m := range w.moments(s.c) {
		if m > s.elapsed {
			return s.c.from() + m
		}
	}
	return 0
}

func (w *world) judgePlace(c *conv, line []*conv) {
	ahead := 0
	for _, o := range line {
		if o == c {
			break
		}
		ahead += count(o.queue == c.queue)
	}
	got, ok := w.eng.Position(c.Conversation)
	if ok != (c.queue != none) || ok && got != ahead {
		w.broken(placeKnown, "%s: got %d, %v, want %d", c.Conversation, got, ok, ahead)
	}
}

// judgeQueries asks what a widget and an agent's window ask.
func (w *world) judgeQueries() {
	ask := conv{Waiting: w.drawAsk()}
	ask.number()
	asked := routing.Asked{Channel: ask.Channel, Rule: ask.Rule, Groups: ask.Groups, Language: ask.Language, Require: ask.Require}
	got := w.eng.Offer(asked)
	want := w.offer(&ask)
	sentence := got.Sentence
	got.Sentence = ""
	if got != want || sentence == "" {
		w.broken(widgetKnows, "%#v: got %#v, want %#v", ask.Waiting, got, want)
	}
	w.sees("offered", string(got.Reason), "")
	w.marks[offeredPlace] += count(got.Async)
	w.judgeTargets(asked)
}

// judgeTargets asks who can take a transfer of what is asked.
func (w *world) judgeTargets(asked routing.Asked) {
	i, g, ch := w.q.n(people), w.q.n(groups), w.q.n(channels)
	is := w.eng.AgentStands(ids[i], simChannels[ch])
	if is.Free != (w.granted[ch]&w.gets[ch][isFree]).has(i) || is.Why == "" || is.WhyFR == "" {
		w.broken(targetsKnown, "%s on %s: %+v", ids[i], simChannels[ch], is)
	}
	free, _ := w.slotsOf(g, ch)
	if w.eng.GroupFree(simGroups[g], simChannels[ch]) != (free > 0 && !w.shut.has(g)) {
		w.broken(targetsKnown, "%s on %s: %v with %d free slots", simGroups[g], simChannels[ch], !(free > 0), free)
	}
	if !w.q.in(3) {
		return
	}
	asked.Rule, asked.Groups = "", []desk.GroupID{simGroups[g]}
	handed := conv{Waiting: routing.Waiting{
		Channel: asked.Channel, Groups: asked.Groups, Language: asked.Language, Require: asked.Require, From: w.high, Since: w.high,
	}}
	handed.number()
	s := w.stance(&handed)
	is = w.eng.GroupStands(simGroups[g], asked, ids[i])
	if others := w.takers(&s, true) &^ just(i); is.Free != (others != 0) || is.Why == "" || is.WhyFR == "" {
		w.broken(targetsKnown, "%s for %#v of %s: %+v", simGroups[g], asked, ids[i], is)
	}
}

// drawAsk draws what a visitor asks who looks at the widget: what others have
// asked, or anything.
func (w *world) drawAsk() routing.Waiting {
	if len(w.there) > 0 && w.q.in(2) {
		c := of(&w.q, w.there)
		return routing.Waiting{
			Channel: c.Channel, Rule: c.Rule, Groups: c.Groups, Language: c.Language, Require: c.Require, From: w.high, Since: w.high,
		}
	}
	ask := routing.Waiting{
		Channel: of(&w.q, simChannels), Rule: of(&w.q, simRules), Groups: []desk.GroupID{of(&w.q, simGroups)},
		Language: of(&w.q, simLanguages), From: w.high, Since: w.high,
	}
	if w.q.in(3) {
		ask.Rule = ""
	}
	return ask
}

// offer is what a visitor can be offered, by looking at everybody.
func (w *world) offer(c *conv) (o routing.Offered) {
	s := w.stance(c)
	if w.takers(&s, true) != 0 {
		return routing.Offered{Free: true}
	}
	// Somebody is available who would answer with a slot.
	o.Busy = s.able&w.gets[c.channel][engaged] != 0
	named, open, places := 0, 0, 0
	count := func(r *simRing) (full bool) {
		for _, g := range r.groups {
			named++
			open += count(!w.shut.has(g))
			places += w.places[g]
			if w.inQueue(g) < w.places[g] {
				o.Async, o.Queue = true, simGroups[g]
				return false
			}
		}
		return true
	}
	if rule := w.ruleOf(c); rule == nil {
		count(c.plain)
	} else {
		for _, to := range rule.legs {
			for i := range to.rings {
				if !o.Async && !count(&to.rings[i]) {
					break
				}
			}
		}
	}
	online := s.able&w.gets[c.channel][notAvailable] != 0
	switch {
	case o.Async:
	case named == 0, places == 0 && open > 0 && !online:
		o.Reason = routing.Nobody
	case open == 0 && places == 0:
		o.Reason = routing.OutOfHours
	default:
		o.Reason = routing.Full
	}
	return o
}

// inQueue is how many take a place in a group's queue.
func (w *world) inQueue(g int) (n int) {
	for _, c := range w.there {
		n += count(c.state == waits && c.queue == g)
	}
	return n
}

// lined is the waiting conversations in the order of the queue, until they are
// asked for again.
func (w *world) lined() []*conv {
	line := w.line[:0]
	for _, c := range w.there {
		if c.state != waits {
			continue
		}
		// They are nearly in order as they came.
		i := len(line)
		line = append(line, c)
		for ; i > 0 && before(c, line[i-1]) < 0; i-- {
			line[i] = line[i-1]
		}
		line[i] = c
	}
	w.line = line
	return line
}

// before is the order of the queue.
func before(x, y *conv) int {
	if d := x.Since + x.Patience - y.Since - y.Patience; d != 0 {
		return int(d)
	}
	return cmp.Compare(x.Conversation, y.Conversation)
}

// waiting is what keeps a conversation, counted by looking at everybody.
func (w *world) waiting(s *stance) (e routing.Explanation) {
	c := s.c
	e.Channel, e.HandedBy = c.Channel, w.giver(c)
	if s.only != none {
		w.waitingFor(&e, s)
		return e
	}
	gets := &w.gets[c.channel]
	var to reach
	groups, where := 0, w.where[:0]
	for _, r := range s.rings() {
		e.Ring = max(e.Ring, r.number)
		groups += len(r.groups)
		for _, g := range r.groups {
			if !w.shut.has(g) && !slices.Contains(where, g) {
				where = append(where, g)
			}
		}
		more := w.reaches(c, r)
		to.in |= more.in
		to.speak |= more.speak
		to.skilled |= more.skilled
	}
	w.where = where
	e.Where = w.listed.names(where)
	e.Counts = routing.Counts{
		InGroup: to.in.size(), OnLine: (to.in & gets[notAvailable]).size(), Available: (to.in & gets[engaged]).size(),
		Speak: (to.speak & gets[engaged]).size(), Skilled: (to.skilled & gets[engaged]).size(),
		Unengaged: (to.skilled & gets[full]).size(), WithSlot: (to.skilled & gets[inGap]).size(),
		Rested: (to.skilled & gets[isFree]).size(), Free: (to.skilled & gets[isFree] &^ s.tried).size(),
	}
	n := &e.Counts
	e.Obstacle = routing.None
	for _, step := range [...]struct {
		n int
		o routing.Obstacle
	}{
		{groups, routing.NoGroup}, {len(where), routing.NotAtWork}, {n.InGroup, routing.NotGranted}, {n.OnLine, routing.NotOnLine},
		{n.Available, routing.NotAvailable}, {n.Speak, routing.NotSpoken}, {n.Skilled, routing.NotSkilled},
		{n.Unengaged, routing.Engaged}, {n.WithSlot, routing.NoSlot}, {n.Rested, routing.Gap}, {n.Free, routing.AllTried},
	} {
		if step.n == 0 {
			e.Obstacle = step.o
			break
		}
	}
	for _, m := range w.moments(c) {
		if m > s.elapsed {
			if later := w.opened(c, m); !slices.Equal(later.rings(), s.rings()) {
				e.Opens = c.from() + m - w.high
				break
			}
		}
	}
	return e
}

// waitingFor is what keeps the one agent a conversation waits for.
func (w *world) waitingFor(e *routing.Explanation, s *stance) {
	c, p := s.c, &w.people[s.only]
	e.Waits = w.nameOf(s.only)
	h := w.hurdle(s.only, c.channel)
	switch h {
	case engaged:
		e.Obstacle = routing.Engaged
	case full:
		e.Obstacle = routing.NoSlot
	case inGap:
		e.Obstacle = routing.Gap
	case isFree:
		e.Obstacle = routing.None
	}
	switch {
	case !w.granted[c.channel].has(s.only):
		e.Obstacle = routing.NotGranted
	case h == offLine:
		e.Obstacle = routing.NotOnLine
	case p.imposed:
		e.Obstacle = routing.Away
	case p.status[c.channel] != desk.Available:
		e.Obstacle = routing.NotAvailable
		if at := p.chosen[c.channel]; at > 0 {
			e.Since = w.high - at
		}
	case p.doubted:
		e.Obstacle = routing.InDoubt
	}
	if e.Reason = c.alone(); c.only == none {
		e.Reason = routing.BySticky
		rule := w.ruleOf(c)
		end := c.from() + rule.sticky
		if len(rule.moments) > 0 {
			end = min(end, c.from()+rule.moments[0])
		}
		e.Opens = end - w.high
	}
}
