package desk

import (
	"strings"
	"unicode/utf8"
)

func (d decision) assign(cmd Assign) ([]Event, error) {
	if d.by != System {
		return nil, Refuse(Forbidden, "Conversations are given by the routing engine.")
	}
	switch d.c.State {
	case Ongoing:
		return nil, Refuse(AlreadyTaken, "Already taken by agent %s.", d.c.Contact.Agent)
	case Reserved:
		if d.c.Keeper != cmd.Agent {
			return nil, Refuse(WrongState, "This conversation waits for agent %s.", d.c.Keeper)
		}
	case Waiting:
	case Asleep:
		return nil, Refuse(WrongState, "This conversation is snoozed.")
	default:
		return nil, d.notOpen()
	}
	return d.one(Assigned{
		Contact: cmd.Contact, Agent: cmd.Agent, Group: cmd.Group, Why: cmd.Why, WhyFR: cmd.WhyFR, Settings: cmd.Settings,
		ShownBy: cmd.ShownBy, AnswerBy: cmd.AnswerBy, Waited: d.at - d.c.WaitingSince,
	})
}

func (d decision) confirm(cmd Confirm) ([]Event, error) {
	if err := d.holder(); err != nil {
		return nil, err
	}
	if d.c.Contact.No != cmd.Contact || d.c.Contact.Shown {
		return nil, nil // of a contact that is over, or said twice
	}
	return d.one(Delivered(cmd))
}

func (d decision) bounce(cmd Bounce) ([]Event, error) {
	if err := d.system(); err != nil {
		return nil, err
	}
	if d.c.State != Ongoing {
		return nil, nil
	}
	return []Event{d.ended(cmd.Reason)}, nil
}

// ended is the end of the open contact.
func (d decision) ended(why Reason) Event {
	return d.event(Unassigned{Contact: d.c.Contact.No, Agent: d.c.Contact.Agent, Reason: why}, nil)
}

// MaxCommentRunes is how long the comment of a transfer or of an administrator
// may be.
const MaxCommentRunes = 2000

// CheckComment says why a text cannot be a comment, or nil. It may be empty.
func CheckComment(text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if n := utf8.RuneCountInString(text); n > MaxCommentRunes {
		return Refuse(TextTooLong, "Comments can have up to %s characters; this one has %s.",
			Thousands(MaxCommentRunes), Thousands(n)).At("comment")
	}
	if err := CheckText(text); err != nil {
		return AsError(err).At("comment")
	}
	return nil
}

// noted is the content of an internal comment, nil where there is none.
func noted(comment string) *Content {
	if comment = strings.TrimSpace(comment); comment == "" {
		return nil
	}
	return &Content{Note: comment}
}

func (d decision) transfer(cmd Transfer) ([]Event, error) {
	if err := d.holder(); err != nil {
		return nil, err
	}
	field, what := "agent", "colleague"
	if cmd.Group != "" {
		field, what = "group", "group"
	}
	switch {
	case (cmd.Agent == "") == (cmd.Group == ""):
		return nil, Refuse(Invalid, "A conversation is transferred to one agent or to one group.").At(field)
	case cmd.Agent == d.c.Contact.Agent:
		return nil, Refuse(Invalid, "This conversation is yours already.").At(field)
	case !cmd.Target.Known:
		return nil, Refuse(NotFound, "That %s cannot take it; the conversation stays with you.", what).At(field)
	case !cmd.Target.Free && !cmd.Anyway:
		return nil, Refuse(TargetUnavailable, "%s", cmd.Target.Why).At(field)
	}
	if err := CheckComment(cmd.Comment); err != nil {
		return nil, err
	}
	return []Event{
		d.ended(HandedOn),
		d.event(Transferred{
			From: d.c.Contact.Agent, Agent: cmd.Agent, Group: cmd.Group, Anyway: !cmd.Target.Free, Told: cmd.Told,
		}, noted(cmd.Comment)),
	}, nil
}

// LongestSnooze is how far ahead a snooze can end.
const LongestSnooze = 365 * Day

func (d decision) snooze(cmd Snooze) ([]Event, error) {
	if err := d.holder(); err != nil {
		return nil, err
	}
	switch {
	case !d.c.Async:
		return nil, Refuse(NotAsync, "Visitors of this kind of conversation do not wait, so it cannot be snoozed.")
	case cmd.Until <= d.at:
		return nil, Refuse(InThePast, "That moment is past; choose a later one.").At("until")
	case cmd.Until > d.at+LongestSnooze:
		return nil, Refuse(Invalid, "A snooze ends within a year.").At("until")
	}
	return []Event{
		d.ended(SetAside),
		d.event(Snoozed{Agent: d.c.Contact.Agent, Until: cmd.Until, Keep: cmd.Keep}, nil),
	}, nil
}

func (d decision) wake(cmd Wake) ([]Event, error) {
	if d.c.State == "" || d.c.State == Ended {
		return nil, d.notOpen()
	}
	if d.by == System {
		if d.c.State != Asleep {
			return nil, nil
		}
		return d.one(Woken{Reason: WokenDue, Due: min(d.c.Until, d.at)})
	}
	// What is over meanwhile and kept for them they can take just as well.
	if d.c.State != Asleep && (d.c.State != Reserved || !d.c.Kept) {
		return nil, Refuse(WrongState, "This conversation is no longer snoozed.")
	}
	if d.by != AgentActor(d.c.Keeper) {
		return nil, Refuse(NotOwner, "Only who snoozed a conversation takes it back.")
	}
	if d.c.State == Reserved {
		return d.one(Assigned{
			Contact: cmd.Contact, Agent: d.c.Keeper,
			Why: "Taken by hand, having been kept for them.", WhyFR: "Prise à la main, étant gardée pour cette personne.",
		})
	}
	return []Event{
		d.event(Woken{Reason: WokenByHand}, nil),
		d.event(Assigned{
			Contact: cmd.Contact, Agent: d.c.Keeper,
			Why: "Taken back from snooze by hand.", WhyFR: "Reprise à la main pendant la pause.",
		}, nil),
	}, nil
}

func (d decision) release(cmd Release) ([]Event, error) {
	if err := d.system(); err != nil || d.c.State != Reserved {
		return nil, err
	}
	return d.one(Released{Agent: d.c.Keeper, Groups: cmd.Groups})
}
