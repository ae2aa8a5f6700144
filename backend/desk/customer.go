package desk

// Customer is what stays true of a visitor from one conversation to the next.
type Customer struct {
	ID        VisitorID
	Seq       int64
	Blocked   bool
	BlockedAt Millis
	// BlockedBy is who blocked them.
	BlockedBy Actor
}

// Apply records what happened; see [Conversation.Apply].
func (c Customer) Apply(e Event) Customer {
	c.Seq = e.Seq
	if id, ok := e.Stream.Customer(); ok {
		c.ID = id
	}
	switch e.Fact.(type) {
	case Blocked:
		c.Blocked, c.BlockedAt, c.BlockedBy = true, e.At, e.Actor
	case Unblocked:
		c.Blocked, c.BlockedAt, c.BlockedBy = false, 0, Actor{}
	}
	return c
}

// BlockCustomer offers a visitor nothing more, UnblockCustomer ends that. As is
// the role of who asks. An agent blocks whom they talk to: that they do is
// checked where the conversation is known. Letting in again takes a manager.
type (
	BlockCustomer struct {
		Conversation ConversationID
		As           Role
	}
	UnblockCustomer struct{ As Role }
)

func (BlockCustomer) command()   {}
func (UnblockCustomer) command() {}

// DecideCustomer is [Decide] for a customer's stream.
func DecideCustomer(c Customer, cmd Command, by Actor, at Millis) ([]Event, error) {
	one := func(f Fact) ([]Event, error) {
		return []Event{{Stream: c.ID.Stream(), At: at, Kind: f.Kind(), Actor: by, Fact: f}}, nil
	}
	switch cmd := cmd.(type) {
	case BlockCustomer:
		if by.Kind != ByAgent || cmd.Conversation == "" && !cmd.As.Manages() {
			return nil, Refuse(Forbidden, "Only a manager blocks a visitor without a conversation.")
		}
		if c.Blocked {
			return nil, nil
		}
		return one(Blocked{Conversation: cmd.Conversation})
	case UnblockCustomer:
		if by.Kind != ByAgent || !cmd.As.Manages() {
			return nil, Refuse(Forbidden, "Only a manager lets a blocked visitor in again.")
		}
		if !c.Blocked {
			return nil, nil
		}
		return one(Unblocked{})
	}
	if cmd, ok := cmd.(ChangeCustomer); ok {
		return changeCustomer(c, cmd, by, at)
	}
	return nil, Refuse(UnknownType, "This command is not known.")
}

// changeCustomer lets who talks to the visitor, and a manager, change what is known
// of them. To anybody else the visitor does not exist.
func changeCustomer(c Customer, cmd ChangeCustomer, by Actor, at Millis) ([]Event, error) {
	if by.Kind != ByAgent || !cmd.Holds && !cmd.As.Manages() {
		return nil, Refuse(NotFound, "No such visitor.").At("id")
	}
	record, fields, err := cmd.Record.Changing(cmd.Change)
	if err != nil || len(fields) == 0 {
		return nil, err
	}
	f := Changed{Fields: fields}
	return []Event{{Stream: c.ID.Stream(), At: at, Kind: f.Kind(), Actor: by, Fact: f, Content: &Content{Customer: &record}}}, nil
}
