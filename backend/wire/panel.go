package wire

import "github.com/parley-desk/parley/backend/desk"

// Panel is all that the agent's window shows. The desktop computes it; the
// window draws it and decides nothing. The window first gets it whole and then
// a [PanelPatch] for each change.
type Panel struct {
	// Rev counts the changes; a window that misses one asks for the whole.
	Rev      int64   `json:"rev"`
	Session  Session `json:"session"`
	Line     Line    `json:"line"`
	Channels []Lamp  `json:"channels"`
	// Imposed is why the desk made the agent unavailable on all of them.
	Imposed desk.Imposition `json:"imposed" enum:",missed"`
	// Ungrouped: no group has the agent, so that nothing new is routed to them; what is
	// handed to them or kept for them still comes.
	Ungrouped bool       `json:"ungrouped"`
	Boxes     []StateBox `json:"boxes"`
	// Shelf holds the conversations that are the agent's and not open: snoozed
	// by them, the first to end first, then those that wait for a slot of theirs.
	Shelf []ShelfItem `json:"shelf"`
	// Panes are the conversations on screen, in the order of their places: 1, 2
	// or 4 of them, empty where there is none.
	Panes []desk.Stream `json:"panes"`
	// Active is the one of them the agent works in, empty while none is.
	Active desk.Stream `json:"active"`
	// Threads are theirs, in the same order.
	Threads []Thread `json:"threads"`
	// Notices are sentences for the agent, newest last.
	Notices []Notice `json:"notices"`
}

// OnScreen is the thread the agent works in, nil while there is none.
func (p Panel) OnScreen() *Thread {
	for i := range p.Threads {
		if p.Threads[i].Stream == p.Active {
			return &p.Threads[i]
		}
	}
	return nil
}

// PanelPatch holds the parts of a Panel that changed; an absent part did not.
type PanelPatch struct {
	Rev      int64    `json:"rev"`
	Session  *Session `json:"session,omitempty"`
	Line     *Line    `json:"line,omitempty"`
	Channels *[]Lamp  `json:"channels,omitempty"`
	// Imposed is empty for an absence that has ended.
	Imposed   *desk.Imposition `json:"imposed,omitempty" enum:",missed"`
	Ungrouped *bool            `json:"ungrouped,omitempty"`
	Boxes     *[]StateBox      `json:"boxes,omitempty"`
	Shelf     *[]ShelfItem     `json:"shelf,omitempty"`
	Notices   *[]Notice        `json:"notices,omitempty"`
	// A thread that is in none of the Panes goes.
	Panes  *[]desk.Stream `json:"panes,omitempty"`
	Active *desk.Stream   `json:"active,omitempty"`
	// Threads are those that are new on screen, or changed beyond what a patch
	// can say.
	Threads []Thread `json:"threads,omitempty"`
	// ThreadPatches change others of those on screen.
	ThreadPatches []ThreadPatch `json:"threadPatches,omitempty"`
	// Focus asks the window to put the caret into the compose area: the agent
	// has just chosen a conversation. It never comes by itself.
	Focus bool `json:"focus,omitempty"`
}

// Session is who is signed in, or what signing in needs.
type Session struct {
	// State is signed_out, signing_in or signed_in.
	State SessionState `json:"state" enum:"signed_out,signing_in,signed_in"`
	// Server is the address to sign in at, Email the last one used there.
	Server string `json:"server"`
	Email  string `json:"email"`
	// Error is why signing in failed, or why the agent was signed out. While
	// signing_in it is why that takes so long: it is tried again.
	Error string `json:"error,omitempty"`
	// Set while signed in.
	AgentID  desk.AgentID `json:"agentId,omitempty"`
	Name     string       `json:"name,omitempty"`
	Username string       `json:"username,omitempty"`
	Project  ProjectInfo  `json:"project"`
	// Files are which files can be sent, absent while the server has not said.
	Files *FileLimits `json:"files,omitempty"`
	// DoNotDisturb silences toasts and sounds on this machine.
	DoNotDisturb bool `json:"doNotDisturb"`
	// Writing is how this machine helps the agent who writes.
	Writing Writing `json:"writing"`
	// Version is this program's.
	Version string `json:"version"`
}

// SessionState is where signing in stands.
type SessionState string

