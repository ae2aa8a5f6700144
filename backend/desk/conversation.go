package desk

import "cmp"

// State is where a conversation stands.
type State string

// The states of a conversation. The empty state is that of a conversation
// nothing has happened to. Only an ongoing one takes a slot.
const (
	// Waiting: nobody answers it yet.
	Waiting State = "waiting"
	// Reserved: it waits for one named agent.
	Reserved State = "reserved"
	// Ongoing: it is open on an agent's panel.
	Ongoing State = "ongoing"
	// Asleep: an agent has snoozed it.
	Asleep State = "snoozed"
	// Ended: closed for ever; a visitor who writes again opens another.
	Ended State = "closed"
)

// Conversation is everything exchanged with one visitor until it is closed, as
// far as its skeleton tells. The words are in the log.
type Conversation struct {
	ID       ConversationID
	Visitor  VisitorID
	Channel  Channel
	Site     string
	Language string

	// Groups may answer where Rule names none: a rule's rings say it else.
	Groups     []GroupID
	Target     TargetID
	TargetName string
	Rule       RuleID
	// Promised is the rule it came by, once it was handed to groups and Rule is empty;
	// [Conversation.RulePromised] is what to read. Rows from before it was kept do not
	// tell.
	Promised RuleID `json:",omitempty"`
	Require  []Need
	Priority Priority
	// Async: the visitor may wait while nobody is free. Queue is in whose queue
	// the conversation counts while it waits.
	Async bool
	Queue GroupID
	// Sticky is the agent whose conversation it would best be: the one a
	// returning visitor last talked to, or whose line was lost.
	Sticky AgentID
	// Tried are agents it is not given to again, Gave the one of them who handed
	// it to a group. Rows from before Gave was kept do not tell.
	Tried []AgentID
	Gave  AgentID `json:",omitempty"`
	// HandedBy is who transferred it, to an agent or a group, until it is woken or an
	// agent has written since. Rows from before it was kept do not tell.
	HandedBy AgentID `json:",omitempty"`

	// Seq is the number of the last event, 0 before the first.
	Seq   int64
	State State
	// Contact is the open contact; its No is 0 while nobody has it.
	Contact Contact
	// Contacts counts the contacts there have been, Group is the last one's.
	Contacts int
	Group    GroupID
	// Keeper is the agent it waits for while reserved, and who snoozed it
	// while asleep. Kept says that it will be reserved for them afterwards.
	Keeper AgentID
	Kept   bool
	// Until is when a snooze ends.
	Until Millis
	// Online tells whether the visitor is on the site.
	Online bool
	// Address tells whether the visitor left one to be told of an answer.
	Address bool

	OpenedAt Millis
	// WaitingSince is when this wait began, QueuedSince where it stands in the
	// queue: who bounces off an agent does not lose their place.
	WaitingSince Millis
	QueuedSince  Millis
	// LastVisitorAt and LastAgentAt are the moments of the last message of
	// either side, 0 before the first.
	LastVisitorAt Millis
	LastAgentAt   Millis
	LeftAt        Millis
	WarnedAt      Millis
	NotifiedAt    Millis
	ClosedAt      Millis
	// LastAgentSeq is the number of the agent's last message. ArrivedUpto and
	// SeenUpto are how far the visitor's page has, and the visitor has seen, what
	// the agent wrote: seen is never ahead of arrived.
	LastAgentSeq int64
	ArrivedUpto  int64
	SeenUpto     int64
	// Views counts the pages the visitor came to, ViewedAt is when they came to
	// the last.
	Views    int
	ViewedAt Millis
	// Answered tells whether the agent wrote after the visitor's last message.
	Answered bool
	// Why is the sentence about the last assignment, or about the ending of a
	// conversation that nobody answered; Settings is by which version of them.
	Why      string
	Settings int64
}

// Contact is one respondent's spell inside a conversation.
type Contact struct {
	No       ContactNo
	Agent    AgentID
	OpenedAt Millis
	// ShownBy and AnswerBy are the deadlines of [Assigned]; Shown and Spoke
	// tell that they were met.
	ShownBy, AnswerBy Millis
	Shown, Spoke      bool
}

// Side is one of the two who talk.
type Side string

// The sides of a conversation.
const (
	VisitorSide Side = "visitor"
	AgentSide   Side = "agent"
)

// Awaits tells whose turn it is: the agent's as soon as the visitor has written.
func (c Conversation) Awaits() Side {
	if c.Answered {
		return VisitorSide
	}
	return AgentSide
}

// Holder is the agent on whose desk the conversation lies: who has it open, has
// snoozed it, or is to have it. Empty while it waits for whoever is free.
func (c Conversation) Holder() AgentID {
	if c.Contact.No != 0 {
		return c.Contact.Agent
	}
	return c.Keeper
}

