package wire

import "github.com/parley-desk/parley/backend/desk"

// PastPage is a part of what a visitor said before their present conversation.
type PastPage struct {
	// Count is how many conversations there were, in this part or not.
	Count int `json:"count"`
	// Past are they, the newest first.
	Past []PastConversation `json:"past"`
	// More: there are older ones.
	More bool `json:"more"`
}

// PastConversation is one of them.
type PastConversation struct {
	Stream   desk.Stream  `json:"stream"`
	Channel  desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	OpenedAt desk.Millis  `json:"openedAt"`
	// ClosedAt is 0 while it goes on.
	ClosedAt desk.Millis `json:"closedAt,omitempty"`
	// Agents are what those are called who had it, in order.
	Agents []string `json:"agents"`
}

// PastEvents is a part of what happened in such a conversation, in order.
type PastEvents struct {
	Events []AgentEvent `json:"events"`
	// More: there is more after the last of these.
	More bool `json:"more"`
}

// Found is a conversation of the agent's that was looked for: one that is on their
// desk, or one that is over and kept on this machine.
type Found struct {
	Stream   desk.Stream  `json:"stream"`
	Over     bool         `json:"over"`
	Channel  desk.Channel `json:"channel" enum:"chat,call,video,messaging,app"`
	Label    string       `json:"label"`
	Name     string       `json:"name"`
	OpenedAt desk.Millis  `json:"openedAt"`
	// Text is where it says what was looked for, cut; empty where its name and its
	// label do.
	Text string `json:"text,omitempty"`
}

// PastThread is a conversation that is over as the window shows it, for reading only.
type PastThread struct {
	Stream desk.Stream  `json:"stream"`
	Lines  []ThreadLine `json:"lines"`
}
