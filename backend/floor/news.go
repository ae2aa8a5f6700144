package floor

import "github.com/parley-desk/parley/backend/desk"

// hear works out whom the events of one command concern. They are of one
// stream, and the live state has followed them already. before and after are who
// held the conversation.
func (s *step) hear(events []desk.Event, before, after desk.AgentID) {
	stream := events[0].Stream
	if id, ok := stream.Agent(); ok {
		s.deliver(desk.AgentActor(id), newsOf(events)...)
		return
	}
	id, ok := stream.Conversation()
	if !ok {
		s.hearCustomer(events)
		return
	}
	s.deliver(desk.Visitor(s.w.convs[id].Visitor), newsOf(events)...)

	// Who held it is told up to and including what took it away; who holds it
	// now reads it whole at the last of these.
	news := newsOf(events)
	last := len(news) - 1
	switch {
	case before == after:
		if after != "" {
			s.deliver(desk.AgentActor(after), news...)
		}
		return
	case before != "":
		news[last].Went = true
		s.deliver(desk.AgentActor(before), news...)
	}
	if after != "" {
		came := News{Offset: events[last].Offset, Event: events[last], Came: true}
		s.deliver(desk.AgentActor(after), came)
	}
}

// hearCustomer tells who talks to a visitor what changed of what is known of them.
// Nothing else of a customer's own stream is told to anybody.
func (s *step) hearCustomer(events []desk.Event) {
	id, _ := events[0].Stream.Customer()
	holder := s.w.convs[s.w.byVisitor[id]].Holder()
	if holder != "" && events[0].Kind == desk.CustomerChanged {
		s.deliver(desk.AgentActor(holder), newsOf(events)...)
	}
}

// hold keeps the list of each holder's conversations.
func (w *writer) hold(id desk.ConversationID, before, after desk.AgentID) {
	if before != "" && before != after {
		delete(w.held[before], id)
	}
	if after != "" {
		if w.held[after] == nil {
			w.held[after] = map[desk.ConversationID]bool{}
		}
		w.held[after][id] = true
	}
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
	// now and the commit reads what there is too early and must hear it.
	if _, known := s.deliveries[to]; !known {
		s.order = append(s.order, to)
	}
	s.deliveries[to] = append(s.deliveries[to], news...)
}

func (s *step) told() told {
	t := told{records: s.records, answers: s.answers, others: s.others, deliveries: make([]delivery, len(s.order))}
	for i, who := range s.order {
		t.deliveries[i] = delivery{who, s.deliveries[who]}
	}
	return t
}
