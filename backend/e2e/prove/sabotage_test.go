package prove

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// root is the module's, seen from here.
const root = "../../.."

// sabotage are the faults that are planted: in one file, one text for another,
// and the smallest part of all our tests that must not let it pass. says is what
// that test's complaint holds, so that it is caught for its own reason.
var sabotage = []struct {
	fault, file, is, becomes string
	pkg, test, says          string
}{
	{
		"ack before commit", "backend/floor/step.go",
		"	if err := s.commit(ctx); err != nil {",
		"	w.tell <- s.told()\n	s.answers, s.order = nil, nil\n	if err := s.commit(ctx); err != nil {",
		"backend/floor", "TestNothingIsSaidBeforeItIsWritten", "before it was written",
	},
	{
		"ack before commit, and a kill", "backend/floor/step.go",
		"	if err := s.commit(ctx); err != nil {",
		"	w.tell <- s.told()\n	s.answers, s.order = nil, nil\n	if err := s.commit(ctx); err != nil {",
		"backend/e2e/prove", "TestTheServerIsKilled/sqlite", " lost for example ",
	},
	{
		"repeats are not recognised", "backend/store/events.go",
		"	if len(keys) == 0 {\n		return found, nil",
		"	if len(keys) >= 0 {\n		return found, nil",
		"backend/web", "TestARepeatIsAnsweredAsTheFirstTime/sqlite", "message.post",
	},
	{
		"a write transaction that begins by reading", "backend/sqlkit/open.go",
		`sqliteDSN(path, "immediate", o.Pragmas), 1)`, `sqliteDSN(path, "deferred", o.Pragmas), 1)`,
		"backend/web", "TestWhatIsClosedIsGone", "write transaction is deferred",
	},
	{
		"a frame's number is not looked at", "app/link/message.go",
		"	if head.N != n {", "	if head.N < 0 {",
		"app/link", "TestWhatIsMissingOrUnreadableEndsTheLine", "no link.Lost came",
	},
	{
		"the desktop ignores a gap", "app/hear.go",
		"		if e.Seq != v.Seq+1 {", "		if e.Seq < 0 {",
		"app", "TestAHoleIsNotGuessedOver", "the line is made again",
	},
	{
		"the desktop ignores the epoch", "app/link/line.go",
		"f.Epoch != l.o.Epoch || l.o.Cursor == 0", `l.o.Epoch == ""`,
		"app", "TestAnotherLogIsAnotherBeginning", "the boxes are those",
	},
	{
		"the server ignores the epoch", "backend/web/agent.go",
		"hello.Epoch == epoch && hello.Cursor > 0", "hello.Cursor > 0",
		"backend/web", "TestAnotherEpochBringsEverythingAnew", "the opening is",
	},
	{
		"the outbox is emptied before the answer", "app/work.go",
		"		d.s.outbox.flew(i.ID)\n", "		d.s.outbox.flew(i.ID)\n		_ = d.cache.RemoveItem(d.ctx, i.ID)\n",
		"backend/e2e/prove", "TestTheDesktopIsKilled", " lost for example ",
	},
	{
		"a slot is not given back", "backend/routing/state.go",
		"	t.used--\n", "",
		"backend/floor", "TestSlotsAreNeverExceededAndNeverLost", "after 1 closed",
	},
	{
		"a slot is given back twice", "backend/routing/state.go",
		"	t.used--\n", "	t.used -= 2\n",
		"backend/floor", "TestSlotsAreNeverExceededAndNeverLost", "internal: ",
	},
	{
		"given without a look at the capacity", "backend/routing/eligible.go",
		"	case t.used >= t.slots:", "	case t.used >= t.slots+1:",
		"backend/floor", "TestSlotsAreNeverExceededAndNeverLost", "internal: ",
	},
	{
		"a slot is not given back when the visitor is blocked", "backend/desk/decide_end.go",
		"	if d.c.Contact.No != 0 {\n", "	if d.c.Contact.No != 0 && why != VisitorBlocked {\n",
		"backend/floor", "TestBlocking", "slot",
	},
	{
		"a new writer forgets the timers", "backend/floor/recover.go",
		"		w.timers.set(c, w.setup.Revision.Settings.Lifecycle)\n", "",
		"backend/floor", "TestTimersOutliveTheWriter", ": awake",
	},
	{
		"a timer rings although its reason is gone", "backend/desk/timer.go",
		"		if !c.Contact.Spoke && !c.Answered {", "		if !c.Answered {",
		"backend/floor", "TestATimerThatIsMootDoesNotRing", "went on",
	},
	{
		"handed to who is not there without a question", "backend/desk/decide_contact.go",
		"	case !cmd.Target.Free && !cmd.Anyway:", "	case cmd.Anyway && !cmd.Anyway:",
		"backend/floor", "TestTransferAnyway", "want target_unavailable",
	},
	{
		"what is snoozed leaves the desk of who snoozed it", "backend/desk/conversation.go",
		"	return c.Keeper\n", "	return \"\"\n",
		"backend/floor", "TestSnooze", "not snoozed",
	},
	{
		"what waits for one agent fills the queue of all", "backend/routing/follow.go",
		`in.For, in.Queue = c.Keeper, ""`, "in.For = c.Keeper",
		"backend/floor", "TestPlaces", "queue_full",
	},
	{
		"a missed conversation comes to the same agent", "backend/desk/conversation.go",
		"			c.Tried = with(c.Tried, f.Agent)\n", "",
		"backend/floor", "TestAMissedContactGoesOnAndTwoMakeAway", "not ",
	},
	{
		"a colleague's comment reaches the visitor", "backend/wire/visitor.go",
		"			out.Kind = VisitorTransferred\n", "			out.Kind, out.Text = VisitorTransferred, e.Content.Note\n",
		"backend/wire", "TestAVisitorIsShownNoMoreThanTheirs", "never shown",
	},
	{
		"the cursor runs ahead of what is sent", "backend/web/agent.go",
		"	a.cursor = view.Offset\n	return a.events(", "	a.cursor = view.Offset + 1\n	return a.events(",
		"backend/web", "TestAnAgentResumesWithExactlyWhatWasMissed/sqlite", "resume_test.go",
	},
}

