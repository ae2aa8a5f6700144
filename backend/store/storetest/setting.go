package storetest

import (
	"context"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func testRevisions(t *testing.T, s *store.Store) {
	ctx := context.Background()
	project, other := newProject(t, s), newProject(t, s)
	_, err := s.LatestRevision(ctx, project)
	refused(t, desk.ErrNone, err)
	first := desk.Revision{Version: 1, At: 100, Comment: "first", Text: "# sales\n", Settings: desk.Settings{
		Groups: []desk.Group{{ID: "sales", Name: "Sales", Roles: []desk.Role{desk.AgentRole}, Places: 20}},
		Rules: []desk.Rule{{ID: "sales", Name: "Sales", Method: desk.Escalation,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "sales"}}}}}},
		Lifecycle: desk.Lifecycle{Welcome: "Good day — «bonjour»"},
	}}
	second := desk.Revision{Version: 2, At: 90, By: "10427", Settings: desk.Settings{Skills: []desk.Skill{{ID: "returns", Name: "Returns"}}}}
	must(t, s.PutRevision(ctx, project, first))
	for _, version := range []int64{-1, 0, 1, 3} {
		wrong := second
		wrong.Version = version
		refused(t, sqlkit.ErrConflict, s.PutRevision(ctx, project, wrong))
	}
	must(t, s.PutRevision(ctx, project, second))
	refused(t, sqlkit.ErrConflict, s.PutRevision(ctx, "none", first))
	refused(t, store.ErrMalformed, s.PutRevision(ctx, project, desk.Revision{Version: 3, Text: "\x00"}))

	latest, err := s.LatestRevision(ctx, project)
	must(t, err)
	same(t, second, latest)
	one, err := s.Revision(ctx, project, 1)
	must(t, err)
	same(t, first, one)
	_, err = s.Revision(ctx, project, 3)
	refused(t, desk.ErrNone, err)
	_, err = s.Revision(ctx, other, 1)
	refused(t, desk.ErrNone, err)

	for v := int64(3); v <= 6; v++ {
		must(t, s.PutRevision(ctx, project, desk.Revision{Version: v, At: desk.Millis(v), Comment: "again"}))
	}
	versions := func(before int64, limit int) []int64 {
		list, err := s.Revisions(ctx, project, before, limit)
		must(t, err)
		var all []int64
		for _, r := range list {
			all = append(all, r.Version)
		}
		return all
	}
	same(t, []int64{6, 5, 4, 3, 2, 1}, versions(0, 100))
	same(t, []int64{6, 5}, versions(0, 2))
	same(t, []int64{4, 3}, versions(5, 2))
	same(t, []int64(nil), versions(1, 2))
	list, err := s.Revisions(ctx, project, 3, 1)
	must(t, err)
	same(t, []desk.Revision{{Version: 2, At: 90, By: "10427"}}, list)

	// Of many who change the settings at once, one does.
	const many = 8
	errs := make([]error, many)
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() { errs[i] = s.PutRevision(ctx, project, desk.Revision{Version: 7}) })
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			refused(t, sqlkit.ErrConflict, err)
		}
	}
	if done != 1 {
		t.Fatalf("%d of %d who wrote version 7 were told that they did", done, many)
	}
}

func testAccounts(t *testing.T, s *store.Store) {
	ctx := context.Background()
	p := begun(t, s) // c2 is with the first agent
	ada := agents[0]
	profiles, err := s.Profiles(ctx, p.project)
	must(t, err)
	before := profiles[0]
	for _, token := range []string{"one", "two"} {
		must(t, s.PutSession(ctx, desk.Session{TokenHash: []byte(token + string(p.project)), Project: p.project, Agent: ada, Expires: 900}))
	}
	must(t, s.RevokeSession(ctx, []byte("one"+string(p.project)), 5))
	refused(t, desk.ErrNone, s.RemoveAgent(ctx, p.project, "99", 50))
	must(t, s.RemoveAgent(ctx, p.project, ada, 50))
	refused(t, desk.ErrNone, s.RemoveAgent(ctx, p.project, ada, 60))
	refused(t, desk.ErrNone, s.PutAgent(ctx, p.project, before, "hash"))

	profiles, err = s.Profiles(ctx, p.project)
	must(t, err)
	if len(profiles) != len(agents)-1 || profiles[0].ID != agents[1] {
		t.Fatalf("the agents are %+v", profiles)
	}
	removed, err := s.Removed(ctx, p.project)
	must(t, err)
	gone := before
	gone.Email = ""
	same(t, []desk.Profile{gone}, removed)
	_, err = s.AgentByEmail(ctx, before.Email)
	refused(t, desk.ErrNone, err)
	// Also whoever signed in while the account was removed is out.
	must(t, s.PutSession(ctx, desk.Session{TokenHash: []byte("three" + string(p.project)), Project: p.project, Agent: ada, Expires: 900}))
	for token, revoked := range map[string]desk.Millis{"one": 5, "two": 50, "three": 50} {
		n, err := s.SessionByToken(ctx, []byte(token+string(p.project)))
		must(t, err)
		same(t, revoked, n.Revoked)
	}
	// The address is free for somebody else.
	must(t, s.PutAgent(ctx, p.project, desk.Profile{ID: "20001", Email: before.Email}, "hash"))

	// What they have open stays theirs, and nothing new comes.
	v, err := s.Visible(ctx, p.project, ada, 0)
	must(t, err)
	same(t, []desk.Held{{ID: "c2", Since: 3}}, v.Open)
	give := p.record("c1", 2, desk.System, desk.Assigned{Contact: 2, Agent: ada})
	give.Holder = ada
	p.unchanged(sqlkit.ErrConflict, p.with(give))
	p.do("c2", desk.System, desk.Bounce{Reason: desk.AgentRemoved})
	p.flush()
	p.unchanged(sqlkit.ErrConflict, p.with(give))
	// That they were the last says nothing to a visitor who comes back.
	last, err := s.LastAgent(ctx, p.project, "v2", 0)
	must(t, err)
	same(t, desk.AgentID(""), last)
	must(t, s.Verify(ctx, p.project))
}
