package web_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

type versioned struct {
	Version  int64
	By       desk.AgentID
	Comment  string
	Settings desk.Settings
	Text     string
	Changes  []string
}

// read is the settings as an administrator sees them.
func read(a api) versioned {
	a.t.Helper()
	var v versioned
	a.send("GET", "/settings", nil).done(200, &v)
	return v
}

type settingsChange struct {
	Version  int64         `json:"version"`
	Comment  string        `json:"comment,omitempty"`
	Settings desk.Settings `json:"settings"`
}

func TestSettingsAreReplacedAsAWhole(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		before := read(admin)
		r := admin.send("GET", "/settings", nil).done(200, nil)
		if tag := r.Header.Get("ETag"); tag != fmt.Sprintf(`"%d"`, before.Version) || strings.Contains(r.Raw, "null") {
			t.Errorf("tag %s, %s", tag, r.Raw)
		}
		change := settingsChange{Version: before.Version, Comment: "Longer queues", Settings: before.Settings}
		change.Settings.Groups[0].Places = 77
		var after versioned
		admin.send("PUT", "/settings", change).done(200, &after)
		if after.Version != before.Version+1 || after.By != dan || after.Comment != "Longer queues" || after.Settings.Groups[0].Places != 77 {
			t.Errorf("now %+v", after)
		}
		// It is in force, and is what is read after a restart.
		setup, _ := d.Floor.Setup(rig.Project)
		stored, err := d.Store.LatestRevision(t.Context(), rig.Project)
		if err != nil || setup.Revision.Version != after.Version || stored.Version != after.Version || stored.Settings.Groups[0].Places != 77 {
			t.Errorf("in force %d, kept %d, %v", setup.Revision.Version, stored.Version, err)
		}

		// Made from a version that is not the latest any more.
		admin.send("PUT", "/settings", change).refused(409, desk.VersionConflict, "/version")
		change.Version = after.Version
		admin.send("PUT", "/settings", change, "If-Match", `"1"`).refused(412, desk.VersionConflict, "")
		// What changes nothing makes no version.
		admin.send("PUT", "/settings", change, "If-Match", fmt.Sprintf(`"%d"`, after.Version)).done(200, nil)
		if now := read(admin); now.Version != after.Version {
			t.Errorf("version %d without a change", now.Version)
		}
	})
}

// The team's page is told to who is on the line at once, and to nobody else.
// row: P-003
func TestTheTeamsPageReachesItsAgents(t *testing.T) {
	d := office(t, "")
	admin, ada := as(t, d, dan), d.Agent(rig.Ada)
	ann := d.Visitor("")
	var team desk.Team
	admin.send("PUT", "/settings/team", `{"title":"The garden","page":"https://team.acme.test/garden"}`).done(200, &team)
	f := ada.AwaitFrame(wire.FrameMe)
	if !strings.Contains(f.Raw, `"team":{"title":"The garden","page":"https://team.acme.test/garden"}`) || team.Title != "The garden" {
		t.Errorf("told %s", f.Raw)
	}
	if again := d.Agent(rig.Ada).Welcome.Agent.Project.Team; again != team {
		t.Errorf("who comes later is told %+v", again)
	}
	if raw, _ := json.Marshal(ann.Welcome); strings.Contains(string(raw), "garden") {
		t.Errorf("a visitor is told %s", raw)
	}
	admin.send("PUT", "/settings/team", `{"page":"javascript:alert(1)"}`).refused(422, desk.Invalid, "/page")
	admin.send("PUT", "/settings/team", `{"title":"The garden"}`).refused(422, desk.Invalid, "/page")
	admin.send("PUT", "/settings/team", `{}`).done(200, nil)
	f = ada.AwaitFrame(wire.FrameMe)
	if strings.Contains(f.Raw, "team") {
		t.Errorf("told %s", f.Raw)
	}
}

