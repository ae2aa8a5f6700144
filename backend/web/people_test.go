package web_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// person is an account as the API shows it.
type person struct {
	ID           desk.AgentID         `json:"id"`
	Role         desk.Role            `json:"role"`
	Name         string               `json:"name"`
	Username     string               `json:"username"`
	Email        string               `json:"email"`
	Organisation desk.OrganisationID  `json:"organisation"`
	Skills       map[desk.SkillID]int `json:"skills"`
	Slots        map[desk.Channel]int `json:"slots"`
	Groups       []desk.GroupID       `json:"groups"`
	Password     string               `json:"password"`
}

func ids(a api) []desk.AgentID {
	a.t.Helper()
	var all struct{ Agents []person }
	a.send("GET", "/agents", nil).done(200, &all)
	list := []desk.AgentID{}
	for _, p := range all.Agents {
		list = append(list, p.ID)
	}
	slices.Sort(list)
	return list
}

func TestAnAccountFromItsBeginningToItsEnd(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		var eve person
		r := admin.send("POST", "/agents", `{"role":"agent","name":"Eve Novak","username":"Eve","email":"Eve@acme.test","organisation":"sales",
			"skills":{"repairs":5},"languages":["fr","en"],"slots":{"chat":3},"priority":{"chat":10}}`).done(201, &eve)
		if eve.ID != "10428" || len(eve.Password) < 12 || !slices.Equal(eve.Groups, []desk.GroupID{"sales"}) || r.Header.Get("Location") != "/api/v1/agents/10428" {
			t.Errorf("made %s at %s", r.Raw, r.Header.Get("Location"))
		}
		if got := admin.send("GET", "/agents/10428", nil).done(200, nil); strings.Contains(got.Raw, "assword") {
			t.Errorf("the password is shown again: %s", got.Raw)
		}
		signIn := func(password string, status int) string {
			var in struct{ Token string }
			admin.send("POST", "/sign-in", map[string]string{"email": "eve@acme.test", "password": password, "device": "device-1"}).done(status, &in)
			return in.Token
		}
		joins := func(token string) *rig.Peer {
			return rig.Join(t, d.URL+rig.AgentSocket, wire.Hello{Token: token, Device: rig.ID()}, rig.Dialing{})
		}
		signedOut := func(line *rig.Peer) {
			t.Helper()
			var bye *rig.Bye
			if err := line.AwaitEnd(); !errors.As(err, &bye) || bye.Frame.Code != desk.TokenExpired || bye.Frame.Again {
				t.Errorf("ended with %v", err)
			}
		}

		// A new password ends what was begun with the one before, also where nobody
		// listens, and what the administrator is doing themselves goes on.
		first := signIn(eve.Password, 200)
		line, idle := joins(first), admin // a terminal of hers
		idle.token = signIn(eve.Password, 200)
		admin.send("PATCH", "/agents/10428", `{"skills":{"repairs":4}}`).done(200, nil)
		idle.send("GET", "/me", nil).done(200, nil)
		admin.send("PATCH", "/agents/10428", `{"password":"another password"}`).done(200, nil)
		signedOut(line)
		idle.send("GET", "/me", nil).refused(401, desk.TokenExpired, "")
		signIn(eve.Password, 401)
		line = joins(signIn("another password", 200))
		admin.send("PATCH", "/agents/"+string(dan), `{"password":"mine and new to all"}`).done(200, nil)
		line.Available(eve.ID)

		// She is given what she holds up, and is gone.
		ann := d.Visitor("")
		ann.Say("Hello")
		line.Await("the conversation", isWhole(ann.Stream))
		line.Carry(rig.Post(rig.ID(), ann.Stream, "Good morning"))
		ann.AwaitText("Good morning")
		admin.send("DELETE", "/agents/10428", nil).done(204, nil)
		signedOut(line)
		ann.AwaitEvent("waiting again", func(e rig.Event) bool { return e.Kind == "waiting" })
		signIn("another password", 401)
		admin.send("GET", "/agents/10428", nil).refused(404, desk.NotFound, "/id")
		admin.send("DELETE", "/agents/10428", nil).refused(404, desk.NotFound, "/id")
		// What she wrote is still hers.
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		if e := back.AwaitText("Good morning"); e.Name != "Eve" {
			t.Errorf("a removed colleague's words are by %q", e.Name)
		}
		// Her number is nobody else's.
		var next person
		admin.send("POST", "/agents", `{"role":"agent","name":"Fay","username":"Fay","email":"eve@acme.test","password":"long enough for all"}`).done(201, &next)
		if next.ID != "10429" || next.Password != "" {
			t.Errorf("the next is %+v", next)
		}
	})
}

