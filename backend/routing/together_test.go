package routing_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// Sales is asked first, but the only one there is the only one who can help
// with billing.
func TestWhatComesTogetherIsMatched(t *testing.T) {
	c := newCrew(t, desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1", "g2")}})
	ada := chats("1", "Ada", 1, "g1")
	ada.Skills = map[desk.SkillID]int{"k": 3}
	c.joins(ada)
	c.joins(chats("2", "Ben", 1, "g2"))
	c.s.Take(routing.Waiting{Conversation: "any", Channel: desk.Chat, Rule: "r", Since: 1}, c.now)
	c.s.Take(routing.Waiting{Conversation: "bill", Channel: desk.Chat, Rule: "r", Since: 2, Require: []desk.Need{{Skill: "k", Level: 2}}}, c.now)
	got := c.s.Decide(c.now).Assignments
	c.gives(got[:1], "any", "2", "Ben had 0 of 1 chat and was chosen in a match of 2 waiting conversations with 2 free agents, "+
		"which serves as many as it can, the first in the queue before all.")
	c.gives(got[1:], "bill", "1", "Ada was the only free agent in Sales (Billing 2+), with 0 of 1 chat.")
}

// Cleo is free, and was tried by one who waits: whether that one is looked at again,
// as after a restart, changes nothing of what others are matched.
func TestWhatNobodyFreeMayTakeIsNotMatched(t *testing.T) {
	for _, again := range []bool{false, true} {
		c := newCrew(t,
			desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1", "g2")}},
			desk.Rule{ID: "q", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g3")}})
		c.joins(chats("4", "Dan", 1, "g3"))
		c.asks(routing.Waiting{Rule: "q"}) // so he is there and full
		c.joins(chats("3", "Cleo", 1, "g3"))
		c.asks(routing.Waiting{Rule: "q", Tried: []desk.AgentID{"3"}})
		ada := chats("1", "Ada", 1, "g1")
		ada.Skills = map[desk.SkillID]int{"k": 3}
		c.joins(ada)
		c.joins(chats("2", "Ben", 1, "g2"))
		c.s.Take(routing.Waiting{Conversation: "any", Channel: desk.Chat, Rule: "r", Since: 1}, c.now)
		c.s.Take(routing.Waiting{Conversation: "bill", Channel: desk.Chat, Rule: "r", Since: 2, Require: []desk.Need{{Skill: "k", Level: 2}}}, c.now)
		if again {
			c.s.Take(routing.Tick{}, c.now)
		}
		got := c.s.Decide(c.now).Assignments
		c.gives(got[:1], "any", "2", "Ben had 0 of 1 chat and was chosen in a match of 2 waiting conversations with 2 free agents, "+
			"which serves as many as it can, the first in the queue before all.")
	}
}

// What is given up while others are matched is so at its place in the queue: as long as
// Ben was free he had been tried, and afterwards he would be full.
func TestWhatIsGivenUpInAMatchSaysHowItWasThen(t *testing.T) {
	c := newCrew(t,
		desk.Rule{ID: "r", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g1", "g2")}},
		desk.Rule{ID: "q", Method: desk.Escalation, Rings: []desk.Ring{ring(0, "g2")}})
	c.joins(chats("4", "Dan", 1, "g2"))
	c.asks(routing.Waiting{Rule: "q"}) // so he is there and full
	ada := chats("1", "Ada", 1, "g1")
	ada.Skills = map[desk.SkillID]int{"k": 3}
	c.joins(ada)
	c.joins(chats("2", "Ben", 1, "g2"))
	c.s.Take(routing.Waiting{Conversation: "now", Channel: desk.Chat, Rule: "q", Since: 1, Sync: true, Tried: []desk.AgentID{"2"}}, c.now)
	c.s.Take(routing.Waiting{Conversation: "any", Channel: desk.Chat, Rule: "r", Since: 2}, c.now)
	c.s.Take(routing.Waiting{Conversation: "bill", Channel: desk.Chat, Rule: "r", Since: 3, Require: []desk.Need{{Skill: "k", Level: 2}}}, c.now)
	out := c.s.Decide(c.now)
	if len(out.Assignments) != 2 || out.Assignments[0].Agent != "2" || out.Assignments[0].Why.Reason != routing.ByMatch {
		t.Fatalf("not matched: %+v", out.Assignments)
	}
	if len(out.Drops) != 1 || out.Drops[0].Why.Counts.WithSlot != 1 {
		t.Errorf("given up: %+v", out.Drops)
	}
}