// row: B-03
func TestAWrongSettingIsRefusedWithItsField(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	before := read(admin)
	for _, tt := range []struct {
		name    string
		change  func(*desk.Settings)
		pointer string
	}{
		{"a rule without a group", func(s *desk.Settings) { s.Rules[0].Rings[0].Groups = []desk.Share{} }, "/settings/rules/0/rings/0/groups"},
		{"a group nobody knows", func(s *desk.Settings) { s.Rules[0].Rings[0].Groups[0].Group = "nobody" }, "/settings/rules/0/rings/0/groups/0/group"},
		{"a ring that narrows", func(s *desk.Settings) {
			s.Rules[0].Rings = append(s.Rules[0].Rings, desk.Ring{After: 30, Groups: []desk.Share{{Group: "support"}}})
		}, "/settings/rules/0/rings/1/groups"},
		{"a circle", func(s *desk.Settings) { s.Rules[0].Then, s.Rules[1].Then = "to-support", "to-sales" }, "/settings/rules/0/then"},
		{"a zone that does not exist", func(s *desk.Settings) { s.Hours[0].Zone = "Europe/Atlantis" }, "/settings/hours/0/zone"},
		{"a date that does not exist", func(s *desk.Settings) { s.Hours[0].Except = []desk.Exception{{Date: "2026-02-30"}} }, "/settings/hours/0/except/0/date"},
		{"a group without members", func(s *desk.Settings) { s.Groups[1].Organisations = nil }, "/settings/groups/1"},
		{"two of one id", func(s *desk.Settings) { s.Groups[1].ID = "sales" }, "/settings/groups/1/id"},
		{"an id with a blank", func(s *desk.Settings) { s.Skills[0].ID = "a b" }, "/settings/skills/0/id"},
		{"no name", func(s *desk.Settings) { s.Targeting[0].Name = "" }, "/settings/targeting/0/name"},
		{"a line break in a name", func(s *desk.Settings) { s.Groups[0].Name = "Sa\nles" }, "/settings/groups/0/name"},
		{"a place too many", func(s *desk.Settings) { s.Groups[0].Places = 10_001 }, "/settings/groups/0/places"},
		{"less than nothing", func(s *desk.Settings) { s.Lifecycle.CloseIdleAfter = -1 }, "/settings/lifecycle/closeIdleAfter"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			change := settingsChange{Version: before.Version, Settings: read(admin).Settings}
			tt.change(&change.Settings)
			admin.send("PUT", "/settings", change).refused(422, desk.Invalid, tt.pointer)
		})
	}
	held := settingsChange{Version: before.Version, Settings: before.Settings}
	held.Settings.Skills = held.Settings.Skills[1:]
	admin.send("PUT", "/settings", held).refused(409, desk.StillInUse, "/settings/skills")
	if now := read(admin); now.Version != before.Version {
		t.Errorf("version %d after refusals only", now.Version)
	}
}

func TestSettingsAreChangedThingByThing(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		for _, tt := range []struct{ path, id, body string }{
			{"skills", "french-wine", `{"id":"french-wine","name":"French wine"}`},
			{"hours", "mornings", `{"id":"mornings","name":"Mornings","zone":"Europe/Paris","week":[{"days":["mon"],"from":"08:00","to":"12:00"}]}`},
			{"groups", "night", `{"id":"night","name":"Night","roles":["agent"],"places":0}`},
			{"rules", "at-night", `{"id":"at-night","name":"At night","method":"fair","rings":[{"after":0,"groups":[{"group":"night"}]}],"transfers":false}`},
			{"targeting", "wine", `{"id":"wine","name":"Wine","active":true,"channel":"chat","rule":"at-night","paths":["/wine"]}`},
		} {
			path := "/settings/" + tt.path + "/" + tt.id
			admin.send("GET", path, nil).refused(404, desk.NotFound, "/id")
			added := admin.send("PUT", path+"?comment=Because", tt.body).done(200, nil)
			got := admin.send("GET", path, nil).done(200, nil)
			if got.Raw != added.Raw || got.Header.Get("ETag") != added.Header.Get("ETag") {
				t.Errorf("%s: put %s, got %s", path, added.Raw, got.Raw)
			}
			if now := read(admin); now.Comment != "Because" || now.By != dan {
				t.Errorf("%s: %+v", path, now)
			}
		}
		// Twice is once.
		version := read(admin).Version
		admin.send("PUT", "/settings/skills/french-wine", `{"id":"french-wine","name":"French wine"}`).done(200, nil)
		if now := read(admin).Version; now != version {
			t.Errorf("version %d, was %d", now, version)
		}
		// A fault is named as it stands in what was sent.
		admin.send("PUT", "/settings/rules/at-night",
			`{"id":"at-night","name":"At night","method":"fair","rings":[{"after":0,"groups":[{"group":"nobody"}]}],"transfers":false}`).
			refused(422, desk.Invalid, "/rings/0/groups/0/group")
		admin.send("PUT", "/settings/rules/at-night", `{"id":"other","name":"At night","method":"fair","rings":[],"transfers":false}`).
			refused(422, desk.Invalid, "/id")
		admin.send("PUT", "/settings/skills/french-wine", `{"id":"french-wine","name":"Wine"}`, "If-Match", `"1"`).
			refused(412, desk.VersionConflict, "")

		// What is referred to stays; what is not goes.
		admin.send("DELETE", "/settings/groups/night", nil).refused(409, desk.StillInUse, "/rules/2/rings/0/groups/0/group")
		if r := admin.send("DELETE", "/settings/rules/at-night", nil).refused(409, desk.StillInUse, "/targeting/2/rule"); !strings.Contains(r.Detail, `the targeting rule "Wine"`) {
			t.Errorf("told %s", r.Detail)
		}
		admin.send("DELETE", "/settings/hours/always", nil).refused(409, desk.StillInUse, "/groups/0/hours")
		admin.send("DELETE", "/settings/skills/billing", nil).refused(409, desk.StillInUse, "/skills")
		for _, path := range []string{"targeting/wine", "rules/at-night", "groups/night", "hours/mornings", "skills/french-wine"} {
			admin.send("DELETE", "/settings/"+path, nil).done(204, nil)
			admin.send("DELETE", "/settings/"+path, nil).refused(404, desk.NotFound, "/id")
		}
		as(t, d, mia).send("DELETE", "/settings/skills/repairs", nil).refused(403, desk.Forbidden, "")
	})
}

