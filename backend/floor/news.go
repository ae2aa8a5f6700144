package floor

import "github.com/parley-desk/parley/backend/desk"

// hear works out whom the events of one command concern. They are of one
// stream, and the live state has followed them already.
func (s *step) hear(events []desk.Event) {
	stream := events[0].Stream
	if id, ok := stream.Agent(); ok {
		s.deliver(desk.AgentActor(id), newsOf(events)...)
		return
	}
	id, _ := stream.Conversation()
	c := s.w.convs[id]
	s.deliver(desk.Visitor(c.Visitor), newsOf(events)...)

	// The agent who held it is told up to and including the event that took it
	// away and what went with it; the one who holds it now, from the event
	// that gave it.
	var held desk.AgentID
	var news []News
	for _, e := range events {
		n := News{Offset: e.Offset, Event: e}
		switch f := e.Fact.(type) {
		case desk.Assigned:
			held, n.Came = f.Agent, true
		case desk.Unassigned:
			held = f.Agent
		}
		news = append(news, n)
	}
	if held == "" {
		held = c.Contact.Agent
	}
	if held == "" {
		return
	}
	if c.Contact.Agent != held {
		news[len(news)-1].Went = true
	}
	s.deliver(desk.AgentActor(held), news...)
}

func newsOf(events []desk.Event) []News {
	news := make([]News, len(events))
	for i, e := range events {
		news[i] = News{Offset: e.Offset, Event: e}
	}
	return news
}

func (s *step) deliver(to desk.Actor, news ...News) {
	// Who listens is asked when it is told, not now: somebody who comes between
	// now and the commit reads the log too early and must hear it.
	if _, known := s.deliveries[to]; !known {
		s.order = append(s.order, to)
	}
	s.deliveries[to] = append(s.deliveries[to], news...)
}

func (s *step) told() told {
	t := told{answers: s.answers, deliveries: make([]delivery, len(s.order))}
	for i, who := range s.order {
		t.deliveries[i] = delivery{who, s.deliveries[who]}
	}
	return t
}
