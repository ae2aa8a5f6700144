package web_test

import (
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
)

// rights is RELIABILITY's table once more, by operation: who may.
var rights = map[string][]desk.AgentID{
	"get-me": {rig.Ada, mia, dan},

	"get-settings": {mia, dan}, "put-settings": {dan},
	"get-settings-text": {mia, dan}, "put-settings-text": {dan},
	"list-settings-revisions": {mia, dan}, "get-settings-revision": {mia, dan}, "roll-settings-back": {dan},
	"patch-lifecycle": {dan}, "put-team": {dan},
	"get-settings-skills": {mia, dan}, "put-settings-skills": {dan}, "delete-settings-skills": {dan},
	"get-settings-hours": {mia, dan}, "put-settings-hours": {dan}, "delete-settings-hours": {dan},
	"get-settings-groups": {mia, dan}, "put-settings-groups": {dan}, "delete-settings-groups": {dan},
	"get-settings-rules": {mia, dan}, "put-settings-rules": {dan}, "delete-settings-rules": {dan},
	"get-settings-targeting": {mia, dan}, "put-settings-targeting": {dan}, "delete-settings-targeting": {dan},
	"get-settings-categories": {mia, dan}, "put-settings-categories": {dan}, "delete-settings-categories": {dan},

	"list-agents": {mia, dan}, "get-agent": {mia, dan}, "add-agent": {mia, dan}, "put-agent": {mia, dan},
	"patch-agent": {mia, dan}, "remove-agent": {mia, dan},

	"list-transfer-targets": {rig.Ada, mia, dan}, "explain-conversation": {rig.Ada, mia, dan},
	"get-conversation": {rig.Ada, mia, dan}, "get-closing": {rig.Ada, mia, dan},
	"list-tags": {rig.Ada, mia, dan}, "put-tag": {mia, dan}, "remove-tag": {mia, dan},
	"list-past-conversations": {rig.Ada, mia, dan}, "read-past-conversation": {rig.Ada, mia, dan},
	"get-customer": {rig.Ada, mia, dan}, "patch-customer": {rig.Ada, mia, dan},
	"list-waiting": {mia, dan}, "close-conversation": {mia, dan}, "push-message": {rig.Ada, mia, dan},
	"translate-text": {rig.Ada, mia, dan}, "translate-message": {rig.Ada, mia, dan},
	"get-library": {rig.Ada, mia, dan}, "put-library": {mia, dan},
	"put-library-categories": {mia, dan}, "delete-library-categories": {mia, dan},
	"put-library-answers": {mia, dan}, "delete-library-answers": {mia, dan},
	"put-library-links": {mia, dan}, "delete-library-links": {mia, dan},
	"put-library-offers": {mia, dan}, "delete-library-offers": {mia, dan},
	"get-own-library":    {rig.Ada, mia, dan},
	"put-own-categories": {rig.Ada, mia, dan}, "delete-own-categories": {rig.Ada, mia, dan},
	"put-own-answers": {rig.Ada, mia, dan}, "delete-own-answers": {rig.Ada, mia, dan},
	"put-file": {rig.Ada, mia, dan}, "take-file-back": {rig.Ada, mia, dan}, "get-file": {rig.Ada, mia, dan}, "get-file-preview": {rig.Ada, mia, dan},
	"list-blocked-visitors": {mia, dan}, "block-visitor": {mia, dan}, "unblock-visitor": {mia, dan},
}

// open needs no right: one gives a token, the other takes it back.
var open = []string{"sign-in", "sign-out"}

// visitors may do these, and nobody of the desk.
var visitors = []string{"put-visitor-file", "get-visitor-file", "get-visitor-file-preview"}

