package storetest

import (
	"fmt"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

// ScribbledProject is the project that [Scribble] writes.
const ScribbledProject = desk.ProjectID("scribbled")

// Scribble leads conversations through all hands for as long as it lives, and
// says the offset of every batch that was acknowledged: for a process that is to
// be killed in the middle of it.
func Scribble(t testing.TB, s *store.Store, acknowledged func(offset int64)) {
	must(t, s.PutProject(t.Context(), desk.Project{ID: ScribbledProject, Name: "ACME"}))
	for _, agent := range agents {
		// What earlier lives left open takes slots for ever.
		must(t, s.PutAgent(t.Context(), ScribbledProject, desk.Profile{ID: agent, Slots: map[desk.Channel]int{desk.Chat: 10_000}}, ""))
	}
	p := newPen(t, s, ScribbledProject)
	flush := func() {
		p.flush()
		acknowledged(p.standing.Offset)
	}
	p.made = int(p.standing.Fence) * 1_000_000 // no life repeats the commands of another
	for n := 0; ; n++ {
		id := desk.ConversationID(fmt.Sprintf("c%d-%d", p.standing.Fence, n))
		v := desk.VisitorID("v" + id)
		p.open(id, v, true)
		p.assign(id, agents[0])
		flush()
		p.answer(id, "one moment")
		p.snooze(id, n%2 == 0)
		flush()
		p.wake(id)
		flush()
		p.transfer(id, agents[1], "")
		flush()
		p.assign(id, agents[1])
		p.customer(v, desk.BlockCustomer{As: desk.Manager})
		flush()
		if n%3 > 0 {
			p.close(id)
			flush()
		}
	}
}
