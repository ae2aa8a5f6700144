package routing_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// crew is a floor whose people and rules a story chooses.
type crew struct {
	floor
	settings desk.Settings
}

func newCrew(t *testing.T, rules ...desk.Rule) *crew {
	c := &crew{floor: floor{t: t, s: routing.New(), now: 1_000_000}}
	c.settings = desk.Settings{
		Groups: []desk.Group{{ID: "g1", Name: "Sales"}, {ID: "g2", Name: "Support"}, {ID: "g3", Name: "Care"}},
		Skills: []desk.Skill{{ID: "k", Name: "Billing"}},
		Rules:  rules,
	}
	c.step(routing.SettingsSet{Settings: c.settings})
	return c
}

func ring(after int, groups ...desk.GroupID) desk.Ring {
	r := desk.Ring{After: after}
	for _, g := range groups {
		r.Groups = append(r.Groups, desk.Share{Group: g})
	}
	return r
}

// joins sets somebody up, on the line and green on every granted channel.
func (c *crew) joins(p desk.Profile) {
	c.step(routing.AgentSet{Profile: p})
	c.step(routing.LineChanged{Agent: p.ID, On: true})
	for ch := range p.Slots {
		c.s.Take(routing.StatusChanged{Agent: p.ID, Channel: ch, Status: desk.Available}, c.now)
	}
	c.step(routing.Tick{})
}

func chats(id desk.AgentID, name string, slots int, groups ...desk.GroupID) desk.Profile {
	return desk.Profile{ID: id, Name: name, Groups: groups, Slots: map[desk.Channel]int{desk.Chat: slots}}
}

// asks opens a conversation.
func (c *crew) asks(w routing.Waiting) []routing.Assignment {
	c.n++
	w.Conversation, w.Since = desk.ConversationID(fmt.Sprint("c", c.n)), c.now+desk.Second
	if w.Channel == "" {
		w.Channel = desk.Chat
	}
	return c.step(w)
}

// deal gives a hundred chats out one after the other and counts whom for.
func (c *crew) deal(n int, each func(i int)) map[desk.GroupID]int {
	got := map[desk.GroupID]int{}
	for i := range n {
		each(i)
		for _, a := range c.asks(routing.Waiting{Rule: "r"}) {
			got[a.Group]++
			c.step(routing.ContactClosed{Conversation: a.Conversation, Agent: a.Agent})
		}
	}
	return got
}

// row: P-126
func TestEscalationAsksTheNextGroupOnlyWhenNobodyBeforeIsFree(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1", "g2")}})
	c.joins(chats("1", "Ada", 1, "g1"))
	c.joins(chats("2", "Ben", 2, "g2"))
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c1", "1",
		"Ada was the only free agent in Sales, with 0 of 1 chat; it is the first of 2 groups with somebody free.")
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c2", "2",
		"Ben was the only free agent in Support, with 0 of 2 chats; nobody in the group before it was free.")
	c.step(routing.ContactClosed{Conversation: "c1", Agent: "1"})
	c.step(routing.StatusChanged{Agent: "1", Channel: desk.Chat, Status: desk.NotAvailable})
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c3", "2",
		"Ben was the only free agent in Support, with 1 of 2 chats; nobody in the group before it was free.")
}

// row: P-126
func TestFairDealsEachGroupAThird(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Fair, Rings: []desk.Ring{ring(0, "g1", "g2", "g3")}})
	c.joins(chats("1", "Ada", 3, "g1"))
	c.joins(chats("2", "Ben", 3, "g2"))
	c.joins(chats("3", "Cleo", 3, "g3"))
	c.joins(chats("4", "Dora", 3, "g3", "g1"))
	// Care is out for a while in the middle, and catches up.
	got := c.deal(100, func(i int) {
		if i == 20 || i == 40 {
			c.step(routing.LineChanged{Agent: "3", On: i == 40})
			c.step(routing.LineChanged{Agent: "4", On: i == 40})
		}
	})
	for _, g := range []desk.GroupID{"g1", "g2", "g3"} {
		if got[g] < 31 || got[g] > 35 {
			t.Errorf("of 100 chats the groups got %v", got)
		}
	}
}

