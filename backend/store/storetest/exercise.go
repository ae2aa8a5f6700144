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
		{"settings are kept version by version", testRevisions},
		{"accounts change and end", testAccounts},
		{"the library and what agents keep for themselves", testLibrary},
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
		{"what an agent holds and lost", testVisible},
		{"who holds a conversation all its life", testHolds},
		{"holds are all or nothing", testHoldsRefused},
		{"what people decide is not bound by slots", testByHand},
		{"timers fire once", testTimers},
		{"streams between two offsets", testBetween},
		{"a visitor comes back", testReturning},
		{"a visitor is known to their agent", testLastAgent},
		{"what a visitor said before", testPast},
		{"a visitor is blocked", testCustomers},
		{"where a visitor wants to be told", testAddress},
		{"how long first answers take", testReplies},
		{"whose turn it is", testTurns},
		{"readers of some kinds", testReader},
		{"tags, and who gave which", testTags},
		{"files until they are sent, and afterwards", testFiles},
		{"how much room files take", testFileRoom},
		{"one file many times at once", testFilesAtOnce},
		{"an erased visitor", testErasure},
		{"readers see whole batches", testReaders},
		{"verify finds what is wrong", testVerifyFinds},
		{"verify takes older rows", testVerifyOlderRows},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

var projects atomic.Int64

// newProject sets up a project with three agents of two slots for each channel.
func newProject(t testing.TB, s *store.Store) desk.ProjectID {
	t.Helper()
	ctx := context.Background()
	n := projects.Add(1)
	id := desk.ProjectID(fmt.Sprintf("p%d", n))
	must(t, s.PutProject(ctx, desk.Project{ID: id, Name: "ACME", Letters: "AC",
		Sites: []string{"https://www.acme.test"}}))
	for _, agent := range agents {
		must(t, s.PutAgent(ctx, id, desk.Profile{ID: agent, Role: desk.AgentRole, Name: "Name of " + string(agent),
			Username: string(agent), Email: fmt.Sprintf("%s@p%d.test", agent, n), Organisation: "sales",
			Slots: map[desk.Channel]int{desk.Chat: slots, desk.InApp: slots}}, "hash of "+string(agent)))
	}
	return id
}

// The agents of a project, and the slots each has for each channel.
var agents = []desk.AgentID{"10423", "10424", "10425"}

const slots = 2

// manager is somebody who has no slots and answers nobody.
const manager = desk.AgentID("10426")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
