package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/rehearse"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// liveDesk is the demo desk as serve --dev makes it, on SQLite, at an address.
func liveDesk(t *testing.T) (address string, db *store.Store) {
	t.Helper()
	ctx := context.Background()
	db, err := database{Data: t.TempDir()}.open(ctx)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, seedDemo(ctx, db, "http://127.0.0.1:8420/demo/", 10, 0))
	all, err := setups(ctx, db)
	must(t, err)
	logger := slog.New(slog.NewTextHandler(io.Discard, nil))
	fl := floor.New(floor.Options{
		Log: db, Clock: floor.SystemClock{}, Holder: "test", NewID: auth.NewID, Logger: logger,
		IsFatal: store.Broken, Fatal: func(err error) { t.Error(err) }, IsPassing: store.Passing, Refusal: store.Refusal,
	}, all)
	must(t, fl.Start(ctx))
	t.Cleanup(fl.Stop)
	demoAgentsAvailable(ctx, fl, all)
	server := web.New(web.Options{
		Floor: fl, Store: db, Clock: floor.SystemClock{}, Logger: logger, Refusal: store.Refusal,
		VisitorLimit: web.VisitorLimit, AgentLimit: web.AgentLimit,
	})
	listener := httptest.NewServer(server.Handler())
	t.Cleanup(func() { server.Stop(); listener.Close() })
	return listener.URL, db
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// answerer signs an agent in who asks a question first, thanks for the rest, and
// closes what the visitor has left, until ctx ends.
func answerer(ctx context.Context, t *testing.T, address, email string) *sync.WaitGroup {
	t.Helper()
	token, err := rehearse.SignIn(ctx, http.DefaultClient, address, email, demoPassword, rehearse.NewID())
	must(t, err)
	a := &rehearse.Agent{Server: address, Token: token}
	must(t, a.Connect(ctx))
	var running sync.WaitGroup
	running.Go(func() {
		defer a.Hangup()
		replies := map[desk.Stream]int{}
		for {
			d, err := a.Next(ctx)
			if err != nil {
				return
			}
			for _, e := range append(d.Events, d.List...) {
				switch {
				case e.Kind == desk.VisitorLeft:
					_ = a.Close(ctx, e.Stream) // it may be closed already
				case e.Kind == desk.MessagePosted && e.Actor.Kind == desk.ByVisitor:
					text := "Which order is it?"
					if replies[e.Stream]++; replies[e.Stream] > 1 {
						text = "Thank you, done."
					}
					if a.Post(ctx, rehearse.NewID(), e.Stream, text) != nil {
						return
					}
				}
			}
		}
	})
	return &running
}

func demoCrowd(address string) rehearse.Crowd {
	return rehearse.Crowd{
		Server: address, Project: "acme", Scripts: rehearse.Scripts(), AtOnce: 12, PerMinute: 30, Seed: 3,
		Patience: 5 * time.Minute, Arrivals: 12, Clock: rehearse.Hurried(20),
	}
}

