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

// GroupSet gives a group its name, for explanations.
type GroupSet struct{ Group desk.Group }

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

// Waiting says that a conversation waits for an agent. Told again with the same
// needs it changes nothing; with others, it waits by those. While a contact of
// the conversation is open it does not wait: the contact's end comes first.
type Waiting struct {
	Conversation desk.ConversationID
	// Groups may answer, any of them.
	Groups  []desk.GroupID
	Channel desk.Channel
	// Since is when the wait began.
	Since desk.Millis
	// Patience is how long the conversation gives way to others, in
	// milliseconds; see [Normal].
	Patience desk.Millis
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
}

// ContactClosed says that an agent no longer has a conversation; it frees the
// slot once. A conversation that somebody else has by now is not touched.
type ContactClosed struct {
	Conversation desk.ConversationID
	Agent        desk.AgentID
}

// Turn is what decides between equally loaded agents and cannot be seen from
// what is open; [State.Turns] gives it away and a restart puts it back.
type Turn struct {
	Agent desk.AgentID
	// Rested is when a contact of theirs last began or ended, 0 if none did.
	Rested desk.Millis
	// Share is the fair share: millionths of all their slots, used once each.
	Share int64
}

// Tick says that time has passed. It looks at every queue again, which must
// find nothing: the engine acts on what happened, and this is the proof.
type Tick struct{}

func (AgentSet) input()      {}
func (AgentRemoved) input()  {}
func (GroupSet) input()      {}
func (LineChanged) input()   {}
func (StatusChanged) input() {}
func (Waiting) input()       {}
func (NotWaiting) input()    {}
func (ContactOpened) input() {}
func (ContactClosed) input() {}
func (Turn) input()          {}
func (Tick) input()          {}