// row: P-126 B-01
func TestASharedLeadIsSaid(t *testing.T) {
	third := desk.Rule{ID: "fair", Method: desk.Fair, Rings: []desk.Ring{ring(0, "g1", "g2", "g3")}}
	half := ring(0, "g1", "g2")
	half.Groups[0].Share, half.Groups[1].Share = 50, 50
	c := newCrew(t, third, desk.Rule{ID: "custom", Method: desk.Custom, Rings: []desk.Ring{half}},
		desk.Rule{ID: "reactive", Method: desk.Reactive, Rings: []desk.Ring{ring(0, "g1", "g2", "g3")}})
	c.joins(chats("1", "Ada", 9, "g1"))
	c.joins(chats("2", "Ben", 9, "g2"))
	c.joins(chats("3", "Cleo", 9, "g3"))
	for _, says := range []struct {
		rule desk.RuleID
		want string
	}{
		{"fair", "the 3 groups with somebody free were even in their shares, and Sales comes first in the rule."},
		{"fair", "of 3 groups with somebody free, 2 were furthest behind an equal share, and of these Support comes first in the rule."},
		{"fair", "of 3 groups with somebody free, Care was furthest behind an equal share."},
		{"custom", "the 2 groups with somebody free were even in their shares, and Sales comes first in the rule."},
		{"custom", "of 2 groups with somebody free, Support was furthest behind its share."},
		// 7 of 9 are free in Sales and in Support, 8 in Care.
		{"reactive", "of 3 groups with somebody free, Care had the greatest part of its slots free."},
		{"reactive", "the 3 groups with somebody free had equal parts of their slots free, and Sales comes first in the rule."},
		{"reactive", "of 3 groups with somebody free, 2 had the greatest part of their slots free, and of these Support comes first in the rule."},
	} {
		if why := c.asks(routing.Waiting{Rule: says.rule})[0].Why.String(); !strings.HasSuffix(why, "; "+says.want) {
			t.Errorf("%s said %q, want %q", says.rule, why, says.want)
		}
	}
}

// row: P-126
func TestCustomDealsByTheSharesOfTheRule(t *testing.T) {
	r := ring(0, "g1", "g2")
	r.Groups[0].Share, r.Groups[1].Share = 70, 30
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Custom, Rings: []desk.Ring{r}})
	c.joins(chats("1", "Ada", 1, "g1"))
	c.joins(chats("2", "Ben", 9, "g2"))
	if got := c.deal(100, func(int) {}); got["g1"] < 67 || got["g1"] > 73 || got["g1"]+got["g2"] != 100 {
		t.Errorf("of 100 chats the groups got %v", got)
	}
}

// What a group lagged behind one share is not made up for under another.
//
// row: P-126
func TestAChangedMethodOrShareBeginsItsTallyAnew(t *testing.T) {
	r := ring(0, "g1", "g2")
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Fair, Rings: []desk.Ring{r}})
	c.joins(chats("1", "Ada", 9, "g1"))
	c.joins(chats("2", "Ben", 9, "g2"))
	out := func(id desk.AgentID, chats int) {
		c.step(routing.LineChanged{Agent: id})
		c.deal(chats, func(int) {})
		c.step(routing.LineChanged{Agent: id, On: true})
	}
	changed := func(method desk.Method, one, two int) {
		t.Helper()
		r.Groups = []desk.Share{{Group: "g1", Share: one}, {Group: "g2", Share: two}}
		c.settings.Rules = []desk.Rule{{ID: "r", Method: method, Rings: []desk.Ring{r}}}
		c.step(routing.SettingsSet{Settings: c.settings})
		if method == desk.Fair {
			one, two = 50, 50
		}
		if got := c.deal(20, func(int) {}); got["g1"] != one/5 || got["g2"] != two/5 {
			t.Errorf("by %s, %d to %d, of 20 chats the groups got %v", method, one, two, got)
		}
	}
	out("2", 30) // so that Support lags
	changed(desk.Custom, 70, 30)
	out("1", 30)
	changed(desk.Custom, 60, 40)
	out("2", 30)
	changed(desk.Fair, 0, 0)
	// Another change leaves the tally as it is.
	out("1", 30)
	c.settings.Rules[0].Sticky = 20
	c.step(routing.SettingsSet{Settings: c.settings})
	if got := c.deal(10, func(int) {}); got["g1"] != 10 {
		t.Errorf("behind, and not made up for: %v", got)
	}
}

