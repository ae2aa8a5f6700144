package routing

import "github.com/parley-desk/parley/backend/desk"

// Place is what the engine is told of where a conversation stands.
func Place(c desk.Conversation) Input {
	switch c.State {
	case desk.Waiting, desk.Reserved:
		return waits(c)
	case desk.Ongoing:
		return ContactOpened{Conversation: c.ID, Agent: c.Contact.Agent, Channel: c.Channel, Group: c.Group}
	}
	return NotWaiting{Conversation: c.ID}
}

// waits is what a conversation that waits asks for.
func waits(c desk.Conversation) Waiting {
	in := Waiting{
		Conversation: c.ID, Channel: c.Channel, Rule: c.Rule, Groups: c.Groups,
		Language: c.Language, Require: c.Require,
		Since: c.QueuedSince, From: c.WaitingSince, Patience: c.Priority.Patience(),
		Sticky: c.Sticky, Tried: c.Tried, Gave: c.Gave, HandedBy: c.HandedBy,
		// Only who was never answered is let go: nobody is dropped on the way.
		Sync:  !c.Async && c.Contacts == 0,
		Queue: c.Queue,
	}
	if c.State == desk.Reserved {
		in.For, in.Queue = c.Keeper, "" // an absent agent's do not fill a queue
	}
	if c.Rule == "" && c.Contacts > 0 {
		// A colleague chose the group, or a day went by: whoever of it is free
		// answers, rather than nobody.
		in.Language, in.Require = "", nil
	}
	if c.Contacts > 0 && c.QueuedSince == c.OpenedAt {
		// Handed on or bounced: they have given way already.
		in.Patience = desk.UrgentPatience
	}
	return in
}

// OfConversation is what an event of a conversation tells the engine, in the order
// in which to take it; c has followed the event.
func OfConversation(e desk.Event, c desk.Conversation) []Input {
	switch f := e.Fact.(type) {
	case desk.Unassigned:
		return []Input{ContactClosed{Conversation: c.ID, Agent: f.Agent}, Place(c)}
	case desk.Opened, desk.Assigned, desk.Transferred, desk.Snoozed, desk.Woken, desk.Released, desk.Closed:
		return []Input{Place(c)}
	}
	return nil // it says nothing about who should have it
}

// OfAgent is what an event of an agent's own tells the engine; a has followed the
// event. Who is on the line is known sooner than it is written down, and so is
// told by whoever knows.
func OfAgent(e desk.Event, a desk.Agent) []Input {
	switch f := e.Fact.(type) {
	case desk.StatusChanged:
		return []Input{
			StatusChanged{Agent: a.ID, Channel: f.Channel, Status: f.Status},
			Imposed{Agent: a.ID, On: a.Imposed != ""},
		}
	case desk.Imposed:
		return []Input{Imposed{Agent: a.ID, On: true}}
	}
	return nil
}
