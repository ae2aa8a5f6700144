package routing_test

import (
	"slices"
	"strconv"
	"strings"

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
	neverFalls    = "whatever it is told, the engine stands"
)

// decide delivers what was told, lets the engine decide, and judges it.
func (w *world) decide() {
	w.deliver()
	w.high = max(w.high, w.now)
	w.look()
	out := w.eng.Decide(w.now)
	w.wake = out.Wake
	if i := slices.IndexFunc(out.Assignments, func(a routing.Assignment) bool { return a.Why.Reason == routing.ByMatch }); i >= 0 {
		if most := w.most(numberOf(simChannels, out.Assignments[i].Why.Channel)); len(out.Assignments) < most {
			w.broken(bestMatch, "gave %d, could give %d: %v", len(out.Assignments), most, out.Assignments)
		}
	}
	w.judgeAll(&out)
	if w.twin != nil {
		twin := w.twin.Decide(w.now)
		if !slices.Equal(out.Assignments, twin.Assignments) || !slices.Equal(out.Drops, twin.Drops) || out.Wake != twin.Wake {
			w.broken(restarted, "got %v, without the restart %v", out, twin)
		}
		if w.twinFor--; w.twinFor == 0 {
			w.twin = nil
		}
	}
	w.judgeRest(out.Wake)
}

// judge holds one assignment against the truth and then writes it down.
func (w *world) judge(a *routing.Assignment) {
	w.trace.write(w.stamp() + " " + string(a.Conversation) + " " + string(a.Agent) + " " + string(a.Group) + " " + a.Why.String())
	c := w.convs[a.Conversation]
	if c == nil || c.state != waits {
		w.broken(oneContact, "%s to %s, which does not wait", a.Conversation, a.Agent)
		return
	}
	agent := numberOf(ids, a.Agent)
	s := w.stance(c)
	can := w.takers(&s, false).has(agent)
	if !can {
		w.broken(onlyEligible, "%s to %s, who gets to %d", a.Conversation, a.Agent, w.hurdle(agent, c.channel))
	}
	for _, earlier := range w.lined() {
		if earlier == c {
			break
		}
		if s := w.stance(earlier); w.takers(&s, false).has(agent) {
			w.broken(inOrder, "%s to %s, who could take %s", a.Conversation, a.Agent, earlier.Conversation)
		}
	}
	switch {
	case !can:
	case a.Why.Reason == routing.ByMatch:
		w.judgeMatched(a, &s)
	default:
		want, ring, group := w.expect(&s)
		if want.Winner.Agent != a.Agent {
			w.broken(rightAgent, "%s to %s rather than %s: %s\n%#v", c.Conversation, a.Agent, want.Winner.Agent, want, a.Why)
		}
		if g := numberOf(simGroups, a.Group); g != group {
			w.broken(rightGroup, "%s for %s rather than number %d: %s", c.Conversation, a.Group, group, want)
		}
		if a.Why != want {
			w.broken(trueReason, "got  %#v\nwant %#v", a.Why, want)
		}
		w.m.deals(w, ring, group)
	}
	w.mark(&a.Why)
	c.state, c.agent, c.began, c.group = isOngoing, agent, w.high, a.Group
	w.m.begins(c.Conversation, agent, c.channel, w.high)
	w.recount()
	w.look()
}

// judgeMatched holds what cannot be told from one conversation alone: that the
// rules would have chosen another, and that what is said is so.
func (w *world) judgeMatched(a *routing.Assignment, s *stance) {
	want, _, _ := w.expect(s)
	if want.Winner.Agent == a.Agent {
		w.broken(trueReason, "%s is said to be matched to whom the rules choose: %s", a.Conversation, want)
	}
	agent := numberOf(ids, a.Agent)
	for n, r := range s.rings() {
		if !w.reaches(s.c, r).skilled.has(agent) {
			continue
		}
		rule := ""
		if s.further.has(n) {
			rule = r.rule.name
		}
		v := w.rival(agent, s.c, r)
		candidate := w.candidate(&v, s.c.channel)
		if a.Why.Winner != candidate || a.Why.Ring != r.number || a.Why.Rule != rule || a.Group != simGroups[r.firstOf(v.groups)] ||
			a.Why.HandedBy != w.giver(s.c) || a.Why.Matched < 2 || a.Why.Rivals < 2 || a.Why.RunnerUp.Agent != "" {
			w.broken(trueReason, "matched\ngot  %#v\nwant %#v", a.Why, candidate)
		}
		return
	}
}

// most is how many of a channel's waiting conversations could be given at once,
// and how many before the engine decided were.
func (w *world) most(ch int) int {
	var slots []int
	for i := range w.gets[ch][isFree].all {
		n := w.people[i].slots[ch] - w.load[i][ch]
		if w.settings.Lifecycle.PushGap > 0 {
			n = 1
		}
		for range n {
			slots = append(slots, i)
		}
	}
	var all []set
	for _, c := range w.lined() {
		if c.channel == ch {
			s := w.stance(c)
			all = append(all, w.takers(&s, false))
		}
	}
	taken := make([]int, len(slots))
	var find func(i int, seen []bool) bool
	find = func(i int, seen []bool) bool {
		for j, agent := range slots {
			if !seen[j] && all[i].has(agent) {
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

// judgeAll goes through what was decided in the order of the queue.
func (w *world) judgeAll(out *routing.Output) {
	drops := out.Drops
	for i := range out.Assignments {
		a := &out.Assignments[i]
		for len(drops) > 0 && w.convs[drops[0].Conversation] != nil && w.convs[a.Conversation] != nil &&
			before(w.convs[drops[0].Conversation], w.convs[a.Conversation]) < 0 {
			w.judgeDrop(&drops[0])
			drops = drops[1:]
		}
		w.judge(a)
	}
	for i := range drops {
		w.judgeDrop(&drops[i])
	}
	for _, c := range w.there {
		if c.state == waits && w.isLost(c) {
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
	return s.only == none && s.last && w.takers(&s, true) == 0
}

func (w *world) stamp() string { return strconv.FormatInt(int64(w.now), 10) }

func (w *world) judgeDrop(d *routing.Drop) {
	w.trace.write(w.stamp() + " " + string(d.Conversation) + " dropped " + d.Why.String())
	c := w.convs[d.Conversation]
	if c == nil || c.state != waits || !w.isLost(c) {
		w.broken(rightDrop, "%s is given up: %s", d.Conversation, d.Why)
		if c == nil {
			return
		}
	}
	s := w.stance(c)
	why := w.waiting(&s)
	why.Dropped = true
	if d.Why != why || !strings.HasPrefix(why.String(), "Given up: ") {
		w.broken(trueReason, "dropped\ngot  %#v\nwant %#v", d.Why, why)
	}
	w.sees("dropped:", string(d.Why.Obstacle), "")
	w.gone(c)
	w.recount()
}
