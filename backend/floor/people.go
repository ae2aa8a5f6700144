package floor

import (
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// arrived: somebody's line begins.
func (s *step) arrived(in arrival) {
	who := in.who
	first := s.w.presence.come(who, in.Confirms)
	if who.Kind == desk.ByVisitor {
		s.w.waits.arrived(s.w.byVisitor[desk.VisitorID(who.ID)])
	} else {
		s.doubt(desk.AgentID(who.ID), false)
	}
	if !first {
		return
	}
	switch who.Kind {
	case desk.ByVisitor:
		if id, open := s.w.byVisitor[desk.VisitorID(who.ID)]; open {
			s.internal(id.Stream(), desk.Return{}, desk.System)
		}
	case desk.ByAgent:
		id := desk.AgentID(who.ID)
		s.routingPresence(id, true)
		s.internal(id.Stream(), desk.Connect{}, desk.System)
	}
}

// departed: somebody's line ended. It is said of them only after a grace, but
// an agent is given nothing new from now on.
func (s *step) departed(in departure) {
	who := in.who
	if !s.w.presence.leave(who, in.Confirms) {
		return
	}
	switch who.Kind {
	case desk.ByVisitor:
		if _, open := s.w.byVisitor[desk.VisitorID(who.ID)]; open {
			s.w.presence.expect(who, s.now+desk.VisitorGrace)
		}
	case desk.ByAgent:
		s.routingPresence(desk.AgentID(who.ID), false)
		s.w.presence.expect(who, s.now+s.w.setup.Revision.Settings.Lifecycle.Grace())
	}
}

// reconcile makes up for what could not be written down: it says of those who are
// here that they are, and takes from those whose account is gone what they hold.
// What was changed about other accounts and the library meanwhile nobody has told
// them yet.
func (s *step) reconcile() {
	w := s.w
	if !w.unlogged {
		return
	}
	w.unlogged = false
	for _, p := range w.setup.Agents {
		if w.presence.here(desk.AgentActor(p.ID)) && !w.agents[p.ID].Connected {
			s.internal(p.ID.Stream(), desk.Connect{}, desk.System)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.convs)) {
		if c := w.convs[id]; !c.Online && w.presence.here(desk.Visitor(c.Visitor)) {
			s.internal(id.Stream(), desk.Return{}, desk.System)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.held)) {
		if _, known := w.profiles[id]; !known && len(w.held[id]) > 0 {
			s.removed(id)
		}
	}
	if !w.untold {
		return
	}
	w.untold = false
	for who := range w.presence.lines {
		if who.Kind == desk.ByAgent {
			s.tellAccount(desk.AgentID(who.ID))
		}
	}
	s.tellLibrary()
}

// expire says of those whose grace is over that they left.
func (s *step) expire() {
	for _, who := range s.w.presence.gone(s.now) {
		switch who.Kind {
		case desk.ByVisitor:
			if id, open := s.w.byVisitor[desk.VisitorID(who.ID)]; open {
				s.internal(id.Stream(), desk.Leave{}, desk.System)
			}
		case desk.ByAgent:
			id := desk.AgentID(who.ID)
			s.internal(id.Stream(), desk.Disconnect{}, desk.System)
			s.giveBack(id, desk.LineLost)
		}
	}
}

// giveBack ends an agent's open contacts, so that others may have them.
func (s *step) giveBack(id desk.AgentID, why desk.Reason) {
	for _, conversation := range slices.Sorted(maps.Keys(s.w.held[id])) {
		if s.w.convs[conversation].State == desk.Ongoing {
			s.internal(conversation.Stream(), desk.Bounce{Reason: why}, desk.System)
		}
	}
}

// doubt says whether an agent's line confirms what it is given.
func (s *step) doubt(id desk.AgentID, on bool) {
	if _, is := s.w.doubted.Load(id); is == on {
		return
	}
	if on {
		s.w.doubted.Store(id, nil)
	} else {
		s.w.doubted.Delete(id)
	}
	s.route(routing.Doubted{Agent: id, On: on})
}

// signal passes something fleeting on to the other side, if both are there.
func (s *step) signal(sig Signal) {
	id, ok := sig.Stream.Conversation()
	if !ok {
		return
	}
	c, live := s.w.convs[id]
	if !live || c.Contact.No == 0 {
		return
	}
	agent, visitor := desk.AgentActor(c.Contact.Agent), desk.Visitor(c.Visitor)
	switch sig.By {
	case agent:
		s.w.hub.signal(visitor, sig)
	case visitor:
		s.w.hub.signal(agent, sig)
	}
}
