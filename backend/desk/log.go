package desk

import "errors"

// Record is one event as it is written down: with the visitor whose key seals
// its content, and the digest by which a repeated command is told from another
// one under the same id.
type Record struct {
	Event
	// Visitor is whose content it is; empty where the event has none.
	Visitor VisitorID
	// Digest is of the command's content; empty where Cmd is.
	Digest string
	// Holder is who holds the conversation once the whole command this record
	// belongs to is carried out; see [Conversation.Holder].
	Holder AgentID
}

// Batch is what is written together: all of it or nothing.
type Batch struct {
	Project ProjectID
	// Fence is the writer's epoch. A batch of an older writer is refused.
	Fence int64
	// Before is the project's last offset before this batch. The records
	// stand at Before+1, Before+2, …
	Before  int64
	Records []Record
	// LastContact is the highest contact number given out so far.
	LastContact ContactNo
	// Visitors who have not been written down before.
	Visitors []NewVisitor
	// Conversations and Agents hold the rows that changed. A row says by its
	// Seq how much of the log it covers; whoever reads it folds the rest.
	Conversations []Conversation
	Agents        []Agent
	Customers     []Customer
	// Replies are the first answers given in this batch.
	Replies []Reply
	// Tags are those that were made.
	Tags []Tag
	// Turns are those that changed.
	Turns []Turn
	// Attachments are the files that messages send.
	Attachments []Attachment
}

// Reply is the first answer of a conversation: what a visitor who asks how long
// it takes is told from.
type Reply struct {
	Group GroupID
	At    Millis
	// Took is the time from the opening of the conversation.
	Took Millis
}

// Turn is what decides among equals when a conversation is given and cannot be seen
// from what is open. It is an agent's, or that of a group under a rule.
type Turn struct {
	Agent AgentID
	Rule  RuleID
	Group GroupID
	// Rested is when a contact of theirs last began or ended, 0 if none did.
	Rested Millis
	// Pushed is when a contact of theirs last began, 0 if none did.
	Pushed Millis
	// Share is an agent's fair share: millionths of all their slots, used once
	// each. It is how far a group is behind its share under the rule:
	// millionths of a contact.
	Share int64
	// Version is that of the settings by which a group's share was reckoned: by
	// others it says nothing. 0 for an agent's.
	Version int64
}

// Revision is one version of a project's settings. They are kept for ever, so
// that a decision can be read by the settings of its day and a change taken back.
type Revision struct {
	// Version runs 1, 2, 3… without a gap.
	Version int64
	At      Millis
	// By is who made it, empty for the server itself.
	By      AgentID
	Comment string
	// Text is the readable file, with its comments and its tests.
	Text     string
	Settings Settings
}

// NewVisitor is a visitor at their first message.
type NewVisitor struct {
	ID        VisitorID
	TokenHash []byte
	At        Millis
}

// Receipt says what became of a command that was carried out before.
type Receipt struct {
	Stream Stream
	Seq    int64
	Digest string
}

// Standing is where a project stands when a writer takes it over.
type Standing struct {
	Fence       int64
	Offset      int64
	LastContact ContactNo
	// Epoch names the lineage of the log.
	Epoch string
	// Open are the conversations that are not closed, folded to their last
	// event. Agents are all whose stream has begun.
	Open   []Conversation
	Agents []Agent
	// Customers are those whose stream has begun and of whom something holds.
	Customers []Customer
	Tags      []Tag
	Turns     []Turn
}

// Project is a company's website as it is set up.
type Project struct {
	ID   ProjectID
	Name string
	// Letters stand before a contact's number, as in "AC 4711".
	Letters string
	// Sites are the origins that may show the widget, as in
	// "https://www.acme.test"; "*" stands for any port.
	Sites []string
}

// View is what an agent may see, as of one moment of the log.
type View struct {
	// Offset is that moment: everything up to it is considered, nothing after.
	Offset int64
	// Open are the conversations the agent holds.
	Open []Held
	// Lost are those they held after the offset asked for, and hold no more.
	Lost []Lost
}

// Held is a conversation an agent holds; see [Conversation.Holder].
type Held struct {
	ID ConversationID
	// Since is the offset at which it came to be theirs.
	Since int64
}

// Lost is a conversation an agent held after an offset, once or several times,
// and holds no more.
type Lost struct {
	ID ConversationID
	// Since is the offset at which it came to be theirs for the first of these
	// times, Until the one of the event that took it away for good. An event that
	// completes that one was theirs to see as well ([Event.Completes]), and none
	// after it.
	Since, Until int64
}

// Past is a conversation of a visitor from before another, with those who had it
// in the order of their contacts.
type Past struct {
	Conversation
	Agents []AgentID
}

// Known is a visitor who comes back with their token.
type Known struct {
	Visitor VisitorID
	// Latest is their newest conversation, empty where they have none; Open
	// tells whether it is not closed.
	Latest ConversationID
	Open   bool
}

// Account is an agent with what signs them in.
type Account struct {
	Project      ProjectID
	Profile      Profile
	PasswordHash string
}

// Session is an agent signed in on a device. Of its token only a hash is kept.
type Session struct {
	TokenHash []byte
	Project   ProjectID
	Agent     AgentID
	Device    string
	Created   Millis
	Expires   Millis
	// Revoked is when it was ended before its time, 0 where it was not.
	Revoked Millis
}

// ErrNone is the answer of whoever keeps something to being asked for what is not
// there: no such project, agent, session or visitor.
var ErrNone = errors.New("there is none")
