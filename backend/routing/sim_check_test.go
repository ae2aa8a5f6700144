package routing_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// The promises, as a violation names them.
const (
	oneContact    = "one open contact for each conversation"
	onlyEligible  = "nobody who may not have it gets one"
	slotsAreTrue  = "slots in use are open contacts"
	inOrder       = "nobody is given a later one who could take an earlier"
	noIdleWait    = "nobody waits beside a free agent"
	trueReason    = "the explanation is what was done"
	rightAgent    = "the first in rank is chosen"
	bestMatch     = "a match serves as many as it can"
	rightGroup    = "the group whose turn it is"
	rightDrop     = "who cannot wait is given up, and nobody else"
	waitExplained = "every wait is explained"
	widgetKnows   = "the widget is told the truth"
	placeKnown    = "a visitor's place in the queue is true"
	targetsKnown  = "who can take a transfer is told truly"
	wokenInTime   = "the engine asks to be woken in time"
	restarted     = "a restart changes no decision"
)

// decide delivers what was told, lets the engine decide, and judges it.
func (w *world) decide() {
	w.deliver()
	w.high = max(w.high, w.now)
	out, twin := w.eng.Decide(w.now), w.twin.Decide(w.now)
	w.wake = out.Wake
	if i := slices.IndexFunc(out.Assignments, func(a routing.Assignment) bool { return a.Why.Reason == routing.ByMatch }); i >= 0 {
		ch := out.Assignments[i].Why.Channel
		if most := w.most(ch); len(out.Assignments) < most {
			w.broken(bestMatch, "gave %d, could give %d: %v", len(out.Assignments), most, out.Assignments)
		}
	}
	w.judgeAll(out)
	if !slices.Equal(out.Assignments, twin.Assignments) || !slices.Equal(out.Drops, twin.Drops) || out.Wake != twin.Wake {
		w.broken(restarted, "got %v, without the restart %v", out, twin)
	}
	w.judgeRest(out.Wake)
}

// judge holds one assignment against the truth and then writes it down.
func (w *world) judge(a routing.Assignment) {
	w.write("%d %s %s %s %s", w.now, a.Conversation, a.Agent, a.Group, a.Why)
	c := w.convs[a.Conversation]
	if c == nil || c.state != waits {
		w.broken(oneContact, "%s to %s, which does not wait", a.Conversation, a.Agent)
		return
	}
	s := w.stance(c)
	if !w.can(a.Agent, s, false) {
		w.broken(onlyEligible, "%s to %s, who gets to %d", a.Conversation, a.Agent, w.hurdle(a.Agent, c.Channel))
	}
	for _, earlier := range w.lined() {
		if earlier == c {
			break
		}
		if w.can(a.Agent, w.stance(earlier), false) {
			w.broken(inOrder, "%s to %s, who could take %s", a.Conversation, a.Agent, earlier.Conversation)
		}
	}
	switch {
	case a.Why.Reason == routing.ByMatch && w.can(a.Agent, s, false):
		w.judgeMatched(a, s)
	case w.can(a.Agent, s, false):
		want, ring, group := w.expect(s)
		if want.Winner.Agent != a.Agent {
			w.broken(rightAgent, "%s to %s rather than %s: %s\n%#v", c.Conversation, a.Agent, want.Winner.Agent, want, a.Why)
		}
		if group != a.Group {
			w.broken(rightGroup, "%s for %s rather than %s: %s", c.Conversation, a.Group, group, want)
		}
		if a.Why != want {
			w.broken(trueReason, "got  %#v\nwant %#v", a.Why, want)
		}
		w.m.deals(w, ring, group)
	}
	w.mark(a.Why)
	c.state, c.agent, c.began, c.group = isOngoing, a.Agent, w.high, a.Group
	w.m.begins(c.Conversation, a.Agent, c.Channel, w.high)
	w.recount()
}

// judgeMatched holds what cannot be told from one conversation alone: that the
// rules would have chosen another, and that what is said is so.
func (w *world) judgeMatched(a routing.Assignment, s stance) {
	want, _, _ := w.expect(s)
	if want.Winner.Agent == a.Agent {
		w.broken(trueReason, "%s is said to be matched to whom the rules choose: %s", a.Conversation, want)
	}
	for _, r := range s.rings {
		groups, speaks, skilled := w.serves(a.Agent, s.c, r.Ring)
		if !skilled || !speaks && r.Language != desk.LanguageSoft {
			continue
		}
		v := w.rival(a.Agent, s, r)
		if a.Why.Winner != v.Candidate || a.Why.Ring != r.number || a.Why.Rule != r.name || a.Group != r.Groups[groups[0]].Group ||
			a.Why.Matched < 2 || a.Why.Rivals < 2 || a.Why.RunnerUp.Agent != "" {
			w.broken(trueReason, "matched\ngot  %#v\nwant %#v", a.Why, v.Candidate)
		}
		return
	}
}

