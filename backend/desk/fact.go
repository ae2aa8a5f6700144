package desk

// Opened begins a conversation and its wait.
type Opened struct {
	Visitor VisitorID `json:"visitor"`
	Channel Channel   `json:"channel"`
	// Groups are the routing groups that may answer where Rule names none, or
	// is no more.
	Groups []GroupID `json:"groups"`
	// Target is the targeting rule that fitted, TargetName what it was called
	// that day, and Rule the routing rule it named.
	Target     TargetID `json:"target,omitempty"`
	TargetName string   `json:"targetName,omitempty"`
	Rule       RuleID   `json:"rule,omitempty"`
	// Require and Priority are the targeting rule's.
	Require  []Need   `json:"require,omitempty"`
	Priority Priority `json:"priority,omitempty"`
	// Async tells whether the visitor may wait while nobody is free, and Queue
	// in whose queue they do.
	Async bool    `json:"async,omitempty"`
	Queue GroupID `json:"queue,omitempty"`
	// Sticky is the agent a returning visitor last talked to.
	Sticky AgentID `json:"sticky,omitempty"`
	// Site is the host name the visitor wrote from.
	Site string `json:"site,omitempty"`
	// Language is the visitor's, as the browser says it, for example "fr-BE".
	Language string `json:"language,omitempty"`
}

// Posted is a message in the thread.
type Posted struct {
	// Contact is the contact it belongs to, 0 while the visitor waits.
	Contact ContactNo `json:"contact,omitempty"`
	// Form is what sort of message it is; the content's card or file is what was
	// sent.
	Form Form `json:"form,omitempty"`
	// From and To are the languages where the agent's text was translated before
	// it was sent; the content's original is what they wrote.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	// FileKind and FileSize are a file's.
	FileKind FileKind  `json:"fileKind,omitempty"`
	FileSize SizeClass `json:"fileSize,omitempty"`
}

