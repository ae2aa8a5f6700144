package desk

import "slices"

// MaxRating is the best an agent can say of how a contact went; the worst is 1.
const MaxRating = 5

// Check says what is wrong with what a closing carries, as far as that can be
// seen without knowing the project. It is the same in the desktop before sending
// and on the server.
func (cmd Close) Check() error {
	if err := CheckComment(cmd.Comment); err != nil {
		return err
	}
	if n := len(cmd.Tags) + len(cmd.NewTags); n > MaxTags {
		return Refuse(Invalid, "A conversation is given up to %d tags; these are %d.", MaxTags, n).At("tags")
	}
	for _, name := range cmd.NewTags {
		if err := CheckTagName(name); err != nil {
			return AsError(err).At("newTags")
		}
	}
	if cmd.Rating < 0 || cmd.Rating > MaxRating {
		return Refuse(Invalid, "A rating is from 1 to %d.", MaxRating).At("rating")
	}
	if cmd.Email != "" {
		return CheckEmail(cmd.Email)
	}
	return nil
}

func (d decision) close(cmd Close) ([]Event, error) {
	if d.by.Kind != ByAgent {
		return nil, Refuse(Forbidden, "Only an agent closes a conversation.")
	}
	if err := cmd.Check(); err != nil {
		return nil, err
	}
	reason := ClosedByAgent
	if err := d.writer(); err != nil {
		if d.c.State == "" || d.c.State == Ended || !cmd.As.Manages() {
			return nil, err
		}
		reason = ClosedByAdmin
	}
	if err := d.tagging(cmd, reason); err != nil {
		return nil, err
	}
	var events []Event
	if len(cmd.Found) > 0 {
		events = append(events, d.event(Tagged{Tags: cmd.Found}, nil))
	}
	if cmd.Rating > 0 {
		if reason != ClosedByAgent {
			return nil, Refuse(Forbidden, "Only who has the conversation open says how it went.").At("rating")
		}
		events = append(events, d.event(Rated{Contact: d.c.Contact.No, Agent: d.c.Contact.Agent, Rating: cmd.Rating}, nil))
	}
	if cmd.Email != "" {
		events = append(events, d.event(Transcribed{Contact: d.c.Contact.No, WithNote: cmd.WithNote}, &Content{Email: cmd.Email}))
	}
	return append(events, d.ending(reason, Closed{Reason: reason}, noted(cmd.Comment))...), nil
}

// tagging holds the tags of a closing against the project's rules. Who ends a
// conversation from outside need not know what it was about.
func (d decision) tagging(cmd Close, reason Reason) error {
	for _, id := range cmd.Tags {
		if !slices.ContainsFunc(cmd.Found, func(t TagRef) bool { return t.ID == id }) {
			return Refuse(NotFound, "One of these tags is there no more; choose again.").At("tags")
		}
	}
	l := cmd.Lifecycle
	tagging := l.TaggingOf(cmd.There)
	switch {
	case tagging == TagsOff && len(cmd.Found) > 0:
		return Refuse(Invalid, "Conversations are not tagged here.").At("tags")
	case tagging == TagsRequired && len(cmd.Found) == 0 && reason == ClosedByAgent:
		return Refuse(TagsMissing, "Choose at least one tag before closing.").At("tags")
	case l.FixedTags && len(cmd.Made) > 0:
		return Refuse(Forbidden, "Agents make no new tags here; choose from the list.").At("newTags")
	case len(cmd.Made) > 0 && cmd.There+len(cmd.Made) > MaxProjectTags:
		return TooManyTags().At("newTags")
	}
	return nil
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