func TestTheLifecycleIsPatched(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	var l desk.Lifecycle
	admin.send("PATCH", "/settings/lifecycle", `{"visitorStays":true,"closeIdleAfter":10,"welcome":"We will be with you."}`).done(200, &l)
	l = desk.Lifecycle{}
	admin.send("PATCH", "/settings/lifecycle", `{"closeIdleAfter":0}`).done(200, &l)
	if !l.VisitorStays || l.CloseIdleAfter != 0 || l.Welcome != "We will be with you." {
		t.Errorf("now %+v", l)
	}
	admin.send("PATCH", "/settings/lifecycle", `{"pushGap":-1}`).refused(422, desk.Invalid, "/pushGap")
	admin.send("PATCH", "/settings/lifecycle", `{"pushgap":1}`).refused(400, desk.UnknownField, "/pushgap")
	admin.send("PATCH", "/settings/lifecycle", `{"welcome":"\u0000"}`).refused(422, desk.Invalid, "/welcome")

	// In force at once, for who is on the line too. (row: P-108)
	ann := d.Visitor("")
	offer := ann.Welcome.Visitor.Offer
	if offer.Welcome != l.Welcome || !offer.Stays {
		t.Errorf("offered %+v", offer)
	}
	ann.Say("Hello")
	if f := ann.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoLeave, nil)); f.Code != desk.Forbidden {
		t.Errorf("leaving: %s", f.Raw)
	}
	admin.send("PATCH", "/settings/lifecycle", `{"visitorStays":false}`).done(200, nil)
	ann.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoLeave, nil))
}

// row: B-03
func TestHistoryAndRollback(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		first := read(admin)
		for i := range 3 {
			admin.send("PATCH", fmt.Sprintf("/settings/lifecycle?comment=Step+%d", i), fmt.Sprintf(`{"pushGap":%d}`, i+1)).done(200, nil)
		}
		var history struct{ Versions []versioned }
		manager := as(t, d, mia)
		manager.send("GET", "/settings/revisions?limit=2", nil).done(200, &history)
		if len(history.Versions) != 2 || history.Versions[0].Version != first.Version+3 || history.Versions[0].Comment != "Step 2" || history.Versions[0].By != dan {
			t.Errorf("history %+v", history)
		}
		manager.send("GET", fmt.Sprintf("/settings/revisions?before=%d", first.Version+1), nil).done(200, &history)
		if len(history.Versions) == 0 || history.Versions[0].Version != first.Version {
			t.Errorf("older history %+v", history)
		}
		var old versioned
		manager.send("GET", fmt.Sprintf("/settings/revisions/%d", first.Version), nil).done(200, &old)
		if old.Version != first.Version || old.Settings.Lifecycle.PushGap != 0 || old.Text == "" {
			t.Errorf("as it was: %+v", old)
		}
		manager.send("GET", fmt.Sprintf("/settings/revisions/%d", first.Version+1), nil).done(200, &old)
		if len(old.Changes) != 1 || !strings.Contains(old.Changes[0], "pushGap") {
			t.Errorf("changed %q", old.Changes)
		}
		manager.send("GET", "/settings/revisions/999", nil).refused(404, desk.NotFound, "/version")
		manager.send("GET", "/settings/revisions/one", nil).refused(422, desk.Invalid, "/version")
		manager.send("GET", "/settings/revisions?limit=10000", nil).refused(422, desk.Invalid, "/limit")
		manager.send("GET", "/settings/revisions?before=-1", nil).refused(422, desk.Invalid, "/before")

		var now versioned
		admin.send("POST", "/settings/rollback", map[string]any{"to": first.Version, "comment": "It was better"}).done(200, &now)
		if now.Version != first.Version+4 || now.Settings.Lifecycle.PushGap != 0 || now.Comment != "It was better" {
			t.Errorf("rolled back to %+v", now)
		}
		admin.send("POST", "/settings/rollback", `{"to":999}`).refused(404, desk.NotFound, "/to")
		admin.send("POST", "/settings/rollback", `{"comment":"To what?"}`).refused(422, desk.Invalid, "/to")
		admin.send("POST", "/settings/rollback", `{"to":0}`).refused(422, desk.Invalid, "/to")
		manager.send("POST", "/settings/rollback", `{"to":1}`).refused(403, desk.Forbidden, "")
	})
}

