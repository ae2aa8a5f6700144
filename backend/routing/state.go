package routing

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// State is what the engine knows. It belongs to one goroutine.
type State struct {
	// now is the latest moment the engine was told of: its time never runs
	// backwards, whatever the clock outside does.
	now      desk.Millis
	settings desk.Settings
	gap      desk.Millis
	// shut are the groups out of hours.
	shut   map[desk.GroupID]bool
	agents map[desk.AgentID]*agent
	talks  talks
	// waiting counts those of them that wait.
	waiting int
	present present
	// resting are those who began a contact less than the gap ago, by when it
	// is over.
	resting ranked[rest]
	// lines come to their next phases as time passes, as do by timers those who
	// wait in none.
	lines  lines
	timers ranked[timer]
	// queues are what counts in the places of each group.
	queues  map[desk.GroupID]*places
	pools   map[at]*pool
	talents map[at]*talent
	// behind is how far a group lags behind its share under a rule.
	behind map[dealt]int64
	// turned are the agents whose turns have changed since these were last asked
	// for, and redealt the groups.
	turned  []*agent
	redealt map[dealt]bool

	// What is looked at one after the other is a list, never a map.
	classes []*class
	classAt map[string]*class
	plans   []*plan
	planAt  map[string]*plan
	askAt   map[string]*ask
	recent  recent
	// busyPlans and busyAsks count those by which something waits, picky the
	// buckets that depend on more than whether somebody is free.
	busyPlans, busyAsks, picky int
	// keep are the orders that some rule uses.
	keep []order
	// hot are the buckets something happened to since the last decision.
	hot []*bucket
	// news are the classes in which somebody has become free since then, and of
	// which the rings have not heard.
	news []*class
	// These are used again from one decision to the next.
	some    []bool
	list    []int
	ready   queue
	able    []*bucket // of ready, from which somebody free may take
	doomed  []*bucket // and from which nobody may, and that cannot wait
	given   []Assignment
	dropped []Drop
}

// dealt names a group under a rule.
type dealt struct {
	rule  desk.RuleID
	group desk.GroupID
}

// New makes a State that knows of nobody.
func New() *State {
	return &State{
		shut:    map[desk.GroupID]bool{},
		agents:  map[desk.AgentID]*agent{},
		queues:  map[desk.GroupID]*places{},
		pools:   map[at]*pool{},
		talents: map[at]*talent{},
		behind:  map[dealt]int64{},
		redealt: map[dealt]bool{},
		classAt: map[string]*class{},
		planAt:  map[string]*plan{},
		askAt:   map[string]*ask{},
		keep:    []order{byLoad},
	}
}

// Step takes one input and decides.
func (s *State) Step(in Input, now desk.Millis) Output {
	s.Take(in, now)
	return s.Decide(now)
}

// Take learns something that happened at a moment and decides nothing yet.
func (s *State) Take(in Input, at desk.Millis) {
	s.now = max(s.now, at)
	switch in := in.(type) {
	case SettingsSet:
		s.set(in.Settings)
	case GroupOpen:
		if s.shut[in.Group] == in.Open {
			s.shut[in.Group] = !in.Open
			s.relink(in.Group)
		}
	case AgentSet:
		s.setUp(in.Profile)
	case AgentRemoved:
		s.remove(s.agentFor(in.Agent))
	case LineChanged:
		a := s.agentFor(in.Agent)
		a.online = in.On
		s.settle(a)
	case Imposed:
		a := s.agentFor(in.Agent)
		a.imposed = in.On
		s.settle(a)
	case Doubted:
		a := s.agentFor(in.Agent)
		a.doubted = in.On
		s.settle(a)
	case StatusChanged:
		a := s.agentFor(in.Agent)
		willing := in.Status == desk.Available
		if t := a.seat(in.Channel); t.willing != willing || t.chosen == 0 {
			t.willing, t.chosen = willing, at
		}
		s.settle(a)
	case Waiting:
		s.wait(&in)
	case NotWaiting:
		s.unwait(in.Conversation)
	case ContactOpened:
		s.begin(in.Conversation, s.agentFor(in.Agent).seat(in.Channel), at)
	case ContactClosed:
		if it := s.talks.find(in.Conversation); it != nil && it.seat != nil && it.seat.agent.id == in.Agent {
			s.end(it, at)
			s.talks.remove(it)
		}
	case Turn:
		if in.Agent == "" {
			s.behind[dealt{in.Rule, in.Group}] = in.Share
			return
		}
		a := s.agentFor(in.Agent)
		a.last, a.share, a.pushed = in.Rested, in.Share, in.Pushed
		s.settle(a)
	case Tick:
		s.heatAll()
		s.calm()
	}
}

