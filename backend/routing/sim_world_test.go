package routing_test

import (
	"fmt"
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
	GroupStands(desk.GroupID, routing.Asked, desk.AgentID) routing.Standing
	Turned() []routing.Turn
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
	agent int
	// began is when the contact did.
	began desk.Millis
	group desk.GroupID
	keep  bool

	// What it waits for, by number; see number.
	channel, rule, language, queue, only, sticky, gave, handedBy int
	tried                                                        set
	need                                                         levels
	plain                                                        *simRing // its groups, where it has no rule
	draw                                                         uint64
}

// number reads what a conversation waits for.
func (c *conv) number() {
	c.channel, c.rule, c.queue = numberOf(simChannels, c.Channel), numberOf(simRules, c.Rule), numberOf(simGroups, c.Queue)
	c.only, c.sticky = numberOf(ids, c.For), numberOf(ids, c.Sticky)
	c.gave, c.handedBy = numberOf(ids, c.Gave), numberOf(ids, c.HandedBy)
	c.tried, c.need = setOf(ids, c.Tried), levelsOf(c.Require)
	c.plain = &plain[setOf(simGroups, c.Groups)]
	c.language = none
	if c.Language != "" {
		c.language = numberOf(asked, desk.PrimaryLanguage(c.Language))
	}
}

// alone is why it waits for one agent alone.
func (c *conv) alone() routing.Reason {
	if c.HandedBy != "" {
		return routing.Transferred
	}
	return routing.Reserved
}

