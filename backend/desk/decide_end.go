package desk

func (d decision) close(cmd Close) ([]Event, error) {
	if d.by.Kind != ByAgent {
		return nil, Refuse(Forbidden, "Only an agent closes a conversation.")
	}
	if err := CheckComment(cmd.Comment); err != nil {
		return nil, err
	}
	reason := ClosedByAgent
	if err := d.writer(); err != nil {
		if d.c.State == "" || d.c.State == Ended || !cmd.As.Manages() {
			return nil, err
		}
		reason = ClosedByAdmin
	}
	return d.ending(reason, Closed{Reason: reason}, noted(cmd.Comment)), nil
}

func (d decision) end(cmd End) ([]Event, error) {
	if err := d.system(); err != nil {
		return nil, err
	}
	return d.ending(cmd.Reason, Closed(cmd), nil), nil
}

func (d decision) block(cmd Block) ([]Event, error) {
	if d.by.Kind != ByAgent {
		return nil, Refuse(Forbidden, "Only an agent blocks a visitor.")
	}
	if err := d.writer(); err != nil && (d.c.State == "" || d.c.State == Ended || !cmd.As.Manages()) {
		return nil, err
	}
	return d.ending(VisitorBlocked, Closed{Reason: VisitorBlocked}, nil), nil
}

// ending is the end of the conversation, and of the contact where one is open.
func (d decision) ending(why Reason, closed Closed, content *Content) []Event {
	var events []Event
	if d.c.owesNotice() && why != VisitorBlocked {
		// No timer outlives the end, and the answer may be the last word.
		events = append(events, d.event(Notified{}, nil))
	}
	if d.c.Contact.No != 0 {
		events = append(events, d.ended(why))
	}
	return append(events, d.event(closed, content))
}
