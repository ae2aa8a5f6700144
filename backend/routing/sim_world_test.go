package routing_test

import (
	"fmt"
	"hash"
	"hash/fnv"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// engine is what the simulated floor drives: the engine, or one that is broken
// on purpose.
type engine interface {
	Take(routing.Input, desk.Millis)
	Decide(desk.Millis) routing.Output
	Used(desk.AgentID, desk.Channel) int
	WhyWaiting(desk.ConversationID) (routing.Explanation, bool)
	Answerable([]desk.GroupID, desk.Channel) bool
	Reach([]desk.GroupID, desk.Channel) routing.Counts
	Turns() []routing.Turn
}

// world stands in for the floor: it folds the log with the rules of desk, tells
// the engine what happened, and holds every answer against the log.
type world struct {
	d    dice
	now  desk.Millis
	make func() engine
	eng  engine
	// twin is an engine that hears the same and is not restarted.
	twin engine
	m    *model
	// told are the inputs since the last decision.
	told []told

	profiles map[desk.AgentID]desk.Profile
	agents   map[desk.AgentID]desk.Agent
	names    map[desk.GroupID]string
	convs    map[desk.ConversationID]*desk.Conversation
	patience map[desk.ConversationID]desk.Millis
	// open are the conversations that are not closed, oldest first; a value
	// behind convs is never changed, only replaced.
	open []desk.ConversationID
	// load counts the open contacts of each agent on each channel, anew after
	// every change.
	load   map[onChannel]int
	ended  []routing.ContactClosed
	opened int
	// crowd is how many open conversations there may be for now: a quiet hour
	// is about choosing among people, a busy one about the queue.
	crowd int
	// still is set while all happens in one moment, so that people come out
	// equal.
	still    bool
	contacts desk.ContactNo

	// about is the one promise to look at, empty for all.
	about string
	marks map[string]int
	trace hash.Hash64
}

type onChannel struct {
	agent   desk.AgentID
	channel desk.Channel
}

// told is an input and when it happened.
type told struct {
	in routing.Input
	at desk.Millis
}

// violation is a promise that did not hold.
type violation struct {
	promise, detail string
}

func (v *violation) Error() string { return v.promise + ": " + v.detail }

// broken ends the run, unless the run is about another promise.
func (w *world) broken(promise, format string, args ...any) {
	if w.about == "" || w.about == promise {
		panic(&violation{promise, fmt.Sprintf(format, args...)})
	}
}

const people = 10

var simChannels = []desk.Channel{desk.Chat, desk.Messaging}

// needs are the groups a visitor's page may ask for. The last two are rare: a
// group nobody is in, and a page that was set up without any.
var needs = [][]desk.GroupID{{"sales"}, {"support"}, {"support", "sales"}, {"sales", "care"}, {"vip"}, {}}

func (w *world) need() []desk.GroupID {
	if w.d.in(30) {
		return needs[w.d.n(len(needs))]
	}
	return needs[w.d.n(len(needs)-2)]
}

func newWorld(seed uint64, make func() engine) *world {
	w := &world{
		d: dice(seed * 7919), now: 1_700_000_000_000, make: make, eng: make(), twin: make(), m: newModel(),
		profiles: map[desk.AgentID]desk.Profile{}, agents: map[desk.AgentID]desk.Agent{},
		names: map[desk.GroupID]string{"sales": "Sales", "support": "Support", "vip": "Important people"},
		convs: map[desk.ConversationID]*desk.Conversation{}, patience: map[desk.ConversationID]desk.Millis{},
		load: map[onChannel]int{}, crowd: 20, marks: map[string]int{}, trace: fnv.New64a(),
	}
	w.tell(w.settings())
	for i := range people {
		w.setUp(agentID(i))
	}
	return w
}

var ids = func() (ids []desk.AgentID) {
	for i := range people {
		ids = append(ids, desk.AgentID(fmt.Sprint(10420+i)))
	}
	return ids
}()

func agentID(i int) desk.AgentID { return ids[i] }

func (w *world) anyone() desk.AgentID { return agentID(w.d.n(people)) }

// setUp draws a profile; a third of the people are the same as one another.
func (w *world) setUp(id desk.AgentID) {
	p := desk.Profile{ID: id, Name: "Ada " + string(id), Groups: []desk.GroupID{"sales"}, Slots: map[desk.Channel]int{desk.Chat: 3}}
	if !w.d.in(3) {
		p.Groups = slices.Clone([][]desk.GroupID{{"support"}, {"sales", "support"}, {"support", "sales", "support"}, {"care"}, {}}[w.d.n(5)])
		p.Slots = map[desk.Channel]int{}
		for _, ch := range simChannels {
			if !w.d.in(4) {
				p.Slots[ch] = w.d.n(5)
			}
		}
	}
	w.profiles[id] = p
	w.tell(routing.AgentSet{Profile: p})
}

func (w *world) tell(in routing.Input) { w.told = append(w.told, told{in, w.now}) }

// record writes events down as the log does and tells the engine what of it is
// its business.
func (w *world) record(events []desk.Event, err error) {
	if err != nil {
		w.broken("the desk agrees", "%v", err)
	}
	defer w.recount()
	for _, e := range events {
		if id, ok := e.Stream.Agent(); ok {
			e.Seq = w.agents[id].Seq + 1
			w.agents[id] = w.agents[id].Apply(e)
			w.tellAgent(id, e.Fact)
			continue
		}
		id, _ := e.Stream.Conversation()
		c := w.conv(id)
		e.Seq = c.Seq + 1
		c = c.Apply(e)
		w.convs[id] = &c
		w.tellConversation(c, e.Fact)
	}
}

// conv is a conversation that is open, and one without any event else.
func (w *world) conv(id desk.ConversationID) desk.Conversation {
	if c := w.convs[id]; c != nil {
		return *c
	}
	return desk.Conversation{}
}

func (w *world) recount() {
	clear(w.load)
	for _, id := range w.open {
		if c := w.convs[id]; c.State == desk.Ongoing {
			w.load[onChannel{c.Contact.Agent, c.Channel}]++
		}
	}
}

func (w *world) tellAgent(id desk.AgentID, f desk.Fact) {
	switch f := f.(type) {
	case desk.Connected:
		w.tell(routing.LineChanged{Agent: id, On: true})
	case desk.Disconnected:
		w.tell(routing.LineChanged{Agent: id})
	case desk.StatusChanged:
		w.tell(routing.StatusChanged{Agent: id, Channel: f.Channel, Status: f.Status})
	}
}

func (w *world) tellConversation(c desk.Conversation, f desk.Fact) {
	switch f := f.(type) {
	case desk.Opened:
		w.open = append(w.open, c.ID)
		w.tell(w.waiting(c))
	case desk.Unassigned:
		w.ended = append(w.ended, routing.ContactClosed{Conversation: c.ID, Agent: f.Agent})
		w.tell(w.ended[len(w.ended)-1])
		w.tell(w.waiting(c))
	case desk.Closed:
		w.tell(routing.NotWaiting{Conversation: c.ID})
		w.open = slices.DeleteFunc(w.open, func(id desk.ConversationID) bool { return id == c.ID })
		delete(w.patience, c.ID)
		delete(w.convs, c.ID)
	}
}

func (w *world) waiting(c desk.Conversation) routing.Waiting {
	return routing.Waiting{
		Conversation: c.ID, Groups: c.Groups, Channel: c.Channel, Since: c.WaitingSince, Patience: w.patience[c.ID],
	}
}

// in lists the open conversations of a state.
func (w *world) in(state desk.State) []*desk.Conversation {
	list := make([]*desk.Conversation, 0, len(w.open))
	for _, id := range w.open {
		if c := w.convs[id]; c.State == state {
			list = append(list, c)
		}
	}
	return list
}

// deliver hands over what was told, as it could arrive: some of it twice, and
// what concerns different people and conversations in another order.
func (w *world) deliver() {
	for range w.d.n(2*len(w.told) + 1) {
		i := w.d.n(len(w.told))
		if i > 0 && !related(w.told[i-1].in, w.told[i].in) {
			w.told[i-1], w.told[i] = w.told[i], w.told[i-1]
			w.marks["reordered"]++
		}
	}
	for _, t := range w.told {
		w.hear(t)
		if w.d.in(10) {
			w.marks["doubled"]++
			w.hear(t)
		}
	}
	w.told = w.told[:0]
}

func (w *world) hear(t told) {
	w.eng.Take(t.in, t.at)
	w.twin.Take(t.in, t.at)
	w.m.hear(t.in, t.at)
}

// related tells whether two inputs are about the same agent or conversation.
func related(x, y routing.Input) bool {
	xa, xc := about(x)
	ya, yc := about(y)
	return xa != "" && xa == ya || xc != "" && xc == yc
}

func about(in routing.Input) (desk.AgentID, desk.ConversationID) {
	switch in := in.(type) {
	case routing.AgentSet:
		return in.Profile.ID, ""
	case routing.SettingsSet:
		return "settings", "" // no agent has this id
	case routing.AgentRemoved:
		return in.Agent, ""
	case routing.LineChanged:
		return in.Agent, ""
	case routing.StatusChanged:
		return in.Agent, ""
	case routing.Waiting:
		return "", in.Conversation
	case routing.NotWaiting:
		return "", in.Conversation
	case routing.ContactOpened:
		return in.Agent, in.Conversation
	case routing.ContactClosed:
		return in.Agent, in.Conversation
	}
	return "", ""
}

func (w *world) settings() routing.SettingsSet {
	var s desk.Settings
	for _, g := range slices.Sorted(maps.Keys(w.names)) {
		s.Groups = append(s.Groups, desk.Group{ID: g, Name: w.names[g]})
	}
	return routing.SettingsSet{Settings: s}
}
