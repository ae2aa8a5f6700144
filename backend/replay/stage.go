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
		switch e.Fact.(type) {
		case desk.Connected:
			s.engine.Take(routing.LineChanged{Agent: id, On: true}, e.At)
		case desk.Disconnected:
			s.engine.Take(routing.LineChanged{Agent: id, On: false}, e.At)
		}
		for _, in := range routing.OfAgent(e, a) {
			s.engine.Take(in, e.At)
		}
		return
	}
	id, ok := e.Stream.Conversation()
	if !ok {
		return
	}
	s.convs[id] = s.convs[id].Apply(e)
	for _, in := range routing.OfConversation(e, s.convs[id]) {
		s.engine.Take(in, e.At)
	}
	if s.convs[id].State == desk.Ended {
		delete(s.convs, id)
	}
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
		s.engine.Take(routing.Place(s.convs[id]), now)
	}
	for _, turn := range from.turns {
		s.engine.Take(turn, now)
	}
}