// row: P-126
func TestReactiveGoesWhereTheMostIsFree(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Reactive, Rings: []desk.Ring{ring(0, "g1", "g2")}})
	c.joins(chats("1", "Ada", 2, "g1"))
	c.joins(chats("2", "Ben", 3, "g2"))
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c1", "1", "Ada was the only free agent in Sales, with 0 of 2 chats; "+
		"the 2 groups with somebody free had equal parts of their slots free, and Sales comes first in the rule.")
	for i, want := range []desk.GroupID{"g2", "g2", "g1"} { // 3/3 and 2/3 before 1/2, which is before 1/3
		if a := c.asks(routing.Waiting{Rule: "r"})[0]; a.Group != want {
			t.Errorf("%d: went to %s, want %s", i, a.Group, want)
		}
	}
}

// row: P-127
func TestLanguageSlotAndPriorityAreRespected(t *testing.T) {
	soft := ring(0, "g1")
	soft.Language = desk.LanguageSoft
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1")}},
		desk.Rule{ID: "soft", Method: desk.Escalation, Rings: []desk.Ring{soft}})
	ada := chats("1", "Ada", 3, "g1")
	ada.Languages = []string{"fr"}
	ben := chats("2", "Ben", 1, "g1")
	ben.Languages, ben.Priority = []string{"fr", "de"}, map[desk.Channel]int{desk.Chat: 10}
	c.joins(ada)
	c.joins(ben)
	c.gives(c.asks(routing.Waiting{Rule: "r", Language: "fr-BE"}), "c1", "2",
		"Ben had 0 of 1 chat, with the highest priority of 2 free agents in Sales (fr), 10 before 0.")
	c.gives(c.asks(routing.Waiting{Rule: "r", Language: "fr"}), "c2", "1",
		"Ada was the only free agent in Sales (fr), with 0 of 3 chats.")
	c.waits(c.asks(routing.Waiting{Rule: "r", Language: "de"}), "c3",
		"Waiting: the only agent in Sales who is available for chat and speaks the visitor's language has no slot left.")
	c.waits(c.asks(routing.Waiting{Rule: "r", Language: "pl"}), "c4",
		"Waiting: nobody in Sales who is available for chat speaks the visitor's language.")
	c.gives(c.asks(routing.Waiting{Rule: "soft", Language: "pl"}), "c5", "1",
		"Ada was the only free agent in Sales, with 1 of 3 chats.")
	c.gives(c.step(routing.ContactClosed{Conversation: "c1", Agent: "2"}), "c3", "2",
		"Ben was the only free agent in Sales (de), with 0 of 1 chat.")
	c.step(routing.ContactClosed{Conversation: "c3", Agent: "2"})
	c.gives(c.asks(routing.Waiting{Rule: "soft", Language: "de"}), "c6", "2",
		"Ben had 0 of 1 chat and, unlike others of 2 free agents in Sales, speaks the visitor's language.")
}

// row: P-127
func TestALanguageIsTheSameUnderAnotherName(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1")}})
	ada, ben := chats("1", "Ada", 3, "g1"), chats("2", "Ben", 3, "g1")
	ada.Languages, ben.Languages = []string{"eng", "cmn"}, []string{"iw"}
	c.joins(ada)
	c.joins(ben)
	c.gives(c.asks(routing.Waiting{Rule: "r", Language: "en-GB"}), "c1", "1", "Ada was the only free agent in Sales (en), with 0 of 3 chats.")
	c.gives(c.asks(routing.Waiting{Rule: "r", Language: "zh"}), "c2", "1", "Ada was the only free agent in Sales (zh), with 1 of 3 chats.")
	c.gives(c.asks(routing.Waiting{Rule: "r", Language: "he-IL"}), "c3", "2", "Ben was the only free agent in Sales (he), with 0 of 3 chats.")
}

