package wire

import "github.com/parley-desk/parley/backend/desk"

// VisitorEvent is what a visitor sees happen in their own conversation. It is
// its own type: a visitor learns a first name and no number, no group, no rule
// and no note.
type VisitorEvent struct {
	Seq  int64       `json:"seq"`
	At   desk.Millis `json:"at"`
	Kind VisitorKind `json:"kind" enum:"message,joined,closed"`
	// ID is the visitor's own command id, by which the widget knows its own
	// message again.
	ID string `json:"id,omitempty"`
	// From tells whose message it is.
	From desk.Side `json:"from,omitempty" enum:"visitor,agent"`
	// Name is the agent's username, of joined and of an agent's message.
	Name string `json:"name,omitempty"`
	Text string `json:"text,omitempty"`
}

// VisitorKind names what a visitor can see happen.
type VisitorKind string

// The kinds of event a visitor sees.
const (
	VisitorMessage VisitorKind = "message"
	VisitorJoined  VisitorKind = "joined"
	VisitorClosed  VisitorKind = "closed"
)

// ForVisitor is the door to the conversation's visitor; false for what is not
// theirs to see. username is the public name of an agent.
func ForVisitor(e desk.Event, username func(desk.AgentID) string) (VisitorEvent, bool) {
	switch f := e.Fact.(type) {
	case desk.Posted:
		out := VisitorEvent{Seq: e.Seq, At: e.At, Kind: VisitorMessage}
		if e.Content != nil {
			out.Text = e.Content.Text
		}
		if e.Actor.Kind == desk.ByVisitor {
			out.From, out.ID = desk.VisitorSide, e.Cmd.ID
		} else {
			out.From, out.Name = desk.AgentSide, username(desk.AgentID(e.Actor.ID))
		}
		return out, true
	case desk.Assigned:
		return VisitorEvent{Seq: e.Seq, At: e.At, Kind: VisitorJoined, Name: username(f.Agent)}, true
	case desk.Closed:
		return VisitorEvent{Seq: e.Seq, At: e.At, Kind: VisitorClosed}, true
	}
	return VisitorEvent{}, false
}
