package floor

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// seedRouting builds the engine's state from the live state, after a take-over.
// The order is that of the ids, so that the same log gives the same engine.
func (w *writer) seedRouting(now desk.Millis) {
	w.routing = routing.New()
	w.routing.Take(routing.SettingsSet{Settings: desk.Settings{Groups: w.setup.Groups}}, now)
	for _, p := range w.setup.Agents {
		w.routing.Take(routing.AgentSet{Profile: p}, now)
		a := w.agents[p.ID]
		for _, ch := range desk.Channels {
			if _, set := a.Status[ch]; set {
				w.routing.Take(routing.StatusChanged{Agent: p.ID, Channel: ch, Status: a.Status[ch]}, now)
			}
		}
		w.routing.Take(routing.LineChanged{Agent: p.ID, On: w.presence.here(desk.AgentActor(p.ID))}, now)
	}
	open := make([]desk.Conversation, 0, len(w.convs))
	for _, c := range w.convs {
		open = append(open, c)
	}
	slices.SortFunc(open, func(a, b desk.Conversation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, c := range open {
		if c.State == desk.Waiting {
			w.routing.Take(waiting(c), now)
			continue
		}
		w.routing.Take(routing.ContactOpened{Conversation: c.ID, Agent: c.Contact.Agent, Channel: c.Channel}, c.Contact.OpenedAt)
	}
	w.wakeAt = now // somebody may be waiting for somebody who is here
}

func waiting(c desk.Conversation) routing.Waiting {
	return routing.Waiting{
		Conversation: c.ID, Groups: c.Groups, Channel: c.Channel, Since: c.WaitingSince, Patience: routing.Normal,
	}
}

// routingSees lets the engine follow an event. What it decided itself it knows.
func (s *step) routingSees(e desk.Event) {
	r := s.w.routing
	id, _ := e.Stream.Conversation()
	switch f := e.Fact.(type) {
	case desk.Opened:
		r.Take(waiting(s.w.convs[id]), s.now)
	case desk.Unassigned:
		r.Take(routing.ContactClosed{Conversation: id, Agent: f.Agent}, s.now)
		r.Take(waiting(s.w.convs[id]), s.now)
	case desk.Closed:
		r.Take(routing.NotWaiting{Conversation: id}, s.now)
	case desk.StatusChanged:
		agent, _ := e.Stream.Agent()
		r.Take(routing.StatusChanged{Agent: agent, Channel: f.Channel, Status: f.Status}, s.now)
	}
}

func (s *step) routingPresence(agent desk.AgentID, on bool) {
	s.w.routing.Take(routing.LineChanged{Agent: agent, On: on}, s.now)
}

// assign lets the engine give out what it can, and writes that down like any
// other command.
func (s *step) assign() {
	if s.w.wakeAt > 0 && s.w.wakeAt <= s.now {
		s.w.routing.Take(routing.Tick{}, s.now)
	}
	out := s.w.routing.Decide(s.now)
	s.w.wakeAt = out.Wake
	for _, a := range out.Assignments {
		s.lastNumber++
		assign := desk.Assign{Agent: a.Agent, Contact: s.lastNumber, Why: a.Why.String()}
		if !s.internal(a.Conversation.Stream(), assign, desk.System) {
			// The engine and the live state disagree, which no input explains:
			// the log decides, and the engine learns that it has not happened.
			s.lastNumber--
			s.w.opt.Logger.Error("assignment refused by the rules", "conversation", a.Conversation)
			s.w.routing.Take(routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent}, s.now)
		}
	}
}

func (w *writer) loadNow() Load {
	var l Load
	for _, c := range w.convs {
		if c.State == desk.Waiting {
			l.Waiting++
		} else {
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
