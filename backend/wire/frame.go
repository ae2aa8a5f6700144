package wire

import (
	"encoding/json"

	"github.com/parley-desk/parley/backend/desk"
)

// Proto is the version of the protocol this program speaks; ProtoMin is the
// oldest one it still understands.
const (
	Proto    = 1
	ProtoMin = 1
)

// The names of the frames; see the package comment.
const (
	FrameHello    = "hello"
	FrameDo       = "do"
	FrameSignal   = "signal"
	FrameWelcome  = "welcome"
	FrameWhole    = "whole"
	FrameEvents   = "events"
	FrameGone     = "gone"
	FrameDone     = "done"
	FrameRefused  = "refused"
	FrameBye      = "bye"
	FrameOffer    = "offer"
	FrameWait     = "wait"
	FrameMe       = "me"
	FrameLibrary  = "library"
	FrameOwn      = "own_answers"
	FrameCustomer = "customer"
)

// Hello is the first frame up.
type Hello struct {
	Frame string `json:"frame" enum:"hello"`
	Proto int    `json:"proto"`
	// Token is the agent's or visitor's; a visitor without one is new here and
	// is given one in the welcome.
	Token string `json:"token,omitempty"`
	// Device is made by the client once and kept: command ids are unique on it.
	Device string `json:"device" minLength:"8" maxLength:"64"`
	// Epoch and Cursor are where the client stands, empty and 0 at first.
	Epoch  string `json:"epoch,omitempty"`
	Cursor int64  `json:"cursor,omitempty"`
	// Confirms says that this agent's client confirms each contact it shows
	// (contact.confirm) and may be held to it. One that does not is not.
	Confirms bool `json:"confirms,omitempty"`
	// Visitor tells what only a visitor's hello says.
	Visitor *VisitorHello `json:"visitor,omitempty"`
}

// VisitorHello is what the widget knows of its visitor.
type VisitorHello struct {
	Project desk.ProjectID `json:"project"`
	// Stream is the conversation the cursor belongs to, if any.
	Stream   desk.Stream `json:"stream,omitempty"`
	Page     *desk.Page  `json:"page,omitempty"`
	Language string      `json:"language,omitempty"`
	Name     string      `json:"name,omitempty"`
	// Channel is chat, or app where the widget stands inside an app.
	Channel desk.Channel `json:"channel,omitempty" enum:"chat,app"`
}

// Do is a command.
type Do struct {
	Frame string `json:"frame" enum:"do"`
	// ID is made by the client: 128 random bits in text. The same id with the
	// same content is answered as the first time, with another it is refused.
	ID string `json:"id" minLength:"8" maxLength:"64"`
	// Stream is the conversation, or the agent's own stream; a visitor who
	// has no conversation leaves it empty and so opens one.
	Stream desk.Stream     `json:"stream,omitempty"`
	Kind   DoKind          `json:"kind" enum:"message.post,contact.confirm,conversation.transfer,conversation.snooze,conversation.wake,conversation.close,conversation.leave,visitor.block,address.leave,visitor.view,thread.deliver,thread.see,status.set"`
	Body   json.RawMessage `json:"body,omitempty"`
}

// DoKind names a command.
type DoKind string

// The commands of the line.
const (
	// DoPost writes a message; body PostBody. Visitor and agent.
	DoPost DoKind = "message.post"
	// DoConfirm says that a contact is shown; body ConfirmBody. Agent.
	DoConfirm DoKind = "contact.confirm"
	// DoTransfer hands the conversation on; body TransferBody. Agent.
	DoTransfer DoKind = "conversation.transfer"
	// DoSnooze sets it aside; body SnoozeBody. Agent.
	DoSnooze DoKind = "conversation.snooze"
	// DoWake takes it back before its time, or after it where it is kept for the
	// agent; no body. Agent.
	DoWake DoKind = "conversation.wake"
	// DoBlock blocks the conversation's visitor and ends it; no body. Agent.
	DoBlock DoKind = "visitor.block"
	// DoAddress says where to tell of an answer; body AddressBody. Visitor.
	DoAddress DoKind = "address.leave"
	// DoView says where the visitor is now; body ViewBody. With an empty stream and
	// no conversation it says where one would begin, and is written down nowhere.
	// Visitor.
	DoView DoKind = "visitor.view"
	// DoDeliver says that their page has what the agent wrote, DoSee that they
	// saw it; body MarkBody. One that says nothing new changes nothing. Of a
	// conversation that is over it may be said too. Visitor.
	DoDeliver DoKind = "thread.deliver"
	DoSee     DoKind = "thread.see"
	// DoClose ends the conversation; body CloseBody. Agent.
	DoClose DoKind = "conversation.close"
	// DoLeave says the visitor closed the window on purpose; no body. Visitor.
	DoLeave DoKind = "conversation.leave"
	// DoStatus chooses a status; body StatusBody; stream is the agent's own.
	DoStatus DoKind = "status.set"
)

