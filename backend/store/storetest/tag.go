package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func testTags(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p, other := begun(t, s), newProject(t, s)
	refund := desk.Tag{ID: "refund", Name: "Refund — «retour»", Categories: []desk.TopicID{"money", "returns"}}
	tents := desk.Tag{ID: "tents", Name: "Tents"}
	tags := func() []desk.Tag {
		t.Helper()
		list, err := s.Tags(ctx, p.project)
		must(t, err)
		return list
	}
	must(t, s.PutTag(ctx, p.project, tents))
	must(t, s.PutTag(ctx, p.project, desk.Tag{ID: "refund", Name: "Rebate"}))
	must(t, s.PutTag(ctx, p.project, refund))
	must(t, s.PutTag(ctx, other, desk.Tag{ID: "refund", Name: "Of others"}))
	same(t, []desk.Tag{refund, tents}, tags())

	// Tags that are made go with the batch, and do not replace.
	given := func(id desk.ConversationID, agent desk.AgentID, ids ...desk.TagID) {
		t.Helper()
		p.assign(id, agent)
		found := []desk.TagRef{}
		for _, id := range ids {
			found = append(found, desk.TagRef{ID: id, Name: "as it was called"})
		}
		p.do(id, desk.AgentActor(agent), desk.Close{Found: found})
	}
	p.now += desk.Day
	since := p.now
	given("c1", agents[1], "refund", "made")
	made := desk.Tag{ID: "made", Name: "Made at closing"}
	p.batch.Tags = []desk.Tag{made, {ID: "tents", Name: "Too late"}}
	p.open("c3", "v3", true)
	given("c3", agents[1], "refund")
	p.open("c4", "v4", true)
	given("c4", agents[2], "tents")
	p.flush()
	same(t, []desk.Tag{made, refund, tents}, tags())
	uses := func(agent desk.AgentID, since desk.Millis, limit int) []desk.TagID {
		t.Helper()
		list, err := s.TagUses(ctx, p.project, agent, since, limit)
		must(t, err)
		return list
	}
	same(t, []desk.TagID{"refund", "refund", "made"}, uses(agents[1], since, 10))
	same(t, []desk.TagID{"refund"}, uses(agents[1], since, 1))
	same(t, []desk.TagID(nil), uses(agents[1], p.now+1, 10))
	same(t, []desk.TagID{"tents"}, uses(agents[2], 0, 10))
	must(t, s.Verify(ctx, p.project))

	// What is refused makes no tag.
	b := p.with(p.record("c2", p.conversations["c2"].Seq, desk.System, desk.Left{}))
	b.Tags = []desk.Tag{{ID: "never", Name: "Never"}}
	p.unchanged(sqlkit.ErrConflict, b)
	// The writer is told of all there are.
	must(t, s.RemoveTag(ctx, p.project, "refund"))
	refused(t, desk.ErrNone, s.RemoveTag(ctx, p.project, "refund"))
	p.claim()
	same(t, []desk.Tag{made, tents}, p.standing.Tags)
	same(t, []desk.TagID{"refund", "refund", "made"}, uses(agents[1], 0, 10))
	must(t, s.Verify(ctx, p.project))
}