// row: P-006
func TestAChannelIsTakenAwayWithoutDisconnecting(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		admin := as(t, d, dan)
		admin.send("PATCH", "/agents/10423", `{"slots":{"chat":2,"call":1}}`).done(200, nil)
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		if got := channels(ada.Welcome.Agent); !slices.Equal(got, []desk.Channel{desk.Chat, desk.Call}) {
			t.Fatalf("granted %v", got)
		}
		ann := d.Visitor("")
		ann.Say("Hello")
		ada.Await("the conversation", isWhole(ann.Stream))
		admin.send("PATCH", "/agents/10423", `{"slots":{"chat":1}}`).done(200, nil)
		me := ada.AwaitFrame(wire.FrameMe).Agent
		if got := channels(me); !slices.Equal(got, []desk.Channel{desk.Chat}) || me.Channels[0].Slots != 1 || me.Channels[0].Status != desk.Available {
			t.Errorf("now %+v", me)
		}
		if f := ada.Answer(rig.Do(rig.ID(), rig.Ada.Stream(), wire.DoStatus, wire.StatusBody{Channel: desk.Call, Status: desk.Available})); f.Code != desk.ChannelNotGranted {
			t.Errorf("a status on it: %s", f.Raw)
		}
		// On the same line, in the same conversation.
		ada.Carry(rig.Post(rig.ID(), ann.Stream, "Still here"))
		ann.AwaitText("Still here")
	})
}

// row: P-006
func TestWhoIsInNoGroupIsToldSo(t *testing.T) {
	d := office(t, "")
	admin, ada := as(t, d, dan), d.Agent(rig.Ada)
	if ada.Welcome.Agent.Ungrouped {
		t.Fatal("told so at the beginning")
	}
	for _, only := range []desk.Role{desk.Manager, desk.AgentRole} {
		now := read(admin)
		for i := range now.Settings.Groups {
			now.Settings.Groups[i].Roles = []desk.Role{only}
		}
		admin.send("PUT", "/settings", settingsChange{Version: now.Version, Settings: now.Settings}).done(200, nil)
		if me := ada.AwaitFrame(wire.FrameMe).Agent; me.Ungrouped != (only != desk.AgentRole) {
			t.Errorf("groups are of %s alone: told %+v", only, me)
		}
	}
}

func channels(me *wire.AgentWelcome) []desk.Channel {
	list := []desk.Channel{}
	for _, c := range me.Channels {
		list = append(list, c.Channel)
	}
	return list
}

func TestAManagersPeopleAreTheirOwn(t *testing.T) {
	d := office(t, "")
	manager := as(t, d, mia)
	if got := ids(manager); !slices.Equal(got, []desk.AgentID{rig.Ada, rig.Ben, mia}) {
		t.Errorf("a manager sees %v", got)
	}
	if got := ids(as(t, d, dan)); !slices.Equal(got, []desk.AgentID{rig.Ada, rig.Ben, cleo, mia, dan}) {
		t.Errorf("an administrator sees %v", got)
	}
	manager.send("PATCH", "/agents/10423", `{"name":"Ada L."}`).done(200, nil)
	// Of another organisation: as if they were not there.
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		var body any
		if method == "PATCH" {
			body = `{"name":"Cleo M."}`
		}
		manager.send(method, "/agents/10425", body).refused(404, desk.NotFound, "/id")
	}
	// Not up, and not away.
	for body, pointer := range map[string]string{`{"role":"manager"}`: "/role", `{"role":"admin"}`: "/role", `{"organisation":"support"}`: "/organisation"} {
		manager.send("PATCH", "/agents/10423", body).refused(403, desk.Forbidden, pointer)
	}
	manager.send("PATCH", "/agents/10426", `{"name":"The boss"}`).refused(403, desk.Forbidden, "/role")
	manager.send("DELETE", "/agents/10426", nil).refused(403, desk.Forbidden, "/role")
	body := `{"role":"ROLE","name":"Eve","username":"Eve","email":"eve@acme.test","organisation":"OF"}`
	fill := func(role, of string) string { return strings.NewReplacer("ROLE", role, "OF", of).Replace(body) }
	manager.send("POST", "/agents", fill("admin", "sales")).refused(403, desk.Forbidden, "/role")
	manager.send("POST", "/agents", fill("agent", "support")).refused(403, desk.Forbidden, "/organisation")
	manager.send("POST", "/agents", fill("agent", "sales")).done(201, nil)
	manager.send("DELETE", "/agents/10428", nil).done(204, nil)
}

func TestTheLastAdministratorStays(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	admin.send("PATCH", "/agents/10427", `{"role":"agent"}`).refused(409, desk.StillInUse, "/role")
	admin.send("DELETE", "/agents/10427", nil).refused(403, desk.Forbidden, "")
	admin.send("PATCH", "/agents/10426", `{"role":"admin"}`).done(200, nil)
	// What she may follows her account at once, with the token she has.
	boss := as(t, d, mia)
	boss.send("PATCH", "/settings/lifecycle", `{"pushGap":1}`).done(200, nil)
	boss.send("DELETE", "/agents/10427", nil).done(204, nil)
	admin.send("GET", "/me", nil).refused(401, desk.TokenExpired, "")
	boss.send("PATCH", "/agents/10426", `{"role":"manager"}`).refused(409, desk.StillInUse, "/role")
}