// The states of a session.
const (
	SignedOut SessionState = "signed_out"
	SigningIn SessionState = "signing_in"
	SignedIn  SessionState = "signed_in"
)

// Line is the state of the connection.
type Line struct {
	State LineState `json:"state" enum:"online,connecting,offline"`
	// Since is when it came to be so, by this machine's clock.
	Since desk.Millis `json:"since"`
	// Clock is the server's clock minus this machine's: timers add it.
	Clock desk.Millis `json:"clock"`
	// Unsent counts the messages that go to the server as soon as there is a line. Of
	// those that did not go their boxes tell.
	Unsent int `json:"unsent"`
	// Message is one sentence, while not online.
	Message string `json:"message,omitempty"`
}

// LineState is whether the server hears us.
type LineState string

// The states of the line.
const (
	Online     LineState = "online"
	Connecting LineState = "connecting"
	Offline    LineState = "offline"
)

// Lamp is one channel in the top bar.
type Lamp struct {
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Light   desk.Light   `json:"light" enum:"green,orange,red"`
	// Status is what the agent chose, which Light may overrule.
	Status desk.Status `json:"status" enum:"available,unavailable"`
	Used   int         `json:"used"`
	Slots  int         `json:"slots"`
}

// StateBox is the tile of one open conversation, or of one in which something was
// not sent.
type StateBox struct {
	Stream  desk.Stream  `json:"stream"`
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	// Label is the project's letters and the contact's number, as in "AC 4711".
	Label string `json:"label"`
	// Name is the visitor's, or a made-up but lasting one.
	Name   string `json:"name"`
	Online bool   `json:"online"`
	// Ended: the visitor is not there because they ended the chat. Whether they are
	// on the site is then not known.
	Ended bool `json:"ended,omitempty"`
	// Tone is active while on screen, mine while the visitor awaits an answer,
	// theirs while we await theirs.
	Tone BoxTone `json:"tone" enum:"active,mine,theirs"`
	// Mine is whether the visitor awaits an answer, on screen or not.
	Mine bool `json:"mine"`
	// New counts the visitor's messages since the agent last looked.
	New int `json:"new"`
	// LastText is the visitor's last message, on one line.
	LastText string `json:"lastText"`
	// WaitingSince is since when the visitor awaits an answer, 0 where they do
	// not.
	WaitingSince desk.Millis `json:"waitingSince"`
	// LastAgentAt is the agent's last message, or the beginning of the contact
	// before there is one; OpenedAt the beginning of the conversation.
	LastAgentAt desk.Millis `json:"lastAgentAt"`
	OpenedAt    desk.Millis `json:"openedAt"`
	Typing      bool        `json:"typing"`
	// Draft tells that unsent text waits in the compose area.
	Draft bool `json:"draft"`
	// Failed tells that a message could not be sent. Gone: the conversation is not
	// open here any more, whether the visitor is there is not known, and only that
	// message, or the agent's eyes, keep its box.
	Failed bool `json:"failed"`
	Gone   bool `json:"gone,omitempty"`
	// Async tells whether the visitor may wait.
	Async bool `json:"async,omitempty"`
}

// ShelfItem is a conversation of the agent's that is not open.
type ShelfItem struct {
	Stream  desk.Stream  `json:"stream"`
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Label   string       `json:"label"`
	Name    string       `json:"name"`
	// State is snoozed, or reserved while it waits for a slot of the agent's.
	State desk.State `json:"state" enum:"snoozed,reserved"`
	// Until is when the snooze ends, Since when the wait began.
	Until desk.Millis `json:"until,omitempty"`
	Since desk.Millis `json:"since,omitempty"`
	// Keep: afterwards it is reserved for this agent.
	Keep   bool `json:"keep,omitempty"`
	Online bool `json:"online"`
	// Ended is as in [StateBox].
	Ended    bool   `json:"ended,omitempty"`
	LastText string `json:"lastText"`
	// Draft tells that unsent text waits in it, Failed that a message could not be
	// sent.
	Draft  bool `json:"draft,omitempty"`
	Failed bool `json:"failed,omitempty"`
	// From is the colleague who handed it on, Comment what they said.
	From    string `json:"from,omitempty"`
	Comment string `json:"comment,omitempty"`
	// Waits is why one that is reserved does not open: the agent is away, or
	// has no free slot. Empty where it is about to.
	Waits ShelfWait `json:"waits,omitempty" enum:"away,full"`
}

