package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

func testPast(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := newPen(t, s, newProject(t, s))
	past := func(before desk.ConversationID, limit int) (ids []desk.ConversationID) {
		t.Helper()
		list, err := s.Past(ctx, p.project, "v1", before, limit)
		must(t, err)
		for _, one := range list {
			same(t, p.conversations[one.ID], one.Conversation)
			ids = append(ids, one.ID)
		}
		return ids
	}
	p.open("c1", "v1", true)
	p.flush()
	same(t, []desk.ConversationID(nil), past("c1", 10))
	p.assign("c1", agents[0])
	p.close("c1")
	p.open("other", "v2", true)
	p.open("c2", "v1", false)
	p.assign("c2", agents[1])
	p.lazy = true // then the row lags behind
	p.close("c2")
	p.open("c3", "v1", false)
	p.do("c3", desk.System, desk.End{Reason: desk.NobodyFree}) // left nothing behind
	p.open("c4", "v1", false)
	p.flush()
	same(t, []desk.ConversationID{"c2", "c1"}, past("c4", 10))
	same(t, []desk.ConversationID{"c2"}, past("c4", 1))
	same(t, []desk.ConversationID{"c1"}, past("c2", 10))
	// Neither what is not there nor what is somebody else's has a before.
	same(t, []desk.ConversationID(nil), past("none", 10))
	same(t, []desk.ConversationID(nil), past("other", 10))
	for before, want := range map[desk.ConversationID]int{"c4": 2, "c1": 0, "none": 0, "other": 0} {
		n, err := s.PastCount(ctx, p.project, "v1", before)
		must(t, err)
		same(t, want, n)
	}
	for _, tt := range []struct {
		visitor desk.VisitorID
		id      desk.ConversationID
		agent   desk.AgentID
		want    bool
	}{
		{"v1", "c1", agents[0], true}, {"v1", "c2", agents[1], true}, {"v1", "c1", agents[1], false},
		{"v1", "c4", agents[0], false}, {"v2", "c1", agents[0], false},
	} {
		had, err := s.Had(ctx, p.project, tt.visitor, tt.id, tt.agent)
		must(t, err)
		same(t, tt.want, had)
	}
	list, err := s.Past(ctx, p.project, "v1", "c4", 10)
	must(t, err)
	same(t, []desk.AgentID{agents[1]}, list[0].Agents)
	must(t, s.Verify(ctx, p.project))
}