// most is how many of a channel's waiting conversations could be given at once,
// and how many before the engine decided were.
func (w *world) most(ch desk.Channel) int {
	var slots []desk.AgentID
	for i := range people {
		id := agentID(i)
		if w.hurdle(id, ch) != isFree {
			continue
		}
		n := w.people[id].profile.Slots[ch] - w.load[onChannel{id, ch}]
		if w.settings.Lifecycle.PushGap > 0 {
			n = 1
		}
		for range n {
			slots = append(slots, id)
		}
	}
	var all []stance
	for _, c := range w.lined() {
		if c.Channel == ch {
			all = append(all, w.stance(c))
		}
	}
	taken := make([]int, len(slots))
	var find func(i int, seen []bool) bool
	find = func(i int, seen []bool) bool {
		for j, id := range slots {
			if !seen[j] && w.can(id, all[i], false) {
				if seen[j] = true; taken[j] == 0 || find(taken[j]-1, seen) {
					taken[j] = i + 1
					return true
				}
			}
		}
		return false
	}
	n := 0
	for i := range all {
		n += count(find(i, make([]bool, len(slots))))
	}
	return n
}

func (w *world) mark(e routing.Explanation) {
	w.marks["reason "+string(e.Reason)]++
	if e.Ring > 1 {
		w.marks["later ring"]++
	}
	if e.Rule != "" {
		w.marks["joined rule"]++
	}
	if e.Left > 0 {
		w.marks["tried ones left out"]++
	}
	if e.Groups > 1 {
		w.marks["method "+string(e.Method)]++
	}
	if e.Passed > 0 {
		w.marks["escalated"]++
	}
	if e.Apart != "" && e.Apart != e.Reason {
		w.marks["apart"]++
	}
	if e.Reason != routing.Reserved {
		w.marks["order "+string(e.Order)]++
	}
}

// judgeAll goes through what was decided in the order of the queue.
func (w *world) judgeAll(out routing.Output) {
	drops := out.Drops
	for _, a := range out.Assignments {
		for len(drops) > 0 && w.convs[drops[0].Conversation] != nil && w.convs[a.Conversation] != nil &&
			before(w.convs[drops[0].Conversation], w.convs[a.Conversation]) < 0 {
			w.judgeDrop(drops[0])
			drops = drops[1:]
		}
		w.judge(a)
	}
	for _, d := range drops {
		w.judgeDrop(d)
	}
	for _, c := range w.lined() {
		if w.isLost(c) {
			w.broken(rightDrop, "%s waits though it cannot", c.Conversation)
		}
	}
}

// isLost tells whether a conversation cannot wait, nobody can take it soon and
// no ring will open.
func (w *world) isLost(c *conv) bool {
	if !c.Sync {
		return false
	}
	s := w.stance(c)
	return s.only == "" && s.last && !w.anybody(s, true)
}

func (w *world) judgeDrop(d routing.Drop) {
	w.write("%d %s dropped %s", w.now, d.Conversation, d.Why)
	c := w.convs[d.Conversation]
	if c == nil || c.state != waits || !w.isLost(c) {
		w.broken(rightDrop, "%s is given up: %s", d.Conversation, d.Why)
		if c == nil {
			return
		}
	}
	why := w.waiting(w.stance(c))
	why.Dropped = true
	if d.Why != why || !strings.HasPrefix(why.String(), "Given up: ") {
		w.broken(trueReason, "dropped\ngot  %#v\nwant %#v", d.Why, why)
	}
	w.marks["dropped: "+string(d.Why.Obstacle)]++
	w.gone(c)
	w.recount()
}

func (w *world) anybody(s stance, soon bool) bool {
	for i := range people {
		if w.can(agentID(i), s, soon) {
			return true
		}
	}
	return false
}

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
	is, why := w.eng.AgentFree(id, ch)
	if is != (p.known && granted && w.hurdle(id, ch) == isFree) || why == "" {
		w.broken(targetsKnown, "%s on %s: %v, %s", id, ch, is, why)
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
			if w.shut[share.Group] {
				continue
			}
			open++
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
	case open == 0:
		return routing.Offered{Reason: routing.OutOfHours}
	}
	return routing.Offered{Reason: routing.Full}
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
	e.Where = orList(names)
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

// restart makes a new engine out of what is true, told in whatever order. With
// turns it must go on as if nothing had been; without, rest and share begin
// anew for everyone.
func (w *world) restart(withTurns bool) {
	if w.now < w.high {
		return // the new engine could not know how far the clock had been
	}
	turns := w.eng.Turns()
	w.told = w.everything()
	for i := range w.told {
		j := i + w.d.n(len(w.told)-i)
		w.told[i], w.told[j] = w.told[j], w.told[i]
	}
	w.eng = w.make()
	if withTurns {
		w.marks["restart with turns"]++
		for _, t := range turns {
			w.tell(t)
		}
		for _, t := range w.told {
			w.eng.Take(t.in, t.at)
		}
		w.told = w.told[:0]
		return
	}
	w.marks["restart without turns"]++
	w.twin, w.m = w.make(), newModel()
	for _, t := range w.told {
		w.hear(t)
	}
	w.told = w.told[:0]
}
