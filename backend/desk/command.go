package desk

// Command is what somebody wants to happen, one type for each. What a command
// needs to know of the world beside the conversation it carries: whoever calls
// Decide fills it in, because neither chance nor the state of others can be
// seen from here.
type Command interface{ command() }

// Open begins a conversation. The id is made by whoever calls, because chance
// comes in by the door.
type Open struct {
	ID     ConversationID
	Opened Opened
	// Content holds the visitor's name and page, where known.
	Content *Content
}

// Post writes a message, or sends a link or an offer of the library, or a file.
type Post struct {
	Text string
	// Original is what the agent wrote, where Text is its translation From one
	// language To another; all three are empty otherwise.
	Original, From, To string
	// Form is empty for a text; otherwise Item is the id in the library, and
	// there is no text.
	Form Form
	Item string
	// Card is what the library holds under it, nil where it holds nothing;
	// filled in.
	Card *Card
	// File is one that was handed in, in the place of a text. Stored is what is
	// known of it, nil where there is none; filled in.
	File   FileID
	Stored *StoredFile
}

// Assign gives the conversation to an agent: routing's decision.
type Assign struct {
	Agent   AgentID
	Contact ContactNo
	Group   GroupID
	// Why is the sentence about it, WhyFR the same in French.
	Why, WhyFR string
	// Settings is the version of the settings it was decided by.
	Settings int64
	// ShownBy and AnswerBy are the deadlines of [Assigned].
	ShownBy, AnswerBy Millis
}

// Confirm says that the agent's desktop shows a contact.
type Confirm struct{ Contact ContactNo }

// Bounce ends a contact because the agent did not take it up or is gone.
type Bounce struct{ Reason Reason }

// Transfer hands the conversation on, to an agent or to a group.
type Transfer struct {
	Agent   AgentID
	Group   GroupID
	Comment string
	// Anyway transfers to who is not available now.
	Anyway bool
	// Target is what is known of the agent or group named; filled in.
	Target Target
	// Told is the project's setting; filled in.
	Told bool
}

// Target is what is known of whom a conversation is to be transferred to.
type Target struct {
	// Known: there is such an agent or group, and it may take this channel.
	Known bool
	Name  string
	// Free: they could have it now. Otherwise Why says why not, in a sentence.
	Free bool
	Why  string
}

// Snooze sets the conversation aside until a moment.
type Snooze struct {
	Until Millis
	// Keep reserves it for this agent afterwards.
	Keep bool
}

// Wake ends a snooze before the visitor writes: by the system when it is due,
// or by the agent who snoozed it, who then has it under the Contact filled in.
type Wake struct{ Contact ContactNo }

// Release ends the wait for one named agent. Groups are theirs; filled in.
type Release struct{ Groups []GroupID }

// Warn tells the visitor when the conversation ends unless they write.
type Warn struct{ ClosesAt Millis }

// LeaveAddress says where the visitor wants to be told of an answer.
type LeaveAddress struct{ Email string }

// Notify says that a mail is to go there.
type Notify struct{}

// Leave says that the visitor is gone; Ended, that they closed the window.
type Leave struct {
	Ended bool
	// Stays is the project's setting that visitors cannot do that; filled in.
	Stays bool
}

// Return says that the visitor is back.
type Return struct{}

// Close ends the conversation: the agent their own, a manager any.
type Close struct {
	// Comment is the agent's endnote, or why a manager ends it.
	Comment string
	// Tags are what it was about; NewTags are names for tags that are made.
	Tags    []TagID
	NewTags []string
	// Rating is the agent's own answer to how it went, from 1 to [MaxRating];
	// 0 where they give none.
	Rating int
	// Email is where a transcript goes, empty for none; WithNote sends the
	// comment along.
	Email    string
	WithNote bool
	// As is the role of who asks, Lifecycle the project's, and Found the tags
	// that Tags and NewTags come to; Made are those of them that are new, and
	// There is how many tags the project has without them. Filled in.
	As        Role
	Lifecycle Lifecycle
	Found     []TagRef
	Made      []Tag
	There     int
}

// End ends the conversation for a reason of the desk's own.
type End struct {
	Reason Reason
	// Why is the sentence about it, WhyFR the same in French.
	Why, WhyFR string
}

// Block ends the conversation because its visitor is blocked. The agent who
// holds it may, and a manager. As is the role of who asks; filled in.
type Block struct{ As Role }

func (Open) command()         {}
func (Post) command()         {}
func (Assign) command()       {}
func (Confirm) command()      {}
func (Bounce) command()       {}
func (Transfer) command()     {}
func (Snooze) command()       {}
func (Wake) command()         {}
func (Release) command()      {}
func (Warn) command()         {}
func (LeaveAddress) command() {}
func (Notify) command()       {}
func (Leave) command()        {}
func (Return) command()       {}
func (Close) command()        {}
func (End) command()          {}
func (Block) command()        {}
