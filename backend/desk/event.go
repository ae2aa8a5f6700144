package desk

import (
	"encoding/json"
	"fmt"
)

// Kind names what happened. Kinds are stored for ever.
type Kind string

// Every kind of event, in the order of a conversation's life, then an agent's.
const (
	ConversationOpened Kind = "conversation.opened"
	MessagePosted      Kind = "message.posted"
	ContactOpened      Kind = "contact.opened"
	VisitorLeft        Kind = "visitor.left"
	VisitorReturned    Kind = "visitor.returned"
	ContactClosed      Kind = "contact.closed"
	ConversationClosed Kind = "conversation.closed"

	AgentConnected    Kind = "agent.connected"
	AgentDisconnected Kind = "agent.disconnected"
	StatusSet         Kind = "agent.status_set"
)

// Event is one thing that happened. Its Fact is the skeleton that every figure
// is made of and that stays for ever; its Content is what a person wrote or is,
// and can be erased.
type Event struct {
	// Offset numbers the events of a project, Seq those of the stream; both
	// run 1, 2, 3… without a gap. They are given when the event is stored.
	Offset int64
	Seq    int64
	Stream Stream
	At     Millis
	Kind   Kind
	Actor  Actor
	// Cmd is the command this event answers, empty where none was sent.
	Cmd     CommandID
	Fact    Fact
	Content *Content
}

// CommandID names one command of one device for ever; repeating it is harmless.
type CommandID struct {
	Device string `json:"device"`
	ID     string `json:"id"`
}

// Fact is the skeleton of an event, one type for each kind.
type Fact interface{ Kind() Kind }

// Content is the personal part of an event.
type Content struct {
	Text string `json:"text,omitempty"`
	// Name is what the visitor calls themselves.
	Name string `json:"name,omitempty"`
	// Page is where the visitor was.
	Page *Page `json:"page,omitempty"`
	// Note is the agent's endnote, never shown to the visitor.
	Note string `json:"note,omitempty"`
}

// Page is a page of the company's site.
type Page struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
}

// Opened begins a conversation and its wait.
type Opened struct {
	Visitor VisitorID `json:"visitor"`
	Channel Channel   `json:"channel"`
	// Groups are the routing groups that may answer.
	Groups []GroupID `json:"groups"`
	// Site is the host name the visitor wrote from.
	Site string `json:"site,omitempty"`
	// Language is the visitor's, as the browser says it, for example "fr-BE".
	Language string `json:"language,omitempty"`
}

// Posted is a message in the thread.
type Posted struct {
	// Contact is the contact it belongs to, 0 while the visitor waits.
	Contact ContactNo `json:"contact,omitempty"`
}

// Assigned gives the conversation to an agent: a contact begins.
type Assigned struct {
	Contact ContactNo `json:"contact"`
	Agent   AgentID   `json:"agent"`
	// Why is one true sentence about the choice.
	Why string `json:"why"`
	// Waited is the time from the beginning of the wait, in milliseconds.
	Waited Millis `json:"waited"`
}

// Left says that the visitor is no longer on the site.
type Left struct {
	// Ended is true when the visitor closed the conversation window on
	// purpose rather than leaving the page.
	Ended bool `json:"ended,omitempty"`
}

// Returned says that the visitor is on the site again.
type Returned struct{}

// Unassigned ends a contact and frees its slot.
type Unassigned struct {
	Contact ContactNo `json:"contact"`
	Agent   AgentID   `json:"agent"`
	Reason  Reason    `json:"reason"`
}

// Closed ends the conversation.
type Closed struct {
	Reason Reason `json:"reason"`
}

// Reason says why a contact or a conversation ended.
type Reason string

// The reasons for an ending.
const (
	// ClosedByAgent: the agent confirmed the closing dialog.
	ClosedByAgent Reason = "agent"
)

// Connected says that the agent's first device came on the line.
type Connected struct{}

// Disconnected says that the agent's last device left the line.
type Disconnected struct{}

// StatusChanged is the agent's choice for one channel.
type StatusChanged struct {
	Channel Channel `json:"channel"`
	Status  Status  `json:"status"`
}

// Unknown is the fact of a kind this program is too old to know.
type Unknown struct {
	Of  Kind
	Raw json.RawMessage
}

// Each fact knows its kind.

func (Opened) Kind() Kind        { return ConversationOpened }
func (Posted) Kind() Kind        { return MessagePosted }
func (Assigned) Kind() Kind      { return ContactOpened }
func (Left) Kind() Kind          { return VisitorLeft }
func (Returned) Kind() Kind      { return VisitorReturned }
func (Unassigned) Kind() Kind    { return ContactClosed }
func (Closed) Kind() Kind        { return ConversationClosed }
func (Connected) Kind() Kind     { return AgentConnected }
func (Disconnected) Kind() Kind  { return AgentDisconnected }
func (StatusChanged) Kind() Kind { return StatusSet }
func (u Unknown) Kind() Kind     { return u.Of }

// MarshalJSON gives back the bytes that were read.
func (u Unknown) MarshalJSON() ([]byte, error) { return u.Raw, nil }

// facts decodes the skeleton of each kind. A kind that is missing here is
// Unknown, so a test walks the golden list through it.
var facts = map[Kind]func([]byte) (Fact, error){
	ConversationOpened: decode[Opened],
	MessagePosted:      decode[Posted],
	ContactOpened:      decode[Assigned],
	VisitorLeft:        decode[Left],
	VisitorReturned:    decode[Returned],
	ContactClosed:      decode[Unassigned],
	ConversationClosed: decode[Closed],
	AgentConnected:     decode[Connected],
	AgentDisconnected:  decode[Disconnected],
	StatusSet:          decode[StatusChanged],
}

func decode[F Fact](raw []byte) (Fact, error) {
	var f F
	err := json.Unmarshal(raw, &f)
	return f, err
}

// DecodeFact reads the stored skeleton of an event of the given kind.
func DecodeFact(k Kind, raw []byte) (Fact, error) {
	f, ok := facts[k]
	if !ok {
		return Unknown{Of: k, Raw: append(json.RawMessage(nil), raw...)}, nil
	}
	fact, err := f(raw)
	if err != nil {
		return nil, fmt.Errorf("skeleton of %s: %w", k, err)
	}
	return fact, nil
}
