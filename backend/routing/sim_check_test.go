package routing_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// The promises, as a violation names them.
const (
	oneContact    = "one open contact for each conversation"
	onlyEligible  = "nobody away, red, full or outside the groups gets one"
	slotsAreTrue  = "slots in use are open contacts"
	inOrder       = "nobody is given a later one who could take an earlier"
	noIdleWait    = "nobody waits beside a free agent"
	trueReason    = "the explanation is what was done"
	rightAgent    = "the first in rank is chosen"
	waitExplained = "every wait is explained"
	widgetKnows   = "the widget is told the truth"
	restarted     = "a restart changes no decision"
)

// decide delivers what was told, lets the engine decide, and judges it.
func (w *world) decide() {
	w.deliver()
	out, twin := w.eng.Decide(w.now), w.twin.Decide(w.now)
	for _, a := range out.Assignments {
		w.judge(a)
	}
	if !slices.Equal(out.Assignments, twin.Assignments) || out.Wake != twin.Wake {
		w.broken(restarted, "got %v, without the restart %v", out.Assignments, twin.Assignments)
	}
	w.judgeRest()
}

// judge holds one assignment against the log and then writes it down.
func (w *world) judge(a routing.Assignment) {
	c := w.conv(a.Conversation)
	w.contacts++
	events, err := desk.Decide(c, desk.Assign{Agent: a.Agent, Contact: w.contacts, Why: a.Why.String()}, desk.System, w.now)
	if err != nil {
		w.broken(oneContact, "%s to %s: %v", a.Conversation, a.Agent, err)
		return
	}
	if hurdle := w.hurdle(a.Agent, c); hurdle != "" {
		w.broken(onlyEligible, "%s to %s, who is %s", a.Conversation, a.Agent, hurdle)
	}
	for _, earlier := range w.line() {
		if earlier.ID == c.ID {
			break
		}
		if w.hurdle(a.Agent, *earlier) == "" {
			w.broken(inOrder, "%s to %s, who could take %s", a.Conversation, a.Agent, earlier.ID)
		}
	}
	want := w.expect(c)
	if want.Winner.Agent != a.Agent {
		w.broken(rightAgent, "%s to %s rather than %s: %s", c.ID, a.Agent, want.Winner.Agent, want)
	}
	if a.Why != want {
		w.broken(trueReason, "got  %#v\nwant %#v", a.Why, want)
	}
	w.marks["reason "+string(a.Why.Reason)]++
	fmt.Fprintln(w.trace, w.now, a.Conversation, a.Agent, a.Why)
	w.record(events, nil)
	w.m.begins(c.ID, a.Agent, c.Channel, w.now)
}

// judgeRest looks at what was not given out.
func (w *world) judgeRest() {
	for i := range people {
		for _, ch := range simChannels {
			if got, want := w.eng.Used(agentID(i), ch), w.used(agentID(i), ch); got != want {
				w.broken(slotsAreTrue, "%s has %d on %s, the engine thinks %d", agentID(i), want, ch, got)
			}
		}
	}
	// What keeps everybody from a conversation is the same for all with its
	// needs.
	var seen []*desk.Conversation
	for _, c := range w.in(desk.Waiting) {
		if slices.ContainsFunc(seen, func(o *desk.Conversation) bool {
			return o.Channel == c.Channel && slices.Equal(o.Groups, c.Groups)
		}) {
			continue
		}
		seen = append(seen, c)
		want := w.expect(*c)
		if want.Counts.Free > 0 {
			w.broken(noIdleWait, "%s waits, %s is free", c.ID, want.Winner.Agent)
		}
		got, ok := w.eng.WhyWaiting(c.ID)
		if !ok || got != want || !strings.HasPrefix(got.String(), "Waiting: ") {
			w.broken(waitExplained, "%s: got %#v, %v\nwant %#v", c.ID, got, ok, want)
		}
		w.marks[obstacle(want)]++
	}
	if len(w.ended) > 0 {
		past := w.ended[w.d.n(len(w.ended))].Conversation
		if _, ok := w.eng.WhyWaiting(past); ok != (w.conv(past).State == desk.Waiting) {
			w.broken(waitExplained, "%s waits: %v", past, ok)
		}
	}
	c := desk.Conversation{Groups: w.need(), Channel: simChannels[w.d.n(2)]}
	want := w.expect(c).Counts
	if w.eng.Reach(c.Groups, c.Channel) != want || w.eng.Answerable(c.Groups, c.Channel) != (want.Free > 0) {
		w.broken(widgetKnows, "%v on %s: got %v, want %v", c.Groups, c.Channel, w.eng.Reach(c.Groups, c.Channel), want)
	}
}

func obstacle(e routing.Explanation) string {
	switch {
	case e.Where == "":
		return "waits: no group"
	case e.Counts.InGroup == 0:
		return "waits: nobody granted"
	case e.Counts.OnLine == 0:
		return "waits: nobody on the line"
	case e.Counts.Available == 0:
		return "waits: nobody available"
	}
	return "waits: all full"
}

// restart makes a new engine out of what the log tells, in whatever order. With
// turns it must go on as if nothing had been; without, rest and fair share
// begin anew for everyone.
func (w *world) restart(withTurns bool) {
	turns := w.eng.Turns()
	w.tellEverything()
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

func (w *world) tellEverything() {
	w.tell(w.settings())
	for i := range people {
		id := agentID(i)
		if p, known := w.profiles[id]; known {
			w.tell(routing.AgentSet{Profile: p})
		}
		a := w.agents[id]
		w.tell(routing.LineChanged{Agent: id, On: a.Connected})
		for _, ch := range slices.Sorted(maps.Keys(a.Status)) {
			w.tell(routing.StatusChanged{Agent: id, Channel: ch, Status: a.Status[ch]})
		}
	}
	for _, id := range w.open {
		if c := w.convs[id]; c.State == desk.Waiting {
			w.tell(w.waiting(*c))
		} else {
			w.told = append(w.told, told{
				routing.ContactOpened{Conversation: id, Agent: c.Contact.Agent, Channel: c.Channel}, c.Contact.OpenedAt,
			})
		}
	}
}