// ShelfWait is what a reserved conversation waits for.
type ShelfWait string

// What a reserved conversation can wait for.
const (
	// WaitsAway: for the agent to be available on its channel.
	WaitsAway ShelfWait = "away"
	// WaitsFull: for a slot of theirs.
	WaitsFull ShelfWait = "full"
)

// TransferTarget is somebody a conversation can be handed on to.
type TransferTarget struct {
	Kind TargetKind `json:"kind" enum:"agent,group"`
	// ID is an agent's or a group's.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Skills are the names of an agent's, Groups of the groups they are in.
	Skills []string `json:"skills"`
	Groups []string `json:"groups"`
	// Free: they could have it now. Otherwise Why says why not, and WhyFR the same
	// in French.
	Free  bool   `json:"free"`
	Why   string `json:"why,omitempty"`
	WhyFR string `json:"whyFR,omitempty"`
	// Light, Used and Slots are an agent's, on the conversation's channel.
	Light desk.Light `json:"light,omitempty" enum:"green,orange,red"`
	Used  int        `json:"used"`
	Slots int        `json:"slots"`
}

// TargetKind is what a conversation is handed on to.
type TargetKind string

// The kinds of target.
const (
	ToAgent TargetKind = "agent"
	ToGroup TargetKind = "group"
)

// ClosingForm is what an agent can say of a conversation when they close it.
type ClosingForm struct {
	Tagging desk.Tagging `json:"tagging" enum:"offered,required,off"`
	// Fixed: new tags are not made here.
	Fixed bool `json:"fixed"`
	// Recommended are the likeliest tags, the first first; Others are all other
	// tags.
	Recommended []desk.TagRef `json:"recommended"`
	Others      []desk.TagRef `json:"others"`
	// Mail: a transcript can be sent.
	Mail bool `json:"mail"`
	// VisitorEmail is what the visitor's record says: there the endnote does not go
	// along unasked.
	VisitorEmail string `json:"visitorEmail,omitempty"`
}

// BoxTone is a state box's colour by meaning.
type BoxTone string

// The tones of a state box.
const (
	ToneActive BoxTone = "active"
	ToneMine   BoxTone = "mine"
	ToneTheirs BoxTone = "theirs"
)

// Thread is a conversation on screen.
type Thread struct {
	Stream  desk.Stream  `json:"stream"`
	Label   string       `json:"label"`
	Channel desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Name    string       `json:"name"`
	Online  bool         `json:"online"`
	// Ended is as in [StateBox].
	Ended  bool `json:"ended,omitempty"`
	Typing bool `json:"typing"`
	// Site and Language are where the visitor came from, Page is where they are.
	Site     string     `json:"site,omitempty"`
	Page     *desk.Page `json:"page,omitempty"`
	Language string     `json:"language,omitempty"`
	// Customer is what is known of the visitor, absent while it was not told.
	Customer *desk.CustomerRecord `json:"customer,omitempty"`
	// OpenedAt is the beginning of the conversation, HeldSince that of this agent's
	// contact, absent while they have none, and Waited how long the visitor waited
	// for the contact.
	OpenedAt  desk.Millis `json:"openedAt"`
	HeldSince desk.Millis `json:"heldSince,omitempty"`
	Waited    desk.Millis `json:"waited"`
	// Why is why this conversation came to this agent, WhyFR the same in French;
	// it is absent of what was decided before Parley spoke it.
	Why   string `json:"why,omitempty"`
	WhyFR string `json:"whyFR,omitempty"`
	// Async tells whether the visitor may wait, and so whether it can be
	// snoozed.
	Async bool `json:"async"`
	// Translation is between which languages messages can be translated, absent
	// where they cannot.
	Translation *Translation `json:"translation,omitempty"`
	// Open tells whether the agent has it open and can write. Gone: it is theirs no
	// more, and whether the visitor is there is not known. Stays: so it is, and is here
	// until they turn away from it.
	Open  bool `json:"open"`
	Gone  bool `json:"gone,omitempty"`
	Stays bool `json:"stays,omitempty"`
	// Draft is the unsent text.
	Draft string       `json:"draft"`
	Lines []ThreadLine `json:"lines"`
	// Fresh is the key of the first line that came while the agent was elsewhere,
	// until they answer or turn away again.
	Fresh string `json:"fresh,omitempty"`
	// Suggestions are answers to what the visitor wrote last, the best first.
	Suggestions []Suggestion `json:"suggestions,omitempty"`
}