// TestEverySabotageIsCaught is T29: each fault is built in, and what is there to
// catch it has to fail.
func TestEverySabotageIsCaught(t *testing.T) {
	if os.Getenv("PARLEY_OVERLAY") != "" {
		t.Skip("this run is the sabotaged one")
	}
	if testing.Short() {
		t.Skip("each fault is a build of its own")
	}
	for _, tt := range sabotage {
		t.Run(tt.fault, func(t *testing.T) {
			overlay := plant(t, tt.file, tt.is, tt.becomes)
			parts := strings.Split(tt.test, "/")
			cmd := exec.Command("go", "test", "-count=1", "-timeout", "3m", "-overlay", overlay,
				"-run", "^"+strings.Join(parts, "$/^")+"$", "./"+tt.pkg)
			cmd.Dir = root
			cmd.Env = append(os.Environ(), "PARLEY_OVERLAY="+overlay, "PARLEY_SCALE=1")
			out, err := cmd.CombinedOutput()
			switch said := string(out); {
			case err == nil:
				t.Errorf("%s passes with it", tt.test)
			case !strings.Contains(said, "--- FAIL: "+parts[0]):
				t.Errorf("%s was not run:\n%s", tt.test, said)
			case !strings.Contains(said, tt.says):
				t.Errorf("%s fails for another reason than %q:\n%s", tt.test, tt.says, said)
			}
		})
	}
}

// plant makes a copy of a file with one text replaced, which must be there
// exactly once, and the overlay that builds it.
func plant(t *testing.T, file, is, becomes string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(raw), is); n != 1 {
		t.Fatalf("%s holds %q %d times", file, is, n)
	}
	dir := t.TempDir()
	patched := filepath.Join(dir, filepath.Base(file))
	overlay := filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {path: patched}})
	if err == nil {
		err = os.WriteFile(patched, []byte(strings.Replace(string(raw), is, becomes, 1)), 0o600)
	}
	if err == nil {
		err = os.WriteFile(overlay, replace, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return overlay
}
