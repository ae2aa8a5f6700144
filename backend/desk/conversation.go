package desk

// State is where a conversation stands.
type State string

// The states of a conversation. The empty state is that of a conversation
// nothing has happened to.
const (
	// Waiting: nobody answers it yet.
	Waiting State = "waiting"
	// Ongoing: it is open on an agent's panel and takes a slot.
	Ongoing State = "ongoing"
	// Ended: closed for ever; a visitor who writes again opens another.
	Ended State = "closed"
)

// Conversation is everything exchanged with one visitor until it is closed, as
// far as its skeleton tells. The words are in the log.
type Conversation struct {
	ID       ConversationID
	Visitor  VisitorID
	Channel  Channel
	Groups   []GroupID
	Site     string
	Language string

	// Seq is the number of the last event, 0 before the first.
	Seq   int64
	State State
	// Contact is the open contact; its No is 0 while nobody has it.
	Contact Contact
	// Contacts counts the contacts there have been.
	Contacts int
	// Online tells whether the visitor is on the site.
	Online bool

	OpenedAt     Millis
	WaitingSince Millis
	// LastVisitorAt and LastAgentAt are the moments of the last message of
	// either side, 0 before the first.
	LastVisitorAt Millis
	LastAgentAt   Millis
	ClosedAt      Millis
	// Answered tells whether the agent wrote after the visitor's last message.
	Answered bool
}

// Contact is one respondent's spell inside a conversation.
type Contact struct {
	No       ContactNo
	Agent    AgentID
	OpenedAt Millis
}

// Side is one of the two who talk.
type Side string

// The sides of a conversation.
const (
	VisitorSide Side = "visitor"
	AgentSide   Side = "agent"
)

// Awaits tells whose turn it is: the agent's as soon as the visitor has written.
func (c Conversation) Awaits() Side {
	if c.Answered {
		return VisitorSide
	}
	return AgentSide
}

// Apply records what happened. It cannot fail, does not change c, and ignores
// what it does not know except for its place in the log.
func (c Conversation) Apply(e Event) Conversation {
	c.Seq = e.Seq
	switch f := e.Fact.(type) {
	case Opened:
		c.ID, _ = e.Stream.Conversation()
		c.Visitor, c.Channel, c.Groups = f.Visitor, f.Channel, f.Groups
		c.Site, c.Language = f.Site, f.Language
		c.State, c.Online = Waiting, true
		c.OpenedAt, c.WaitingSince = e.At, e.At
	case Posted:
		switch e.Actor.Kind {
		case ByVisitor:
			c.LastVisitorAt, c.Answered = e.At, false
		case ByAgent:
			c.LastAgentAt, c.Answered = e.At, true
		}
	case Assigned:
		c.State = Ongoing
		c.Contact = Contact{No: f.Contact, Agent: f.Agent, OpenedAt: e.At}
		c.Contacts++
	case Unassigned:
		c.Contact = Contact{}
		c.State, c.WaitingSince = Waiting, e.At
	case Left:
		c.Online = false
	case Returned:
		c.Online = true
	case Closed:
		c.State, c.ClosedAt, c.Contact = Ended, e.At, Contact{}
	}
	return c
}
