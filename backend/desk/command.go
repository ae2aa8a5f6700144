package desk

// Command is what somebody wants to happen, one type for each.
type Command interface{ command() }

// Open begins a conversation. The id is made by whoever calls, because chance
// comes in by the door.
type Open struct {
	ID     ConversationID
	Opened Opened
	// Content holds the visitor's name and page, where known.
	Content *Content
}

// Post writes a message.
type Post struct{ Text string }

// Assign gives the conversation to an agent: routing's decision.
type Assign struct {
	Agent   AgentID
	Contact ContactNo
	Why     string
}

// Leave says that the visitor is gone; Ended, that they closed the window.
type Leave struct{ Ended bool }

// Return says that the visitor is back.
type Return struct{}

// Close ends the conversation.
type Close struct{}

func (Open) command()   {}
func (Post) command()   {}
func (Assign) command() {}
func (Leave) command()  {}
func (Return) command() {}
func (Close) command()  {}

// Decide says what a command leads to: events without their numbers, which the
// log gives them, or a refusal (*Error). No events and no refusal means that it
// is so already. The caller has checked that by is who they say they are; what
// they may do here is decided here.
func Decide(c Conversation, cmd Command, by Actor, at Millis) ([]Event, error) {
	d := decision{c: c, by: by, at: at}
	switch cmd := cmd.(type) {
	case Open:
		return d.open(cmd)
	case Post:
		return d.post(cmd)
	case Assign:
		return d.assign(cmd)
	case Leave:
		return d.leave(cmd)
	case Return:
		return d.back()
	case Close:
		return d.close()
	}
	return nil, Refuse(UnknownType, "This command is not known.")
}

type decision struct {
	c  Conversation
	by Actor
	at Millis
}

func (d decision) event(f Fact, content *Content) Event {
	return Event{Stream: d.c.ID.Stream(), At: d.at, Kind: f.Kind(), Actor: d.by, Fact: f, Content: content}
}

func (d decision) open(cmd Open) ([]Event, error) {
	if d.c.State != "" {
		return nil, Refuse(WrongState, "This conversation is already open.")
	}
	d.c.ID = cmd.ID
	return []Event{d.event(cmd.Opened, cmd.Content)}, nil
}

func (d decision) post(cmd Post) ([]Event, error) {
	if err := d.writer(); err != nil {
		return nil, err
	}
	if err := CheckText(cmd.Text); err != nil {
		return nil, err
	}
	posted := d.event(Posted{Contact: d.c.Contact.No}, &Content{Text: cmd.Text})
	if d.by.Kind == ByVisitor && !d.c.Online {
		// Who writes is here, whatever was thought of them.
		return []Event{d.event(Returned{}, nil), posted}, nil
	}
	return []Event{posted}, nil
}

func (d decision) assign(cmd Assign) ([]Event, error) {
	if d.by != System {
		return nil, Refuse(Forbidden, "Conversations are given by the routing engine.")
	}
	switch d.c.State {
	case Ongoing:
		return nil, Refuse(AlreadyTaken, "Already taken by agent %s.", d.c.Contact.Agent)
	case Waiting:
		return []Event{d.event(Assigned{
			Contact: cmd.Contact, Agent: cmd.Agent, Why: cmd.Why, Waited: d.at - d.c.WaitingSince,
		}, nil)}, nil
	}
	return nil, d.notOpen()
}

func (d decision) leave(cmd Leave) ([]Event, error) {
	if err := d.presence(); err != nil || !d.c.Online {
		return nil, err
	}
	return []Event{d.event(Left(cmd), nil)}, nil
}

func (d decision) back() ([]Event, error) {
	if err := d.presence(); err != nil || d.c.Online {
		return nil, err
	}
	return []Event{d.event(Returned{}, nil)}, nil
}

// presence lets the server and the conversation's own visitor say where the
// visitor is.
func (d decision) presence() error {
	if d.by != System && d.by != Visitor(d.c.Visitor) {
		return noConversation()
	}
	if d.c.State != Waiting && d.c.State != Ongoing {
		return d.notOpen()
	}
	return nil
}

func (d decision) close() ([]Event, error) {
	if d.by.Kind != ByAgent {
		return nil, Refuse(Forbidden, "Only an agent closes a conversation.")
	}
	if err := d.writer(); err != nil {
		return nil, err
	}
	return []Event{
		d.event(Unassigned{Contact: d.c.Contact.No, Agent: d.c.Contact.Agent, Reason: ClosedByAgent}, nil),
		d.event(Closed{Reason: ClosedByAgent}, nil),
	}, nil
}

// writer lets the conversation's own visitor and the agent who holds it pass. To
// any other visitor it does not exist; a colleague who knows its id, which has
// 128 random bits, is told who has it.
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
		if d.c.State != Ended && AgentID(d.by.ID) != d.c.Contact.Agent {
			if d.c.Contact.No == 0 {
				return Refuse(NotOwner, "This conversation waits for an agent.")
			}
			return Refuse(NotOwner, "This conversation now belongs to agent %s.", d.c.Contact.Agent)
		}
	default:
		return Refuse(Forbidden, "Only the visitor and their agent write here.")
	}
	if d.c.State == Ended {
		return d.notOpen()
	}
	return nil
}

func (d decision) notOpen() error {
	if d.c.State == Ended {
		return Refuse(WrongState, "This conversation is closed.")
	}
	return noConversation()
}

func noConversation() error { return Refuse(NotFound, "No such conversation.").At("stream") }
