package routing_test

import (
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