// Every operation there is, asked by nobody, an agent, a manager and an
// administrator: what the table does not say is refused before anything else is
// looked at.
func TestWhoMayDoWhat(t *testing.T) {
	doc, _, err := web.Document()
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Paths map[string]map[string]struct {
			OperationID string
			Security    []map[string][]string
		}
	}
	if err := json.Unmarshal(doc, &described); err != nil {
		t.Fatal(err)
	}
	d := office(t, "")
	people := map[desk.AgentID]api{"": {t, d.URL, "made-up"}}
	for _, id := range []desk.AgentID{rig.Ada, mia, dan} {
		people[id] = api{t, d.URL, d.Token(id)}
	}
	seen := 0
	for path, methods := range described.Paths {
		for method, op := range methods {
			if slices.Contains(open, op.OperationID) {
				continue
			}
			may, listed := rights[op.OperationID]
			if slices.Contains(visitors, op.OperationID) && len(op.Security) > 0 {
				for id, who := range people {
					at := strings.NewReplacer("{project}", "acme", "{file}", "made-up-file").Replace(path)
					if r := who.send(strings.ToUpper(method), at, nil); r.Status != 401 || r.Code != desk.TokenExpired {
						t.Errorf("%s by %q: %d %s", op.OperationID, id, r.Status, r.Raw)
					}
				}
				continue
			}
			if !listed || len(op.Security) == 0 {
				t.Errorf("%s is in no table, or asks for no token", op.OperationID)
				continue
			}
			seen++
			at := strings.NewReplacer("{id}", "nobody-knows", "{version}", "999", "{past}", "nothing-past", "{file}", "made-up-file").Replace(path)
			for id, who := range people {
				r := who.send(strings.ToUpper(method), at, nil)
				refused := r.Status == 401 || r.Status == 403
				switch {
				case id == "" && (r.Status != 401 || r.Code != desk.TokenExpired):
					t.Errorf("%s by nobody: %d %s", op.OperationID, r.Status, r.Raw)
				case id != "" && refused == slices.Contains(may, id):
					t.Errorf("%s by %s: %d %s", op.OperationID, id, r.Status, r.Raw)
				case id != "" && refused && r.Code != desk.Forbidden:
					t.Errorf("%s by %s: %s", op.OperationID, id, r.Raw)
				}
			}
		}
	}
	if seen != len(rights) {
		t.Errorf("%d operations, %d in the table", seen, len(rights))
	}
}

func TestATokenThatIsNone(t *testing.T) {
	d := office(t, "")
	good := d.Token(dan)
	for name, header := range map[string]string{
		"none": "", "another scheme": "Basic " + good, "no scheme": good, "empty": "Bearer ", "made up": "Bearer " + rig.ID(),
	} {
		r := api{t, d.URL, ""}.send("GET", "/api/v1/me", nil, "Authorization", header)
		if r.Status != 401 || r.Code != desk.TokenExpired || r.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: %d %s", name, r.Status, r.Raw)
		}
	}
	// A removed account is over, whatever its token was promised.
	if err := d.Store.RemoveAgent(t.Context(), rig.Project, rig.Ben, d.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	as(t, d, rig.Ada).send("GET", "/me", nil).done(200, nil)
	as(t, d, rig.Ben).send("GET", "/me", nil).refused(401, desk.TokenExpired, "")
}

func TestWhatTheApiDoesNotHave(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	for _, at := range [][2]string{{"GET", "/nothing"}, {"DELETE", "/me"}, {"GET", "/"}, {"POST", "/settings/skills/billing"}, {"GET", "/agents/"}} {
		admin.send(at[0], at[1], nil).refused(404, desk.NotFound, "")
	}
}

// Who asks too fast is told when to go on, and nobody else is slowed down.
func TestWhoAsksTooFast(t *testing.T) {
	d := office(t, "")
	limit := web.SendLimit{PerSecond: 1e6, Burst: 1e6}
	server := web.New(web.Options{
		Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal,
		VisitorLimit: limit, AgentLimit: limit, APILimit: web.SendLimit{PerSecond: 2, Burst: 3},
	})
	listening := httptest.NewServer(server.Handler())
	t.Cleanup(func() { server.Stop(); listening.Close() })
	quick, other := api{t, listening.URL + "/api/v1", d.Token(dan)}, api{t, listening.URL + "/api/v1", d.Token(mia)}
	for range 3 {
		quick.send("GET", "/me", nil).done(200, nil)
	}
	if r := quick.send("GET", "/me", nil).refused(429, desk.RateLimited, ""); r.Header.Get("Retry-After") != "1" {
		t.Errorf("after %q", r.Header.Get("Retry-After"))
	}
	other.send("GET", "/me", nil).done(200, nil)
	d.Clock.Advance(desk.Second)
	quick.send("GET", "/me", nil).done(200, nil)
}
