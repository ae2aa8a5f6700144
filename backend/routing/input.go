package routing

import "github.com/parley-desk/parley/backend/desk"

// Input is something the engine is told. The types of this file are all there
// are.
type Input interface{ input() }

// AgentSet says how an agent is set up, for the first time or anew.
type AgentSet struct{ Profile desk.Profile }

// AgentRemoved takes an agent's setting-up away. What the log tells of them
// stays: contacts still open, the line, the statuses. So an agent who is set up
// again stands where they would after a restart.
type AgentRemoved struct{ Agent desk.AgentID }

// SettingsSet says by which settings conversations are given from now on, in
// place of all older ones. What waits is looked at again under them.
type SettingsSet struct{ Settings desk.Settings }

// GroupOpen says whether a group is at work. Opening hours are reckoned
// elsewhere; a group is open until told otherwise.
type GroupOpen struct {
	Group desk.GroupID
	Open  bool
}

// LineChanged says that an agent came on the line or left it.
type LineChanged struct {
	Agent desk.AgentID
	On    bool
}

// StatusChanged says what an agent chose for a channel. Until they choose, they
// are not available there.
type StatusChanged struct {
	Agent   desk.AgentID
	Channel desk.Channel
	Status  desk.Status
}

// Imposed says that an agent is away whatever they chose, or no longer so.
type Imposed struct {
	Agent desk.AgentID
	On    bool
}

// Doubted says that an agent's line did not confirm a contact, so that nothing
// new is given to them until it does.
type Doubted struct {
	Agent desk.AgentID
	On    bool
}

// Waiting says that a conversation waits for an agent. Told again with the same
// needs it changes nothing; with others, it waits by those. While a contact of
// the conversation is open it does not wait: the contact's end comes first.
type Waiting struct {
	Conversation desk.ConversationID
	Channel      desk.Channel
	// Rule says who may answer. Where it is empty or the settings do not have
	// it, Groups may, any of them; and where they have none of these, any group.
	Rule   desk.RuleID
	Groups []desk.GroupID
	// Language is the visitor's, as a tag; empty where it is not known.
	Language string
	// Require is asked of the agent besides what the rule asks.
	Require []desk.Need
	// Since is when the conversation came to wait for the first time: its age
	// in the queue.
	Since desk.Millis
	// Patience is how long the conversation gives way to others, in
	// milliseconds; see [Normal].
	Patience desk.Millis
	// From is when this wait began, by which rings open; 0 for Since.
	From desk.Millis
	// For reserves the conversation for one agent. Groups, rings, skills and
	// languages do not matter then, nor whether they were tried before.
	For desk.AgentID
	// Sticky is the agent the visitor last talked to.
	Sticky desk.AgentID
	// Tried are agents who have had their chance: they are not offered it
	// again unless nobody else is available once the last ring is open.
	Tried []desk.AgentID
	// Gave is the one of these who handed it to a group: they have it again only when
	// nobody else is on the line either, be it busy or away. Who is not among
	// those tried gave nothing.
	Gave desk.AgentID
	// HandedBy is who handed it on by a transfer, to For where that is set, for as long
	// as nobody has answered it since. It decides nothing, and is told.
	HandedBy desk.AgentID
	// Sync gives the conversation up when nobody is free.
	Sync bool
	// Queue is the group in whose places it counts; empty for none.
	Queue desk.GroupID
}

// The usual patience of each priority.
const (
	Urgent desk.Millis = 0
	High               = 30 * desk.Second
	Normal             = 120 * desk.Second
	Low                = 600 * desk.Second
)

// NotWaiting says that a conversation waits no longer: it was closed.
type NotWaiting struct{ Conversation desk.ConversationID }

// ContactOpened says that an agent has a conversation by another decision than
// the engine's, or that it was so before a restart. It takes a slot whether or
// not one is free, and ends the wait.
type ContactOpened struct {
	Conversation desk.ConversationID
	Agent        desk.AgentID
	Channel      desk.Channel
	// Group is the one the contact was given through, empty for none. It
	// changes no decision: slots are the person's, and shares are counted when
	// the engine gives.
	Group desk.GroupID
}

// ContactClosed says that an agent no longer has a conversation; it frees the
// slot once. A conversation that somebody else has by now is not touched.
type ContactClosed struct {
	Conversation desk.ConversationID
	Agent        desk.AgentID
}

// Turn puts back what decides among equals and cannot be seen from what is open,
// as [State.Turns] gave it away or [State.Turned] since.
type Turn desk.Turn

// Tick says that time has passed. It looks at every queue again, which must
// find nothing: the engine acts on what happened, and this is the proof.
type Tick struct{}

func (AgentSet) input()      {}
func (AgentRemoved) input()  {}
func (SettingsSet) input()   {}
func (GroupOpen) input()     {}
func (Imposed) input()       {}
func (Doubted) input()       {}
func (LineChanged) input()   {}
func (StatusChanged) input() {}
func (Waiting) input()       {}
func (NotWaiting) input()    {}
func (ContactOpened) input() {}
func (ContactClosed) input() {}
func (Turn) input()          {}
func (Tick) input()          {}
