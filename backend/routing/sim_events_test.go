package routing_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// happening is a kind of event. It returns false when it could not happen now.
type happening struct {
	name   string
	weight int
	happen func(*world) bool
}

var happenings = []happening{
	{"visitor opens", 30, (*world).visitorOpens},
	{"visitor writes", 5, (*world).visitorWrites},
	{"visitor leaves", 5, (*world).visitorLeaves},
	{"visitor returns", 5, (*world).visitorReturns},
	{"agent closes", 24, (*world).agentCloses},
	{"handed back", 2, (*world).handedBack},
	{"taken by hand", 3, (*world).takenByHand},
	{"withdrawn", 3, (*world).withdrawn},
	{"hurried", 3, (*world).hurried},
	{"on the line", 6, (*world).onTheLine},
	{"off the line", 3, (*world).offTheLine},
	{"status", 10, (*world).status},
	{"flapping", 3, (*world).flapping},
	{"capacity changed", 3, (*world).capacityChanged},
	{"set up anew", 1, func(w *world) bool { w.setUp(w.anyone()); return true }},
	{"removed", 1, (*world).removed},
	{"renamed", 1, (*world).renamed},
	{"repeated", 4, (*world).repeated},
	{"tick", 2, func(w *world) bool { w.tell(routing.Tick{}); return true }},
}

// restartOneIn is how often the engine is restarted; the desk never is.
const restartOneIn = 400

var crowds = []int{3, 8, 8, 15, 15, 40}

func (w *world) happen() {
	total := 0
	for _, h := range happenings {
		total += h.weight
	}
	for {
		roll := w.d.n(total)
		for _, h := range happenings {
			if roll -= h.weight; roll < 0 {
				if h.happen(w) {
					w.marks[h.name]++
					return
				}
				break
			}
		}
	}
}

func (w *world) pass() {
	if w.d.in(300) {
		w.crowd, w.still = crowds[w.d.n(len(crowds))], w.d.in(3)
	}
	switch {
	case w.still:
	case w.d.in(500):
		w.now += 20 * desk.Minute
	case !w.d.in(3):
		w.now += desk.Millis(w.d.n(4000))
	}
}

func (w *world) visitorOpens() bool {
	if len(w.open) >= w.crowd {
		return false
	}
	w.opened++
	id := desk.ConversationID(fmt.Sprintf("c%x", stir(uint64(w.opened))))
	w.patience[id] = w.drawPatience()
	w.record(desk.Decide(desk.Conversation{}, desk.Open{ID: id, Opened: desk.Opened{
		Visitor: desk.VisitorID("v" + id), Channel: simChannels[w.d.n(6)/5], Groups: w.need(),
	}}, desk.System, w.now))
	return true
}

// with draws a conversation of a state.
func (w *world) with(state desk.State, do func(desk.Conversation)) bool {
	list := w.in(state)
	if len(list) == 0 {
		return false
	}
	do(*list[w.d.n(len(list))])
	return true
}

func (w *world) visitorWrites() bool {
	return w.with([]desk.State{desk.Waiting, desk.Ongoing}[w.d.n(2)], func(c desk.Conversation) {
		w.record(desk.Decide(c, desk.Post{Text: "Hello?"}, desk.Visitor(c.Visitor), w.now))
	})
}

func (w *world) visitorLeaves() bool {
	return w.with(desk.Waiting, func(c desk.Conversation) {
		w.record(desk.Decide(c, desk.Leave{}, desk.Visitor(c.Visitor), w.now))
	})
}

func (w *world) visitorReturns() bool {
	return w.with(desk.Waiting, func(c desk.Conversation) {
		w.record(desk.Decide(c, desk.Return{}, desk.Visitor(c.Visitor), w.now))
	})
}

func (w *world) agentCloses() bool {
	return w.with(desk.Ongoing, func(c desk.Conversation) {
		w.record(desk.Decide(c, desk.Close{}, desk.AgentActor(c.Contact.Agent), w.now))
	})
}

// event is an event that no command leads to yet, but that a log may hold.
func (w *world) event(c desk.Conversation, f desk.Fact) {
	w.record([]desk.Event{{Stream: c.ID.Stream(), At: w.now, Kind: f.Kind(), Actor: desk.System, Fact: f}}, nil)
}

func (w *world) handedBack() bool {
	return w.with(desk.Ongoing, func(c desk.Conversation) {
		w.event(c, desk.Unassigned{Contact: c.Contact.No, Agent: c.Contact.Agent})
	})
}

func (w *world) withdrawn() bool {
	return w.with(desk.Waiting, func(c desk.Conversation) { w.event(c, desk.Closed{}) })
}

