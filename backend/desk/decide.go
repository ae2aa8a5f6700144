package desk

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
	case Push:
		return d.push(cmd)
	case Translate:
		return d.translate(cmd)
	case Assign:
		return d.assign(cmd)
	case Confirm:
		return d.confirm(cmd)
	case Bounce:
		return d.bounce(cmd)
	case Transfer:
		return d.transfer(cmd)
	case Snooze:
		return d.snooze(cmd)
	case Wake:
		return d.wake(cmd)
	case Release:
		return d.release(cmd)
	case Warn:
		return d.warn(cmd)
	case LeaveAddress:
		return d.leaveAddress(cmd)
	case Notify:
		return d.notify()
	case Leave:
		return d.leave(cmd)
	case Return:
		return d.back()
	case Close:
		return d.close(cmd)
	case End:
		return d.end(cmd)
	case Block:
		return d.block(cmd)
	case Browse:
		return d.browse(cmd)
	case Arrive:
		return d.arrive(cmd)
	case Look:
		return d.look(cmd)
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

func (d decision) one(f Fact) ([]Event, error) { return []Event{d.event(f, nil)}, nil }

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
	content, err := d.said(cmd)
	if err != nil {
		return nil, err
	}
	var events []Event
	if d.by.Kind == ByVisitor {
		if !d.c.Online {
			// Who writes is here, whatever was thought of them.
			events = append(events, d.event(Returned{}, nil))
		}
		if d.c.State == Asleep {
			events = append(events, d.event(Woken{Reason: WokenByMessage}, nil))
		}
	}
	posted := Posted{Contact: d.c.Contact.No, Form: cmd.Form, From: cmd.From, To: cmd.To}
	if content.File != nil {
		posted.Form, posted.FileKind, posted.FileSize = FormFile, content.File.Kind, content.File.Class()
	}
	return append(events, d.event(posted, content)), nil
}

// said is what a message says. Only agents send what the library holds, and they
// name it: what it says is not theirs to choose.
func (d decision) said(cmd Post) (*Content, error) {
	if cmd.Original != "" || cmd.From != "" || cmd.To != "" {
		switch {
		case d.by.Kind != ByAgent:
			return nil, Refuse(Forbidden, "Translations are the desk's to send.").At("original")
		case cmd.Form != "" || cmd.Item != "" || cmd.File != "":
			return nil, Refuse(Invalid, "A link, an offer or a file is sent as it is.").At("original")
		}
		if err := CheckTranslation(cmd.Original, cmd.From, cmd.To); err != nil {
			return nil, err
		}
	}
	if cmd.File != "" {
		return d.attached(cmd)
	}
	if cmd.Form == "" && cmd.Item == "" {
		return &Content{Text: cmd.Text, Original: cmd.Original}, CheckText(cmd.Text)
	}
	switch {
	case d.by.Kind != ByAgent:
		return nil, Refuse(Forbidden, "Links and offers are the desk's to send.").At("form")
	case cmd.Form != FormLink && cmd.Form != FormOffer:
		return nil, Refuse(Invalid, "What is sent from the library is a link or an offer.").At("form")
	case cmd.Form == FormOffer && d.c.Channel == InApp:
		return nil, Refuse(Invalid, "Offers are not shown inside an app.").At("form")
	case cmd.Text != "":
		return nil, Refuse(Invalid, "A link or an offer has no text of its own.").At("text")
	case cmd.Card == nil:
		return nil, Refuse(NotFound, "The library no longer holds this.").At("item")
	}
	return &Content{Text: cmd.Card.Plain(), Card: cmd.Card}, nil
}

func (d decision) leave(cmd Leave) ([]Event, error) {
	if err := d.presence(); err != nil {
		return nil, err
	}
	if cmd.Ended && cmd.Stays {
		return nil, Refuse(Forbidden, "Only the agent ends this conversation.")
	}
	if !d.c.Online {
		return nil, nil
	}
	return d.one(Left{Ended: cmd.Ended})
}

func (d decision) back() ([]Event, error) {
	if err := d.presence(); err != nil || d.c.Online {
		return nil, err
	}
	return d.one(Returned{})
}

func (d decision) warn(cmd Warn) ([]Event, error) {
	if err := d.system(); err != nil || d.c.WarnedAt > 0 {
		return nil, err
	}
	return d.one(Warned{ClosesAt: max(cmd.ClosesAt, d.at+WarnBefore)})
}

func (d decision) leaveAddress(cmd LeaveAddress) ([]Event, error) {
	if d.by.Kind != ByVisitor {
		return nil, Refuse(Forbidden, "An address is the visitor's to leave.")
	}
	if err := d.writer(); err != nil {
		return nil, err
	}
	if err := CheckEmail(cmd.Email); err != nil {
		return nil, err
	}
	return []Event{d.event(AddressLeft{}, &Content{Email: cmd.Email})}, nil
}

func (d decision) notify() ([]Event, error) {
	if err := d.system(); err != nil {
		return nil, err
	}
	return d.one(Notified{})
}
