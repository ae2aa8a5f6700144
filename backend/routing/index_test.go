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
		s.Take(ContactClosed{Conversation: "c", Agent: s.contacts["c"].agent.id}, 0)
		if len(s.classes) != 1 || len(s.classAt) != 1 || len(s.buckets) != 1 || len(s.bucketAt) != 1 {
			t.Fatalf("year %d: %d classes, %d buckets, want one of each", year, len(s.classes), len(s.buckets))
		}
		if c, b := s.classes[0], s.buckets[0]; len(c.buckets) != 1 || len(b.classes) != 1 {
			t.Fatalf("year %d: linked to %d buckets and %d classes, want one of each", year, len(c.buckets), len(b.classes))
		}
	}
	// A class that stays lets go of the buckets that went.
	s.Take(AgentSet{Profile: desk.Profile{ID: "stays", Groups: []desk.GroupID{"all"}, Slots: map[desk.Channel]int{desk.Chat: 1}}}, 0)
	for year := range 50 {
		id := desk.ConversationID(fmt.Sprint("c", year))
		s.Take(Waiting{Conversation: id, Groups: []desk.GroupID{"all", desk.GroupID(id)}, Channel: desk.Chat}, 0)
		s.Take(NotWaiting{Conversation: id}, 0)
	}
	for i := range 5 {
		s.Take(AgentRemoved{Agent: desk.AgentID(fmt.Sprint(i))}, 0)
	}
	if len(s.classes) != 1 || len(s.buckets) != 0 || len(s.classes[0].buckets) != 0 {
		t.Errorf("%d classes, %d buckets, linked to %d; want the one class and nothing else",
			len(s.classes), len(s.buckets), len(s.classes[0].buckets))
	}
}