// row: P-127
func TestATieGoesToTheLeastLoaded(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Fair, Rings: []desk.Ring{ring(0, "g1")}})
	c.joins(chats("1", "Ada", 4, "g1"))
	c.asks(routing.Waiting{Rule: "r"})
	c.joins(chats("2", "Ben", 2, "g1"))
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c2", "2", "Ben had 0 of 2 chats, the lightest load of 2 free agents in Sales.")
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c3", "1", "Ada had 1 of 4 chats, the lightest load of 2 free agents in Sales.")
}

// row: P-128
func TestALimitOfThreeIsThreeInAll(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1")}})
	ada := chats("1", "Ada", 3, "g1")
	ada.Slots[desk.InApp] = 2
	c.joins(ada)
	for i := range 3 {
		if got := c.asks(routing.Waiting{Rule: "r", Sync: i%2 == 0}); len(got) != 1 {
			t.Fatalf("chat %d: got %v", i, got)
		}
	}
	c.waits(c.asks(routing.Waiting{Rule: "r"}), "c4", "Waiting: the only agent in Sales who is available for chat has no slot left.")
	out := c.s.Step(routing.Waiting{Conversation: "lost", Channel: desk.Chat, Rule: "r", Sync: true, Since: c.now}, c.now)
	if len(out.Drops) != 1 || out.Drops[0].Why.String() != "Given up: the only agent in Sales who is available for chat has no slot left." {
		t.Errorf("got %v", out)
	}
	// Conversations from inside an app have slots of their own.
	c.gives(c.asks(routing.Waiting{Rule: "r", Channel: desk.InApp}), "c5", "1",
		"Ada was the only free agent in Sales, with 0 of 2 in-app chats.")
	c.gives(c.asks(routing.Waiting{Rule: "r", Channel: desk.InApp}), "c6", "1",
		"Ada was the only free agent in Sales, with 1 of 2 in-app chats.")
	c.waits(c.asks(routing.Waiting{Rule: "r", Channel: desk.InApp}), "c7",
		"Waiting: the only agent in Sales who is available for in-app chat has no slot left.")
}

// row: P-128
func TestACallAndChatsExcludeEachOtherUnlessAllowed(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1")}})
	ada := desk.Profile{ID: "1", Name: "Ada", Groups: []desk.GroupID{"g1"}, Slots: map[desk.Channel]int{desk.Chat: 3, desk.Call: 1, desk.Messaging: 1}}
	c.joins(ada)
	c.asks(routing.Waiting{Rule: "r", Channel: desk.Call})
	c.waits(c.asks(routing.Waiting{Rule: "r"}), "c2", "Waiting: the only agent in Sales who is available for chat is engaged on another channel.")
	c.gives(c.asks(routing.Waiting{Rule: "r", Channel: desk.Messaging}), "c3", "1",
		"Ada was the only free agent in Sales, with 0 of 1 messaging conversation.")
	c.gives(c.step(routing.ContactClosed{Conversation: "c1", Agent: "1"}), "c2", "1", "Ada was the only free agent in Sales, with 0 of 3 chats.")
	c.waits(c.asks(routing.Waiting{Rule: "r", Channel: desk.Call}), "c4", "Waiting: the only agent in Sales who is available for calls is engaged on another channel.")
	ada.Slots, ada.CallAndChat = maps.Clone(ada.Slots), true
	c.gives(c.step(routing.AgentSet{Profile: ada}), "c4", "1", "Ada was the only free agent in Sales, with 0 of 1 call.")
}

