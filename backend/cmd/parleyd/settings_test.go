package main

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// TestFirstSettings: what a project begins with holds together, and lets its
// agents answer.
func TestFirstSettings(t *testing.T) {
	agent := desk.Profile{ID: "1", Role: desk.AgentRole}
	for name, c := range map[string]struct {
		settings desk.Settings
		people   []desk.Profile
	}{
		"any project": {firstSettings(), []desk.Profile{agent}},
		"the demo":    {demoSettings, slices.Concat(demoPeople, loadAgents(2))},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, c.settings.Check(func(string) bool { return false }))
			for _, p := range c.people {
				if in := c.settings.GroupsOf(p); (len(in) > 0) != (p.Role == desk.AgentRole) {
					t.Errorf("%s %s is in %v", p.Role, p.ID, in)
				}
			}
			for _, channel := range []desk.Channel{desk.Chat, desk.InApp} {
				target, ok := c.settings.Target(desk.Visit{Channel: channel, Site: "127.0.0.1", Path: "/demo/", Language: "fr-BE"})
				if !ok || !c.settings.Async(target.Rule) {
					t.Errorf("a visitor by %s is offered %+v", channel, target)
				}
			}
		})
	}
}

// TestSeedKeepsDecisions: starting again takes back neither the settings somebody
// changed nor the accounts, and what is set up has its first
// settings from the first start on.
func TestSeedKeepsDecisions(t *testing.T) {
	ctx := context.Background()
	db, err := database{Data: t.TempDir()}.open(ctx)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.PutProject(ctx, desk.Project{ID: "older", Name: "Older"}))
	must(t, seedDemo(ctx, db, "http://127.0.0.1:8420/demo/", 2, 0))
	changed := demoSettings
	changed.Groups = slices.Clone(changed.Groups)
	changed.Groups[0].Places = 5
	must(t, db.PutRevision(ctx, demoProject.ID, desk.Revision{Version: 2, By: "10427", Settings: changed}))
	must(t, db.RemoveAgent(ctx, demoProject.ID, "10424", 1))
	must(t, seedDemo(ctx, db, "http://127.0.0.1:8420/demo/", 3, 0))
	must(t, stockDemo(ctx, db, "http://127.0.0.1:8420/demo/"))
	must(t, db.PutLibrary(ctx, demoProject.ID, desk.LibraryRevision{Version: 2}))
	must(t, stockDemo(ctx, db, "http://127.0.0.1:8420/demo/"))

	all, err := setups(ctx, db)
	must(t, err)
	acme, older := all[0], all[1]
	if acme.Revision.Version != 2 || acme.Revision.Settings.Groups[0].Places != 5 {
		t.Errorf("the demo goes by version %d: %+v", acme.Revision.Version, acme.Revision.Settings.Groups)
	}
	if len(acme.Agents) != len(demoPeople)-1 || acme.Agents[0].Slots[desk.Chat] != 2 {
		t.Errorf("the agents are %+v", acme.Agents)
	}
	if acme.Library.Version != 2 || len(acme.Library.Library.Links) != 0 {
		t.Errorf("the library is %+v", acme.Library)
	}
	if older.Revision.Version != 1 || older.Revision.Settings.Groups[0].ID != "everybody" {
		t.Errorf("a project without settings goes by %+v", older.Revision)
	}
	if _, err := db.Revision(ctx, "older", 2); !errors.Is(err, desk.ErrNone) {
		t.Errorf("it was given settings again: %v", err)
	}
}

func TestTheDemoLibraryHoldsTogether(t *testing.T) {
	l := demoLibrary("http://127.0.0.1:8420/demo/")
	must(t, l.Check())
	if len(l.Answers) == 0 || len(l.Links) == 0 || len(l.Offers) == 0 {
		t.Errorf("%+v", l)
	}
}
