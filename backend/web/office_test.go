package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// Beside Ada and Ben of sales an office has Cleo, who answers for support, Mia,
// who manages sales, and Dan, who administers.
const (
	cleo = desk.AgentID("10425")
	mia  = desk.AgentID("10426")
	dan  = desk.AgentID("10427")
)

func officeSettings() desk.Settings {
	ring := func(group desk.GroupID) []desk.Ring {
		return []desk.Ring{{Groups: []desk.Share{{Group: group}}, Language: desk.LanguageAny}}
	}
	return desk.Settings{
		Skills: []desk.Skill{{ID: "billing", Name: "Billing"}, {ID: "repairs", Name: "Repairs"}},
		Hours: []desk.Hours{{ID: "always", Name: "Always", Zone: "Europe/Paris", Week: []desk.Span{{
			Days: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, From: "00:00", To: "24:00"}}}},
		Groups: []desk.Group{
			{ID: "sales", Name: "Sales", Organisations: []desk.OrganisationID{"sales"}, Places: 50, Hours: "always"},
			{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 50},
		},
		Rules: []desk.Rule{
			{ID: "to-sales", Name: "To sales", Method: desk.Escalation, Rings: ring("sales")},
			{ID: "to-support", Name: "To support", Method: desk.Escalation, Rings: ring("support"), Transfers: true},
		},
		Targeting: []desk.Targeting{
			{ID: "help", Name: "Help pages", Active: true, Channel: desk.Chat, Rule: "to-support", Paths: []string{"/help"}},
			{ID: "everybody", Name: "Everybody", Active: true, Channel: desk.Chat, Rule: "to-sales"},
		},
	}
}

func officePeople() []desk.Profile {
	person := func(id desk.AgentID, role desk.Role, name string, of desk.OrganisationID) desk.Profile {
		p := desk.Profile{ID: id, Role: role, Name: name + " Surname", Username: name,
			Email: strings.ToLower(name) + "@acme.test", Organisation: of}
		if role == desk.AgentRole {
			p.Slots = map[desk.Channel]int{desk.Chat: 2}
			p.Skills = map[desk.SkillID]int{"billing": 3}
		}
		return p
	}
	return []desk.Profile{
		person(rig.Ada, desk.AgentRole, "Ada", "sales"), person(rig.Ben, desk.AgentRole, "Ben", "sales"),
		person(cleo, desk.AgentRole, "Cleo", "support"), person(mia, desk.Manager, "Mia", "sales"), person(dan, desk.Admin, "Dan", ""),
	}
}

// office opens a desk with everybody. Before it opens, its settings can be
// changed.
func office(t *testing.T, dsn string, changes ...func(*desk.Settings)) *rig.Desk {
	t.Helper()
	return officeOf(t, dsn, rig.Tune{}, changes...)
}

func officeOf(t *testing.T, dsn string, tune rig.Tune, changes ...func(*desk.Settings)) *rig.Desk {
	t.Helper()
	d := rig.NewDesk(t, dsn, tune)
	ctx := context.Background()
	settings := officeSettings()
	for _, change := range changes {
		change(&settings)
	}
	latest, err := d.Store.LatestRevision(ctx, rig.Project)
	if err != nil {
		t.Fatal(err)
	}
	r := desk.Revision{Version: latest.Version + 1, At: rig.Began, Comment: "The office", Settings: settings}
	if err := d.Store.PutRevision(ctx, rig.Project, r); err != nil {
		t.Fatal(err)
	}
	people := officePeople()
	for _, p := range people {
		if err := d.Store.PutAgent(ctx, rig.Project, p, ""); err != nil {
			t.Fatal(err)
		}
	}
	err = d.Floor.Reconfigure(ctx, rig.Project, func(s *floor.Setup) { s.Revision, s.Agents = r, people })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// inOffice runs a test with an office on SQLite and on PostgreSQL.
func inOffice(t *testing.T, test func(t *testing.T, d *rig.Desk)) {
	rig.OnEach(t, func(t *testing.T, dsn string) { test(t, office(t, dsn)) })
}

// api asks as one person.
type api struct {
	t     *testing.T
	url   string
	token string
}

func as(t *testing.T, d *rig.Desk, id desk.AgentID) api {
	t.Helper()
	return api{t, d.URL + "/api/v1", d.Token(id)}
}

// reply is what came back; the fields of a problem are empty otherwise.
type reply struct {
	t      *testing.T
	asked  string
	Status int
	Header http.Header
	Raw    string
	Code   desk.Code
	Detail string
	Errors []struct{ Pointer, Detail string }
}

// send asks; a body that is no text is sent as JSON.
func (a api) send(method, path string, body any, header ...string) reply {
	a.t.Helper()
	var raw []byte
	switch b := body.(type) {
	case nil:
	case string:
		raw = []byte(b)
	default:
		var err error
		if raw, err = json.Marshal(b); err != nil {
			a.t.Fatal(err)
		}
	}
	req, err := http.NewRequest(method, a.url+path, bytes.NewReader(raw))
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	r := reply{t: a.t, asked: method + " " + path, Status: resp.StatusCode, Header: resp.Header, Raw: string(all)}
	if resp.Header.Get("Content-Type") == "application/problem+json" {
		if err := json.Unmarshal(all, &r); err != nil {
			a.t.Fatalf("%s: %v in %s", r.asked, err, all)
		}
	}
	if r.Status >= 500 && r.Status != http.StatusBadGateway { // which is another machine's fault
		a.t.Errorf("%s: %d %s", r.asked, r.Status, r.Raw)
	}
	return r
}

// done holds a reply to a status, and reads its body into v unless that is nil.
func (r reply) done(status int, v any) reply {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("%s: %d, want %d: %s", r.asked, r.Status, status, r.Raw)
	}
	if v != nil {
		if err := json.Unmarshal([]byte(r.Raw), v); err != nil {
			r.t.Fatalf("%s: %v in %s", r.asked, err, r.Raw)
		}
	}
	return r
}

// refused holds a reply to a refusal and the field it is about.
func (r reply) refused(status int, code desk.Code, pointer string) reply {
	r.t.Helper()
	fields := []string{}
	for _, e := range r.Errors {
		fields = append(fields, e.Pointer)
	}
	want := []string{}
	if pointer != "" {
		want = append(want, pointer)
	}
	if r.Status != status || r.Code != code || r.Detail == "" || !slices.Equal(fields, want) {
		r.t.Errorf("%s: want %d %s at %q, got %d %s", r.asked, status, code, pointer, r.Status, r.Raw)
	}
	return r
}
