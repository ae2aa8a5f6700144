package desk

// Status is what an agent chose for a channel.
type Status string

// The statuses an agent can choose.
const (
	// Available: new contacts may come.
	Available Status = "available"
	// NotAvailable: nothing new comes; what is open stays.
	NotAvailable Status = "unavailable"
)

// Light is a channel's colour: what an agent's status comes to, given the slots
// in use. Nobody chooses orange.
type Light string

// The lights of a channel.
const (
	Green  Light = "green"
	Orange Light = "orange"
	Red    Light = "red"
)

// Imposition is why the desk made an agent unavailable.
type Imposition string

// TooManyMissed: contacts went to the agent and were not answered.
const TooManyMissed Imposition = "missed"

// Role says what a person may do.
type Role string

// The roles.
const (
	AgentRole Role = "agent"
	Manager   Role = "manager"
	Admin     Role = "admin"
)

// Manages tells whether a role may act on what is not its own: ends the
// conversations of others, lets blocked visitors in again.
func (r Role) Manages() bool { return r == Manager || r == Admin }

// Profile is an agent as the administration set them up.
type Profile struct {
	ID   AgentID
	Role Role
	// Name is for colleagues, Username is what visitors read.
	Name     string
	Username string
	Email    string
	// Organisation is the part of the company they belong to.
	Organisation OrganisationID
	// Groups are the routing groups they are in, by the settings; see
	// [Settings.GroupsOf].
	Groups []GroupID
	// Skills are what they are good at, at a level from 1 to [MaxLevel].
	Skills map[SkillID]int
	// Languages they speak, as in "fr"; all, where empty.
	Languages []string
	// Slots is how many conversations the agent can hold at once on each
	// channel granted to them; a channel that is absent is not granted.
	Slots map[Channel]int
	// Priority of a channel is 0 or 10: of two free agents, the higher first.
	Priority map[Channel]int
	// CallAndChat lets a call and chats be held at once.
	CallAndChat bool
}

// Agent is what the agent's own stream tells: who is on the line, and what they
// chose. A status outlives the line; presence does not.
type Agent struct {
	ID        AgentID
	Seq       int64
	Connected bool
	// Status holds the channels whose status was ever set; the others are
	// not available.
	Status map[Channel]Status
	// Imposed is why the desk made them unavailable on every channel, empty
	// where it did not. It ends when they choose to be available again.
	Imposed Imposition
	// Missed are the moments of the contacts they did not answer, of the last
	// [MissedWithin] at the time of the latest.
	Missed []Millis
	// ConnectedAt is the moment of the last change of Connected.
	ConnectedAt Millis
}

// Apply records what happened; see [Conversation.Apply].
func (a Agent) Apply(e Event) Agent {
	a.Seq = e.Seq
	if id, ok := e.Stream.Agent(); ok {
		a.ID = id
	}
	switch f := e.Fact.(type) {
	case Connected:
		a.Connected, a.ConnectedAt = true, e.At
	case Disconnected:
		a.Connected, a.ConnectedAt = false, e.At
	case Imposed:
		a.Imposed = f.Reason
	case Missed:
		// A new list, as the older value of a keeps its own.
		a.Missed = append(recent(a.Missed, e.At), e.At)
	case StatusChanged:
		if f.Status == Available {
			a.Imposed, a.Missed = "", nil
		}
		// The map is shared with the older value of a, which must not change.
		status := make(map[Channel]Status, len(a.Status)+1)
		for ch, s := range a.Status {
			status[ch] = s
		}
		status[f.Channel] = f.Status
		a.Status = status
	}
	return a
}

// StatusOf is what the agent chose for a channel: not available until they did.
func (a Agent) StatusOf(ch Channel) Status {
	if s, ok := a.Status[ch]; ok {
		return s
	}
	return NotAvailable
}

// recent are the moments not longer ago than misses count.
func recent(moments []Millis, at Millis) []Millis {
	var left []Millis
	for _, m := range moments {
		if m > at-MissedWithin {
			left = append(left, m)
		}
	}
	return left
}

// Light is the colour of a channel on which used of slots are taken.
func (a Agent) Light(ch Channel, used, slots int) Light {
	switch {
	case a.Imposed != "", a.StatusOf(ch) != Available:
		return Red
	case used >= slots:
		return Orange
	}
	return Green
}

// Connect says that an agent's first device is on the line, Disconnect that the
// last one left it.
type (
	Connect    struct{}
	Disconnect struct{}
	// SetStatus chooses a status for one channel.
	SetStatus struct {
		Channel Channel
		Status  Status
	}
)

// Miss says that an agent did not answer a contact in time.
type Miss struct {
	Conversation ConversationID
	Contact      ContactNo
}

// Undeliver says that a transcript the agent asked for reached nobody.
type Undeliver struct {
	Conversation ConversationID
	Contact      ContactNo
}

func (Miss) command()       {}
func (Undeliver) command()  {}
func (Connect) command()    {}
func (Disconnect) command() {}
func (SetStatus) command()  {}

// DecideAgent is [Decide] for an agent's own stream.
func DecideAgent(a Agent, p Profile, cmd Command, by Actor, at Millis) ([]Event, error) {
	one := func(f Fact) ([]Event, error) {
		return []Event{{Stream: p.ID.Stream(), At: at, Kind: f.Kind(), Actor: by, Fact: f}}, nil
	}
	switch cmd := cmd.(type) {
	case Connect:
		if a.Connected {
			return nil, nil
		}
		return one(Connected{})
	case Disconnect:
		if !a.Connected {
			return nil, nil
		}
		return one(Disconnected{})
	case SetStatus:
		if by != AgentActor(p.ID) {
			return nil, Refuse(Forbidden, "A status is its agent's own.")
		}
		if _, granted := p.Slots[cmd.Channel]; !granted {
			return nil, Refuse(ChannelNotGranted, "The channel %q is not granted to this account.", cmd.Channel).At("channel")
		}
		if cmd.Status != Available && cmd.Status != NotAvailable {
			return nil, Refuse(Invalid, "A status is \"available\" or \"unavailable\".").At("status")
		}
		// To choose again what one chose ends what was imposed.
		if a.StatusOf(cmd.Channel) == cmd.Status && a.Imposed == "" {
			return nil, nil
		}
		return one(StatusChanged(cmd))
	case Undeliver:
		if by != System {
			return nil, Refuse(Forbidden, "That is the desk's own to say.")
		}
		return one(Undelivered(cmd))
	case Miss:
		events, _ := one(Missed(cmd))
		if a.Imposed == "" && len(recent(a.Missed, at)) >= MissesAllowed {
			imposed, _ := one(Imposed{Reason: TooManyMissed})
			events = append(events, imposed...)
		}
		return events, nil
	}
	return nil, Refuse(UnknownType, "This command is not known.")
}