// row: B-01
func TestRingsOpenAsTimePasses(t *testing.T) {
	expert := ring(0, "g1")
	expert.Require = []desk.Need{{Skill: "k", Level: 3}}
	c := newCrew(t,
		desk.Rule{ID: "r", Name: "Questions", Method: desk.Escalation, Rings: []desk.Ring{expert, ring(20, "g1", "g2")}, Then: "o", ThenAfter: 50},
		desk.Rule{ID: "o", Name: "Overflow", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g3")}, Then: "r"})
	ada := chats("1", "Ada", 0, "g1")
	ada.Skills = map[desk.SkillID]int{"k": 4}
	c.joins(ada)
	c.joins(chats("2", "Ben", 1, "g2"))
	c.joins(chats("3", "Cleo", 1, "g3"))
	c.waits(c.asks(routing.Waiting{Rule: "r"}), "c1", "Waiting: the only agent in Sales who is available for chat has no slot left; more may answer in 20 seconds.")
	wake := c.s.Decide(c.now).Wake
	if wake != c.now+20*desk.Second {
		t.Fatalf("to be woken at %d, want in 20 s", wake-c.now)
	}
	c.now = wake
	out := c.s.Decide(c.now)
	c.gives(out.Assignments, "c1", "2", "Ben was the only free agent in Support, with 0 of 1 chat; nobody in the group before it was free; ring 2 was open.")
	c.asks(routing.Waiting{Rule: "r"})
	c.now += 30 * desk.Second
	c.waits(c.s.Decide(c.now).Assignments, "c2", "Waiting: none of the 2 agents in Sales or Support who are available for chat has a slot left; more may answer in 20 seconds.")
	c.now += 20 * desk.Second
	c.gives(c.s.Decide(c.now).Assignments, "c2", "3", "Cleo was the only free agent in Care, with 0 of 1 chat; the rule Overflow had joined in.")
	// Nobody is on the line in the first ring: it is not waited for.
	c.step(routing.LineChanged{Agent: "1"})
	c.step(routing.ContactClosed{Conversation: "c1", Agent: "2"})
	c.gives(c.asks(routing.Waiting{Rule: "r"}), "c3", "2",
		"Ben was the only free agent in Support, with 0 of 1 chat; nobody in the group before it was free; ring 2 was open.")
}

// row: B-01
func TestWhatIsReservedOrKnownWaitsForItsAgent(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Sticky: 20, Rings: []desk.Ring{ring(0, "g1")}})
	c.joins(chats("1", "Ada", 1, "g1"))
	c.asks(routing.Waiting{Rule: "r"})
	c.joins(chats("2", "Ben", 3, "g1"))
	c.waits(c.asks(routing.Waiting{For: "1", Queue: ""}), "c2", "Waiting: it is reserved for Ada, who has no slot left.")
	c.waits(c.asks(routing.Waiting{Rule: "r", Sticky: "1"}), "c3", "Waiting: the visitor knows Ada, who has no slot left; others may answer in 20 seconds.")
	c.now += 20 * desk.Second
	c.gives(c.s.Decide(c.now).Assignments, "c3", "2", "Ben was the only free agent in Sales, with 0 of 3 chats.")
	c.step(routing.StatusChanged{Agent: "1", Channel: desk.Chat, Status: desk.NotAvailable})
	c.now += 5 * desk.Minute
	c.step(routing.ContactClosed{Conversation: "c1", Agent: "1"})
	c.waits(nil, "c2", "Waiting: it is reserved for Ada, who has not been available for chat for 5 minutes.")
	c.gives(c.step(routing.StatusChanged{Agent: "1", Channel: desk.Chat, Status: desk.Available}), "c2", "1",
		"It was reserved for Ada, who had 0 of 1 chat.")
	c.step(routing.ContactClosed{Conversation: "c2", Agent: "1"})
	c.gives(c.asks(routing.Waiting{Rule: "r", Sticky: "2"}), "c4", "2", "The visitor knows Ben, who was free in Sales with 1 of 3 chats.")
	// Who missed one is not asked again while somebody else is there.
	c.step(routing.ContactClosed{Conversation: "c4", Agent: "2"})
	c.gives(c.asks(routing.Waiting{Rule: "r", Tried: []desk.AgentID{"1"}}), "c5", "2",
		"Ben was the only free agent in Sales, leaving out 1 who had it before, with 1 of 3 chats.")
	c.step(routing.LineChanged{Agent: "2"})
	c.gives(c.asks(routing.Waiting{Rule: "r", Tried: []desk.AgentID{"1"}}), "c6", "1", "Ada was the only free agent in Sales, with 0 of 1 chat.")
	c.waits(c.asks(routing.Waiting{For: "1", HandedBy: "2"}), "c7", "Waiting: Ben transferred it to Ada, who has no slot left.")
	c.gives(c.step(routing.ContactClosed{Conversation: "c6", Agent: "1"}), "c7", "1", "Ben transferred it to Ada, who had 0 of 1 chat.")
}

