package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// help is a test of the office's settings: who opens the help pages reaches
// support and nobody else.
const help = `
[[tests]]
name = "who asks for help reaches support"
at = "2026-03-03T10:00"
visit = { channel = "chat", site = "www.acme.test", path = "/help/returns" }
people = [
    { agent = "1", organisation = "sales" },
    { agent = "2", organisation = "support" },
]
expect = { outcome = "assigned", agent = "2" }
`

// row: B-03
func TestSettingsAreAFileWithTests(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		got := admin.send("GET", "/settings/text", nil).done(200, nil)
		if kind := got.Header.Get("Content-Type"); kind != "text/plain; charset=utf-8" || !strings.Contains(got.Raw, `"/help"`) {
			t.Fatalf("%s: %s", kind, got.Raw)
		}
		plain := []string{"Content-Type", "text/plain"}
		put := func(text, match string, header ...string) reply {
			return admin.send("PUT", "/settings/text?comment=By+hand", text, append(append(plain, "If-Match", match), header...)...)
		}
		text := "# Ours, and well thought of.\n" + got.Raw + help
		admin.send("PUT", "/settings/text", text, plain...).refused(428, desk.Invalid, "")
		put(text, `"1"`).refused(412, desk.VersionConflict, "")
		put(text, got.Header.Get("ETag")).done(200, nil)
		now := admin.send("GET", "/settings/text", nil).done(200, nil)
		if now.Raw != text {
			t.Errorf("the file is not what was sent: %s", now.Raw)
		}
		tag := now.Header.Get("ETag")

		// What fails the test is refused, whichever way it comes, and nothing
		// changes. What does not is made, and the test goes on.
		put(strings.Replace(text, "/help\"", "/hilfe\"", 1), tag).refused(422, desk.TestFailed, "/tests/0")
		admin.send("PUT", "/settings/targeting/help", `{"id":"help","name":"Help","active":false,"channel":"chat","rule":"to-support"}`).
			refused(422, desk.TestFailed, "/tests/0")
		admin.send("DELETE", "/settings/targeting/help", nil).refused(422, desk.TestFailed, "/tests/0")
		whole := settingsChange{Version: read(admin).Version, Settings: read(admin).Settings}
		whole.Settings.Targeting = whole.Settings.Targeting[1:]
		admin.send("PUT", "/settings", whole).refused(422, desk.TestFailed, "/tests/0")
		if now := admin.send("GET", "/settings/text", nil); now.Raw != text || now.Header.Get("ETag") != tag {
			t.Error("a refused change left something behind")
		}
		admin.send("PATCH", "/settings/lifecycle", `{"pushGap":3}`).done(200, nil)
		admin.send("DELETE", "/settings/targeting/help", nil).refused(422, desk.TestFailed, "/tests/0")

		// A file that is none says where.
		tag = admin.send("GET", "/settings/text", nil).Header.Get("ETag")
		put("nonsense", tag).done(422, nil)
		put(got.Raw+"\n[[wishes]]\nname = \"more\"\n", tag).done(422, nil)
		put("", tag).done(400, nil)
	})
}

// An account is changed whatever the tests say, and whoever changes the settings next
// is told that it was not they who made a test fail, and whom it is about.
//
// row: B-03
func TestATestThatAnAccountMadeFailNamesIt(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		is := admin.send("GET", "/settings/text", nil).done(200, nil)
		like := strings.Replace(help, `{ agent = "2", organisation = "support" }`, fmt.Sprintf(`{ agent = "2", like = %q }`, cleo), 1)
		admin.send("PUT", "/settings/text", is.Raw+like, "Content-Type", "text/plain", "If-Match", is.Header.Get("ETag")).done(200, nil)

		at := "/agents/" + string(cleo)
		named := func(who string, pointer string) {
			t.Helper()
			r := admin.send("PATCH", "/settings/lifecycle", `{"pushGap":7}`).refused(422, desk.TestFailed, pointer)
			if !strings.Contains(r.Detail, `"who asks for help reaches support"`) || !strings.Contains(r.Detail, "since an account was changed") ||
				!strings.Contains(r.Detail, "("+who+")") {
				t.Errorf("said %q", r.Detail)
			}
		}
		admin.send("PATCH", at, `{"organisation":"sales"}`).done(200, nil)
		named("Cleo Surname, "+string(cleo), "/tests/0")
		admin.send("PATCH", at, `{"organisation":"support"}`).done(200, nil)
		// What the change itself makes fail is not put on anybody.
		if r := admin.send("DELETE", "/settings/targeting/help", nil).refused(422, desk.TestFailed, "/tests/0"); strings.Contains(r.Detail, "account") {
			t.Errorf("said %q", r.Detail)
		}
		admin.send("PATCH", "/settings/lifecycle", `{"pushGap":5}`).done(200, nil)
		admin.send("DELETE", at, nil).done(204, nil)
		named(string(cleo), "/tests/0/people/1/like")
	})
}
