package desk

// This file holds who may do what to a conversation.

// system lets the desk itself pass, on a conversation that is not over.
func (d decision) system() error {
	if d.by != System {
		return Refuse(Forbidden, "That is the desk's own to do.")
	}
	if d.c.State == "" || d.c.State == Ended {
		return d.notOpen()
	}
	return nil
}

// presence lets the server and the conversation's own visitor say where the
// visitor is.
func (d decision) presence() error {
	if d.by != System && d.by != Visitor(d.c.Visitor) {
		return noConversation()
	}
	if d.c.State == "" || d.c.State == Ended {
		return d.notOpen()
	}
	return nil
}

// writer lets the conversation's own visitor and the agent who has it open pass.
// To any other visitor it does not exist; a colleague who knows its id, which
// has 128 random bits, is told who has it.
func (d decision) writer() error {
	switch d.by.Kind {
	case ByVisitor:
		if d.c.State == "" || VisitorID(d.by.ID) != d.c.Visitor {
			return noConversation()
		}
	case ByAgent:
		if d.c.State == "" {
			return noConversation()
		}
		if d.c.State != Ended && (d.c.Contact.No == 0 || AgentID(d.by.ID) != d.c.Contact.Agent) {
			return d.notOwner()
		}
	default:
		return Refuse(Forbidden, "Only the visitor and their agent write here.")
	}
	if d.c.State == Ended {
		return d.notOpen()
	}
	return nil
}

// holder lets the agent who has it open pass, and nobody else.
func (d decision) holder() error {
	if d.by.Kind != ByAgent {
		return Refuse(Forbidden, "Only the agent who has the conversation can do that.")
	}
	return d.writer()
}

func (d decision) notOwner() error {
	switch d.c.State {
	case Asleep:
		return Refuse(NotOwner, "This conversation is snoozed.")
	case Reserved:
		return Refuse(NotOwner, "This conversation waits for agent %s.", d.c.Keeper)
	case Ongoing:
		return Refuse(NotOwner, "This conversation now belongs to agent %s.", d.c.Contact.Agent)
	}
	return Refuse(NotOwner, "This conversation waits for an agent.")
}

func (d decision) notOpen() error {
	if d.c.State == Ended {
		return Refuse(WrongState, "This conversation is closed.")
	}
	return noConversation()
}

func noConversation() error { return Refuse(NotFound, "No such conversation.").At("stream") }