// Who hands a conversation to their own group asks for a colleague: it waits for one
// who is away for a moment, and comes back when none is on the line.
//
// row: P-085
func TestHandedOnWaitsForAColleague(t *testing.T) {
	c := newCrew(t)
	c.joins(chats("1", "Ada", 1, "g1"))
	stands := func(want, french string) {
		t.Helper()
		if is := c.s.GroupStands("g1", routing.Asked{Channel: desk.Chat}, "1"); is.Free || is.Why != want || is.WhyFR != french {
			t.Errorf("got %+v, want %q", is, want)
		}
	}
	stands("Nobody else in Sales is on the line: it would come back to you.",
		"Personne d’autre n’est en ligne dans Sales : elle vous reviendrait.")
	c.joins(chats("2", "Ben", 3, "g1"))
	c.step(routing.StatusChanged{Agent: "2", Channel: desk.Chat, Status: desk.NotAvailable})
	stands("Nobody else in Sales is free: it would wait for one of them.",
		"Personne d’autre n’est libre dans Sales : elle attendrait que quelqu’un le soit.")
	gave := routing.Waiting{Groups: []desk.GroupID{"g1"}, Tried: []desk.AgentID{"1"}, Gave: "1", HandedBy: "1"}
	c.waits(c.asks(gave), "c1", "Waiting: who is free in Sales had it before; it was transferred by Ada.")
	// One that was missed is asked of the same again rather than of nobody.
	gave.Gave, gave.HandedBy = "", ""
	c.gives(c.asks(gave), "c2", "1", "Ada was the only free agent in Sales, with 0 of 1 chat.")
	c.step(routing.ContactClosed{Conversation: "c2", Agent: "1"})
	c.waits(nil, "c1", "Waiting: who is free in Sales had it before; it was transferred by Ada.")
	c.gives(c.step(routing.LineChanged{Agent: "2"}), "c1", "1",
		"Ada was the only free agent in Sales, with 0 of 1 chat; it was transferred by Ada.")
}

func TestWhatAVisitorIsOffered(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1", "g2")}})
	ask := routing.Asked{Channel: desk.Chat, Rule: "r"}
	offered := func(want routing.Offered) {
		t.Helper()
		got := c.s.Offer(ask)
		if got.Sentence == "" {
			t.Error("said nothing")
		}
		if got.Sentence = ""; got != want {
			t.Errorf("offered %+v, want %+v", got, want)
		}
	}
	offered(routing.Offered{Reason: routing.Nobody})
	c.joins(chats("1", "Ada", 1, "g1"))
	offered(routing.Offered{Free: true})
	c.asks(routing.Waiting{Rule: "r"})
	offered(routing.Offered{Reason: routing.Full, Busy: true})
	c.settings.Groups[1].Places = 1
	c.step(routing.SettingsSet{Settings: c.settings})
	offered(routing.Offered{Async: true, Queue: "g2", Busy: true})
	c.asks(routing.Waiting{Rule: "r", Queue: "g2"})
	if ahead, ok := c.s.Position("c2"); ahead != 0 || !ok {
		t.Errorf("%d go first, %v", ahead, ok)
	}
	offered(routing.Offered{Reason: routing.Full, Busy: true})
	c.step(routing.GroupOpen{Group: "g1"})
	c.step(routing.GroupOpen{Group: "g2"})
	offered(routing.Offered{Reason: routing.Full}) // the places are there at night too
	c.settings.Groups[1].Places = 0
	c.step(routing.SettingsSet{Settings: c.settings})
	offered(routing.Offered{Reason: routing.OutOfHours})
	c.waits(nil, "c2", "Waiting: none of its groups is in its opening hours.")
}

