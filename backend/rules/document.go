package rules

import "github.com/parley-desk/parley/backend/desk"

// Document is what a text holds: settings, and the tests they have to pass.
type Document struct {
	desk.Settings
	Tests []Test `json:"tests,omitempty" toml:"tests"`
}

// Test is what is to become of one visitor.
type Test struct {
	Name string `json:"name" toml:"name"`
	// At is when the visitor begins, as in "2026-03-03T09:00": the local time
	// of Zone, or UTC where that is empty.
	At   string `json:"at" toml:"at"`
	Zone string `json:"zone,omitempty" toml:"zone"`
	// Waited is how many seconds later we look what has become of them.
	Waited int      `json:"waited,omitempty" toml:"waited"`
	Visit  Visit    `json:"visit" toml:"visit"`
	People []Person `json:"people,omitempty" toml:"people"`
	// Queued is how many conversations wait in the queue of a group before the
	// visitor comes. Nobody of the test can take them.
	Queued map[desk.GroupID]int `json:"queued,omitempty" toml:"queued"`
	Expect Expect               `json:"expect" toml:"expect"`
}

// Visit is a visitor at their first message.
type Visit struct {
	Channel  desk.Channel `json:"channel" toml:"channel"`
	Site     string       `json:"site,omitempty" toml:"site"`
	Path     string       `json:"path,omitempty" toml:"path"`
	Language string       `json:"language,omitempty" toml:"language"`
	// Knows is the agent they last talked to.
	Knows desk.AgentID `json:"knows,omitempty" toml:"knows"`
	// Offered: they were offered a conversation a moment ago and begin it now,
	// though nobody may be free any more. It makes a difference to those only
	// who cannot wait: for the others there is a place or there is none.
	Offered bool `json:"offered,omitempty" toml:"offered"`
}

// Person is somebody who works here, in the test.
type Person struct {
	Agent desk.AgentID `json:"agent" toml:"agent"`
	// Like takes what is not said here from a real account.
	Like         desk.AgentID         `json:"like,omitempty" toml:"like"`
	Role         desk.Role            `json:"role,omitempty" toml:"role"` // "agent", where empty
	Organisation desk.OrganisationID  `json:"organisation,omitempty" toml:"organisation"`
	Skills       map[desk.SkillID]int `json:"skills,omitempty" toml:"skills"`
	Languages    []string             `json:"languages,omitempty" toml:"languages"`
	// Slots are those of each channel; one on the visitor's, where empty.
	Slots       map[desk.Channel]int `json:"slots,omitempty" toml:"slots"`
	Used        map[desk.Channel]int `json:"used,omitempty" toml:"used"`
	Priority    map[desk.Channel]int `json:"priority,omitempty" toml:"priority"`
	CallAndChat bool                 `json:"callAndChat,omitempty" toml:"callAndChat"`
	Status      Presence             `json:"status,omitempty" toml:"status"`
}

// Presence is whether somebody is there.
type Presence string

// The presences. The empty one is Available.
const (
	Available   Presence = "available"
	Unavailable Presence = "unavailable"
	// Away: the desk made them unavailable.
	Away Presence = "away"
	// Offline: not on the line, but available once they are.
	Offline Presence = "offline"
)

// Outcome is what has become of a visitor.
type Outcome string

// The outcomes.
const (
	// Assigned: an agent has the conversation.
	Assigned Outcome = "assigned"
	// Waits: nobody has it yet.
	Waits Outcome = "waits"
	// Dropped: it could not wait, and nobody was free.
	Dropped Outcome = "dropped"
	// NotOffered: no targeting rule fits, nobody is there, or no group is at
	// work.
	NotOffered Outcome = "not_offered"
	// Full: everybody is busy and no place to wait is left.
	Full Outcome = "full"
)

// Expect is what a test asks for: of what it does not name, anything will do.
type Expect struct {
	Outcome Outcome       `json:"outcome,omitempty" toml:"outcome"`
	Target  desk.TargetID `json:"target,omitempty" toml:"target"`
	Rule    desk.RuleID   `json:"rule,omitempty" toml:"rule"`
	// Ring is the one the conversation was given through, or waits in; the
	// first is 1.
	Ring int `json:"ring,omitempty" toml:"ring"`
	// Group is the one it was given through, or in whose queue it waits.
	Group desk.GroupID `json:"group,omitempty" toml:"group"`
	Agent desk.AgentID `json:"agent,omitempty" toml:"agent"`
}
