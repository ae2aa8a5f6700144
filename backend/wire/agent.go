package wire

import "github.com/parley-desk/parley/backend/desk"

// AgentEvent is an event as its agent may see it. Kind decides which of the
// later fields are set.
type AgentEvent struct {
	Stream desk.Stream `json:"stream"`
	Seq    int64       `json:"seq"`
	At     desk.Millis `json:"at"`
	Kind   desk.Kind   `json:"kind" enum:"conversation.opened,message.posted,contact.opened,visitor.left,visitor.returned,contact.closed,conversation.closed,agent.connected,agent.disconnected,agent.status_set"`
	Actor  desk.Actor  `json:"actor"`
	// ID is the command's, by which the desktop knows its own message again.
	ID string `json:"id,omitempty"`

	// Of conversation.opened.
	Visitor  desk.VisitorID `json:"visitor,omitempty"`
	Name     string         `json:"name,omitempty"`
	Channel  desk.Channel   `json:"channel,omitempty"`
	Site     string         `json:"site,omitempty"`
	Language string         `json:"language,omitempty"`
	Page     *desk.Page     `json:"page,omitempty"`
	// Of message.posted.
	Text string `json:"text,omitempty"`
	// Of contact.opened and contact.closed; Contact also of message.posted.
	Contact desk.ContactNo `json:"contact,omitempty"`
	Agent   desk.AgentID   `json:"agent,omitempty"`
	Why     string         `json:"why,omitempty"`
	Waited  desk.Millis    `json:"waited,omitempty"`
	// Of contact.closed and conversation.closed.
	Reason desk.Reason `json:"reason,omitempty"`
	// Of visitor.left.
	Ended bool `json:"ended,omitempty"`
	// Of agent.status_set; Channel too.
	Status desk.Status `json:"status,omitempty"`
}

// ForAgent is the door to the agent who holds the conversation, and to an agent
// for their own stream. Who may look is the caller's question; what they see is
// this function's.
func ForAgent(e desk.Event) AgentEvent {
	out := AgentEvent{Stream: e.Stream, Seq: e.Seq, At: e.At, Kind: e.Kind, Actor: e.Actor, ID: e.Cmd.ID}
	content := e.Content
	if content == nil {
		content = &desk.Content{}
	}
	switch f := e.Fact.(type) {
	case desk.Opened:
		out.Visitor, out.Channel, out.Site, out.Language = f.Visitor, f.Channel, f.Site, f.Language
		out.Name, out.Page = content.Name, content.Page
	case desk.Posted:
		out.Contact, out.Text = f.Contact, content.Text
	case desk.Assigned:
		out.Contact, out.Agent, out.Why, out.Waited = f.Contact, f.Agent, f.Why, f.Waited
	case desk.Unassigned:
		out.Contact, out.Agent, out.Reason = f.Contact, f.Agent, f.Reason
	case desk.Left:
		out.Ended = f.Ended
	case desk.Closed:
		out.Reason = f.Reason
	case desk.StatusChanged:
		out.Channel, out.Status = f.Channel, f.Status
	}
	return out
}

// Event is the skeleton and content this view was made of, as far as an agent
// is shown them: the desktop folds them with the rules the server uses.
func (e AgentEvent) Event() desk.Event {
	out := desk.Event{Stream: e.Stream, Seq: e.Seq, At: e.At, Kind: e.Kind, Actor: e.Actor, Cmd: desk.CommandID{ID: e.ID}}
	switch e.Kind {
	case desk.ConversationOpened:
		out.Fact = desk.Opened{Visitor: e.Visitor, Channel: e.Channel, Site: e.Site, Language: e.Language}
		out.Content = &desk.Content{Name: e.Name, Page: e.Page}
	case desk.MessagePosted:
		out.Fact = desk.Posted{Contact: e.Contact}
		out.Content = &desk.Content{Text: e.Text}
	case desk.ContactOpened:
		out.Fact = desk.Assigned{Contact: e.Contact, Agent: e.Agent, Why: e.Why, Waited: e.Waited}
	case desk.ContactClosed:
		out.Fact = desk.Unassigned{Contact: e.Contact, Agent: e.Agent, Reason: e.Reason}
	case desk.VisitorLeft:
		out.Fact = desk.Left{Ended: e.Ended}
	case desk.VisitorReturned:
		out.Fact = desk.Returned{}
	case desk.ConversationClosed:
		out.Fact = desk.Closed{Reason: e.Reason}
	case desk.AgentConnected:
		out.Fact = desk.Connected{}
	case desk.AgentDisconnected:
		out.Fact = desk.Disconnected{}
	case desk.StatusSet:
		out.Fact = desk.StatusChanged{Channel: e.Channel, Status: e.Status}
	default:
		out.Fact = desk.Unknown{Of: e.Kind}
	}
	return out
}
