package routing

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// A project is set up anew for years: what no longer serves anybody goes.
func TestIndexForgetsWhatIsGone(t *testing.T) {
	s := New()
	for year := range 50 {
		group := desk.GroupID(fmt.Sprint("g", year))
		s.Take(Waiting{Conversation: "c", Groups: []desk.GroupID{group}, Channel: desk.Chat}, 0)
		for i := range 5 {
			id := desk.AgentID(fmt.Sprint(i))
			s.Take(AgentSet{Profile: desk.Profile{
				ID: id, Groups: []desk.GroupID{group, "all"}, Slots: map[desk.Channel]int{desk.Chat: i},
			}}, 0)
			s.Take(LineChanged{Agent: id, On: true}, 0)
			s.Take(StatusChanged{Agent: id, Channel: desk.Chat, Status: desk.Available}, 0)
		}
		if got := s.Decide(0).Assignments; len(got) != 1 {
			t.Fatalf("year %d: gave %v", year, got)
		}
		s.Take(ContactClosed{Conversation: "c", Agent: s.talks.find("c").seat.agent.id}, 0)
		if len(s.classes) != 1 || len(s.classAt) != 1 || len(s.plans) != 1 || len(s.planAt) != 1 {
			t.Fatalf("year %d: %d classes, %d plans, want one of each", year, len(s.classes), len(s.plans))
		}
		if c, b := s.classes[0], s.plans[0]; len(c.links) != 1 || len(b.legs[0].rings[0].links) != 1 {
			t.Fatalf("year %d: linked to %d plans and %d classes, want one of each", year, len(c.links), len(b.legs[0].rings[0].links))
		}
	}
	// A class that stays lets go of the plans that went.
	s.Take(AgentSet{Profile: desk.Profile{ID: "stays", Groups: []desk.GroupID{"all"}, Slots: map[desk.Channel]int{desk.Chat: 1}}}, 0)
	for year := range 50 {
		id := desk.ConversationID(fmt.Sprint("c", year))
		s.Take(Waiting{Conversation: id, Groups: []desk.GroupID{"all", desk.GroupID(id)}, Channel: desk.Chat}, 0)
		s.Take(NotWaiting{Conversation: id}, 0)
	}
	for i := range 5 {
		s.Take(AgentRemoved{Agent: desk.AgentID(fmt.Sprint(i))}, 0)
	}
	if len(s.classes) != 1 || len(s.plans) != 0 || len(s.classes[0].links) != 0 {
		t.Errorf("%d classes, %d plans, linked to %d; want the one class and nothing else",
			len(s.classes), len(s.plans), len(s.classes[0].links))
	}
}

// A browser names the language of a conversation, so anybody can make plans.
func TestStrangersDoNotFillTheMemory(t *testing.T) {
	s := New()
	for i := range 10 * maxIdle {
		s.Step(Waiting{Conversation: "c", Channel: desk.Chat, Groups: []desk.GroupID{"g"}, Language: fmt.Sprint("l", i)}, 1)
		s.Offer(Asked{Channel: desk.Chat, Groups: []desk.GroupID{"g"}, Language: fmt.Sprint("m", i)})
	}
	if len(s.plans) > maxIdle+2 || len(s.planAt) != len(s.plans) || len(s.talents) > maxIdle+2 {
		t.Errorf("%d plans and %d talents are kept", len(s.plans), len(s.talents))
	}
}

// A site can name ever other groups under one rule.
func TestWhatNobodyAsksIsForgotten(t *testing.T) {
	s := New()
	s.Take(SettingsSet{Settings: desk.Settings{Rules: []desk.Rule{{ID: "r", Rings: []desk.Ring{{Groups: []desk.Share{{Group: "g"}}}}}}}}, 1)
	waits := func(id desk.ConversationID, g int) {
		s.Step(Waiting{Conversation: id, Channel: desk.Chat, Rule: "r", Groups: []desk.GroupID{desk.GroupID(fmt.Sprint(g))}}, 1)
	}
	waits("stays", -1)
	for i := range 10 * maxIdle {
		waits("c", i)
		for _, a := range s.recent {
			if a != nil && s.askAt[a.key] != a {
				t.Fatalf("after %d: %q is forgotten and still at hand", i, a.key)
			}
		}
	}
	p := s.talks.find("stays").ask.plan
	if len(s.askAt) > maxIdle+3 || len(p.asks) > maxIdle+3 || s.busyAsks != 2 || len(p.lines) != 1 {
		t.Errorf("%d are kept, %d of the plan, %d of them asked, in %d lines", len(s.askAt), len(p.asks), s.busyAsks, len(p.lines))
	}
}

// What is reserved for somebody waits by no plan.
func TestReservedLaysNoPlan(t *testing.T) {
	s := New()
	s.Step(Waiting{Conversation: "c", Channel: desk.Chat, Groups: []desk.GroupID{"g"}, For: "1"}, 1)
	if len(s.plans) > 0 {
		t.Errorf("%d plans were laid", len(s.plans))
	}
}
