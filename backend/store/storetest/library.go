package storetest

import (
	"context"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

func testLibrary(t *testing.T, s *store.Store) {
	ctx := context.Background()
	project, other := newProject(t, s), newProject(t, s)
	canned := desk.Canned{
		Categories: []desk.Category{{ID: "hello", Name: "«Bonjour» 👋"}},
		Answers:    []desk.CannedAnswer{{ID: "hi", Category: "hello", Text: "Good day {visitor_name}"}},
	}
	none, err := s.LatestLibrary(ctx, project)
	must(t, err)
	same(t, desk.LibraryRevision{}, none)
	first := desk.LibraryRevision{Version: 1, At: 100, By: manager, Library: desk.Library{
		Canned: canned, Links: []desk.LinkEntry{}, Offers: []desk.OfferEntry{{ID: "o", Title: "O", Text: "o", URL: "https://a.test"}}}}
	second := desk.LibraryRevision{Version: 2, At: 90, Library: desk.Library{Canned: canned}}
	must(t, s.PutLibrary(ctx, project, first))
	for _, version := range []int64{-1, 0, 1, 3} {
		wrong := second
		wrong.Version = version
		refused(t, sqlkit.ErrConflict, s.PutLibrary(ctx, project, wrong))
	}
	latest, err := s.LatestLibrary(ctx, project)
	must(t, err)
	same(t, first, latest)
	must(t, s.PutLibrary(ctx, project, second))
	latest, err = s.LatestLibrary(ctx, project)
	must(t, err)
	same(t, second, latest)
	refused(t, sqlkit.ErrConflict, s.PutLibrary(ctx, "none", first))
	// Each version is a whole one, so that only the newest stay.
	for version := int64(3); version <= 30; version++ {
		second.Version = version
		must(t, s.PutLibrary(ctx, project, second))
	}
	var kept, oldest int64
	must(t, s.DB().Read(ctx, func(tx *sqlkit.Tx) error {
		return tx.Row([]any{&kept, &oldest}, `SELECT COUNT(*), MIN(version) FROM library WHERE project = $1`, string(project))
	}))
	same(t, []int64{20, 11}, []int64{kept, oldest})

	// An agent's own are theirs alone, and go with their account.
	ada, ben := agents[0], agents[1]
	mine := desk.PersonalAnswers{Version: 1, Canned: canned}
	must(t, s.PutPersonal(ctx, project, ada, mine))
	for _, version := range []int64{0, 1, 3} {
		wrong := mine
		wrong.Version = version
		refused(t, sqlkit.ErrConflict, s.PutPersonal(ctx, project, ada, wrong))
	}
	refused(t, sqlkit.ErrConflict, s.PutPersonal(ctx, project, ben, desk.PersonalAnswers{Version: 2}))
	refused(t, sqlkit.ErrConflict, s.PutPersonal(ctx, project, "99", mine))
	mine.Version, mine.Answers = 2, nil
	must(t, s.PutPersonal(ctx, project, ada, mine))
	for _, of := range []struct {
		project desk.ProjectID
		agent   desk.AgentID
		want    desk.PersonalAnswers
	}{{project, ada, mine}, {project, ben, desk.PersonalAnswers{}}, {other, ada, desk.PersonalAnswers{}}} {
		got, err := s.Personal(ctx, of.project, of.agent)
		must(t, err)
		same(t, of.want, got)
	}
	must(t, s.RemoveAgent(ctx, project, ada, 50))
	gone, err := s.Personal(ctx, project, ada)
	must(t, err)
	same(t, desk.PersonalAnswers{}, gone)
}
