package replay

import (
	"maps"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
	"github.com/parley-desk/parley/backend/routing"
)

// stage is an engine with the conversations and people it is told of. It tells
// the engine of events just as the project's writer does.
type stage struct {
	engine    *routing.State
	people    []desk.Profile
	settings  desk.Settings
	calendars hours.Groups
	// changes is when a group next comes to work or goes home.
	changes desk.Millis
	convs   map[desk.ConversationID]desk.Conversation
	agents  map[desk.AgentID]desk.Agent
}

func newStage(people []desk.Profile) *stage {
	return &stage{
		engine: routing.New(), people: people,
		convs: map[desk.ConversationID]desk.Conversation{}, agents: map[desk.AgentID]desk.Agent{},
	}
}

// configure lets other settings hold from now on.
func (s *stage) configure(settings desk.Settings, now desk.Millis) error {
	calendars, err := hours.Of(settings)
	if err != nil {
		return err
	}
	s.settings, s.calendars = settings, calendars
	s.engine.Take(routing.SettingsSet{Settings: settings}, now)
	s.turn(now)
	for i, p := range s.people {
		p.Groups = settings.GroupsOf(p)
		s.people[i] = p
		s.engine.Take(routing.AgentSet{Profile: p}, now)
	}
	return nil
}

// turn tells which groups are at work.
func (s *stage) turn(now desk.Millis) {
	for _, g := range s.settings.Groups {
		s.engine.Take(routing.GroupOpen{Group: g.ID, Open: s.calendars.Open(g.ID, now)}, now)
	}
	s.changes = s.calendars.Changes(now)
}

// take records what happened, and lets the engine follow.
func (s *stage) take(e desk.Event) {
	if id, ok := e.Stream.Agent(); ok {
		a := s.agents[id].Apply(e)
		s.agents[id] = a
		switch f := e.Fact.(type) {
		case desk.Connected:
			s.engine.Take(routing.LineChanged{Agent: id, On: true}, e.At)
		case desk.Disconnected:
			s.engine.Take(routing.LineChanged{Agent: id, On: false}, e.At)
		case desk.StatusChanged:
			s.engine.Take(routing.StatusChanged{Agent: id, Channel: f.Channel, Status: f.Status}, e.At)
			s.engine.Take(routing.Imposed{Agent: id, On: a.Imposed != ""}, e.At)
		case desk.Imposed:
			s.engine.Take(routing.Imposed{Agent: id, On: true}, e.At)
		}
		return
	}
	id, ok := e.Stream.Conversation()
	if !ok {
		return
	}
	s.convs[id] = s.convs[id].Apply(e)
	switch f := e.Fact.(type) {
	case desk.Unassigned:
		s.engine.Take(routing.ContactClosed{Conversation: id, Agent: f.Agent}, e.At)
	case desk.Opened, desk.Assigned, desk.Transferred, desk.Snoozed, desk.Woken, desk.Released, desk.Closed:
	default:
		return
	}
	s.put(id, e.At)
	if s.convs[id].State == desk.Ended {
		delete(s.convs, id)
	}
}

// put tells the engine where a conversation stands.
func (s *stage) put(id desk.ConversationID, at desk.Millis) {
	switch c := s.convs[id]; c.State {
	case desk.Waiting, desk.Reserved:
		s.engine.Take(waiting(c), at)
	case desk.Ongoing:
		s.engine.Take(routing.ContactOpened{Conversation: id, Agent: c.Contact.Agent, Channel: c.Channel, Group: c.Group}, at)
	default:
		s.engine.Take(routing.NotWaiting{Conversation: id}, at)
	}
}

// waiting is what a conversation that waits asks of the engine: the same as the
// project's writer asks for it.
func waiting(c desk.Conversation) routing.Waiting {
	in := routing.Waiting{
		Conversation: c.ID, Channel: c.Channel, Rule: c.Rule, Groups: c.Groups,
		Language: c.Language, Require: c.Require,
		Since: c.QueuedSince, From: c.WaitingSince, Patience: c.Priority.Patience(),
		Sticky: c.Sticky, Tried: c.Tried, Sync: !c.Async && c.Contacts == 0, Queue: c.Queue,
	}
	if c.State == desk.Reserved {
		in.For, in.Queue = c.Keeper, ""
	}
	if c.Contacts > 0 && c.QueuedSince == c.OpenedAt {
		in.Patience = desk.UrgentPatience
	}
	return in
}

// standing is how things are at a moment.
type standing struct {
	convs  map[desk.ConversationID]desk.Conversation
	agents map[desk.AgentID]desk.Agent
	turns  []routing.Turn
}

func (s *stage) standing() standing {
	return standing{convs: maps.Clone(s.convs), agents: maps.Clone(s.agents), turns: s.engine.Turns()}
}

// resume puts a stage where another one stood.
func (s *stage) resume(from standing, now desk.Millis) {
	s.convs, s.agents = maps.Clone(from.convs), maps.Clone(from.agents)
	for _, id := range sortedKeys(s.agents) {
		a := s.agents[id]
		for _, ch := range desk.Channels {
			if status, set := a.Status[ch]; set {
				s.engine.Take(routing.StatusChanged{Agent: id, Channel: ch, Status: status}, now)
			}
		}
		s.engine.Take(routing.Imposed{Agent: id, On: a.Imposed != ""}, now)
		s.engine.Take(routing.LineChanged{Agent: id, On: a.Connected}, now)
	}
	for _, id := range sortedKeys(s.convs) {
		s.put(id, now)
	}
	for _, turn := range from.turns {
		s.engine.Take(turn, now)
	}
}
