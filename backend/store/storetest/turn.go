package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

func testTurns(t *testing.T, s *store.Store) {
	p, other := begun(t, s), newProject(t, s)
	claim := func(project desk.ProjectID) desk.Standing {
		t.Helper()
		standing, err := s.Claim(context.Background(), project, "whoever", p.now)
		must(t, err)
		return standing
	}
	kept := func() []desk.Turn {
		t.Helper()
		standing := claim(p.project)
		p.batch.Fence = standing.Fence
		return standing.Turns
	}
	ada := desk.Turn{Agent: agents[0], Rested: 5, Pushed: 4, Share: 500_000}
	ben := desk.Turn{Agent: agents[1], Rested: 7}
	fair := desk.Turn{Rule: "shop", Group: "sales", Share: -250_000, Version: 3}
	p.batch.Turns = []desk.Turn{ada, fair}
	p.open("c8", "v8", true)
	p.flush()
	same(t, []desk.Turn{fair, ada}, kept())
	same(t, []desk.Turn(nil), claim(other).Turns)

	// What is there already is another from then on, and the rest as it was.
	ada.Rested, fair.Share, fair.Version = 9, 0, 4
	p.batch.Turns = []desk.Turn{ada, ben, fair}
	p.open("c9", "v9", true)
	p.flush()
	same(t, []desk.Turn{fair, ada, ben}, kept())
	must(t, s.Verify(context.Background(), p.project))
}
