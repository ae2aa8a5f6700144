package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// refused checks that an error is the one it must be.
func refused(t testing.TB, want, err error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the answer is %v; it must be %v", err, want)
	}
}

func testEmpty(t *testing.T, s *store.Store) {
	ctx := context.Background()
	all, err := s.Projects(ctx)
	must(t, err)
	same(t, []desk.Project(nil), all)
	_, err = s.Project(ctx, "none")
	refused(t, desk.ErrNone, err)
	_, err = s.Claim(ctx, "none", "pen", 1)
	refused(t, desk.ErrNone, err)
	_, err = s.AgentByEmail(ctx, "ada@acme.test")
	refused(t, desk.ErrNone, err)
	_, err = s.AgentByEmail(ctx, "")
	refused(t, desk.ErrNone, err)
	_, err = s.SessionByToken(ctx, []byte("t"))
	refused(t, desk.ErrNone, err)
	_, err = s.VisitorByToken(ctx, "none", []byte("t"))
	refused(t, desk.ErrNone, err)
	_, err = s.VisitorByToken(ctx, "none", nil)
	refused(t, desk.ErrNone, err)
	_, err = s.Visible(ctx, "none", "1", 0)
	refused(t, desk.ErrNone, err)
	refused(t, desk.ErrNone, s.EraseVisitor(ctx, "none", "v1"))
	refused(t, desk.ErrNone, s.Verify(ctx, "none"))
	refused(t, store.ErrFenced, s.Append(ctx, desk.Batch{Project: "none", Fence: 1}))

	p := newPen(t, s, newProject(t, s))
	if p.standing.Fence != 1 || p.standing.Offset != 0 || len(p.standing.Open) != 0 || len(p.standing.Agents) != 0 {
		t.Fatalf("a new project stands at %+v", p.standing)
	}
	p.flush() // nothing at all is a batch too
	p.compare(t)
}

func testSetup(t *testing.T, s *store.Store) {
	ctx := context.Background()
	a := desk.Project{ID: "a", Name: "ACME", Letters: "AC", Sites: []string{"https://a.test", "http://localhost:*"}}
	b := desk.Project{ID: "b", Name: "B & sons", Letters: "BS"}
	must(t, s.PutProject(ctx, a))
	must(t, s.PutProject(ctx, b))
	a.Name = "ACME Ltd"
	must(t, s.PutProject(ctx, a))
	all, err := s.Projects(ctx)
	must(t, err)
	same(t, []desk.Project{a, b}, all)
	one, err := s.Project(ctx, "b")
	must(t, err)
	same(t, b, one)

	ada := desk.Profile{ID: "10423", Role: desk.AgentRole, Name: "Ada L.", Username: "Ada", Email: "Ada@ACME.test",
		Organisation: "sales", Skills: map[desk.SkillID]int{"returns": 3}, Languages: []string{"en", "fr"},
		Slots: map[desk.Channel]int{desk.Chat: 3, desk.Call: 1}, Priority: map[desk.Channel]int{desk.Call: 10}, CallAndChat: true}
	mia := desk.Profile{ID: "10424", Role: desk.Manager, Name: "Mia", Username: "Mia", Email: "mia@acme.test"}
	must(t, s.PutAgent(ctx, "a", ada, "h1"))
	must(t, s.PutAgent(ctx, "a", mia, "h2"))
	profiles, err := s.Profiles(ctx, "a")
	must(t, err)
	same(t, []desk.Profile{ada, mia}, profiles)
	account, err := s.AgentByEmail(ctx, " ada@acme.TEST ")
	must(t, err)
	same(t, desk.Account{Project: "a", Profile: ada, PasswordHash: "h1"}, account)

	ada.Organisation, ada.Slots, ada.CallAndChat = "support", map[desk.Channel]int{desk.Chat: 1}, false
	ada.Skills, ada.Languages, ada.Priority = nil, nil, nil
	must(t, s.PutAgent(ctx, "a", ada, "h3"))
	must(t, s.PutAgent(ctx, "a", ada, "")) // leaves the password as it is
	account, err = s.AgentByEmail(ctx, ada.Email)
	must(t, err)
	same(t, desk.Account{Project: "a", Profile: ada, PasswordHash: "h3"}, account)

	refused(t, sqlkit.ErrConflict, s.PutAgent(ctx, "b", desk.Profile{ID: "1", Email: "ADA@acme.test"}, ""))
	refused(t, sqlkit.ErrConflict, s.PutAgent(ctx, "a", desk.Profile{ID: mia.ID, Email: "ADA@acme.test"}, ""))
	refused(t, sqlkit.ErrConflict, s.PutAgent(ctx, "none", desk.Profile{ID: "2"}, ""))
	profiles, err = s.Profiles(ctx, "a")
	must(t, err)
	same(t, []desk.Profile{ada, mia}, profiles)
}

func testSessions(t *testing.T, s *store.Store) {
	ctx := context.Background()
	n := desk.Session{TokenHash: []byte{0, 1, 0xff}, Project: "a", Agent: "10423", Device: "d1", Created: 5, Expires: 100}
	must(t, s.PutSession(ctx, n))
	refused(t, sqlkit.ErrConflict, s.PutSession(ctx, n))
	got, err := s.SessionByToken(ctx, n.TokenHash)
	must(t, err)
	same(t, n, got)
	must(t, s.RevokeSession(ctx, n.TokenHash, 11))
	must(t, s.RevokeSession(ctx, n.TokenHash, 12))
	n.Revoked = 11
	got, err = s.SessionByToken(ctx, n.TokenHash)
	must(t, err)
	same(t, n, got)
	_, err = s.SessionByToken(ctx, []byte{0, 1})
	refused(t, desk.ErrNone, err)

	begin := func(hash string, project desk.ProjectID, agent desk.AgentID) {
		must(t, s.PutSession(ctx, desk.Session{TokenHash: []byte(hash), Project: project, Agent: agent, Device: "d1", Created: 5, Expires: 100}))
	}
	ends := func(kept []byte, at desk.Millis, want ...string) {
		t.Helper()
		hashes, err := s.SetPassword(ctx, "a", "10423", "new", kept, at)
		must(t, err)
		got := []string{}
		for _, hash := range hashes {
			got = append(got, string(hash))
		}
		slices.Sort(got)
		same(t, slices.Concat([]string{}, want), got)
	}
	must(t, s.PutProject(ctx, desk.Project{ID: "a", Name: "A"}))
	must(t, s.PutAgent(ctx, "a", desk.Profile{ID: "10423", Name: "Ada", Email: "ada@acme.test"}, "old"))
	begin("here", "a", "10423")
	begin("there", "a", "10423")
	begin("of another", "a", "10424")
	begin("elsewhere", "b", "10423")
	ends([]byte("here"), 20, "there")
	ends(nil, 21, "here")
	ends(nil, 22)
	account, err := s.AgentByEmail(ctx, "ada@acme.test")
	must(t, err)
	same(t, "new", account.PasswordHash)
	_, err = s.SetPassword(ctx, "a", "10499", "new", nil, 23)
	refused(t, desk.ErrNone, err)
	for hash, revoked := range map[string]desk.Millis{"here": 21, "there": 20, "of another": 0, "elsewhere": 0} {
		got, err := s.SessionByToken(ctx, []byte(hash))
		must(t, err)
		same(t, revoked, got.Revoked)
	}
}
