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
	Offer(routing.Asked) routing.Offered
	Position(desk.ConversationID) (int, bool)
	AgentStands(desk.AgentID, desk.Channel) routing.Standing
	GroupFree(desk.GroupID, desk.Channel) bool
	Turns() []routing.Turn
}

// state is where a conversation is; see guarantee G7.
type state int

const (
	waits state = iota
	isOngoing
	snoozed
)

// conv is an open conversation as the simulated floor knows it.
type conv struct {
	routing.Waiting
	state state
	agent desk.AgentID
	// began is when the contact did.
	began desk.Millis
	group desk.GroupID
	keep  bool
}

// person is an agent as the simulated floor knows them.
type person struct {
	profile          desk.Profile
	known            bool
	line             bool
	status           map[desk.Channel]desk.Status
	chosen           map[desk.Channel]desk.Millis
	imposed, doubted bool
}

// world stands in for the floor: it keeps what is true, tells the engine what
// happened, and holds every answer against the truth.
type world struct {
	d dice
	// now is the clock, which jumps; high is the furthest it has been.
	now, high desk.Millis
	make      func() engine
	eng       engine
	// twin is an engine that hears the same and is not restarted.
	twin engine
	m    *model
	// told are the inputs since the last decision.
	told []told

	settings desk.Settings
	rules    map[desk.RuleID]*desk.Rule
	shut     map[desk.GroupID]bool
	people   map[desk.AgentID]*person
	convs    map[desk.ConversationID]*conv
	// open are the conversations that are not closed, oldest first.
	open []desk.ConversationID
	load map[onChannel]int
	past []routing.ContactClosed
	// opened counts conversations.
	opened int
	// crowd is how many open conversations there may be for now: a quiet hour
	// is about choosing among people, a busy one about the queue.
	crowd int
	// still is set while all happens in one moment, so that people come out
	// equal.
	still bool
	// wake is when the engine asked to be woken.
	wake desk.Millis

	// about is the one promise to look at, empty for all.
	about string
	marks map[string]int
	trace hash.Hash64
	// tail are the last lines of the transcript.
	tail []string
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
type violation struct{ promise, detail string }

func (v *violation) Error() string { return v.promise + ": " + v.detail }

// broken ends the run, unless the run is about another promise.
func (w *world) broken(promise, format string, args ...any) {
	if w.about == "" || w.about == promise {
		panic(&violation{promise, fmt.Sprintf(format, args...)})
	}
}

// write adds a line to the transcript.
func (w *world) write(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Fprintln(w.trace, line)
	if len(w.tail) >= 60 {
		w.tail = append(w.tail[:0], w.tail[30:]...)
	}
	w.tail = append(w.tail, line)
}

const people = 8

var (
	simChannels  = []desk.Channel{desk.Chat, desk.Call, desk.InApp}
	simGroups    = []desk.GroupID{"sales", "support", "care", "vip"} // nobody is in the last
	simSkills    = []desk.SkillID{"billing", "repair"}
	simLanguages = []string{"fr", "de", "en"}
	simRules     = []desk.RuleID{"a", "b", "c", "d"}
)

func newWorld(seed uint64, make func() engine) *world {
	w := &world{
		d: dice(seed * 7919), now: 1_700_000_000_000, make: make, eng: make(), twin: make(), m: newModel(),
		shut: map[desk.GroupID]bool{}, people: map[desk.AgentID]*person{}, convs: map[desk.ConversationID]*conv{},
		load: map[onChannel]int{}, crowd: 12, marks: map[string]int{}, trace: fnv.New64a(),
	}
	w.high = w.now
	w.settingsChanged()
	for i := range people {
		w.people[agentID(i)] = &person{status: map[desk.Channel]desk.Status{}, chosen: map[desk.Channel]desk.Millis{}}
		w.setUp(agentID(i))
		w.line(agentID(i), true)
		for _, ch := range simChannels {
			w.choose(agentID(i), ch, desk.Available)
		}
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

// one draws from a list.
func one[T any](w *world, list []T) T { return list[w.d.n(len(list))] }

func (w *world) tell(in routing.Input) {
	w.told = append(w.told, told{in, w.now})
	w.high = max(w.high, w.now)
}

// setUp draws a profile; a third of the people are the same as one another.
func (w *world) setUp(id desk.AgentID) {
	p := desk.Profile{
		ID: id, Name: "Ada " + string(id), Groups: []desk.GroupID{"sales"},
		Slots: map[desk.Channel]int{desk.Chat: 3}, Priority: map[desk.Channel]int{},
	}
	if !w.d.in(3) {
		p.Groups = slices.Clone([][]desk.GroupID{
			{"support"}, {"sales", "support"}, {"support", "sales", "support"}, {"care"}, {"care", "support"}, {},
		}[w.d.n(6)])
		p.Slots, p.Skills, p.CallAndChat = map[desk.Channel]int{}, map[desk.SkillID]int{}, w.d.in(3)
		for _, ch := range simChannels {
			if !w.d.in(4) {
				p.Slots[ch] = 1 + w.d.n(4) - w.d.n(8)/7
				p.Priority[ch] = 10 * (w.d.n(4) / 3)
			}
		}
		for _, k := range simSkills {
			if w.d.in(2) {
				p.Skills[k] = 1 + w.d.n(desk.MaxLevel)
			}
		}
		for _, l := range simLanguages {
			if !w.d.in(3) {
				p.Languages = append(p.Languages, l)
			}
		}
	}
	w.people[id].profile, w.people[id].known = p, true
	w.tell(routing.AgentSet{Profile: p})
}

func (w *world) line(id desk.AgentID, on bool) {
	w.people[id].line = on
	w.tell(routing.LineChanged{Agent: id, On: on})
}

func (w *world) choose(id desk.AgentID, ch desk.Channel, status desk.Status) {
	p := w.people[id]
	if p.status[ch] != status {
		p.status[ch], p.chosen[ch] = status, w.now
	}
	w.tell(routing.StatusChanged{Agent: id, Channel: ch, Status: status})
}

// settingsChanged draws new groups and rules.
func (w *world) settingsChanged() {
	s := desk.Settings{Lifecycle: desk.Lifecycle{PushGap: []int{0, 0, 3, 20}[w.d.n(4)]}}
	for i, g := range simGroups {
		s.Groups = append(s.Groups, desk.Group{ID: g, Name: []string{"Sales", "Support", "", "Important people"}[i], Places: w.d.n(3) * w.d.n(4)})
	}
	s.Skills = []desk.Skill{{ID: "billing", Name: "Billing"}}
	for _, id := range simRules {
		if w.d.in(12) {
			continue // gone, though conversations may still name it
		}
		s.Rules = append(s.Rules, w.drawRule(id))
	}
	w.settings, w.rules = s, map[desk.RuleID]*desk.Rule{}
	for i := range s.Rules {
		w.rules[s.Rules[i].ID] = &s.Rules[i]
	}
	w.tell(routing.SettingsSet{Settings: s})
}

func (w *world) drawRule(id desk.RuleID) desk.Rule {
	r := desk.Rule{
		ID: id, Name: "Rule " + string(id),
		Method: one(w, []desk.Method{desk.Escalation, desk.Fair, desk.Custom, desk.Reactive}),
		Order:  one(w, []desk.Order{"", desk.Balanced, desk.LongestIdle, desk.FairShare, desk.FillFirst, desk.BestSkill}),
		Sticky: one(w, []int{0, 10, 40}), ThenAfter: one(w, []int{0, 15, 50}),
	}
	if w.d.in(2) {
		r.Then = one(w, simRules) // itself too
	}
	after, groups := 0, slices.Clone(simGroups)
	for i := range groups {
		j := i + w.d.n(len(groups)-i)
		groups[i], groups[j] = groups[j], groups[i]
	}
	wide := 1 + w.d.n(2)
	for n := range 1 + w.d.n(3) {
		ring := desk.Ring{After: after, Language: one(w, []desk.LanguageRule{"", desk.LanguageHard, desk.LanguageSoft, desk.LanguageAny})}
		for i, g := range groups[:min(wide, len(groups))] {
			ring.Groups = append(ring.Groups, desk.Share{Group: g, Share: []int{70, 30, 0, 10}[i]})
		}
		if w.d.in(2 + n) {
			ring.Require = []desk.Need{{Skill: one(w, simSkills), Level: 1 + w.d.n(4)}}
		}
		r.Rings = append(r.Rings, ring)
		after, wide = after+w.d.n(4)*10, wide+w.d.n(3)
	}
	if w.d.in(20) {
		r.Rings = nil
	}
	return r
}

func (w *world) recount() {
	clear(w.load)
	for _, id := range w.open {
		if c := w.convs[id]; c.state == isOngoing {
			w.load[onChannel{c.agent, c.Channel}]++
		}
	}
}

// ends closes a contact.
func (w *world) ends(c *conv) {
	closed := routing.ContactClosed{Conversation: c.Conversation, Agent: c.agent}
	w.past = append(w.past, closed)
	if len(w.past) > 50 {
		w.past = slices.Delete(w.past, 0, 25)
	}
	c.agent, c.group = "", ""
	w.tell(closed)
	w.recount()
}

// queue lets a conversation wait, again or by other needs.
func (w *world) queue(c *conv) {
	c.state = waits
	w.tell(c.Waiting)
}

// gone forgets a closed conversation.
func (w *world) gone(c *conv) {
	w.open = slices.DeleteFunc(w.open, func(id desk.ConversationID) bool { return id == c.Conversation })
	delete(w.convs, c.Conversation)
}

// in lists the open conversations of a state.
func (w *world) in(is state) []*conv {
	list := make([]*conv, 0, len(w.open))
	for _, id := range w.open {
		if c := w.convs[id]; c.state == is {
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
		return "settings", ""
	case routing.GroupOpen:
		return desk.AgentID("group " + in.Group), ""
	case routing.AgentRemoved:
		return in.Agent, ""
	case routing.LineChanged:
		return in.Agent, ""
	case routing.Imposed:
		return in.Agent, ""
	case routing.Doubted:
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

// everything is all that is true, as a start reads it.
func (w *world) everything() (all []told) {
	say := func(in routing.Input, at desk.Millis) { all = append(all, told{in, at}) }
	say(routing.SettingsSet{Settings: w.settings}, w.now)
	for _, g := range simGroups {
		say(routing.GroupOpen{Group: g, Open: !w.shut[g]}, w.now)
	}
	for i := range people {
		id := agentID(i)
		p := w.people[id]
		if p.known {
			say(routing.AgentSet{Profile: p.profile}, w.now)
		}
		say(routing.LineChanged{Agent: id, On: p.line}, w.now)
		say(routing.Imposed{Agent: id, On: p.imposed}, w.now)
		say(routing.Doubted{Agent: id, On: p.doubted}, w.now)
		for _, ch := range slices.Sorted(maps.Keys(p.status)) {
			say(routing.StatusChanged{Agent: id, Channel: ch, Status: p.status[ch]}, p.chosen[ch])
		}
	}
	for _, id := range w.open {
		switch c := w.convs[id]; c.state {
		case waits:
			say(c.Waiting, w.now)
		case isOngoing:
			say(routing.ContactOpened{Conversation: id, Agent: c.agent, Channel: c.Channel, Group: c.group}, c.began)
		}
	}
	return all
}
