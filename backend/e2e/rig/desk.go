package rig

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
)

// The project and the people of a [Desk].
const (
	Project = desk.ProjectID("acme")
	Ada     = desk.AgentID("10423")
	Ben     = desk.AgentID("10424")
	// Began is where a desk's clock stands at first.
	Began = desk.Millis(1_700_000_000_000)
)

// Desk is the whole server inside the test: a real store, floor and web, and a
// clock that is moved by hand.
type Desk struct {
	t     testing.TB
	Clock *Clock
	Store *store.Store
	Floor *floor.Floor
	Web   *web.Server
	HTTP  *httptest.Server
	// URL is where it listens.
	URL string
}

// Tune changes what a desk is made of.
type Tune struct {
	// Slots are how many chats an agent can hold; 0 stands for 2.
	Slots int
	// Floor changes the floor's options, HTTP the server before it starts.
	Floor func(*floor.Options)
	HTTP  func(*httptest.Server)
	// Limit bounds how fast anybody may send; zero is as fast as they can.
	Limit web.SendLimit
	// Crowd bounds what strangers may begin; zero is no bound. Proxied has the
	// server believe in X-Forwarded-For.
	Crowd   web.CrowdLimit
	Proxied bool
	// Translator translates; nil where nothing does.
	Translator web.Translator
	// Scanner looks files through; nil for none.
	Scanner web.Scanner
	// FilesHost gives files a host of their own, by where the desk listens; nil for
	// none.
	FilesHost func(url string) *web.FilesHost
}

// OpenStore opens a new store: SQLite where dsn is empty.
func OpenStore(t testing.TB, dsn string) *store.Store {
	t.Helper()
	o := sqlkit.Options{Kind: sqlkit.Postgres, Driver: "pgx", DSN: dsn}
	if dsn == "" {
		o = sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(t.TempDir(), "parley.db")}
	}
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Setup is the desk's project: Ada and Ben answer for sales.
func Setup(slots int) floor.Setup {
	settings := desk.Settings{
		Groups: []desk.Group{{ID: "sales", Name: "Sales", Organisations: []desk.OrganisationID{"sales"}, Places: 20}},
		Rules: []desk.Rule{{ID: "sales", Name: "Sales", Method: desk.Escalation, Transfers: true,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "sales"}}}}}},
		Targeting: []desk.Targeting{{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: "sales"}},
	}
	person := func(id desk.AgentID, name string) desk.Profile {
		return desk.Profile{ID: id, Role: desk.AgentRole, Name: name + " Surname", Username: name, Email: name + "@acme.test",
			Organisation: "sales", Slots: map[desk.Channel]int{desk.Chat: slots}}
	}
	return floor.Setup{
		Project:  desk.Project{ID: Project, Name: "ACME", Letters: "AC"},
		Revision: desk.Revision{Version: 1, At: Began, Settings: settings},
		Agents:   []desk.Profile{person(Ada, "Ada"), person(Ben, "Ben")},
	}
}

// Install writes a setup into a store.
func Install(t testing.TB, s *store.Store, setup floor.Setup) {
	t.Helper()
	ctx := context.Background()
	err := errors.Join(s.PutProject(ctx, setup.Project), s.PutRevision(ctx, setup.Project.ID, setup.Revision))
	for _, p := range setup.Agents {
		err = errors.Join(err, s.PutAgent(ctx, setup.Project.ID, p, ""))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// FloorOptions are those of a floor upon a log.
func FloorOptions(log floor.Log, clock floor.Clock) floor.Options {
	return floor.Options{
		Log: log, Clock: clock, Holder: "test", NewID: auth.NewID, Logger: slog.New(slog.DiscardHandler),
		IsFatal: store.Broken, Fatal: func(err error) { panic(err) },
		IsPassing: store.Passing, Refusal: store.Refusal,
	}
}

// NewDesk opens a desk upon a database, SQLite where dsn is empty. It ends with
// the test.
func NewDesk(t testing.TB, dsn string, tune Tune) *Desk {
	t.Helper()
	d := &Desk{t: t, Clock: NewClock(Began), Store: OpenStore(t, dsn)}
	if tune.Slots == 0 {
		tune.Slots = 2
	}
	setup := Setup(tune.Slots)
	Install(t, d.Store, setup)
	o := FloorOptions(d.Store, d.Clock)
	if tune.Floor != nil {
		tune.Floor(&o)
	}
	d.Floor = floor.New(o, []floor.Setup{setup})
	if err := d.Floor.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Floor.Stop)
	if tune.Limit.Burst == 0 {
		tune.Limit = web.SendLimit{PerSecond: 1e6, Burst: 1e6}
	}
	d.HTTP = httptest.NewUnstartedServer(nil)
	var filesHost *web.FilesHost
	if tune.FilesHost != nil {
		filesHost = tune.FilesHost("http://" + d.HTTP.Listener.Addr().String())
	}
	d.Web = web.New(web.Options{
		Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Version: "test",
		Refusal: o.Refusal, VisitorLimit: tune.Limit, AgentLimit: tune.Limit, Crowd: tune.Crowd, BehindTLS: tune.Proxied, Translator: tune.Translator, Scanner: tune.Scanner, FilesHost: filesHost,
	})
	d.HTTP.Config.Handler = d.Web.Handler()
	if tune.HTTP != nil {
		tune.HTTP(d.HTTP)
	}
	d.HTTP.Start()
	d.URL = d.HTTP.URL
	t.Cleanup(func() { d.Web.Stop(); d.HTTP.Close() })
	return d
}

// Token signs an agent in and gives the token.
func (d *Desk) Token(id desk.AgentID) string {
	d.t.Helper()
	token, digest := auth.NewToken()
	now := d.Clock.Now()
	err := d.Store.PutSession(context.Background(), desk.Session{
		TokenHash: digest,
		Project:   Project, Agent: id, Device: "device-of-" + string(id), Created: now, Expires: now + 30*desk.Day,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return token
}
