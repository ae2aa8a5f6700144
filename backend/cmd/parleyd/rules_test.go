package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/replay"
	"github.com/parley-desk/parley/backend/rules"
)

// row: B-03
func TestRulesGoOutAndComeBack(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	where := project{database: database{Data: folder}}
	db, err := where.database.open(ctx)
	must(t, err)
	must(t, seedDemo(ctx, db, "http://127.0.0.1:8420/demo/", 2, 0))
	must(t, db.Close())
	file := filepath.Join(folder, "rules.toml")
	export := rulesExportCmd{project: where, Out: file}
	must(t, export.Run())
	raw, err := os.ReadFile(file)
	must(t, err)
	latest := func() desk.Revision {
		t.Helper()
		db, id, err := where.open(ctx)
		must(t, err)
		defer db.Close()
		r, err := db.LatestRevision(ctx, id)
		must(t, err)
		return r
	}
	// What is the same makes no version.
	for range 2 {
		must(t, (&rulesImportCmd{File: file, project: where}).Run())
	}
	if r := latest(); r.Version != 2 || r.Text != string(raw) {
		t.Fatalf("version %d with text %q", r.Version, r.Text)
	}
	// A change comes with a test of its own, in the words it was written in.
	changed := "# Ours.\n" + strings.Replace(string(raw), "places = 20", "places = 5", 1) + `
[[tests]]
name = "Ada answers"
at = "2026-03-03T12:00"
visit = { channel = "chat" }
people = [ { agent = "ada", like = "10423" } ]
expect = { outcome = "assigned", agent = "ada" }
`
	must(t, os.WriteFile(file, []byte(changed), 0o600))
	must(t, (&rulesImportCmd{File: file, project: where, Comment: "Fewer places."}).Run())
	if r := latest(); r.Version != 3 || r.Text != changed || r.Comment != "Fewer places." || r.Settings.Groups[0].Places != 5 {
		t.Fatalf("version %d: %+v", r.Version, r)
	}
	must(t, export.Run())
	if raw, _ := os.ReadFile(file); string(raw) != changed {
		t.Errorf("exported as %s", raw)
	}
	must(t, (&rulesCheckCmd{File: file, People: true, project: where}).Run())
	// What fails its test is refused, with the line of the test, and nothing changes.
	must(t, os.WriteFile(file, []byte(strings.Replace(changed, `"sales"`, `"nobody"`, 1)), 0o600))
	must(t, os.WriteFile(file, []byte(strings.Replace(changed, `agent = "ada" }`+"\n", `agent = "ada", ring = 2 }`+"\n", 1)), 0o600))
	err = (&rulesImportCmd{File: file, project: where}).Run()
	line := strings.Count(changed[:strings.Index(changed, "\n[[tests]]")+1], "\n") + 1
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("rules.toml:%d: tests[0]: ", line)) || !strings.Contains(err.Error(), "expected ring 2, got ring 1") {
		t.Errorf("got %v", err)
	}
	if r := latest(); r.Version != 3 {
		t.Errorf("version %d after a refusal", r.Version)
	}
}

// row: B-02
func TestADayIsRecordedFromTheStore(t *testing.T) {
	ctx := context.Background()
	_, db := liveDesk(t)
	from, to, err := dayOf("Europe/Paris", "2026-03-29")
	must(t, err)
	if to-from != 23*desk.Hour {
		t.Errorf("a spring day has %d hours", (to-from)/desk.Hour)
	}
	people, err := everybody(ctx, db, demoProject.ID)
	must(t, err)
	revisions, err := allRevisions(ctx, db, demoProject.ID)
	must(t, err)
	r := replay.NewRecording(0, 1<<60, people, revisions)
	must(t, record(ctx, db, demoProject.ID, r))
	report, err := r.Compare(replay.Scenario{Name: "a", Settings: demoSettings}, replay.Scenario{Name: "b", Settings: demoSettings})
	must(t, err)
	if report.Recorded.Arrivals != 0 || len(report.Fidelity.Versions) != 1 {
		t.Errorf("of a desk where nothing happened: %s", report)
	}
	must(t, rules.Check(rules.Document{Settings: demoSettings}, people))
}

// row: B-02
func TestReplayHelpsWithWhatItCannotKnow(t *testing.T) {
	var help strings.Builder
	k, err := kong.New(&cli{}, kong.Name("parleyd"), kong.Writers(&help, &help), kong.Exit(func(int) {}), kong.Vars{"data": ""})
	must(t, err)
	_, _ = k.Parse([]string{"replay", "--help"}) // it goes on past the exit, without its flags
	if said := strings.Join(strings.Fields(help.String()), " "); !strings.Contains(said, replay.Accounts) {
		t.Errorf("no word of accounts in\n%s", said)
	}
}

// row: B-02 — once the server had to be stopped for it.
func TestADayIsReplayedBesideTheServer(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	where := project{database: database{Data: folder}}
	db, err := where.database.open(ctx)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, seedDemo(ctx, db, "http://127.0.0.1:8420/demo/", 2, 0))
	if _, err := where.database.open(ctx); err == nil {
		t.Fatal("two servers have opened one folder")
	}
	file := filepath.Join(folder, "rules.toml")
	must(t, (&rulesExportCmd{project: where, Out: file}).Run())
	must(t, (&rulesCheckCmd{File: file, People: true, project: where}).Run())
	today := time.Now().UTC()
	again := replayCmd{Day: today.Format(time.DateOnly), Zone: "UTC", Rules: file, project: where}
	must(t, again.Run())
	again.Day = today.AddDate(1, 0, 0).Format(time.DateOnly)
	if err := again.Run(); err == nil || err.Error() != "--day: "+again.Day+" has not begun in UTC" {
		t.Errorf("of a day to come: %v", err)
	}
	again.Data = t.TempDir()
	if err := again.Run(); err == nil || err.Error() != "there is no database in "+again.Data {
		t.Errorf("where nothing is: %v", err)
	}
	if entries, err := os.ReadDir(again.Data); err != nil || len(entries) > 0 {
		t.Errorf("looking left %v, %v", entries, err)
	}
	looks, err := where.database.look(ctx)
	must(t, err)
	defer looks.Close()
	if err := seedDemo(ctx, looks, "http://127.0.0.1:8420/demo/", 2, 0); err == nil {
		t.Error("who only looks has written")
	}
}