// hurried gives a waiting conversation another priority.
func (w *world) hurried() bool {
	return w.with(desk.Waiting, func(c desk.Conversation) {
		w.patience[c.ID] = w.drawPatience()
		w.tell(w.waiting(c))
	})
}

func (w *world) drawPatience() desk.Millis {
	return []desk.Millis{routing.Normal, routing.Normal, routing.Urgent, routing.High, routing.Low}[w.d.n(5)]
}

// takenByHand gives a conversation to anybody, full or away, as a person may.
func (w *world) takenByHand() bool {
	return w.with(desk.Waiting, func(c desk.Conversation) {
		w.contacts++
		id := w.anyone()
		w.record(desk.Decide(c, desk.Assign{Agent: id, Contact: w.contacts, Why: "By hand."}, desk.System, w.now))
		w.tell(routing.ContactOpened{Conversation: c.ID, Agent: id, Channel: c.Channel})
	})
}

func (w *world) agent(id desk.AgentID, cmd desk.Command) bool {
	p, known := w.profiles[id]
	if known {
		w.record(desk.DecideAgent(w.agents[id], p, cmd, desk.AgentActor(id), w.now))
	}
	return known
}

func (w *world) onTheLine() bool  { return w.agent(w.anyone(), desk.Connect{}) }
func (w *world) offTheLine() bool { return w.agent(w.anyone(), desk.Disconnect{}) }

func (w *world) status() bool { return w.chooses(w.anyone(), !w.d.in(3)) }

func (w *world) chooses(id desk.AgentID, on bool) bool {
	ch := simChannels[w.d.n(2)]
	if _, granted := w.profiles[id].Slots[ch]; !granted {
		return false
	}
	status := desk.NotAvailable
	if on {
		status = desk.Available
	}
	return w.agent(id, desk.SetStatus{Channel: ch, Status: status})
}

// flapping is a bad line and a hand that cannot make up its mind.
func (w *world) flapping() bool {
	id, done := w.anyone(), false
	for i := range 2 + w.d.n(4) {
		if i%2 == 0 {
			done = w.agent(id, desk.Disconnect{}) || done
			w.chooses(id, false)
		} else {
			done = w.agent(id, desk.Connect{}) || done
			w.chooses(id, true)
		}
	}
	return done
}

func (w *world) capacityChanged() bool {
	id := w.anyone()
	p, known := w.profiles[id]
	if !known {
		return false
	}
	p.Slots = maps.Clone(p.Slots)
	for _, ch := range simChannels {
		if _, granted := p.Slots[ch]; granted && w.d.in(2) {
			p.Slots[ch] = w.d.n(6)
			if p.Slots[ch] < w.used(id, ch) {
				w.marks["lowered below the load"]++
			}
		}
	}
	w.profiles[id] = p
	w.tell(routing.AgentSet{Profile: p})
	return true
}

func (w *world) removed() bool {
	id := w.anyone()
	if _, known := w.profiles[id]; !known {
		return false
	}
	delete(w.profiles, id)
	w.tell(routing.AgentRemoved{Agent: id})
	return true
}

func (w *world) renamed() bool {
	w.names["sales"] = []string{"Sales", "Vente", ""}[w.d.n(3)]
	w.tell(w.settings())
	return true
}

// repeated says again what is true, or is past, as a writer that starts or
// makes sure may.
func (w *world) repeated() bool {
	id := w.anyone()
	a, p := w.agents[id], w.profiles[id]
	switch w.d.n(6) {
	case 0:
		w.tell(routing.LineChanged{Agent: id, On: a.Connected})
		for _, ch := range slices.Sorted(maps.Keys(a.Status)) {
			w.tell(routing.StatusChanged{Agent: id, Channel: ch, Status: a.Status[ch]})
		}
	case 1:
		if p.ID == "" {
			return false
		}
		w.tell(routing.AgentSet{Profile: p})
	case 2:
		return w.with(desk.Waiting, func(c desk.Conversation) { w.tell(w.waiting(c)) })
	case 3:
		return w.with(desk.Ongoing, func(c desk.Conversation) {
			w.tell(routing.ContactOpened{Conversation: c.ID, Agent: c.Contact.Agent, Channel: c.Channel})
		})
	case 4:
		if len(w.ended) == 0 {
			return false
		}
		past := w.ended[len(w.ended)-1-w.d.n(min(len(w.ended), 5))]
		if w.conv(past.Conversation).Contact.Agent == past.Agent {
			return false // it is theirs again
		}
		if w.conv(past.Conversation).State == desk.Ongoing {
			w.marks["late close of what another has"]++
		}
		w.tell(past)
	case 5:
		return w.with(desk.Ongoing, func(c desk.Conversation) { w.tell(w.waiting(c)) })
	}
	return true
}