// Translation is between the agent's language and the visitor's, as in "en" and
// "fr".
type Translation struct {
	// On: what the visitor writes is translated, and what the agent writes before
	// it is sent.
	On      bool   `json:"on"`
	Agent   string `json:"agent"`
	Visitor string `json:"visitor"`
}

// Translated is a text in another language.
type Translated struct {
	Text string `json:"text"`
	From string `json:"from"`
	To   string `json:"to"`
}

// ThreadPatch changes a conversation on screen.
type ThreadPatch struct {
	Stream desk.Stream `json:"stream"`
	// Online, Ended and Typing, where they changed.
	Online *bool `json:"online,omitempty"`
	Ended  *bool `json:"ended,omitempty"`
	Typing *bool `json:"typing,omitempty"`
	// Page, where the visitor came to another.
	Page *desk.Page `json:"page,omitempty"`
	// Lines replace those with the same key or stand after the last one; Order
	// holds the keys of all lines where the order changed or one was removed.
	Lines []ThreadLine `json:"lines,omitempty"`
	Order []string     `json:"order,omitempty"`
	// Suggestions, where they are others or none any more.
	Suggestions *[]Suggestion `json:"suggestions,omitempty"`
	// Fresh, where it is another line or none any more.
	Fresh *string `json:"fresh,omitempty"`
}

// ThreadLine is one line of the thread.
type ThreadLine struct {
	// Key is the line's for life: a message keeps it from queued to sent.
	Key  string      `json:"key"`
	Kind LineKind    `json:"kind" enum:"visitor,agent,system"`
	At   desk.Millis `json:"at"`
	// Name is who wrote it.
	Name string `json:"name,omitempty"`
	Text string `json:"text,omitempty"`
	// Form is of a message that is not a text alone; Card, File or Rich is it.
	// A file that is not sent yet has no id.
	Form desk.Form `json:"form,omitempty" enum:"link,offer,card,product,carousel,choice,file"`
	Card desk.Card `json:"card,omitzero"`
	File desk.File `json:"file,omitzero"`
	// Coming: the server does not have the file yet, and it can still be stopped.
	// Left is how much of it has left, in hundredths.
	Coming bool `json:"coming,omitempty"`
	Left   int  `json:"left,omitempty"`
	// Rich is of a card, a product, a carousel or a choice. It is never changed once it is
	// shown: lines are compared by which one they point to.
	Rich *desk.Rich `json:"rich,omitempty"`
	// Taken is which of a choice's options the visitor took, empty where they did
	// not yet, or answered in their own words: then it is Passed. Outdone is one
	// that got no answer, because they took an option of another.
	Taken   string `json:"taken,omitempty"`
	Passed  bool   `json:"passed,omitempty"`
	Outdone bool   `json:"outdone,omitempty"`
	// Original is what the agent wrote, where Text is what it was translated to
	// for the visitor; Translation is a visitor's Text translated for the agent.
	// Untranslated is why that failed, in one sentence. The languages are
	// FromLanguage and ToLanguage.
	Original     string `json:"original,omitempty"`
	Translation  string `json:"translation,omitempty"`
	Untranslated string `json:"untranslated,omitempty"`
	FromLanguage string `json:"fromLanguage,omitempty"`
	ToLanguage   string `json:"toLanguage,omitempty"`
	// Erased: its words are no more.
	Erased bool `json:"erased,omitempty"`
	// State is set on the agents' lines, DeliveredAt and SeenAt as soon as they
	// came so far; what was seen was delivered.
	State       MessageState `json:"state,omitempty" enum:"held,queued,sending,sent,delivered,seen,failed"`
	DeliveredAt desk.Millis  `json:"deliveredAt,omitempty"`
	SeenAt      desk.Millis  `json:"seenAt,omitempty"`
	// Reason is why it failed, in one sentence.
	Reason string `json:"reason,omitempty"`
	// System names what a system line tells, so that the window can say it in
	// the agent's language.
	System SystemLine `json:"system,omitempty" enum:"opened,assigned,unassigned,transferred,snoozed,woken,released,warned,address_left,notified,left,ended,returned,tagged,transcript,closed,viewed,cut,unknown"`
	// WhyFR is of assigned and closed what Text is, in French.
	WhyFR string `json:"whyFR,omitempty"`
	// URL is the page of viewed, whose title is Text.
	URL string `json:"url,omitempty"`
	// What the quiet line is about, where it is about something: who did it,
	// to whom, until when, for which reason, and what they said. Until is also
	// when a message that is held leaves.
	From    string      `json:"from,omitempty"`
	To      string      `json:"to,omitempty"`
	Until   desk.Millis `json:"until,omitempty"`
	Keep    bool        `json:"keep,omitempty"`
	Ending  desk.Reason `json:"ending,omitempty"`
	Waking  desk.Waking `json:"waking,omitempty"`
	Comment string      `json:"comment,omitempty"`
	// Anyway: who it was handed on to was not available.
	Anyway bool `json:"anyway,omitempty"`
}

