package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/scan"
)

// A program that is told to looks each file through: one in which something is found
// is kept nowhere, and one that cannot be looked through comes when it can.
func TestFilesAreLookedThrough(t *testing.T) {
	dir := t.TempDir()
	works := filepath.Join(dir, "works")
	program := filepath.Join(dir, "scanner")
	lines := "#!/bin/sh\ntest -e " + works + " || exit 2\n! grep -aq HARMFUL\n"
	if err := os.WriteFile(program, []byte(lines), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	scanner, err := scan.New(program)
	if err != nil {
		t.Fatal(err)
	}
	d := officeOf(t, "", rig.Tune{Scanner: scanner})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	for at, who := range map[string]api{"/conversations/" + string(ann.Stream) + "/files/": as(t, d, rig.Ada), "/files/": guestOf(t, d, ann)} {
		name := at + rig.ID()
		if err := os.RemoveAll(works); err != nil {
			t.Fatal(err)
		}
		r := who.send("PUT", name, paper, called("a.pdf")...).refused(429, desk.TryLater, "")
		if r.Header.Get("Retry-After") != "30" {
			t.Errorf("it is tried again after %q", r.Header.Get("Retry-After"))
		}
		if err := os.WriteFile(works, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		handedIn(who, name, "a.pdf", paper)
		name = at + rig.ID()
		for range 2 {
			who.send("PUT", name, paper+"HARMFUL", called("a.pdf")...).refused(422, desk.FileInfected, "/file")
		}
		// Nothing of it is here: the same name is free for another.
		handedIn(who, name, "b.pdf", paper)
		// A picture is looked through as it will be seen.
		handedIn(who, at+rig.ID(), "a.png", picture(t, 8)+"HARMFUL")
	}
}
