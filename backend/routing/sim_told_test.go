package routing_test

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// told is an input and when it happened.
type told struct {
	in routing.Input
	at desk.Millis
}

func (w *world) tell(in routing.Input) {
	w.told = append(w.told, told{in, w.now})
	w.high = max(w.high, w.now)
}

// deliver hands over what was told, as it could arrive: some of it twice, and
// what concerns different people and conversations in another order.
func (w *world) deliver() {
	for range w.d.n(2*len(w.told) + 1) {
		i := w.d.n(len(w.told))
		if i > 0 && !related(w.told[i-1].in, w.told[i].in) {
			w.told[i-1], w.told[i] = w.told[i], w.told[i-1]
			w.marks[reordered]++
		}
	}
	for _, t := range w.told {
		w.hear(t)
		if w.d.in(10) {
			w.marks[doubled]++
			w.hear(t)
		}
	}
	w.told = w.told[:0]
}

func (w *world) hear(t told) {
	w.eng.Take(t.in, t.at)
	if w.twin != nil {
		w.twin.Take(t.in, t.at)
	}
	w.m.hear(t.in, t.at)
}

// related tells whether two inputs are about the same agent or conversation.
func related(x, y routing.Input) bool {
	xa, xc := about(x)
	ya, yc := about(y)
	return xa != "" && xa == ya || xc != "" && xc == yc
}

func about(in routing.Input) (desk.AgentID, desk.ConversationID) {
	switch in := in.(type) {
	case routing.AgentSet:
		return in.Profile.ID, ""
	case routing.SettingsSet:
		return "settings", ""
	case routing.GroupOpen:
		return desk.AgentID("group " + in.Group), ""
	case routing.AgentRemoved:
		return in.Agent, ""
	case routing.LineChanged:
		return in.Agent, ""
	case routing.Imposed:
		return in.Agent, ""
	case routing.Doubted:
		return in.Agent, ""
	case routing.StatusChanged:
		return in.Agent, ""
	case routing.Waiting:
		return "", in.Conversation
	case routing.NotWaiting:
		return "", in.Conversation
	case routing.ContactOpened:
		return in.Agent, in.Conversation
	case routing.ContactClosed:
		return in.Agent, in.Conversation
	}
	return "", ""
}

// everything is all that is true, as a start reads it.
func (w *world) everything() (all []told) {
	say := func(in routing.Input, at desk.Millis) { all = append(all, told{in, at}) }
	say(routing.SettingsSet{Settings: w.settings}, w.now)
	for i, g := range simGroups {
		say(routing.GroupOpen{Group: g, Open: !w.shut.has(i)}, w.now)
	}
	for i := range people {
		id := agentID(i)
		p := &w.people[i]
		if p.known {
			say(routing.AgentSet{Profile: p.profile}, w.now)
		}
		say(routing.LineChanged{Agent: id, On: p.line}, w.now)
		say(routing.Imposed{Agent: id, On: p.imposed}, w.now)
		say(routing.Doubted{Agent: id, On: p.doubted}, w.now)
		for _, ch := range []int{inApp, call, chat} {
			say(routing.StatusChanged{Agent: id, Channel: simChannels[ch], Status: p.status[ch]}, p.chosen[ch])
		}
	}
	for _, c := range w.there {
		switch c.state {
		case waits:
			say(c.Waiting, w.now)
		case isOngoing:
			say(routing.ContactOpened{Conversation: c.Conversation, Agent: ids[c.agent], Channel: c.Channel, Group: c.group}, c.began)
		}
	}
	return all
}

// restart makes a new engine out of what is true, told in whatever order. With
// turns it must go on as if nothing had been; without, rest and share begin
// anew for everyone.
func (w *world) restart(withTurns bool) {
	if w.now < w.high {
		return // the new engine could not know how far the clock had been
	}
	w.seldom = true
	old := w.eng
	for _, t := range old.Turned() {
		w.turns[routing.Turn{Agent: t.Agent, Rule: t.Rule, Group: t.Group}] = t
	}
	w.told = w.everything()
	for i := range w.told {
		j := i + w.d.n(len(w.told)-i)
		w.told[i], w.told[j] = w.told[j], w.told[i]
	}
	w.eng = w.make()
	if withTurns {
		w.marks[restartWithTurns]++
		if w.twin == nil {
			w.twin = old
		}
		w.twinFor = twinDecisions
		for i := range people {
			w.tell(routing.Turn{Agent: ids[i]})
		}
		for _, t := range slices.SortedFunc(maps.Values(w.turns), func(x, y routing.Turn) int {
			return cmp.Or(cmp.Compare(x.Agent, y.Agent), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Group, y.Group))
		}) {
			w.tell(t)
		}
		for _, t := range w.told {
			w.eng.Take(t.in, t.at)
		}
		w.eng.Turned() // they are written down
		w.told = w.told[:0]
		return
	}
	w.marks[restartWithoutTurns]++
	w.twin, w.m = nil, newModel()
	clear(w.turns)
	for _, t := range w.told {
		w.hear(t)
	}
	w.told = w.told[:0]
}
