package desk

import "strings"

// Millis is a moment: milliseconds since 1970-01-01 UTC. An int64 has no zone,
// the same precision in both databases, and is a number in TypeScript.
type Millis int64

// Lengths of time in Millis.
const (
	Second Millis = 1000
	Minute        = 60 * Second
	Hour          = 60 * Minute
	Day           = 24 * Hour
)

// Ids are opaque texts. Those a stranger could try to guess carry 128 random
// bits; an agent's is the short number that is read out on the telephone.
type (
	// ProjectID names a project: a company's website with its own people,
	// groups and log.
	ProjectID string
	// ConversationID names a conversation for its whole life.
	ConversationID string
	// VisitorID names one visitor of one project.
	VisitorID string
	// AgentID is the number of an agent's account, for example "10423".
	AgentID string
	// GroupID names a routing group, SkillID a skill, OrganisationID the part
	// of the company an agent belongs to, HoursID a calendar of opening hours.
	GroupID        string
	SkillID        string
	OrganisationID string
	HoursID        string
	// RuleID names a routing rule, TargetID a targeting rule.
	RuleID   string
	TargetID string
	// ContactNo numbers the contacts of a project 1, 2, 3…; it is the number
	// in a state box.
	ContactNo int64
)

// Stream names the thing an event happened to: a conversation, an agent or a
// customer. Within a stream events are numbered 1, 2, 3… without a gap.
type Stream string

const (
	agentStream    = "a_"
	customerStream = "u_"
)

// Stream is the stream of a conversation: its id.
func (id ConversationID) Stream() Stream { return Stream(id) }

// Stream is the stream of an agent's own events.
func (id AgentID) Stream() Stream { return Stream(agentStream + string(id)) }

// Stream is the stream of a customer: what stays true of a visitor from one
// conversation to the next.
func (id VisitorID) Stream() Stream { return Stream(customerStream + string(id)) }

// Agent is the agent whose stream this is, and false for any other stream.
func (s Stream) Agent() (AgentID, bool) {
	id, ok := strings.CutPrefix(string(s), agentStream)
	return AgentID(id), ok
}

// Customer is the visitor whose own stream this is, and false for any other.
func (s Stream) Customer() (VisitorID, bool) {
	id, ok := strings.CutPrefix(string(s), customerStream)
	return VisitorID(id), ok
}

// Conversation is the conversation whose stream this is, and false for any
// other stream.
func (s Stream) Conversation() (ConversationID, bool) {
	for _, other := range [...]string{agentStream, customerStream} {
		if strings.HasPrefix(string(s), other) {
			return "", false
		}
	}
	return ConversationID(s), s != ""
}

// Channel is the medium of a conversation.
type Channel string

// The channels an agent can be granted. Today conversations arrive by chat, from
// a page or, with slots of its own, from inside an app.
const (
	Chat      Channel = "chat"
	Call      Channel = "call"
	Video     Channel = "video"
	Messaging Channel = "messaging"
	InApp     Channel = "app"
)

// Channels lists all channels in the order in which they are shown.
var Channels = []Channel{Chat, Call, Video, Messaging, InApp}

// ActorKind says what sort of respondent or party acted.
type ActorKind string

// The kinds of actor.
const (
	ByVisitor ActorKind = "visitor"
	ByAgent   ActorKind = "agent"
	BySystem  ActorKind = "system"
)

// Actor is who did something. ID is a VisitorID or an AgentID, and empty for
// the system.
type Actor struct {
	Kind ActorKind `json:"kind" enum:"visitor,agent,system"`
	ID   string    `json:"id,omitempty"`
}

// System is the actor behind what nobody asked for: routing, timers, presence.
var System = Actor{Kind: BySystem}

// Visitor is the actor for a visitor.
func Visitor(id VisitorID) Actor { return Actor{Kind: ByVisitor, ID: string(id)} }

// AgentActor is the actor for an agent.
func AgentActor(id AgentID) Actor { return Actor{Kind: ByAgent, ID: string(id)} }
