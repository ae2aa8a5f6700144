package storetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/store"
)

// Exercise is the exam. open gives a store on an empty database, and closes it
// when its test ends.
func Exercise(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *store.Store)
	}{
		{"an empty database", testEmpty},
		{"set-up comes back as it was put", testSetup},
		{"sessions", testSessions},
		{"a history comes back as it was written", testHistories},
		{"a batch of any length", testChunks},
		{"hostile texts", testHostileTexts},
		{"what cannot be stored changes nothing", testMalformed},
		{"an older writer is fenced off", testFence},
		{"a batch upon another offset is fenced off", testStaleOffset},
		{"a command is carried out once for ever", testCommands},
		{"what the database forbids changes nothing", testConflicts},
		{"slots are never given twice", testCapacity},
		{"an open contact ends with its conversation", testClosedEndsContact},
		{"rows that lag are folded", testLaggingRows},
		{"what an agent has open and lost", testVisible},
		{"streams between two offsets", testBetween},
		{"a visitor comes back", testReturning},
		{"an erased visitor", testErasure},
		{"readers see whole batches", testReaders},
		{"verify finds what is wrong", testVerifyFinds},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

var projects atomic.Int64

// newProject sets up a project with three agents of two chat slots each.
func newProject(t testing.TB, s *store.Store) desk.ProjectID {
	t.Helper()
	ctx := context.Background()
	n := projects.Add(1)
	id := desk.ProjectID(fmt.Sprintf("p%d", n))
	must(t, s.PutProject(ctx, desk.Project{ID: id, Name: "ACME", Letters: "AC",
		Sites: []string{"https://www.acme.test"}, Groups: []desk.GroupID{"sales"}}))
	must(t, s.PutGroup(ctx, id, desk.Group{ID: "sales", Name: "Sales"}))
	for _, agent := range agents {
		must(t, s.PutAgent(ctx, id, desk.Profile{ID: agent, Role: desk.AgentRole, Name: "Name of " + string(agent),
			Username: string(agent), Email: fmt.Sprintf("%s@p%d.test", agent, n), Groups: []desk.GroupID{"sales"},
			Slots: map[desk.Channel]int{desk.Chat: slots}}, "hash of "+string(agent)))
	}
	return id
}

// The agents of a project, and the slots each has for chat.
var agents = []desk.AgentID{"10423", "10424", "10425"}

const slots = 2

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