// Apply records what happened. It cannot fail, does not change c, and ignores
// what it does not know except for its place in the log.
func (c Conversation) Apply(e Event) Conversation {
	c.Seq = e.Seq
	switch f := e.Fact.(type) {
	case Opened:
		c.ID, _ = e.Stream.Conversation()
		c.Visitor, c.Channel, c.Groups = f.Visitor, f.Channel, f.Groups
		c.Site, c.Language = f.Site, f.Language
		c.Target, c.TargetName, c.Rule = f.Target, f.TargetName, f.Rule
		c.Require, c.Priority, c.Sticky = f.Require, f.Priority, f.Sticky
		c.Async, c.Queue = f.Async, f.Queue
		c.Online, c.OpenedAt, c.QueuedSince = true, e.At, e.At
		c.wait(e.At)
	case Posted:
		c.WarnedAt = 0
		switch e.Actor.Kind {
		case ByVisitor:
			if c.Answered && !c.Contact.Spoke && c.Contact.AnswerBy > 0 {
				// Until now there was nothing to answer: the agent before has.
				c.Contact.AnswerBy += e.At - c.Contact.OpenedAt
			}
			c.LastVisitorAt, c.Answered = e.At, false
		case ByAgent:
			c.LastAgentSeq = e.Seq
			if f.Form.Pushed() && AgentID(e.Actor.ID) != c.Contact.Agent {
				break // from outside: it is nobody's answer
			}
			c.LastAgentAt, c.Answered, c.Contact.Spoke = e.At, true, true
			c.HandedBy = ""
		}
	case Assigned:
		c.State, c.Keeper, c.Kept, c.WarnedAt = Ongoing, "", false, 0
		c.Contact = Contact{No: f.Contact, Agent: f.Agent, OpenedAt: e.At, ShownBy: f.ShownBy, AnswerBy: f.AnswerBy}
		c.Contacts++
		c.Why, c.Settings = f.Why, f.Settings
		if f.Group != "" {
			c.Group = f.Group
		}
	case Delivered:
		c.Contact.Shown = true
	case Unassigned:
		c.Contact = Contact{}
		c.wait(e.At)
		switch f.Reason {
		case NotAnswered, NotShown:
			c.Tried = with(c.Tried, f.Agent)
		case LineLost:
			c.Sticky = f.Agent
		}
	case Transferred:
		c.transferred(f, e.At)
	case Snoozed:
		c.State, c.Keeper, c.Kept, c.Until = Asleep, f.Agent, f.Keep, f.Until
	case Woken:
		keeper, kept := c.Keeper, c.Kept
		// It waits since it was due, be it that the server was off by then.
		since := cmp.Or(f.Due, e.At)
		c.wait(since)
		c.QueuedSince, c.Until, c.Tried, c.Gave, c.HandedBy = since, 0, nil, "", ""
		if c.Group != "" {
			c.Queue = c.Group
		}
		if kept {
			c.State, c.Keeper, c.Kept = Reserved, keeper, true
		}
	case Released:
		since := c.WaitingSince // for the visitor it is the same wait
		c.wait(e.At)
		c.WaitingSince = since
		if len(f.Groups) > 0 {
			c.handTo(f.Groups)
		}
	case Warned:
		c.WarnedAt = e.At
	case AddressLeft:
		c.Address = true
	case Notified:
		c.NotifiedAt = e.At
	case Viewed:
		c.Views, c.ViewedAt = c.Views+1, e.At
	case Arrived:
		c.ArrivedUpto = max(c.ArrivedUpto, f.Upto)
	case Seen:
		c.SeenUpto = max(c.SeenUpto, f.Upto)
		c.ArrivedUpto = max(c.ArrivedUpto, c.SeenUpto)
	case Left:
		c.Online, c.LeftAt = false, e.At
	case Returned:
		c.Online = true
	case Closed:
		if f.Why != "" {
			c.Why = f.Why
		}
		c.State, c.ClosedAt, c.Contact = Ended, e.At, Contact{}
		c.Keeper, c.Kept, c.Until = "", false, 0
	}
	return c
}

// wait puts the conversation among those that wait for whoever is free.
func (c *Conversation) wait(at Millis) {
	c.State, c.WaitingSince, c.Keeper, c.Kept = Waiting, at, "", false
}

func (c *Conversation) transferred(f Transferred, at Millis) {
	c.wait(at)
	c.Tried, c.Gave, c.Sticky, c.HandedBy = nil, "", "", f.From
	if f.Agent != "" {
		c.State, c.Keeper = Reserved, f.Agent
		return
	}
	// Who hands on to a group of their own does not mean themselves.
	c.Tried, c.Gave = []AgentID{f.From}, f.From
	c.handTo([]GroupID{f.Group})
}

// handTo leaves the conversation to groups, whatever its rule says of who answers.
func (c *Conversation) handTo(groups []GroupID) {
	c.Promised = c.RulePromised()
	c.Rule, c.Groups, c.Queue = "", groups, groups[0]
}

// RulePromised is the rule that brought the conversation, also once it was handed to
// groups: what it promises of a first answer holds for them too. Empty for none, or
// where the row is from before Promised was kept.
func (c Conversation) RulePromised() RuleID { return cmp.Or(c.Rule, c.Promised) }

// with is a new list with one more, unless it is there.
func with(list []AgentID, id AgentID) []AgentID {
	for _, x := range list {
		if x == id {
			return list
		}
	}
	return append(list[:len(list):len(list)], id)
}
