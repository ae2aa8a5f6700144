package floor

import (
	"context"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Log is what the writer needs of the store.
type Log interface {
	// Claim makes holder the project's writer and says where the project
	// stands. The writer before it can append no more.
	Claim(ctx context.Context, project desk.ProjectID, holder string, at desk.Millis) (desk.Standing, error)
	// Append writes a batch, all or nothing, and returns when it is durable.
	Append(ctx context.Context, batch desk.Batch) error
	// Seen says which of these commands were carried out before.
	Seen(ctx context.Context, project desk.ProjectID, commands []desk.CommandID) (map[desk.CommandID]desk.Receipt, error)
	// Conversation finds a conversation that is no longer live.
	Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error)
	// Customer finds what holds of a visitor, false where nothing ever did.
	Customer(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.Customer, bool, error)
	// CustomerRecord is what is known of a visitor, empty where nothing is.
	CustomerRecord(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.CustomerRecord, error)
	// LastAgent is who last had a visitor's conversation open, not longer ago
	// than since; empty where nobody had.
	LastAgent(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, since desk.Millis) (desk.AgentID, error)
	// Replies are the first answers since a moment, in the order of time.
	Replies(ctx context.Context, project desk.ProjectID, since desk.Millis) ([]desk.Reply, error)
	// File is what is known of a file that was handed in, [desk.ErrNone] where
	// there is none.
	File(ctx context.Context, project desk.ProjectID, id desk.FileID) (desk.StoredFile, error)
	// DropFile throws a file away that no message sends; false where one does.
	DropFile(ctx context.Context, project desk.ProjectID, id desk.FileID) (gone bool, err error)
	// DropUnsent throws away a few files that were handed in before a moment and that
	// no message sends, and says how many; 0 when there are none left.
	DropUnsent(ctx context.Context, project desk.ProjectID, before desk.Millis) (int, error)
	// TagUses are the tags an agent gave since a moment, newest first.
	TagUses(ctx context.Context, project desk.ProjectID, agent desk.AgentID, since desk.Millis, limit int) ([]desk.TagID, error)
}

// Clock is the time, which tests and --dev can move.
type Clock interface {
	Now() desk.Millis
	// Wake sends once at or after at; the caller stops what it no longer
	// waits for.
	Wake(at desk.Millis) (c <-chan struct{}, stop func())
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now implements [Clock].
func (SystemClock) Now() desk.Millis { return desk.Millis(time.Now().UnixMilli()) }

// Wake implements [Clock].
func (c SystemClock) Wake(at desk.Millis) (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	t := time.AfterFunc(time.Duration(at-c.Now())*time.Millisecond, func() { ch <- struct{}{} })
	return ch, func() { t.Stop() }
}

// Request is a command somebody sent.
type Request struct {
	By desk.Actor
	// Cmd is the client's id for it; a repeat under the same id is answered
	// as the first time.
	Cmd desk.CommandID
	// Digest tells a repeat from another command under the same id.
	Digest  string
	Command desk.Command
	// Stream is what it is about. A visitor's message with an empty stream, or
	// with that of a conversation of theirs that has ended, opens a new one as
	// Opening says: a visitor never loses a line.
	Stream  desk.Stream
	Opening *desk.Open
	// NewVisitor is set as long as the visitor was never written down.
	NewVisitor *desk.NewVisitor
	// Admit says no to what is asked too often, nil where nothing is; a repeat
	// is not held against it. It must not block.
	Admit func() error
	// Reply is called once, after the news of it was told, and must not block.
	Reply func(Answer)
}

// Answer says what became of a request.
type Answer struct {
	// Stream and Seq are where the command's last event stands; empty where
	// it changed nothing.
	Stream desk.Stream
	Seq    int64
	// Err is a refusal, as a *desk.Error.
	Err error
}

// News is one committed event, as it concerns one listener.
type News struct {
	Offset int64
	Event  desk.Event
	// Came: with this event the conversation became visible to the listener.
	// Went: with it, it ceased to be.
	Came, Went bool
}

// Joining is how somebody comes on the line.
type Joining struct {
	// Confirms: this agent's client says of each contact that it shows it, and
	// is held to that.
	Confirms bool
}

// Listener hears what concerns one agent or one visitor. Its methods may be
// called from several goroutines and must not block; Hear is called in the order
// of the log.
type Listener interface {
	Hear(news []News)
	HearSignal(s Signal)
	// HearWait says how the wait of this visitor's conversation stands.
	HearWait(w Wait)
	// HearOffers says that what visitors are offered may have changed;
	// [Floor.Offer] tells.
	HearOffers()
	// HearLifecycle says that the project's settings of a conversation's life were
	// changed, of which visitors are told what concerns them.
	HearLifecycle()
	// HearAccount says that this agent's account was changed, or removed, or
	// may have been.
	HearAccount()
	// HearLibrary says that the project's library was changed.
	HearLibrary()
	// HearPersonal says that this agent's own answers were changed.
	HearPersonal()
	// Resync says that something was committed that nobody was told. What is
	// missed is in the log, after the last that was heard.
	Resync()
}

// Signal is something fleeting between the two sides of a conversation.
type Signal struct {
	By     desk.Actor
	Stream desk.Stream
	Kind   string
	On     bool
}

// Wait is how a visitor's wait stands.
type Wait struct {
	Stream desk.Stream
	// Contacts is how many there have been: whoever came first is gone, unless one
	// more has joined.
	Contacts int
	// Kept: it is kept for one agent, or snoozed, and has no place in any queue.
	// Otherwise Ahead is how many go first.
	Kept  bool
	Ahead int
	// Absent: nobody who may answer it now is there.
	Absent bool
	// Estimate is the median time to a first answer of the group at this hour,
	// 0 where there are fewer than [EnoughReplies] to tell by.
	Estimate desk.Millis
	// Exceeded: the conversation is older than that.
	Exceeded bool
}

// EnoughReplies is how many first answers an estimate needs.
const EnoughReplies = 20

// Offered is what a visitor is offered.
type Offered struct {
	// None: no targeting rule fits, or the visitor is blocked.
	None bool
	// Free: somebody could answer right now. Otherwise Full says that they are
	// there and have no slot left, rather than away or out of hours.
	Free, Full bool
	// Async: the visitor may write all the same, and wait; of the conversation they
	// have begun already where there is one.
	Async bool
	// Open is the conversation they have begun already, empty where there is
	// none.
	Open desk.ConversationID
}

// Target is somebody a conversation can be handed on to; Agent or Group is set.
type Target struct {
	Agent desk.AgentID
	Group desk.GroupID
	Name  string
	// Skills and Groups are the names of an agent's.
	Skills, Groups []string
	// Free: they could have it now. Otherwise Why says why not, and WhyFR the same
	// in French.
	Free       bool
	Why, WhyFR string
	// Light, Used and Slots are an agent's, on the conversation's channel.
	Light       desk.Light
	Used, Slots int
}

// Reasons is why a conversation is where it is.
type Reasons struct {
	State desk.State
	// Sentence is true of this moment: why it was given to whom it was, why it
	// waits, or why nobody answered it.
	Sentence string
	// Settings is the version of the settings the decision was made by.
	Settings int64
}
