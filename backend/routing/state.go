package routing

import (
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// State is what the engine knows. It belongs to one goroutine.
type State struct {
	agents   map[desk.AgentID]*agent
	settings desk.Settings
	shut     map[desk.GroupID]bool
	items    map[desk.ConversationID]*item
	contacts map[desk.ConversationID]*seat
	// present are the agents on the line, by fair share.
	present tree[standing]

	// What is looked at one after the other is a list, never a map.
	classes  []*class
	classAt  map[string]*class
	buckets  []*bucket
	bucketAt map[string]*bucket
	// hot are the buckets something happened to since the last decision.
	hot []*bucket
}

// item is a waiting conversation.
type item struct {
	id     desk.ConversationID
	due    desk.Millis
	bucket *bucket
	sync   bool
	queue  desk.GroupID
}

// New makes a State that knows of nobody.
func New() *State {
	return &State{
		agents:   map[desk.AgentID]*agent{},
		shut:     map[desk.GroupID]bool{},
		items:    map[desk.ConversationID]*item{},
		contacts: map[desk.ConversationID]*seat{},
		classAt:  map[string]*class{},
		bucketAt: map[string]*bucket{},
	}
}

// Step takes one input and decides.
func (s *State) Step(in Input, now desk.Millis) Output {
	s.Take(in, now)
	return s.Decide(now)
}

// Take learns something that happened at a moment and decides nothing yet.
func (s *State) Take(in Input, at desk.Millis) {
	switch in := in.(type) {
	case AgentSet:
		s.setUp(in.Profile)
	case AgentRemoved:
		s.remove(s.agentFor(in.Agent))
	case SettingsSet:
		s.settings = in.Settings
		for _, b := range s.buckets {
			b.where = ""
		}
	case GroupOpen:
		s.shut[in.Group] = !in.Open
	case Imposed:
		a := s.agentFor(in.Agent)
		a.imposed = in.On
		s.settle(a)
	case Doubted:
		a := s.agentFor(in.Agent)
		a.doubted = in.On
		s.settle(a)
	case LineChanged:
		a := s.agentFor(in.Agent)
		a.online = in.On
		s.settle(a)
	case StatusChanged:
		a := s.agentFor(in.Agent)
		a.seat(in.Channel).status = in.Status
		s.settle(a)
	case Waiting:
		s.wait(in)
	case NotWaiting:
		s.unwait(in.Conversation)
	case ContactOpened:
		s.begin(in.Conversation, s.agentFor(in.Agent).seat(in.Channel), at)
	case ContactClosed:
		if t := s.contacts[in.Conversation]; t != nil && t.agent.id == in.Agent {
			s.end(in.Conversation, at)
		}
	case Turn:
		a := s.agentFor(in.Agent)
		a.last, a.share = in.Rested, in.Share
		s.settle(a)
	case Tick:
		for _, b := range s.buckets {
			s.heat(b)
		}
	}
}

func (s *State) wait(in Waiting) {
	if s.contacts[in.Conversation] != nil {
		return
	}
	groups := s.groupsOf(in.Rule, in.Groups)
	b, due := s.bucketFor(need{groups: sorted(groups), channel: in.Channel}), in.Since+in.Patience
	if it := s.items[in.Conversation]; it != nil {
		if it.bucket == b && it.due == due {
			return
		}
		s.unwait(in.Conversation)
	}
	it := &item{id: in.Conversation, due: due, bucket: b, sync: in.Sync, queue: in.Queue}
	s.items[it.id] = it
	b.waiting.put(turn{due: due, item: it})
	s.heat(b)
}

func (s *State) unwait(id desk.ConversationID) {
	if it := s.items[id]; it != nil {
		delete(s.items, id)
		it.bucket.waiting.remove(turn{due: it.due, item: it})
	}
}

// begin opens a contact. Told again it changes nothing, so that a slot is not
// taken twice; with another agent, the conversation has changed hands.
func (s *State) begin(id desk.ConversationID, t *seat, at desk.Millis) {
	s.unwait(id)
	if s.contacts[id] == t {
		return
	}
	if s.contacts[id] != nil {
		s.end(id, at)
	}
	s.contacts[id] = t
	t.used++
	a := t.agent
	a.last = max(a.last, at)
	a.share += shareUnit / int64(max(t.slots, 1))
	s.settle(a)
}

// end closes a contact. The slot goes back together with the contact, so it can
// go back only once.
func (s *State) end(id desk.ConversationID, at desk.Millis) {
	t := s.contacts[id]
	delete(s.contacts, id)
	t.used--
	t.agent.last = max(t.agent.last, at)
	s.settle(t.agent)
}

// Used is how many slots of an agent are taken on a channel.
func (s *State) Used(id desk.AgentID, ch desk.Channel) int {
	if a := s.agents[id]; a != nil {
		for _, t := range a.seats {
			if t.channel == ch {
				return t.used
			}
		}
	}
	return 0
}

// Turns is what a restart cannot read from what is open, in the order of the
// agents' ids.
func (s *State) Turns() []Turn {
	turns := make([]Turn, 0, len(s.agents))
	for _, a := range s.agents {
		turns = append(turns, Turn{Agent: a.id, Rested: a.last, Share: a.share})
	}
	slices.SortFunc(turns, func(x, y Turn) int { return strings.Compare(string(x.Agent), string(y.Agent)) })
	return turns
}