// set changes the settings. Every plan is laid anew.
func (s *State) set(settings desk.Settings) {
	before := s.settings
	s.settings = settings
	s.gap = desk.Millis(settings.Lifecycle.PushGap) * desk.Second
	waiting := make([]*item, 0, s.waiting)
	s.talks.each(func(it *item) {
		if it.seat == nil {
			waiting = append(waiting, it)
		}
	})
	slices.SortFunc(waiting, func(x, y *item) int { return cmp.Compare(x.id, y.id) })
	for _, it := range waiting {
		s.unplace(it)
		s.unplan(it)
	}
	for _, p := range s.plans {
		s.dropPlan(p)
	}
	s.plans = nil
	s.keepOrders()
	for _, id := range s.ids() {
		s.settle(s.agents[id])
	}
	maps.DeleteFunc(s.behind, func(d dealt, _ int64) bool {
		is, ok := settings.Rule(d.rule)
		was, known := before.Rule(d.rule)
		s.redealt[d] = true // what stays is reckoned by these settings now
		return !ok || known && !sharesAlike(was, is)
	})
	for _, it := range waiting {
		s.plan(it)
		s.place(it)
	}
}

// keepOrders keeps the classes in the orders that the rules use.
func (s *State) keepOrders() {
	keep := []order{byLoad}
	for _, r := range s.settings.Rules {
		if o := orderOf(r.Order); !slices.Contains(keep, o) {
			keep = append(keep, o)
		}
	}
	slices.Sort(keep)
	if slices.Equal(keep, s.keep) {
		return
	}
	seats := func(do func(*seat)) {
		for _, id := range s.ids() {
			for t := s.agents[id].seats; t != nil; t = t.next {
				if t.class != nil && t.stage == free {
					do(t)
				}
			}
		}
	}
	seats(func(t *seat) { t.class.take(t) })
	s.keep = keep
	for _, c := range s.classes {
		c.keeps(keep)
	}
	seats(func(t *seat) { t.class.put(t) })
}

// ids are those of all agents, in order.
func (s *State) ids() []desk.AgentID { return slices.Sorted(maps.Keys(s.agents)) }

// begin opens a contact. Told again it changes nothing, so that a slot is not
// taken twice; with another agent, the conversation has changed hands.
func (s *State) begin(id desk.ConversationID, t *seat, at desk.Millis) {
	it := s.talks.find(id)
	switch {
	case it == nil:
		it = s.talks.put(id)
	case it.seat == t:
		return
	case it.seat != nil:
		s.end(it, at)
	default:
		s.forget(it)
	}
	s.hold(it, t, at)
}

// hold takes a slot for a conversation that nobody has.
func (s *State) hold(it *item, t *seat, at desk.Millis) {
	it.where = &t.where
	t.used++
	a := t.agent
	a.last, a.pushed = max(a.last, at), max(a.pushed, at)
	a.share += shareUnit / int64(max(t.slots, 1))
	s.turn(a)
	s.settle(a)
}

// end closes a contact. The slot goes back together with the contact, so it can
// go back only once.
func (s *State) end(it *item, at desk.Millis) {
	t := it.seat
	it.where = nil
	t.used--
	t.agent.last = max(t.agent.last, at)
	s.turn(t.agent)
	s.settle(t.agent)
}
