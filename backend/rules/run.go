package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
	"github.com/parley-desk/parley/backend/routing"
)

// visitor is the conversation a test is about.
const visitor desk.ConversationID = "visitor"

// before is how long before the visitor the scene of a test was set, so that
// nobody has only just begun a contact.
const before = desk.Hour

// result is what has become of a visitor, and a sentence about it.
type result struct {
	Expect
	why string
}

// scene is a test on the stage.
type scene struct {
	settings desk.Settings
	engine   *routing.State
	groups   hours.Groups
	now      desk.Millis
}

// run plays a test. The refusal is of a test that is no sense.
func run(s desk.Settings, t Test, people []desk.Profile) (result, *desk.Error) {
	if err := checkTest(s, t, people); err != nil {
		return result{}, err
	}
	at, err := hours.Moment(t.Zone, t.At)
	if err != nil {
		return result{}, desk.AsError(err)
	}
	groups, err := hours.Of(s)
	if err != nil {
		return result{}, desk.AsError(err)
	}
	stage := &scene{settings: s, engine: routing.New(), groups: groups, now: at}
	stage.set(t, people)
	target, fits := s.Target(desk.Visit{Channel: t.Visit.Channel, Site: t.Visit.Site, Path: t.Visit.Path, Language: t.Visit.Language})
	if !fits {
		return result{Expect{Outcome: NotOffered}, "No active targeting rule fits this visitor."}, nil
	}
	r := stage.visit(t, target, at+desk.Millis(t.Waited)*desk.Second)
	r.Target = target.ID
	r.Rule = cmp.Or(r.Rule, target.Rule)
	return r, nil
}

// set brings the people on, with what they have open and what waits for them.
func (st *scene) set(t Test, people []desk.Profile) {
	past := st.now - before
	st.engine.Take(routing.SettingsSet{Settings: st.settings}, past)
	st.hours()
	for _, person := range t.People {
		p := person.profile(t.Visit.Channel, people)
		p.Groups = st.settings.GroupsOf(p)
		st.engine.Take(routing.AgentSet{Profile: p}, past)
		st.engine.Take(routing.LineChanged{Agent: p.ID, On: person.Status != Offline}, past)
		st.engine.Take(routing.Imposed{Agent: p.ID, On: person.Status == Away}, past)
		for _, ch := range sortedKeys(p.Slots) {
			status := desk.Available
			if person.Status == Unavailable {
				status = desk.NotAvailable
			}
			st.engine.Take(routing.StatusChanged{Agent: p.ID, Channel: ch, Status: status}, past)
		}
		for _, ch := range sortedKeys(person.Used) {
			for i := range person.Used[ch] {
				id := desk.ConversationID(fmt.Sprintf("open-%s-%s-%d", p.ID, ch, i))
				st.engine.Take(routing.ContactOpened{Conversation: id, Agent: p.ID, Channel: ch}, past)
			}
		}
	}
	for _, g := range sortedKeys(t.Queued) {
		for i := range t.Queued[g] {
			// It names no group that may answer, and so waits for ever.
			st.engine.Take(routing.Waiting{
				Conversation: desk.ConversationID(fmt.Sprintf("queued-%s-%d", g, i)), Channel: t.Visit.Channel, Since: past, Queue: g,
			}, past)
		}
	}
	st.engine.Decide(st.now)
}

// hours tells the engine which groups are at work.
func (st *scene) hours() {
	for _, g := range st.settings.Groups {
		st.engine.Take(routing.GroupOpen{Group: g.ID, Open: st.groups.Open(g.ID, st.now)}, st.now)
	}
}

// visit lets the visitor begin and wait until a moment.
func (st *scene) visit(t Test, target desk.Targeting, until desk.Millis) result {
	offered := st.engine.Offer(routing.Asked{
		Channel: target.Channel, Rule: target.Rule, Language: t.Visit.Language, Require: target.Require,
	})
	async := st.settings.Async(target.Rule)
	queue := offered.Queue
	switch {
	case offered.Free:
		queue = st.settings.FirstGroup(target.Rule)
	case offered.Async:
	case async || !t.Visit.Offered:
		if offered.Reason == routing.Full {
			return result{Expect{Outcome: Full}, offered.Sentence}
		}
		return result{Expect{Outcome: NotOffered}, offered.Sentence}
	}
	st.engine.Take(routing.Waiting{
		Conversation: visitor, Channel: target.Channel, Rule: target.Rule, Language: t.Visit.Language, Require: target.Require,
		Since: st.now, From: st.now, Patience: target.Patience(), Sticky: t.Visit.Knows, Sync: !async, Queue: queue,
	}, st.now)
	for {
		out := st.engine.Decide(st.now)
		for _, a := range out.Assignments {
			if a.Conversation == visitor {
				return st.told(target, Expect{Outcome: Assigned, Group: a.Group, Agent: a.Agent}, a.Why)
			}
		}
		for _, d := range out.Drops {
			if d.Conversation == visitor {
				return st.told(target, Expect{Outcome: Dropped}, d.Why)
			}
		}
		if st.now == until {
			why, _ := st.engine.WhyWaiting(visitor)
			return st.told(target, Expect{Outcome: Waits, Group: queue}, why)
		}
		next := until
		for _, change := range []desk.Millis{out.Wake, st.groups.Changes(st.now)} {
			if change > st.now {
				next = min(next, change)
			}
		}
		st.now = next
		st.hours()
		st.engine.Take(routing.Tick{}, st.now)
	}
}

// told is a result in the engine's words, with the ring and the rule it names.
func (st *scene) told(target desk.Targeting, e Expect, why routing.Explanation) result {
	e.Ring, e.Rule = why.Ring, target.Rule
	// The explanation names the rule that joined in.
	for id, n := target.Rule, 0; why.Rule != "" && id != "" && n <= len(st.settings.Rules); n++ {
		rule, _ := st.settings.Rule(id)
		if rule.Name == why.Rule {
			e.Rule = id
			break
		}
		id = rule.Then
	}
	return result{e, why.String()}
}

// profile is a person as an account.
func (p Person) profile(ch desk.Channel, people []desk.Profile) desk.Profile {
	var like desk.Profile
	if i := slices.IndexFunc(people, func(o desk.Profile) bool { return o.ID == p.Like }); i >= 0 && p.Like != "" {
		like = people[i]
	}
	profile := desk.Profile{
		ID: p.Agent, Name: string(p.Agent), Role: cmp.Or(p.Role, like.Role, desk.AgentRole),
		Organisation: cmp.Or(p.Organisation, like.Organisation),
		Skills:       orMap(p.Skills, like.Skills), Slots: orMap(p.Slots, like.Slots), Priority: orMap(p.Priority, like.Priority),
		Languages: p.Languages, CallAndChat: p.CallAndChat || like.CallAndChat,
	}
	if len(profile.Languages) == 0 {
		profile.Languages = like.Languages
	}
	if len(profile.Slots) == 0 {
		profile.Slots = map[desk.Channel]int{ch: 1}
	}
	return profile
}

func orMap[K comparable](a, b map[K]int) map[K]int {
	if len(a) == 0 {
		return b
	}
	return a
}

func sortedKeys[K cmp.Ordered](m map[K]int) []K { return slices.Sorted(maps.Keys(m)) }
