package wire

import "github.com/parley-desk/parley/backend/desk"

// AgentEvent is an event as its agent may see it. Kind decides which of the
// later fields are set.
type AgentEvent struct {
	Stream desk.Stream `json:"stream"`
	Seq    int64       `json:"seq"`
	At     desk.Millis `json:"at"`
	Kind   desk.Kind   `json:"kind" enum:"conversation.opened,message.posted,message.translated,contact.opened,contact.delivered,visitor.left,visitor.returned,visitor.warned,visitor.address_left,visitor.notified,visitor.viewed,thread.delivered,thread.seen,conversation.tagged,contact.rated,transcript.asked,contact.closed,conversation.transferred,conversation.snoozed,conversation.woken,conversation.released,conversation.closed,agent.connected,agent.disconnected,agent.status_set,agent.contact_missed,agent.status_imposed,agent.transcript_failed"`
	Actor  desk.Actor  `json:"actor"`
	// ID is the command's, by which the desktop knows its own message again.
	ID string `json:"id,omitempty"`

	// Of conversation.opened; Page also of visitor.viewed.
	Visitor  desk.VisitorID `json:"visitor,omitempty"`
	Name     string         `json:"name,omitempty"`
	Channel  desk.Channel   `json:"channel,omitempty"`
	Site     string         `json:"site,omitempty"`
	Language string         `json:"language,omitempty"`
	Page     *desk.Page     `json:"page,omitempty"`
	// Target is the name of the targeting rule that fitted.
	Target string `json:"target,omitempty"`
	// Async tells whether the visitor may wait while nobody is free.
	Async bool `json:"async,omitempty"`
	// Of message.posted. Card, File or Rich is set where Form is, and Text says the same
	// in words.
	Text string    `json:"text,omitempty"`
	Form desk.Form `json:"form,omitempty" enum:"link,offer,card,product,carousel,choice,file"`
	Card desk.Card `json:"card,omitzero"`
	File desk.File `json:"file,omitzero"`
	// Rich is set, and Card is not, where Form is card, product, carousel or choice.
	Rich *desk.Rich `json:"rich,omitempty"`
	// Original is what the agent wrote, where Text was translated; From and To are
	// the languages. They are also of message.translated, whose Text is the
	// translation of the message that Upto names.
	Original string `json:"original,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	// Erased: the words of message.posted are no more.
	Erased bool `json:"erased,omitempty"`
	// Of thread.delivered and thread.seen: the last message they are about. Of
	// message.translated: the message.
	Upto int64 `json:"upto,omitempty"`
	// Of contact.opened and contact.closed; Contact also of message.posted,
	// contact.delivered, contact.rated, transcript.asked, agent.contact_missed
	// and agent.transcript_failed.
	Contact desk.ContactNo `json:"contact,omitempty"`
	// Agent is also who snoozed, handed on (From has no field of its own), or
	// was waited for; AgentName is what colleagues call them.
	Agent     desk.AgentID `json:"agent,omitempty"`
	AgentName string       `json:"agentName,omitempty"`
	// WhyFR is Why in French, absent where it was said before Parley spoke it.
	Why    string      `json:"why,omitempty"`
	WhyFR  string      `json:"whyFR,omitempty"`
	Waited desk.Millis `json:"waited,omitempty"`
	// ShownBy is until when the desktop has to confirm a contact it shows.
	ShownBy desk.Millis `json:"shownBy,omitempty"`
	// Of conversation.transferred: whom to, one of the two, what they are
	// called, and what the colleague said.
	ToAgent desk.AgentID `json:"toAgent,omitempty"`
	ToGroup desk.GroupID `json:"toGroup,omitempty"`
	ToName  string       `json:"toName,omitempty"`
	Comment string       `json:"comment,omitempty"`
	Anyway  bool         `json:"anyway,omitempty"`
	// Of conversation.snoozed; and of conversation.woken when that was over, where
	// nobody ended it before.
	Until desk.Millis `json:"until,omitempty"`
	Keep  bool        `json:"keep,omitempty"`
	// Of conversation.woken.
	Waking desk.Waking `json:"waking,omitempty"`
	// Of visitor.warned.
	ClosesAt desk.Millis `json:"closesAt,omitempty"`
	// Of conversation.tagged: the tags, as they were called that day.
	Tags []desk.TagRef `json:"tags,omitempty"`
	// Of transcript.asked: the endnote goes along.
	WithNote bool `json:"withNote,omitempty"`
	// Of contact.closed and conversation.closed. The endnote, or the comment of
	// an administrator, is Comment.
	Reason desk.Reason `json:"reason,omitempty"`
	// Of visitor.left.
	Ended bool `json:"ended,omitempty"`
	// Of agent.status_set; Channel too.
	Status desk.Status `json:"status,omitempty"`
	// Of agent.status_imposed.
	Imposed desk.Imposition `json:"imposed,omitempty"`
}

// Names says what people and groups are called.
type Names interface {
	// Agent is what colleagues call an agent, Username what visitors do.
	Agent(id desk.AgentID) string
	Username(id desk.AgentID) string
	Group(id desk.GroupID) string
}

// ForAgent is the door to the agent who holds the conversation, and to an agent
// for their own stream. Who may look is the caller's question; what they see is
// this function's.
func ForAgent(e desk.Event, names Names) AgentEvent {
	out := AgentEvent{Stream: e.Stream, Seq: e.Seq, At: e.At, Kind: e.Kind, Actor: e.Actor, ID: e.Cmd.ID}
	content := e.Content
	if content == nil {
		content = &desk.Content{}
	}
	agent := func(id desk.AgentID) { out.Agent, out.AgentName = id, names.Agent(id) }
	switch f := e.Fact.(type) {
	case desk.Opened:
		out.Visitor, out.Channel, out.Site, out.Language = f.Visitor, f.Channel, f.Site, f.Language
		out.Target, out.Async = f.TargetName, f.Async
		out.Name, out.Page = content.Name, content.Page
	case desk.Posted:
		out.Contact, out.Text, out.Form, out.Card, out.Rich = f.Contact, content.Text, f.Form, cardOf(content), content.Rich
		out.File, out.Original, out.From, out.To = fileOf(content), content.Original, f.From, f.To
		out.Erased = e.Content == nil
		if e.Actor.Kind == desk.ByAgent {
			out.AgentName = names.Agent(desk.AgentID(e.Actor.ID))
		}
	case desk.Translated:
		out.Upto, out.From, out.To, out.Text = f.Of, f.From, f.To, content.Text
		out.Erased = e.Content == nil
	case desk.Assigned:
		agent(f.Agent)
		out.Contact, out.Why, out.WhyFR, out.Waited, out.ShownBy = f.Contact, f.Why, f.WhyFR, f.Waited, f.ShownBy
	case desk.Delivered:
		out.Contact = f.Contact
	case desk.Unassigned:
		agent(f.Agent)
		out.Contact, out.Reason = f.Contact, f.Reason
	case desk.Transferred:
		agent(f.From)
		out.ToAgent, out.ToGroup, out.Anyway, out.Comment = f.Agent, f.Group, f.Anyway, content.Note
		if f.Agent != "" {
			out.ToName = names.Agent(f.Agent)
		} else {
			out.ToName = names.Group(f.Group)
		}
	case desk.Snoozed:
		agent(f.Agent)
		out.Until, out.Keep = f.Until, f.Keep
	case desk.Woken:
		out.Waking, out.Until = f.Reason, f.Due
	case desk.Released:
		agent(f.Agent)
	case desk.Warned:
		out.ClosesAt = f.ClosesAt
	case desk.Viewed:
		out.Page = content.Page
	case desk.Arrived:
		out.Upto = f.Upto
	case desk.Seen:
		out.Upto = f.Upto
	case desk.Left:
		out.Ended = f.Ended
	case desk.Tagged:
		out.Tags = f.Tags
	case desk.Rated:
		// What somebody says of the desk is for who runs it, not for colleagues.
		agent(f.Agent)
		out.Contact = f.Contact
	case desk.Transcribed:
		out.Contact, out.WithNote = f.Contact, f.WithNote
	case desk.Closed:
		out.Reason, out.Why, out.WhyFR, out.Comment = f.Reason, f.Why, f.WhyFR, content.Note
		if e.Actor.Kind == desk.ByAgent {
			out.AgentName = names.Agent(desk.AgentID(e.Actor.ID))
		}
	case desk.StatusChanged:
		out.Channel, out.Status = f.Channel, f.Status
	case desk.Missed:
		out.Contact = f.Contact
	case desk.Imposed:
		out.Imposed = f.Reason
	case desk.Undelivered:
		out.Contact = f.Contact
	}
	return out
}

// cardOf is the card of a message, the zero one where there is none.
func cardOf(c *desk.Content) desk.Card {
	if c.Card == nil {
		return desk.Card{}
	}
	return *c.Card
}

// fileOf is the file of a message, the zero one where there is none.
func fileOf(c *desk.Content) desk.File {
	if c.File == nil {
		return desk.File{}
	}
	return *c.File
}

// Event is the skeleton and content this view was made of, as far as an agent
// is shown them: the desktop folds them with the rules the server uses.
func (e AgentEvent) Event() desk.Event {
	out := desk.Event{Stream: e.Stream, Seq: e.Seq, At: e.At, Kind: e.Kind, Actor: e.Actor, Cmd: desk.CommandID{ID: e.ID}}
	switch e.Kind {
	case desk.ConversationOpened:
		out.Fact = desk.Opened{
			Visitor: e.Visitor, Channel: e.Channel, Site: e.Site, Language: e.Language, TargetName: e.Target, Async: e.Async,
		}
		out.Content = &desk.Content{Name: e.Name, Page: e.Page}
	case desk.MessageTranslated:
		out.Fact = desk.Translated{Of: e.Upto, From: e.From, To: e.To}
		if !e.Erased {
			out.Content = &desk.Content{Text: e.Text}
		}
	case desk.MessagePosted:
		posted := desk.Posted{Contact: e.Contact, Form: e.Form, From: e.From, To: e.To}
		if !e.Erased {
			out.Content = &desk.Content{Text: e.Text, Original: e.Original}
			switch {
			case e.Form == "":
			case e.Form == desk.FormFile:
				out.Content.File = &e.File
				posted.FileKind, posted.FileSize = e.File.Kind, e.File.Class()
			case e.Form.Pushed():
				out.Content.Rich = e.Rich
			default:
				out.Content.Card = &e.Card
			}
		}
		out.Fact = posted
	case desk.ContactOpened:
		out.Fact = desk.Assigned{Contact: e.Contact, Agent: e.Agent, Why: e.Why, WhyFR: e.WhyFR, Waited: e.Waited, ShownBy: e.ShownBy}
	case desk.ContactDelivered:
		out.Fact = desk.Delivered{Contact: e.Contact}
	case desk.ContactClosed:
		out.Fact = desk.Unassigned{Contact: e.Contact, Agent: e.Agent, Reason: e.Reason}
	case desk.ConversationTransferred:
		out.Fact = desk.Transferred{From: e.Agent, Agent: e.ToAgent, Group: e.ToGroup, Anyway: e.Anyway}
		out.Content = &desk.Content{Note: e.Comment}
	case desk.ConversationSnoozed:
		out.Fact = desk.Snoozed{Agent: e.Agent, Until: e.Until, Keep: e.Keep}
	case desk.ConversationWoken:
		out.Fact = desk.Woken{Reason: e.Waking, Due: e.Until}
	case desk.ConversationReleased:
		out.Fact = desk.Released{Agent: e.Agent}
	case desk.VisitorWarned:
		out.Fact = desk.Warned{ClosesAt: e.ClosesAt}
	case desk.VisitorAddressLeft:
		out.Fact = desk.AddressLeft{}
	case desk.VisitorNotified:
		out.Fact = desk.Notified{}
	case desk.VisitorViewed:
		out.Fact = desk.Viewed{}
		out.Content = &desk.Content{Page: e.Page}
	case desk.ThreadDelivered:
		out.Fact = desk.Arrived{Upto: e.Upto}
	case desk.ThreadSeen:
		out.Fact = desk.Seen{Upto: e.Upto}
	case desk.VisitorLeft:
		out.Fact = desk.Left{Ended: e.Ended}
	case desk.VisitorReturned:
		out.Fact = desk.Returned{}
	case desk.ConversationTagged:
		out.Fact = desk.Tagged{Tags: e.Tags}
	case desk.ContactRated:
		out.Fact = desk.Rated{Contact: e.Contact, Agent: e.Agent}
	case desk.TranscriptAsked:
		out.Fact = desk.Transcribed{Contact: e.Contact, WithNote: e.WithNote}
	case desk.ConversationClosed:
		out.Fact = desk.Closed{Reason: e.Reason, Why: e.Why, WhyFR: e.WhyFR}
		out.Content = &desk.Content{Note: e.Comment}
	case desk.AgentConnected:
		out.Fact = desk.Connected{}
	case desk.AgentDisconnected:
		out.Fact = desk.Disconnected{}
	case desk.StatusSet:
		out.Fact = desk.StatusChanged{Channel: e.Channel, Status: e.Status}
	case desk.ContactMissed:
		out.Fact = desk.Missed{Contact: e.Contact}
	case desk.StatusImposed:
		out.Fact = desk.Imposed{Reason: e.Imposed}
	case desk.TranscriptFailed:
		out.Fact = desk.Undelivered{Contact: e.Contact}
	default:
		out.Fact = desk.Unknown{Of: e.Kind}
	}
	return out
}