// LineKind is whose line it is.
type LineKind string

// The kinds of line.
const (
	LineVisitor LineKind = "visitor"
	LineAgent   LineKind = "agent"
	LineSystem  LineKind = "system"
)

// SystemLine is what a quiet line tells.
type SystemLine string

// The quiet lines.
const (
	// SysOpened names the targeting rule in Text.
	SysOpened SystemLine = "opened"
	// SysAssigned says why in Text.
	SysAssigned    SystemLine = "assigned"
	SysUnassigned  SystemLine = "unassigned"
	SysTransferred SystemLine = "transferred"
	SysSnoozed     SystemLine = "snoozed"
	SysWoken       SystemLine = "woken"
	SysReleased    SystemLine = "released"
	SysWarned      SystemLine = "warned"
	SysAddressLeft SystemLine = "address_left"
	SysNotified    SystemLine = "notified"
	SysLeft        SystemLine = "left"
	SysEnded       SystemLine = "ended"
	SysReturned    SystemLine = "returned"
	// SysTagged names the tags in Text.
	SysTagged     SystemLine = "tagged"
	SysTranscript SystemLine = "transcript"
	SysClosed     SystemLine = "closed"
	// SysViewed says where the visitor went, in URL and Text.
	SysViewed SystemLine = "viewed"
	// SysCut says that a past conversation goes on, and is too long to be shown
	// to its end.
	SysCut SystemLine = "cut"
	// SysUnknown stands for what this program is too old to show; Text is its
	// name.
	SysUnknown SystemLine = "unknown"
)

// MessageState is how far a message of ours has come. A lost answer is not a
// failure: it stays sending and the same id is repeated.
type MessageState string

// The states of a message, in the order in which they are reached.
const (
	// Held: on this machine's disk, and not to leave before a moment at which it
	// can still be undone.
	Held MessageState = "held"
	// Queued: on this machine's disk.
	Queued MessageState = "queued"
	// Sending: on the line, not yet acknowledged.
	Sending MessageState = "sending"
	// Sent: durable on the server.
	Sent MessageState = "sent"
	// Received: the visitor's page has it.
	Received MessageState = "delivered"
	// Seen: the visitor had it before their eyes.
	Seen MessageState = "seen"
	// Failed: refused, with the reason.
	Failed MessageState = "failed"
)

// Notice is one sentence for the agent.
type Notice struct {
	ID   int64       `json:"id"`
	Code desk.Code   `json:"code"`
	Text string      `json:"text"`
	At   desk.Millis `json:"at"`
	// Own: it is this program's, in the agent's language. Otherwise it is the
	// server's, and Code is what it comes to.
	Own bool `json:"own,omitempty"`
}

// Undone is what was taken back before it left.
type Undone struct {
	// Text stands before what is written in the conversation; empty where what was taken
	// back was not written.
	Text string `json:"text"`
	// Files are the keys of the files that were to go with it.
	Files []string `json:"files" nullable:"false"`
}

// PastedFile is a file that lies in the clipboard of the agent's machine.
type PastedFile struct {
	// Name is empty for a picture that was never a file.
	Name string `json:"name"`
	Size int64  `json:"size"`
	// Body is in base64, and empty where the file is too large to be sent or was not read.
	Body string `json:"body"`
	// Unread is why it was not read: it is gone, a folder, cannot be read, or is too much
	// with the others.
	Unread string `json:"unread,omitempty" enum:"gone,folder,unreadable,too_much"`
}