// world stands in for the floor: it keeps what is true, tells the engine what
// happened, and holds every answer against the truth.
type world struct {
	d dice
	// q are the dice for what the engine is asked, which change nothing of what
	// happens.
	q dice
	// now is the clock, which jumps; high is the furthest it has been.
	now, high desk.Millis
	make      func() engine
	eng       engine
	// turns are those that were written down, by whose they are.
	turns map[routing.Turn]routing.Turn
	// twin is an engine that heard the same and was not restarted, from a restart on
	// that must change nothing, and for so many decisions more. Before, it would be
	// the same engine, and after so long both have been asked for all they remember;
	// whatever comes later the model sees, which is not restarted.
	twin    engine
	twinFor int
	m       *model
	// told are the inputs since the last decision.
	told []told

	settings desk.Settings
	rules    [rules]*rule
	places   [groups]int
	shut     set
	people   [people]person
	staff
	convs map[desk.ConversationID]*conv
	// there are the conversations that are not closed, oldest first.
	there []*conv
	load  [people][channels]int
	past  []routing.ContactClosed
	// opens counts conversations.
	opens int
	// crowd is how many open conversations there may be for now: a quiet hour
	// is about choosing among people, a busy one about the queue.
	crowd int
	// still is set while all happens in one moment, so that people come out
	// equal.
	still bool
	// closed is set from the end of a shift to the beginning of the next.
	closed bool
	// even is set while all rules take their groups in order and visitors come by one
	// channel: only then are several conversations matched with several agents.
	even bool
	// wake is when the engine asked to be woken.
	wake desk.Millis
	// gets is who gets to each hurdle of a channel, or further; see look.
	gets [channels][hurdles]set

	// every is after how many decisions all is asked, since how many have been made
	// since it was, and seldom is set when something happened that does so seldom.
	every, since int
	seldom       bool

	// about is the one promise to look at, empty for all.
	about string
	marks [marks]int
	seen  map[sight]int
	trace trace
	// list, line, where and rivals are used again, so that an event costs no memory.
	list, line []*conv
	where      []int
	rivals     []rival
	listed     listed
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

func newWorld(l life) *world {
	w := &world{
		d: dice(l.seed * 7919), q: dice(l.seed * 104729), every: l.every, about: l.about,
		now: 1_700_000_000_000, make: l.make, eng: l.make(), m: newModel(),
		convs: map[desk.ConversationID]*conv{}, crowd: 12, seen: map[sight]int{}, trace: newTrace(), listed: listed{},
		turns: map[routing.Turn]routing.Turn{},
	}
	w.high = w.now
	w.settingsChanged()
	for i := range people {
		w.setUp(i)
		w.onLine(i, true)
		for ch := range channels {
			w.choose(i, ch, desk.Available)
		}
	}
	return w
}

func (w *world) anyone() int { return w.d.n(people) }

// one draws from a list.
func one[T any](w *world, list []T) T { return of(&w.d, list) }

func of[T any](d *dice, list []T) T { return list[d.n(len(list))] }

// setUp draws a profile; a third of the people are the same as one another.
func (w *world) setUp(i int) {
	id := ids[i]
	p := desk.Profile{
		ID: id, Name: "Ada " + string(id), Groups: []desk.GroupID{"sales"},
		Slots: map[desk.Channel]int{desk.Chat: 3}, Priority: map[desk.Channel]int{},
	}
	if !w.d.in(3) {
		p.Groups = slices.Clone(one(w, memberships))
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
	w.profile(i, p, true)
	w.tell(routing.AgentSet{Profile: p})
}

var memberships = [][]desk.GroupID{
	{"support"}, {"sales", "support"}, {"support", "sales", "support"}, {"care"}, {"care", "support"}, {},
}

func (w *world) profile(i int, p desk.Profile, known bool) {
	w.people[i].profile, w.people[i].known = p, known
	w.enrol(i)
}

func (w *world) onLine(i int, on bool) {
	w.people[i].line = on
	w.tell(routing.LineChanged{Agent: ids[i], On: on})
}

func (w *world) choose(i, ch int, status desk.Status) {
	p := &w.people[i]
	if p.status[ch] != status {
		p.status[ch], p.chosen[ch] = status, w.now
	}
	w.tell(routing.StatusChanged{Agent: ids[i], Channel: simChannels[ch], Status: status})
}

// settingsChanged draws new groups and rules.
func (w *world) settingsChanged() {
	s := desk.Settings{Lifecycle: desk.Lifecycle{PushGap: []int{0, 0, 3, 20}[w.d.n(4)]}}
	for i, g := range simGroups {
		s.Groups = append(s.Groups, desk.Group{ID: g, Name: groupNames[i], Places: w.d.n(3) * w.d.n(4)})
	}
	s.Skills = []desk.Skill{{ID: "billing", Name: "Billing"}}
	w.even = w.d.in(6)
	for _, id := range simRules {
		if w.d.in(12) {
			continue // gone, though conversations may still name it
		}
		s.Rules = append(s.Rules, w.drawRule(id))
	}
	w.settings = s
	w.setRules(s)
	w.tell(routing.SettingsSet{Settings: s})
}

func (w *world) drawRule(id desk.RuleID) desk.Rule {
	r := desk.Rule{
		ID: id, Name: "Rule " + string(id),
		Method: one(w, []desk.Method{desk.Escalation, desk.Fair, desk.Custom, desk.Reactive}),
		Order:  one(w, []desk.Order{"", desk.Balanced, desk.LongestIdle, desk.FairShare, desk.FillFirst, desk.BestSkill}),
		Sticky: one(w, []int{0, 10, 40}), ThenAfter: one(w, []int{0, 15, 50}),
	}
	if w.even {
		r.Method = desk.Escalation
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
	w.load = [people][channels]int{}
	for _, c := range w.there {
		if c.state == isOngoing && c.agent != none {
			w.load[c.agent][c.channel]++
		}
	}
}

// ends closes a contact.
func (w *world) ends(c *conv) {
	closed := routing.ContactClosed{Conversation: c.Conversation, Agent: ids[c.agent]}
	w.past = append(w.past, closed)
	if len(w.past) > 50 {
		w.past = slices.Delete(w.past, 0, 25)
	}
	c.agent, c.group = none, ""
	w.tell(closed)
	w.recount()
}

// queue lets a conversation wait, again or by other needs.
func (w *world) queue(c *conv) {
	c.state = waits
	c.number()
	w.tell(c.Waiting)
}

// gone forgets a closed conversation.
func (w *world) gone(c *conv) {
	w.there = slices.DeleteFunc(w.there, func(o *conv) bool { return o == c })
	delete(w.convs, c.Conversation)
}

// those lists the open conversations of a state, until the next are asked for.
func (w *world) those(is state) []*conv {
	w.list = w.list[:0]
	for _, c := range w.there {
		if c.state == is {
			w.list = append(w.list, c)
		}
	}
	return w.list
}
