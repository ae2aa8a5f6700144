package floor

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// seedRouting builds the engine's state after a take-over, from what is open in
// the order in which it began and the turns: the same log gives the same engine.
func (w *writer) seedRouting(open []desk.Conversation, turns []desk.Turn, now desk.Millis) {
	w.routing = routing.New()
	w.routing.Take(routing.SettingsSet{Settings: w.setup.Revision.Settings}, now)
	w.hours.seed(func(g desk.GroupID, open bool) {
		w.routing.Take(routing.GroupOpen{Group: g, Open: open}, now)
	}, now)
	for _, p := range w.setup.Agents {
		w.routing.Take(routing.AgentSet{Profile: p}, now)
		a := w.agents[p.ID]
		for _, ch := range desk.Channels {
			if _, set := a.Status[ch]; set {
				w.routing.Take(routing.StatusChanged{Agent: p.ID, Channel: ch, Status: a.Status[ch]}, now)
			}
		}
		if a.Imposed != "" {
			w.routing.Take(routing.Imposed{Agent: p.ID, On: true}, now)
		}
		w.routing.Take(routing.LineChanged{Agent: p.ID, On: a.Connected && w.presence.here(desk.AgentActor(p.ID))}, now)
	}
	for _, c := range open {
		// Gap and rest count from when it was.
		w.routing.Take(routing.Place(c), max(c.Contact.OpenedAt, c.OpenedAt))
	}
	for _, p := range w.setup.Agents {
		w.routing.Take(routing.Turn{Agent: p.ID}, now) // of those of whom none is kept
	}
	for _, t := range turns {
		if t.Rule == "" || t.Version == w.setup.Revision.Version {
			w.routing.Take(routing.Turn(t), now)
		}
	}
	for _, p := range w.setup.Agents {
		if w.presence.here(desk.AgentActor(p.ID)) {
			// Who came meanwhile comes to those who were there.
			w.routing.Take(routing.LineChanged{Agent: p.ID, On: true}, now)
		}
	}
	w.routing.Turned() // the log has these
	w.wakeAt = now     // somebody may be waiting for somebody who is here
}

// route tells the engine something.
func (s *step) route(in routing.Input) {
	s.moved = true
	s.w.routing.Take(in, s.now)
}

// routingSees lets the engine follow an event. What it decided itself it knows.
func (s *step) routingSees(e desk.Event) {
	var inputs []routing.Input
	if id, ok := e.Stream.Agent(); ok {
		inputs = routing.OfAgent(e, s.w.agents[id])
	} else if id, ok := e.Stream.Conversation(); ok {
		inputs = routing.OfConversation(e, s.w.convs[id])
	}
	for _, in := range inputs {
		s.route(in)
	}
}

func (s *step) routingPresence(agent desk.AgentID, on bool) {
	s.route(routing.LineChanged{Agent: agent, On: on})
}

// assign lets the engine give out what it can, and writes that down like any
// other command. What is refused here the engine and the live state disagree
// about, which no input explains: the log decides, and the engine learns that it
// has not happened and where the conversation stands.
func (s *step) assign() {
	w := s.w
	if w.wakeAt > 0 && w.wakeAt <= s.now {
		w.routing.Take(routing.Tick{}, s.now)
	}
	out := w.routing.Decide(s.now)
	s.opened = false
	w.wakeAt = out.Wake
	for _, a := range out.Assignments {
		s.moved = true
		s.lastNumber++
		if !s.internal(a.Conversation.Stream(), s.assignment(a), desk.System) {
			s.lastNumber--
			w.opt.Logger.Error("assignment refused by the rules", "conversation", a.Conversation)
			w.routing.Take(routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent}, s.now)
			if c, live := w.convs[a.Conversation]; live {
				w.routing.Take(routing.Place(c), s.now)
			}
		}
	}
	for _, d := range out.Drops {
		s.moved = true
		end := desk.End{Reason: desk.NobodyFree, Why: d.Why.String(), WhyFR: d.Why.InFrench()}
		if !s.internal(d.Conversation.Stream(), end, desk.System) {
			w.opt.Logger.Error("drop refused by the rules", "conversation", d.Conversation)
		}
	}
}

// assignment is what the engine decided, with the deadlines that go with it.
func (s *step) assignment(a routing.Assignment) desk.Assign {
	w := s.w
	settings := w.setup.Revision.Settings
	cmd := desk.Assign{
		Agent: a.Agent, Contact: s.lastNumber, Group: a.Group, Why: a.Why.String(), WhyFR: a.Why.InFrench(), Settings: w.setup.Revision.Version,
	}
	if w.presence.confirming[desk.AgentActor(a.Agent)] > 0 {
		cmd.ShownBy = s.now + settings.Lifecycle.Shown()
	}
	if rule, ok := settings.Rule(w.convs[a.Conversation].RulePromised()); ok && rule.AnswerWithin > 0 {
		cmd.AnswerBy = s.now + desk.Millis(rule.AnswerWithin)*desk.Second
	}
	return cmd
}

func (w *writer) loadNow() Load {
	var l Load
	for _, c := range w.convs {
		switch c.State {
		case desk.Waiting:
			l.Waiting++
		case desk.Reserved:
			l.Reserved++
		case desk.Asleep:
			l.Snoozed++
		default:
			l.Ongoing++
		}
	}
	for who := range w.presence.lines {
		if who.Kind == desk.ByAgent {
			l.AgentsConnected++
		} else {
			l.VisitorsConnected++
		}
	}
	return l
}