func TestAWrongAccountIsRefusedWithItsField(t *testing.T) {
	d := office(t, "")
	admin := as(t, d, dan)
	before := admin.send("GET", "/agents/10423", nil).done(200, nil).Raw
	for _, tt := range []struct {
		name, body string
		status     int
		code       desk.Code
		pointer    string
	}{
		{"no name", `{"name":""}`, 422, desk.Invalid, "/name"},
		{"a name of blanks", `{"name":"  "}`, 422, desk.Invalid, "/name"},
		{"a name of two lines", `{"name":"A\nB"}`, 422, desk.Invalid, "/name"},
		{"a name with a NUL", `{"username":"A\u0000"}`, 422, desk.Invalid, "/username"},
		{"a name too long", `{"username":"` + strings.Repeat("é", 61) + `"}`, 422, desk.Invalid, "/username"},
		{"no address", `{"email":"nowhere"}`, 422, desk.InvalidEmail, "/email"},
		{"an address with another behind it", `{"email":"a@b.test\r\nBcc: c@d.test"}`, 422, desk.InvalidEmail, "/email"},
		{"another's address", `{"email":"BEN@acme.test"}`, 422, desk.Invalid, "/email"},
		{"an unknown role", `{"role":"god"}`, 422, desk.Invalid, "/role"},
		{"an unknown skill", `{"skills":{"magic":1}}`, 422, desk.Invalid, "/skills/magic"},
		{"a level too high", `{"skills":{"billing":6}}`, 422, desk.Invalid, "/skills/billing"},
		{"a level too low", `{"skills":{"billing":0}}`, 422, desk.Invalid, "/skills/billing"},
		{"a level and a half", `{"skills":{"billing":1.5}}`, 422, desk.Invalid, "/skills/billing"},
		{"an unknown channel", `{"slots":{"fax":1}}`, 422, desk.Invalid, "/slots"},
		{"no slot", `{"slots":{"chat":0}}`, 422, desk.Invalid, "/slots/chat"},
		{"less than none", `{"slots":{"chat":-1}}`, 422, desk.Invalid, "/slots/chat"},
		{"10,000 slots", `{"slots":{"chat":10000}}`, 422, desk.Invalid, "/slots/chat"},
		{"a priority between", `{"priority":{"chat":5}}`, 422, desk.Invalid, "/priority/chat"},
		{"a language of a novel", `{"languages":["the language of love"]}`, 422, desk.Invalid, "/languages"},
		{"a language that there is not", `{"languages":["fr","xx-!!"]}`, 422, desk.Invalid, "/languages"},
		{"an organisation with a slash", `{"organisation":"a/b"}`, 422, desk.Invalid, "/organisation"},
		{"a password too short", `{"password":"short"}`, 422, desk.Invalid, "/password"},
		{"a field nobody knows", `{"is_admin":true}`, 400, desk.UnknownField, "/is_admin"},
		{"a text for a number", `{"slots":{"chat":"3"}}`, 422, desk.Invalid, "/slots/chat"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			admin.send("PATCH", "/agents/10423", tt.body).refused(tt.status, tt.code, tt.pointer)
		})
	}
	admin.send("POST", "/agents", `{}`).done(422, nil)
	admin.send("PUT", "/agents/10423", `{"role":"agent"}`).done(422, nil)
	for _, id := range []string{"0", "%00", "10423%20", "..%2f10423", strings.Repeat("1", 300)} {
		admin.send("GET", "/agents/"+id, nil).refused(404, desk.NotFound, "/id")
		admin.send("DELETE", "/agents/"+id, nil).refused(404, desk.NotFound, "/id")
	}
	if after := admin.send("GET", "/agents/10423", nil).done(200, nil).Raw; after != before {
		t.Errorf("was %s, is %s", before, after)
	}
}

// Who enters a group by their account takes what waits for it at once.
func TestAnAccountMovesIntoAGroup(t *testing.T) {
	d := office(t, "")
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	h := rig.VisitorHello("")
	h.Visitor.Page.URL = "https://www.acme.test/help/returns"
	ann := rig.Join(t, d.URL+rig.VisitorSocket, h, rig.Dialing{})
	ann.Say("Can I return these?")
	ada.Settle()
	if slices.ContainsFunc(ada.Heard, isWhole(ann.Stream)) {
		t.Fatal("it came to sales")
	}
	as(t, d, dan).send("PATCH", "/agents/10423", `{"organisation":"support"}`).done(200, nil)
	ada.Await("the conversation", isWhole(ann.Stream))
}