// It is asked of all who wait, thousands perhaps: who waits for the same is looked up once.
func TestWhetherAnybodyIsThereIsLookedUpOnceForAllWhoWaitForTheSame(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1"), ring(60, "g2")}})
	c.joins(chats("1", "Ada", 1, "g1"))
	c.joins(chats("2", "Ben", 1, "g2"))
	sets := func(id desk.AgentID, to desk.Status) {
		c.step(routing.StatusChanged{Agent: id, Channel: desk.Chat, Status: to})
	}
	sets("1", desk.NotAvailable)
	for range 3 {
		c.asks(routing.Waiting{Rule: "r"})
	}
	c.now += 2 * desk.Minute
	c.gives(c.step(routing.Tick{}), "c1", "2", "Ben was the only free agent in Support, with 0 of 1 chat; ring 2 was open.")
	c.asks(routing.Waiting{Rule: "r"})
	c.asks(routing.Waiting{Rule: "r"})
	there := func(attended func(desk.ConversationID) bool, want map[desk.ConversationID]bool) {
		t.Helper()
		for id, is := range want {
			if got := attended(id); got != is {
				t.Errorf("somebody is there for %s: %v", id, got)
			}
		}
	}
	// The last ring is Ben's, who has no slot left; the first is Ada's.
	before := c.s.Attended()
	there(before, map[desk.ConversationID]bool{"c1": false, "c2": true, "c4": false, "c0": false})
	sets("2", desk.NotAvailable)
	there(before, map[desk.ConversationID]bool{"c3": true, "c5": false})
	there(c.s.Attended(), map[desk.ConversationID]bool{"c2": false, "c3": false, "c4": false})
}

// Several things can happen before a decision is made: who is freed by the first
// is there for a visitor who is asked about by the next.
func TestOfferKnowsWhoHasJustBecomeFree(t *testing.T) {
	c := newCrew(t)
	c.joins(chats("a", "Ada", 1, "g1"))
	ask := routing.Asked{Channel: desk.Chat, Groups: []desk.GroupID{"g1"}}
	given := c.asks(routing.Waiting{Groups: ask.Groups})
	if len(given) != 1 || c.s.Offer(ask).Free {
		t.Fatalf("gave %v; Ada must have the one, and no room for another", given)
	}
	c.s.Take(routing.ContactClosed{Conversation: given[0].Conversation, Agent: "a"}, c.now)
	if !c.s.Offer(ask).Free {
		t.Error("Ada is not offered, who has nothing to do")
	}
}

// Two who are alike in all but their visitors become free at once: the first in the
// queue leaves to the second the agent they know.
func TestTwoAlikeAreMatchedToThoseWhoKnowThem(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Name: "Questions", Sticky: 10, Rings: []desk.Ring{ring(0, "g1")}})
	c.joins(chats("a", "Ada", 1, "g1"))
	c.joins(chats("b", "Bob", 1, "g1"))
	var ends []routing.Input
	for range 2 {
		for _, given := range c.asks(routing.Waiting{Rule: "r"}) {
			ends = append(ends, routing.ContactClosed{Conversation: given.Conversation, Agent: given.Agent})
		}
	}
	if len(ends) != 2 {
		t.Fatalf("Ada and Bob have %v, want one chat each", ends)
	}
	c.asks(routing.Waiting{Rule: "r", Language: "fr"})
	c.asks(routing.Waiting{Rule: "r", Sticky: "a"})
	c.now += desk.Minute // long enough to wait for Ada alone
	c.step(routing.Tick{})
	for _, end := range ends {
		c.s.Take(end, c.now)
	}
	got := map[desk.ConversationID]desk.AgentID{}
	for _, given := range c.s.Decide(c.now).Assignments {
		got[given.Conversation] = given.Agent
	}
	if len(got) != 2 || got["c3"] != "b" || got["c4"] != "a" {
		t.Errorf("gave %v, want c3 to Bob and c4 to Ada, whom its visitor knows", got)
	}
}