// PostBody is the body of message.post: a text, a file that was handed in, or what
// an agent sends from the library.
type PostBody struct {
	Text string `json:"text,omitempty"`
	// Form and Item name a link or an offer by its id in the library.
	Form desk.Form `json:"form,omitempty" enum:"link,offer"`
	Item string    `json:"item,omitempty"`
	// Original is what the agent wrote, where Text is its translation From one
	// language To another.
	Original string `json:"original,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	// File is what handing the file in answered.
	File desk.FileID `json:"file,omitempty"`
}

// FileLimits are which files can be sent.
type FileLimits struct {
	// MaxBytes is how large one may be.
	MaxBytes int64 `json:"maxBytes"`
	// Endings are those a name may have, small and without a dot.
	Endings []string `json:"endings"`
}

// FileLimitsOf are those of a project for one side.
func FileLimitsOf(f desk.Files, by desk.ActorKind) FileLimits {
	l := FileLimits{MaxBytes: f.MaxBytes(by), Endings: []string{}}
	for _, k := range f.Allowed(by) {
		l.Endings = append(l.Endings, k.Endings()...)
	}
	return l
}

// ConfirmBody is the body of contact.confirm.
type ConfirmBody struct {
	Contact desk.ContactNo `json:"contact"`
}

// TransferBody is the body of conversation.transfer. One of Agent and Group is
// set; see GET /api/v1/conversations/{id}/targets for whom there is.
type TransferBody struct {
	Agent   desk.AgentID `json:"agent,omitempty"`
	Group   desk.GroupID `json:"group,omitempty"`
	Comment string       `json:"comment,omitempty"`
	// Anyway transfers to who is not available now.
	Anyway bool `json:"anyway,omitempty"`
}

// SnoozeBody is the body of conversation.snooze.
type SnoozeBody struct {
	Until desk.Millis `json:"until"`
	// Keep reserves it for this agent afterwards.
	Keep bool `json:"keep,omitempty"`
}

// CloseBody is the body of conversation.close. None of it is needed, but for the
// tags where the project wants them; see GET /api/v1/conversations/{id}/closing.
type CloseBody struct {
	Tags []desk.TagID `json:"tags,omitempty"`
	// NewTags are names of tags that are made.
	NewTags []string `json:"newTags,omitempty"`
	// Comment is the endnote: for colleagues, never the visitor.
	Comment string `json:"comment,omitempty"`
	// Rating is what the agent says of the desk itself, from 1 to 5, the best.
	Rating int `json:"rating,omitempty"`
	// Email is where a transcript goes; WithNote sends the endnote along.
	Email    string `json:"email,omitempty"`
	WithNote bool   `json:"withNote,omitempty"`
}

// Command is the closing that is asked for.
func (b CloseBody) Command() desk.Close {
	return desk.Close{Comment: b.Comment, Tags: b.Tags, NewTags: b.NewTags, Rating: b.Rating, Email: b.Email, WithNote: b.WithNote}
}

// AddressBody is the body of address.leave.
type AddressBody struct {
	Email string `json:"email"`
}

// ViewBody is the body of visitor.view: an address that begins with http or
// https. The same as before changes nothing, and more than one a second, or of a
// page that turns itself one in ten minutes, is refused with rate_limited.
type ViewBody struct {
	Page desk.Page `json:"page"`
}

// MarkBody is the body of thread.deliver and thread.see.
type MarkBody struct {
	// Upto is the number of the last message it is about.
	Upto int64 `json:"upto"`
}

// StatusBody is the body of status.set.
type StatusBody struct {
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Status  desk.Status  `json:"status" enum:"available,unavailable"`
}

// Signal is something fleeting, both ways: never stored, newest wins, dropped
// under pressure.
type Signal struct {
	Frame  string      `json:"frame" enum:"signal"`
	N      int64       `json:"n,omitempty"`
	Stream desk.Stream `json:"stream"`
	Kind   SignalKind  `json:"kind" enum:"typing"`
	// On is true when it begins and false when it ends.
	On bool `json:"on"`
}

// SignalKind names a signal.
type SignalKind string

// Typing: the other side is writing. It is repeated every four seconds while
// it lasts and forgotten after six.
const Typing SignalKind = "typing"

// Welcome is the first frame down.
type Welcome struct {
	Frame string `json:"frame" enum:"welcome"`
	N     int64  `json:"n"`
	Proto int    `json:"proto"`
	Epoch string `json:"epoch"`
	// At is the server's clock, by which timers are drawn.
	At desk.Millis `json:"at"`
	// Agent or Visitor is set, according to who said hello.
	Agent   *AgentWelcome   `json:"agent,omitempty"`
	Visitor *VisitorWelcome `json:"visitor,omitempty"`
}

// AgentWelcome tells an agent who they are.
type AgentWelcome struct {
	ID       desk.AgentID `json:"id"`
	Name     string       `json:"name"`
	Username string       `json:"username"`
	Role     desk.Role    `json:"role" enum:"agent,manager,admin"`
	Project  ProjectInfo  `json:"project"`
	// Channels are those granted, in the order in which they are shown.
	Channels []ChannelInfo `json:"channels"`
	// Imposed is why the desk made the agent unavailable on all of them.
	Imposed desk.Imposition `json:"imposed,omitempty" enum:"missed"`
	// Ungrouped: no group has the agent, so that nothing new is routed to them; what is
	// handed to them or kept for them still comes.
	Ungrouped bool `json:"ungrouped,omitempty"`
	// Translates: messages can be translated here.
	Translates bool `json:"translates,omitempty"`
	// Files are which files can be sent.
	Files FileLimits `json:"files"`
	// FilesURL is the origin that files are read from, absent where it is the
	// server's own.
	FilesURL string `json:"filesURL,omitempty"`
}

// CustomerRecord is what is known of a visitor, and RecordChange changes some of
// it: they are the same on the line as in the core.
type (
	CustomerRecord = desk.CustomerRecord
	RecordChange   = desk.RecordChange
)

// File is a file as its message tells of it, the same on the line as in the core.
type File = desk.File

// Customer is a frame down to the agent who talks to a visitor: what is known of
// them was changed, and is this now. GET /api/v1/conversations/{id}/customer tells
// it to who was not on the line.
type Customer struct {
	Frame string `json:"frame" enum:"customer"`
	N     int64  `json:"n"`
	// Customer is the visitor.
	Customer desk.VisitorID      `json:"customer"`
	Record   desk.CustomerRecord `json:"record"`
}

// Me is a frame down: the agent's account was changed, or what the settings say
// for it, and this is what it is now.
type Me struct {
	Frame string       `json:"frame" enum:"me"`
	N     int64        `json:"n"`
	Agent AgentWelcome `json:"agent"`
}

// ProjectInfo is what everybody in a project may know of it.
type ProjectInfo struct {
	ID   desk.ProjectID `json:"id"`
	Name string         `json:"name"`
	// Letters stand before a contact's number, as in "AC 4711".
	Letters string `json:"letters"`
	// Team is the page of the agents' own; no visitor is told of it.
	Team desk.Team `json:"team,omitzero"`
}

// ChannelInfo is one channel granted to an agent.
type ChannelInfo struct {
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Status  desk.Status  `json:"status" enum:"available,unavailable"`
	Slots   int          `json:"slots"`
}

// VisitorWelcome tells a visitor where they are.
type VisitorWelcome struct {
	// Token is to be kept and said at the next hello; only set when it is new.
	Token   string `json:"token,omitempty"`
	Project string `json:"project"`
	// Stream is the visitor's open conversation, or the one they asked for if
	// it has just ended, or empty.
	Stream desk.Stream `json:"stream,omitempty"`
	// Answerable tells whether somebody could answer right now.
	Answerable bool `json:"answerable"`
	// Offer is what the visitor is offered.
	Offer VisitorOffer `json:"offer"`
	// Files are which files they can send, absent where they can send none.
	Files *FileLimits `json:"files,omitempty"`
	// FilesURL is the origin that files are read from, absent where it is the
	// server's own.
	FilesURL string `json:"filesURL,omitempty"`
}

// VisitorOffer is what a visitor without a conversation is offered.
type VisitorOffer struct {
	// State is online when somebody could answer right now, busy when not, and
	// none when this visitor is offered nothing and the widget stays away.
	State OfferState `json:"state" enum:"online,busy,offline,none"`
	// Async tells whether they may write all the same and wait.
	Async bool `json:"async"`
	// Welcome is said where they may have to wait; empty for the widget's own.
	Welcome string `json:"welcome,omitempty"`
	// Stays: there is no control for leaving the conversation.
	Stays bool `json:"stays,omitempty"`
	// Mail tells whether they may leave an address to be told of an answer.
	Mail bool `json:"mail,omitempty"`
}

// OfferState is a site button's state.
type OfferState string

// The states of an offer.
const (
	// OfferOnline: somebody could answer right now.
	OfferOnline OfferState = "online"
	// OfferBusy: they are there, and have no slot left.
	OfferBusy OfferState = "busy"
	// OfferOffline: nobody is there, or it is out of hours.
	OfferOffline OfferState = "offline"
	// OfferNone: no targeting rule fits, or the visitor is not wanted.
	OfferNone OfferState = "none"
)

// Offer is a frame down to a visitor without a conversation: the offer changed.
type Offer struct {
	Frame string       `json:"frame" enum:"offer"`
	N     int64        `json:"n"`
	Offer VisitorOffer `json:"offer"`
}

// Wait is a frame down to a visitor who waits: how it stands.
type Wait struct {
	Frame  string      `json:"frame" enum:"wait"`
	N      int64       `json:"n"`
	Stream desk.Stream `json:"stream"`
	// Contacts is how many there have been: whoever came first is gone, unless one
	// more has joined.
	Contacts int `json:"contacts,omitempty"`
	// Kept: it is kept for one agent, or snoozed, and has no place in any queue.
	// Otherwise Ahead is how many go first.
	Kept  bool `json:"kept,omitempty"`
	Ahead int  `json:"ahead"`
	// Absent: nobody who may answer it now is there.
	Absent bool `json:"absent,omitempty"`
	// Estimate is the median wait for a first answer at this hour, in
	// milliseconds; 0 where there are too few to tell.
	Estimate desk.Millis `json:"estimate,omitempty"`
	// Exceeded: they have waited longer than that.
	Exceeded bool `json:"exceeded,omitempty"`
}

// Whole is a conversation from its first event.
type Whole[E AgentEvent | VisitorEvent] struct {
	Frame  string      `json:"frame" enum:"whole"`
	N      int64       `json:"n"`
	Stream desk.Stream `json:"stream"`
	Events []E         `json:"events"`
}

// Events is what happened after the client's cursor, of one or several
// streams, in order; afterwards the client stands at Cursor.
type Events[E AgentEvent | VisitorEvent] struct {
	Frame  string `json:"frame" enum:"events"`
	N      int64  `json:"n"`
	Cursor int64  `json:"cursor"`
	List   []E    `json:"list"`
	// More says that this is not all: it was too much for one frame.
	More bool `json:"more,omitempty"`
	// At is the server's clock, in the frame that comes every quarter of a
	// minute: a machine's clock may be put right meanwhile.
	At desk.Millis `json:"at,omitempty"`
}

// Gone is a conversation that ceased to be visible.
type Gone struct {
	Frame  string      `json:"frame" enum:"gone"`
	N      int64       `json:"n"`
	Stream desk.Stream `json:"stream"`
}

// Done says that a command is durable.
type Done struct {
	Frame string `json:"frame" enum:"done"`
	N     int64  `json:"n"`
	ID    string `json:"id"`
	// Stream and Seq are where its last event stands; both empty for a
	// command that changed nothing.
	Stream desk.Stream `json:"stream,omitempty"`
	Seq    int64       `json:"seq,omitempty"`
}

// Refused says that a command was not carried out.
type Refused struct {
	Frame   string    `json:"frame" enum:"refused"`
	N       int64     `json:"n"`
	ID      string    `json:"id"`
	Code    desk.Code `json:"code"`
	Field   string    `json:"field,omitempty"`
	Message string    `json:"message"`
	// RetryAfter is in milliseconds; absent where waiting does not help.
	RetryAfter desk.Millis `json:"retryAfter,omitempty"`
}

// Resync is the code of a bye that sends a client back to the beginning of the
// log: it stands where the log never was.
const Resync = desk.ResyncRequired

// Bye ends the line.
type Bye struct {
	Frame string    `json:"frame" enum:"bye"`
	N     int64     `json:"n"`
	Code  desk.Code `json:"code"`
	// Again tells whether to come back, After how long to wait first, in
	// milliseconds.
	Again   bool        `json:"again"`
	After   desk.Millis `json:"after,omitempty"`
	Message string      `json:"message"`
}
