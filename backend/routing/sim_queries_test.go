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
		for _, ch := range simChannels {
			if got, want := w.eng.Used(agentID(i), ch), w.load[onChannel{agentID(i), ch}]; got != want {
				w.broken(slotsAreTrue, "%s has %d on %s, the engine thinks %d", agentID(i), want, ch, got)
			}
		}
	}
	line := w.lined()
	for _, c := range line {
		s := w.stance(c)
		if w.anybody(s, false) {
			w.broken(noIdleWait, "%s waits, somebody is free: %#v", c.Conversation, c.Waiting)
		}
	}
	if len(line) > 0 {
		c := one(w, line)
		s := w.stance(c)
		got, ok := w.eng.WhyWaiting(c.Conversation)
		if want := w.waiting(s); !ok || got != want || !strings.HasPrefix(got.String(), "Waiting: ") {
			w.broken(waitExplained, "%s: %v\ngot  %#v\nwant %#v", c.Conversation, ok, got, want)
		}
		w.write("%s", got)
		w.marks["waits, "+string(got.Reason)+": "+string(got.Obstacle)]++
		if at := w.nextMoment(s); at > w.high && (wake == 0 || wake > at) {
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
	if w.d.in(2) {
		w.judgeQueries()
	}
}

// nextMoment is when time alone will change how a conversation stands.
func (w *world) nextMoment(s stance) (at desk.Millis) {
	if s.c.For != "" {
		return 0
	}
	from := cmp.Or(s.c.From, s.c.Since)
	for _, m := range w.moments(s.c) {
		if m > s.elapsed {
			return from + m
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
		ahead += count(o.Queue == c.Queue)
	}
	got, ok := w.eng.Position(c.Conversation)
	if ok != (c.Queue != "") || ok && got != ahead {
		w.broken(placeKnown, "%s: got %d, %v, want %d", c.Conversation, got, ok, ahead)
	}
}

// judgeQueries asks what a widget and an agent's window ask.
func (w *world) judgeQueries() {
	ask := &conv{Waiting: routing.Waiting{
		Channel: one(w, simChannels), Rule: one(w, simRules), Groups: []desk.GroupID{one(w, simGroups)},
		Language: one(w, simLanguages), From: w.high, Since: w.high,
	}}
	if w.d.in(3) {
		ask.Rule = ""
	}
	got := w.eng.Offer(routing.Asked{Channel: ask.Channel, Rule: ask.Rule, Groups: ask.Groups, Language: ask.Language})
	want := w.offer(ask)
	sentence := got.Sentence
	got.Sentence = ""
	if got != want || sentence == "" {
		w.broken(widgetKnows, "%#v: got %#v, want %#v", ask.Waiting, got, want)
	}
	w.marks["offered "+string(got.Reason)]++
	if got.Async {
		w.marks["offered a place"]++
	}
	id, g, ch := w.anyone(), one(w, simGroups), one(w, simChannels)
	p := w.people[id]
	_, granted := p.profile.Slots[ch]
	is := w.eng.AgentStands(id, ch)
	if is.Free != (p.known && granted && w.hurdle(id, ch) == isFree) || is.Why == "" || is.WhyFR == "" {
		w.broken(targetsKnown, "%s on %s: %+v", id, ch, is)
	}
	free, _ := w.slotsOf(g, ch)
	if w.eng.GroupFree(g, ch) != (free > 0 && !w.shut[g]) {
		w.broken(targetsKnown, "%s on %s: %v with %d free slots", g, ch, !(free > 0), free)
	}
}

// offer is what a visitor can be offered, by looking at everybody.
func (w *world) offer(c *conv) (o routing.Offered) {
	s := w.stance(c)
	if w.anybody(s, true) {
		return routing.Offered{Free: true}
	}
	defer func() { o.Busy = w.somebodyBusy(s) }()
	var all []desk.Ring
	if rule := w.rules[c.Rule]; rule == nil {
		all = []desk.Ring{{Groups: []desk.Share{{Group: c.Groups[0]}}}}
	} else {
		var seen []desk.RuleID
		for rule != nil && !slices.Contains(seen, rule.ID) {
			all, seen = append(all, rule.Rings...), append(seen, rule.ID)
			rule = w.rules[rule.Then]
		}
	}
	groups, open, places := 0, 0, 0
	for _, r := range all {
		for _, share := range r.Groups {
			groups++
			open += count(!w.shut[share.Group])
			g, _ := w.settings.Group(share.Group)
			places += g.Places
			used := 0
			for _, o := range w.in(waits) {
				used += count(o.Queue == share.Group)
			}
			if used < g.Places {
				return routing.Offered{Async: true, Queue: g.ID}
			}
		}
	}
	online := false
	for _, r := range s.rings {
		online = online || w.anyoneOnLine(c, r.Ring)
	}
	switch {
	case groups == 0, places == 0 && open > 0 && !online:
		return routing.Offered{Reason: routing.Nobody}
	case open == 0 && places == 0:
		return routing.Offered{Reason: routing.OutOfHours}
	}
	return routing.Offered{Reason: routing.Full}
}

// somebodyBusy tells whether somebody is available who would answer with a slot.
func (w *world) somebodyBusy(s stance) bool {
	for i := range people {
		id := agentID(i)
		if w.hurdle(id, s.c.Channel) <= notAvailable {
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

// lined is the waiting conversations in the order of the queue.
func (w *world) lined() []*conv {
	line := w.in(waits)
	slices.SortFunc(line, before)
	return line
}

// before is the order of the queue.
func before(x, y *conv) int {
	return cmp.Or(cmp.Compare(x.Since+x.Patience, y.Since+y.Patience), cmp.Compare(x.Conversation, y.Conversation))
}

// waiting is what keeps a conversation, counted by looking at everybody.
func (w *world) waiting(s stance) (e routing.Explanation) {
	c := s.c
	e.Channel = c.Channel
	if s.only != "" {
		p := w.people[s.only]
		e.Waits = cmp.Or(p.profile.Name, "Agent "+string(s.only))
		_, granted := p.profile.Slots[c.Channel]
		h := w.hurdle(s.only, c.Channel)
		e.Obstacle = map[int]routing.Obstacle{
			engaged: routing.Engaged, full: routing.NoSlot, inGap: routing.Gap, isFree: routing.None,
		}[h]
		switch {
		case !granted || !p.known:
			e.Obstacle = routing.NotGranted
		case h == offLine:
			e.Obstacle = routing.NotOnLine
		case p.imposed:
			e.Obstacle = routing.Away
		case p.status[c.Channel] != desk.Available:
			e.Obstacle = routing.NotAvailable
			if at := p.chosen[c.Channel]; at > 0 {
				e.Since = w.high - at
			}
		case p.doubted:
			e.Obstacle = routing.InDoubt
		}
		if e.Reason = routing.Reserved; c.For == "" {
			e.Reason = routing.BySticky
			from := cmp.Or(c.From, c.Since)
			end := from + desk.Millis(w.rules[c.Rule].Sticky)*1000
			if m := w.moments(c); len(m) > 0 {
				end = min(end, from+m[0])
			}
			e.Opens = end - w.high
		}
		return e
	}
	var names []string
	groups := 0
	for _, r := range s.rings {
		e.Ring = max(e.Ring, r.number)
		groups += len(r.Groups)
		for _, g := range r.Groups {
			if name := w.groupName(g.Group); !w.shut[g.Group] && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	e.Where = strings.Join(names, "\n")
	n := &e.Counts
	for i := range people {
		id := agentID(i)
		var in, speaks, skilled bool
		for _, r := range s.rings {
			g, sp, sk := w.serves(id, c, r.Ring)
			sp = sp || r.Language == desk.LanguageSoft
			in, speaks, skilled = in || len(g) > 0, speaks || len(g) > 0 && sp, skilled || sk && sp
		}
		h := w.hurdle(id, c.Channel)
		n.InGroup += count(in)
		n.OnLine += count(in && h > offLine)
		n.Available += count(in && h > notAvailable)
		n.Speak += count(speaks && h > notAvailable)
		n.Skilled += count(skilled && h > notAvailable)
		n.Unengaged += count(skilled && h > engaged)
		n.WithSlot += count(skilled && h > full)
		n.Rested += count(skilled && h > inGap)
		n.Free += count(skilled && h > inGap && !slices.Contains(s.tried, id))
	}
	e.Obstacle = routing.None
	for _, step := range []struct {
		n int
		o routing.Obstacle
	}{
		{groups, routing.NoGroup}, {len(names), routing.NotAtWork}, {n.InGroup, routing.NotGranted}, {n.OnLine, routing.NotOnLine},
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
			if later, _ := w.rings(c, m); !sameRings(later, s.rings) {
				e.Opens = cmp.Or(c.From, c.Since) + m - w.high
				break
			}
		}
	}
	return e
}

func sameRings(x, y []openRing) bool {
	return slices.EqualFunc(x, y, func(a, b openRing) bool { return a.rule == b.rule && a.number == b.number })
}