// Of many who change different things in the same moment, each change is there
// in the end.
func TestManyChangeTheSettingsAtOnce(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	before := read(admin)
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			id := fmt.Sprintf("skill-%d", i)
			admin.send("PUT", "/settings/skills/"+id, fmt.Sprintf(`{"id":"%s","name":"Skill %d"}`, id, i)).done(200, nil)
		})
	}
	all.Wait()
	now := read(admin)
	if now.Version != before.Version+10 || len(now.Settings.Skills) != len(before.Settings.Skills)+10 {
		t.Errorf("version %d with %d skills", now.Version, len(now.Settings.Skills))
	}
}

func TestBadRequestsForSettings(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	for _, tt := range []struct {
		name, method, path, body string
		status                   int
		code                     desk.Code
		pointer                  string
	}{
		{"nothing", "PUT", "/settings", "", 400, desk.Invalid, ""},
		{"no JSON", "PUT", "/settings", "{", 400, desk.Invalid, ""},
		{"null", "PUT", "/settings", "null", 422, desk.Invalid, ""},
		{"a list", "PUT", "/settings", "[]", 422, desk.Invalid, ""},
		{"a field nobody knows", "PATCH", "/settings/lifecycle", `{"is_admin":true}`, 400, desk.UnknownField, "/is_admin"},
		{"the wrong kind of value", "PATCH", "/settings/lifecycle", `{"pushGap":"1"}`, 422, desk.Invalid, "/pushGap"},
		{"a half", "PATCH", "/settings/lifecycle", `{"pushGap":1.5}`, 422, desk.Invalid, "/pushGap"},
		{"a number beyond all", "PATCH", "/settings/lifecycle", `{"pushGap":1e300}`, 422, desk.Invalid, ""},
		{"bytes that are no text", "PATCH", "/settings/lifecycle", "{\"welcome\":\"a\xff\"}", 400, desk.InvalidUTF8, ""},
		{"half a character", "PATCH", "/settings/lifecycle", `{"welcome":"\ud800"}`, 422, desk.InvalidCharacter, ""},
		{"40 deep", "PATCH", "/settings/lifecycle", deep, 413, desk.PayloadTooLarge, ""},
		{"2 MB", "PUT", "/settings", `{"comment":"` + strings.Repeat("a", 2<<20) + `"}`, 413, desk.PayloadTooLarge, ""},
		{"600 KB", "PUT", "/settings", `{"comment":"` + strings.Repeat("a", 600<<10) + `"}`, 413, desk.PayloadTooLarge, ""},
		{"a comment too long", "PATCH", "/settings/lifecycle?comment=" + strings.Repeat("a", 2001), `{"pushGap":1}`, 422, desk.Invalid, "/comment"},
		{"a bell in the comment", "PATCH", "/settings/lifecycle?comment=%07", `{"pushGap":1}`, 422, desk.InvalidCharacter, "/comment"},
		{"a NUL in the address", "GET", "/settings/skills/%00", "", 404, desk.NotFound, "/id"},
		{"a way out of the address", "GET", "/settings/skills/..%2f..%2fetc", "", 404, desk.NotFound, "/id"},
		{"an id too long", "GET", "/settings/skills/" + strings.Repeat("a", 500), "", 404, desk.NotFound, "/id"},
		{"an id with a blank", "PUT", "/settings/skills/a%20b", `{"id":"a b","name":"A"}`, 422, desk.Invalid, "/id"},
		{"no text", "PUT", "/settings/text", "\xff", 428, desk.Invalid, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var body any
			if tt.body != "" {
				body = tt.body
			}
			r := admin.send(tt.method, tt.path, body)
			if tt.pointer == "" {
				r.Errors = nil // huma says something of the whole body
			}
			r.refused(tt.status, tt.code, tt.pointer)
			if tt.code == desk.PayloadTooLarge && r.Detail != "The request is larger or deeper than allowed." {
				t.Errorf("it is said %q", r.Detail)
			}
			for _, inside := range []string{"Go ", "struct", "huma", "desk."} {
				if strings.Contains(r.Raw, inside) {
					t.Errorf("%q in %s", inside, r.Raw)
				}
			}
		})
	}
	admin.send("PUT", "/settings/text", "\xff", "If-Match", "*", "Content-Type", "text/plain").refused(400, desk.InvalidUTF8, "")
}