// Visitors arrive by their profile, play their scripts in their languages, react
// to the agents, leave, return, and what they said is in the log.
//
// row: B-11
func TestRehearsal(t *testing.T) {
	address, db := liveDesk(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	agents := []*sync.WaitGroup{
		answerer(ctx, t, address, "ada@acme.test"), answerer(ctx, t, address, "ben@acme.test"),
	}
	minutes := 0
	crowd := demoCrowd(address)
	crowd.Minute = func(rehearse.Figures) { minutes++ }
	all, err := crowd.Run(ctx)
	must(t, err)
	cancel()
	for _, a := range agents {
		a.Wait()
	}
	t.Log(all)
	if all.Arrived != 12 || all.Answered < 9 || all.Finished < 9 || all.Failed > 0 || all.Returned == 0 {
		t.Errorf("a rehearsal with two agents: %s", all)
	}
	if minutes == 0 {
		t.Error("no minute was reported")
	}
	must(t, db.Verify(context.Background(), "acme"))
	languages, pages, read := map[string]bool{}, map[string]bool{}, 0
	offset, err := db.Offset(context.Background(), "acme")
	must(t, err)
	events, err := db.Events(context.Background(), "acme", 0, int(offset))
	must(t, err)
	for _, e := range events {
		if opened, ok := e.Fact.(desk.Opened); ok {
			languages[opened.Language[:2]] = true
			pages[e.Content.Page.URL] = true
		}
		if e.Kind == desk.ThreadSeen {
			read++
		}
	}
	if read < all.Answered {
		t.Errorf("of %d who were answered %d answers were read", all.Answered, read)
	}
	if !languages["en"] || !languages["fr"] || len(pages) < 3 {
		t.Errorf("languages %v, pages %v", languages, pages)
	}
}

// Nobody answers: everybody loses patience, each at their own moment.
func TestRehearsalWithoutAgents(t *testing.T) {
	address, _ := liveDesk(t)
	crowd := demoCrowd(address)
	crowd.Patience, crowd.Clock, crowd.Arrivals = time.Minute, rehearse.Hurried(60), 5
	all, err := crowd.Run(t.Context())
	must(t, err)
	if all.GaveUp != 5 || all.Answered != 0 || all.Failed > 0 {
		t.Errorf("an empty desk: %s", all)
	}
}

// Hostile visitors are refused or stored, and nothing else happens.
func TestRehearsalOfHostileVisitors(t *testing.T) {
	address, db := liveDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	agent := answerer(ctx, t, address, "ada@acme.test")
	crowd := demoCrowd(address)
	crowd.Hostile, crowd.Clock, crowd.Patience, crowd.Arrivals = 1, rehearse.Hurried(40), 2*time.Minute, 10
	all, err := crowd.Run(ctx)
	must(t, err)
	cancel()
	agent.Wait()
	t.Log(all)
	if all.Arrived != 10 || all.Failed > 0 || len(all.Refused) == 0 {
		t.Errorf("hostile visitors: %s", all)
	}
	must(t, db.Verify(context.Background(), "acme"))
}

// A rehearsal that is stopped leaves nobody behind.
func TestRehearsalStops(t *testing.T) {
	address, _ := liveDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	crowd := demoCrowd(address)
	crowd.Clock, crowd.PerMinute, crowd.Arrivals = rehearse.Hurried(1), 3000, 0
	time.AfterFunc(time.Second, cancel)
	began := time.Now()
	all, err := crowd.Run(ctx)
	must(t, err)
	if all.Arrived != 12 || all.Turned == 0 || all.CutShort != 12 || time.Since(began) > 5*time.Second {
		t.Errorf("a stopped rehearsal after %s: %s", time.Since(began), all)
	}
}

// The load's way: a visitor's first line, its resumption and its repeat.
func TestRehearsalVisitorResumes(t *testing.T) {
	address, _ := liveDesk(t)
	ctx := t.Context()
	v := &rehearse.Visitor{Server: address, Project: "acme", Name: "Ravi"}
	must(t, v.Opened(ctx))
	id := rehearse.NewID()
	must(t, v.Post(ctx, id, "Hello"))
	first := untilDone(t, v, id)
	v.Hangup()
	must(t, v.Opened(ctx))
	must(t, v.Post(ctx, id, "Hello"))
	if again := untilDone(t, v, id); again.Seq != first.Seq || again.Stream != first.Stream {
		t.Errorf("a repeat was answered %s %d, first %s %d", again.Stream, again.Seq, first.Stream, first.Seq)
	}
	if v.Stream != first.Stream || v.Cursor < first.Seq {
		t.Errorf("stands at %s %d", v.Stream, v.Cursor)
	}
	v.Hangup()
}

func untilDone(t *testing.T, v *rehearse.Visitor, id string) rehearse.Seen {
	t.Helper()
	for {
		d, err := v.Next(t.Context())
		must(t, err)
		if d.Frame == wire.FrameRefused {
			t.Fatalf("refused: %s", d.Message)
		}
		if d.Frame == wire.FrameDone && d.ID == id {
			return d
		}
	}
}
