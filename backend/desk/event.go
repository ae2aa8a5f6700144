package desk

import (
	"encoding/json"
	"fmt"
)

// Kind names what happened. Kinds are stored for ever.
type Kind string

// Every kind of event, in the order of a conversation's life, then a
// customer's, then an agent's.
const (
	ConversationOpened Kind = "conversation.opened"
	MessagePosted      Kind = "message.posted"
	ContactOpened      Kind = "contact.opened"
	VisitorLeft        Kind = "visitor.left"
	VisitorReturned    Kind = "visitor.returned"
	ContactClosed      Kind = "contact.closed"
	ConversationClosed Kind = "conversation.closed"

	ContactDelivered        Kind = "contact.delivered"
	ConversationTransferred Kind = "conversation.transferred"
	ConversationSnoozed     Kind = "conversation.snoozed"
	ConversationWoken       Kind = "conversation.woken"
	ConversationReleased    Kind = "conversation.released"
	VisitorWarned           Kind = "visitor.warned"
	VisitorAddressLeft      Kind = "visitor.address_left"
	VisitorNotified         Kind = "visitor.notified"
	ConversationTagged      Kind = "conversation.tagged"
	ContactRated            Kind = "contact.rated"
	TranscriptAsked         Kind = "transcript.asked"

	MessageTranslated Kind = "message.translated"

	VisitorViewed   Kind = "visitor.viewed"
	ThreadDelivered Kind = "thread.delivered"
	ThreadSeen      Kind = "thread.seen"

	CustomerBlocked   Kind = "customer.blocked"
	CustomerUnblocked Kind = "customer.unblocked"
	CustomerChanged   Kind = "customer.changed"

	AgentConnected    Kind = "agent.connected"
	AgentDisconnected Kind = "agent.disconnected"
	StatusSet         Kind = "agent.status_set"
	ContactMissed     Kind = "agent.contact_missed"
	StatusImposed     Kind = "agent.status_imposed"
	TranscriptFailed  Kind = "agent.transcript_failed"
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

// Completes tells whether e says in the same breath, which is to say by the same
// command, where a conversation went whose contact ended with the event before it.
func (e Event) Completes(before Event) bool {
	end, ok := before.Fact.(Unassigned)
	if !ok || e.Stream != before.Stream || e.Offset != before.Offset+1 || e.At != before.At || e.Actor != before.Actor {
		return false
	}
	switch f := e.Fact.(type) {
	case Transferred:
		return end.Reason == HandedOn
	case Closed:
		return end.Reason == f.Reason
	}
	return false
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
	// Original is what the agent wrote, where Text is its translation.
	Original string `json:"original,omitempty"`
	// Name is what the visitor calls themselves.
	Name string `json:"name,omitempty"`
	// Page is where the visitor was.
	Page *Page `json:"page,omitempty"`
	// Note is the agent's endnote or the comment of a transfer, never shown to
	// the visitor.
	Note string `json:"note,omitempty"`
	// Email is where the visitor wants to be told of an answer, or where a
	// transcript goes.
	Email string `json:"email,omitempty"`
	// Card is the link or offer of a message that is one; Text says the same in
	// words.
	Card *Card `json:"card,omitempty"`
	// Rich is the card, the product, the carousel or the choice of a message that is one;
	// Text says the same in words.
	Rich *Rich `json:"rich,omitempty"`
	// File is the file of a message that is one; Text is its name.
	File *File `json:"file,omitempty"`
	// Customer is what is known of the visitor, of customer.changed.
	Customer *CustomerRecord `json:"customer,omitempty"`
}

// Page is a page of the company's site.
type Page struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
}

// Unknown is the fact of a kind this program is too old to know.
type Unknown struct {
	Of  Kind
	Raw json.RawMessage
}

// Kind is the kind that was read.
func (u Unknown) Kind() Kind { return u.Of }

// MarshalJSON gives back the bytes that were read.
func (u Unknown) MarshalJSON() ([]byte, error) { return u.Raw, nil }

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