// Assigned gives the conversation to an agent: a contact begins.
type Assigned struct {
	Contact ContactNo `json:"contact"`
	Agent   AgentID   `json:"agent"`
	// Group is the group for which the agent was chosen, empty where they were
	// not chosen as one of a group.
	Group GroupID `json:"group,omitempty"`
	// Settings is the version of the settings it was decided by.
	Settings int64 `json:"settings,omitempty"`
	// ShownBy and AnswerBy are until when the agent's desktop has to say that
	// it shows the contact, and the agent to write a word; 0 for no limit.
	ShownBy  Millis `json:"shownBy,omitempty"`
	AnswerBy Millis `json:"answerBy,omitempty"`
	// Why is one true sentence about the choice; WhyFR says it in French.
	Why   string `json:"why"`
	WhyFR string `json:"whyFR,omitempty"`
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

// Unassigned ends a contact and frees its slot. Unless another event says
// otherwise in the same breath, the conversation waits again.
type Unassigned struct {
	Contact ContactNo `json:"contact"`
	Agent   AgentID   `json:"agent"`
	Reason  Reason    `json:"reason"`
}

// Delivered says that the agent's desktop shows the contact.
type Delivered struct {
	Contact ContactNo `json:"contact"`
}

// Transferred hands a conversation on. One of Agent and Group is set; the
// comment is the content's note.
type Transferred struct {
	From  AgentID `json:"from"`
	Agent AgentID `json:"agent,omitempty"`
	Group GroupID `json:"group,omitempty"`
	// Anyway: the target was not available, and the agent insisted.
	Anyway bool `json:"anyway,omitempty"`
	// Told: the visitor is told.
	Told bool `json:"told,omitempty"`
}

// Snoozed sets a conversation aside until a moment or the visitor's next word.
type Snoozed struct {
	Agent AgentID `json:"agent"`
	Until Millis  `json:"until"`
	// Keep: afterwards it waits for this agent alone.
	Keep bool `json:"keep,omitempty"`
}

// Woken ends a snooze.
type Woken struct {
	Reason Waking `json:"reason"`
	// Due is when the snooze was over, which is before the event where nobody was
	// there to end it; 0 where the visitor or the agent ended it.
	Due Millis `json:"due,omitempty"`
}

// Waking says what ended a snooze.
type Waking string

// What ends a snooze.
const (
	WokenByMessage Waking = "message"
	WokenDue       Waking = "due"
	WokenByHand    Waking = "hand"
)

// Released ends the wait for one named agent: others of the groups may answer.
type Released struct {
	Agent  AgentID   `json:"agent"`
	Groups []GroupID `json:"groups,omitempty"`
}

// Warned says that the visitor was told when the conversation ends unless they
// write.
type Warned struct {
	ClosesAt Millis `json:"closesAt"`
}

// AddressLeft says that the visitor left an address to be told of an answer; it
// is the content's e-mail.
type AddressLeft struct{}

// Notified says that a mail about an answer is to go to that address.
type Notified struct{}

// Tagged says what a conversation was about.
type Tagged struct {
	Tags []TagRef `json:"tags"`
}

// Rated is what an agent says of how their contact went. It is of the desk and
// its network, and no part of what visitors say of their satisfaction.
type Rated struct {
	Contact ContactNo `json:"contact"`
	Agent   AgentID   `json:"agent"`
	// Rating is from 1 to [MaxRating], the best.
	Rating int `json:"rating"`
}

// Transcribed says that what was written is to be sent by mail. Where to is the
// content's e-mail.
type Transcribed struct {
	Contact ContactNo `json:"contact,omitempty"`
	// WithNote: the endnote goes along.
	WithNote bool `json:"withNote,omitempty"`
}

// Closed ends the conversation. The agent's endnote, or the comment of an
// administrator, is the content's note.
type Closed struct {
	Reason Reason `json:"reason"`
	// Why is one true sentence about a conversation that nobody answered; WhyFR
	// says it in French.
	Why   string `json:"why,omitempty"`
	WhyFR string `json:"whyFR,omitempty"`
}

// Blocked says that nothing more is offered to a visitor.
type Blocked struct {
	// Conversation is the one that gave cause, empty where there was none.
	Conversation ConversationID `json:"conversation,omitempty"`
}

// Unblocked ends that.
type Unblocked struct{}

// Reason says why a contact or a conversation ended.
type Reason string

// The reasons for an ending.
const (
	// ClosedByAgent: the agent confirmed the closing dialog.
	ClosedByAgent Reason = "agent"
	// ClosedByAdmin: a manager or administrator ended it from outside.
	ClosedByAdmin Reason = "administrator"
	// VisitorInactive: the visitor was answered and wrote nothing more.
	VisitorInactive Reason = "inactivity"
	// VisitorBlocked: the visitor was blocked.
	VisitorBlocked Reason = "blocked"
	// NobodyFree: a visitor who could not wait found nobody free.
	NobodyFree Reason = "nobody_free"

	// The rest end a contact alone.

	// HandedOn: the agent transferred the conversation.
	HandedOn Reason = "transferred"
	// SetAside: the agent snoozed it.
	SetAside Reason = "snoozed"
	// NotAnswered: the agent wrote nothing in time.
	NotAnswered Reason = "not_answered"
	// NotShown: the agent's desktop did not say that it shows it.
	NotShown Reason = "not_shown"
	// LineLost: the agent's line was lost for longer than the grace.
	LineLost Reason = "line_lost"
	// AgentRemoved: the agent's account was deleted.
	AgentRemoved Reason = "agent_removed"
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

// Missed says that the agent did not answer a contact in time.
type Missed struct {
	Conversation ConversationID `json:"conversation"`
	Contact      ContactNo      `json:"contact"`
}

// Undelivered says that the transcript the agent asked for reached nobody.
type Undelivered struct {
	Conversation ConversationID `json:"conversation"`
	Contact      ContactNo      `json:"contact"`
}

// Imposed says that the desk made the agent unavailable on every channel.
type Imposed struct {
	Reason Imposition `json:"reason"`
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
func (Delivered) Kind() Kind     { return ContactDelivered }
func (Transferred) Kind() Kind   { return ConversationTransferred }
func (Snoozed) Kind() Kind       { return ConversationSnoozed }
func (Woken) Kind() Kind         { return ConversationWoken }
func (Released) Kind() Kind      { return ConversationReleased }
func (Warned) Kind() Kind        { return VisitorWarned }
func (AddressLeft) Kind() Kind   { return VisitorAddressLeft }
func (Notified) Kind() Kind      { return VisitorNotified }
func (Tagged) Kind() Kind        { return ConversationTagged }
func (Rated) Kind() Kind         { return ContactRated }
func (Transcribed) Kind() Kind   { return TranscriptAsked }
func (Blocked) Kind() Kind       { return CustomerBlocked }
func (Unblocked) Kind() Kind     { return CustomerUnblocked }
func (Missed) Kind() Kind        { return ContactMissed }
func (Imposed) Kind() Kind       { return StatusImposed }
func (Undelivered) Kind() Kind   { return TranscriptFailed }

// facts decodes the skeleton of each kind. A kind that is missing here is
// Unknown, so a test walks the golden list through it.
var facts = map[Kind]func([]byte) (Fact, error){
	ConversationOpened:      decode[Opened],
	MessagePosted:           decode[Posted],
	MessageTranslated:       decode[Translated],
	ContactOpened:           decode[Assigned],
	VisitorLeft:             decode[Left],
	VisitorReturned:         decode[Returned],
	ContactClosed:           decode[Unassigned],
	ConversationClosed:      decode[Closed],
	AgentConnected:          decode[Connected],
	AgentDisconnected:       decode[Disconnected],
	StatusSet:               decode[StatusChanged],
	ContactDelivered:        decode[Delivered],
	ConversationTransferred: decode[Transferred],
	ConversationSnoozed:     decode[Snoozed],
	ConversationWoken:       decode[Woken],
	ConversationReleased:    decode[Released],
	VisitorWarned:           decode[Warned],
	VisitorAddressLeft:      decode[AddressLeft],
	VisitorNotified:         decode[Notified],
	ConversationTagged:      decode[Tagged],
	ContactRated:            decode[Rated],
	TranscriptAsked:         decode[Transcribed],
	VisitorViewed:           decode[Viewed],
	ThreadDelivered:         decode[Arrived],
	ThreadSeen:              decode[Seen],
	CustomerBlocked:         decode[Blocked],
	CustomerUnblocked:       decode[Unblocked],
	CustomerChanged:         decode[Changed],
	ContactMissed:           decode[Missed],
	StatusImposed:           decode[Imposed],
	TranscriptFailed:        decode[Undelivered],
}
