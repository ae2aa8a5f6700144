package wire

import "github.com/parley-desk/parley/backend/desk"

// VisitorEvent is what a visitor sees happen in their own conversation. It is
// its own type: a visitor learns a first name and no number, no group, no rule
// and no note.
type VisitorEvent struct {
	Seq  int64       `json:"seq"`
	At   desk.Millis `json:"at"`
	Kind VisitorKind `json:"kind" enum:"message,joined,waiting,transferred,warned,closed"`
	// ID is the visitor's own command id, by which the widget knows its own
	// message again.
	ID string `json:"id,omitempty"`
	// From tells whose message it is.
	From desk.Side `json:"from,omitempty" enum:"visitor,agent"`
	// Name is the agent's username, of joined and of an agent's message.
	Name string `json:"name,omitempty"`
	Text string `json:"text,omitempty"`
	// Form is of a message that is not a text alone: Card, File or Rich is it, and
	// Text says the same in words. Of an erased one there is neither.
	Form desk.Form `json:"form,omitempty" enum:"link,offer,card,product,carousel,choice,file"`
	Card desk.Card `json:"card,omitzero"`
	File desk.File `json:"file,omitzero"`
	// Rich is set, and Card is not, where Form is card, product, carousel or choice.
	Rich *desk.Rich `json:"rich,omitempty"`
	// ClosesAt is of warned: the conversation ends then unless they write.
	ClosesAt desk.Millis `json:"closesAt,omitempty"`
	// End is of closed.
	End VisitorEnd `json:"end,omitempty" enum:"ended,inactive,nobody_free"`
}

// VisitorEnd is as much as a visitor learns of why a conversation ended.
type VisitorEnd string

// The ends a visitor can tell apart.
const (
	// EndedByDesk: somebody of the company ended it.
	EndedByDesk VisitorEnd = "ended"
	// EndedInactive: they wrote nothing for too long.
	EndedInactive VisitorEnd = "inactive"
	// EndedNobodyFree: nobody was free, and this kind does not wait.
	EndedNobodyFree VisitorEnd = "nobody_free"
)

// VisitorKind names what a visitor can see happen.
type VisitorKind string

// The kinds of event a visitor sees.
const (
	VisitorMessage VisitorKind = "message"
	VisitorJoined  VisitorKind = "joined"
	// VisitorWaiting: whoever answered is gone; another is being looked for.
	VisitorWaiting VisitorKind = "waiting"
	// VisitorTransferred: it was handed on, where the project says so. Nobody has it
	// until the next joined: a colleague takes over then, and not before.
	VisitorTransferred VisitorKind = "transferred"
	VisitorWarned      VisitorKind = "warned"
	VisitorClosed      VisitorKind = "closed"
)

// ForVisitor is the door to the conversation's visitor; false for what is not
// theirs to see.
func ForVisitor(e desk.Event, names Names) (VisitorEvent, bool) {
	out := VisitorEvent{Seq: e.Seq, At: e.At}
	switch f := e.Fact.(type) {
	case desk.Posted:
		out.Kind = VisitorMessage
		if e.Content != nil {
			out.Text, out.Form, out.Card, out.Rich = e.Content.Text, f.Form, cardOf(e.Content), e.Content.Rich
			out.File = fileOf(e.Content)
		}
		if e.Actor.Kind == desk.ByVisitor {
			out.From, out.ID = desk.VisitorSide, e.Cmd.ID
		} else {
			out.From, out.Name = desk.AgentSide, names.Username(desk.AgentID(e.Actor.ID))
		}
	case desk.Assigned:
		out.Kind, out.Name = VisitorJoined, names.Username(f.Agent)
	case desk.Unassigned:
		switch f.Reason {
		// Who did not take it up in time is not gone, and was never there for the
		// visitor: that somebody else is asked shows as a transfer does.
		case desk.LineLost, desk.AgentRemoved:
			out.Kind = VisitorWaiting
		}
	case desk.Transferred:
		if f.Told {
			out.Kind = VisitorTransferred
		}
	case desk.Warned:
		out.Kind, out.ClosesAt = VisitorWarned, f.ClosesAt
	case desk.Closed:
		out.Kind = VisitorClosed
		switch f.Reason {
		case desk.VisitorInactive:
			out.End = EndedInactive
		case desk.NobodyFree:
			out.End = EndedNobodyFree
		default:
			out.End = EndedByDesk
		}
	}
	return out, out.Kind != ""
}
