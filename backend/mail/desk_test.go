package mail

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-105
func TestAVisitorWhoWentAwayIsToldOnce(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		d := rig.NewDesk(t, dsn, rig.Tune{})
		limit := web.SendLimit{PerSecond: 1e6, Burst: 1e6}
		desks := web.New(web.Options{
			Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal, Mail: true,
			VisitorLimit: limit, AgentLimit: limit,
		})
		listening := httptest.NewServer(desks.Handler())
		t.Cleanup(func() { desks.Stop(); listening.Close() })
		s := newSink(t)
		server, err := NewServer(s.url(), "ACME <desk@acme.test>")
		if err != nil {
			t.Fatal(err)
		}
		setup, _ := d.Floor.Setup(rig.Project)
		setup.Project.Sites = []string{"https://www.acme.test"}
		m := New(Options{
			Log: d.Store, Server: server, Projects: []desk.Project{setup.Project}, Now: d.Clock.Now,
			Logger: slog.New(slog.DiscardHandler), Every: 10 * time.Millisecond,
		})
		if err := m.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(m.Stop)

		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := rig.Join(t, listening.URL+rig.VisitorSocket, rig.VisitorHello(""), rig.Dialing{})
		ann.Say("Do you have these in 43?")
		ann.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoAddress, wire.AddressBody{Email: "ann@home.test"}))
		ada.AwaitEvent("her address", func(e rig.Event) bool { return e.Kind == string(desk.VisitorAddressLeft) })
		// While she is there, an answer needs no letter.
		ada.Carry(rig.Post(rig.ID(), ann.Stream, "One moment, please."))
		ann.AwaitText("One moment, please.")
		ann.Close()
		rig.Eventually(t, "she is known to have left", func() bool {
			d.Clock.Advance(desk.Second)
			ada.Settle()
			for _, f := range ada.Heard {
				if strings.Contains(f.Raw, string(desk.VisitorLeft)) {
					return true
				}
			}
			return false
		})
		d.Clock.Advance(desk.Minute)
		for _, text := range []string{"Yes, we do.", "Shall I put them aside?"} {
			ada.Carry(rig.Post(rig.ID(), ann.Stream, text))
		}
		rig.Eventually(t, "a letter is asked for", func() bool { return d.Clock.Waited(d.Clock.Now() + desk.NotifyAfter) })
		d.Clock.Advance(desk.NotifyAfter)
		eventually(t, "she is told", func() bool { return len(s.all()) > 0 })
		d.Clock.Advance(desk.Hour)
		end, err := d.Store.Offset(t.Context(), rig.Project)
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "the mailer is at the end of the log", func() bool {
			at, err := d.Store.ReaderAt(t.Context(), rig.Project, reader)
			return err == nil && at >= end
		})
		letters := s.all()
		if len(letters) != 1 || !strings.Contains(letters[0].to, "<ann@home.test>") {
			t.Fatalf("letters %v", letters)
		}
		_, text, _ := read(t, letters[0])
		if !strings.Contains(text, "https://www.acme.test/boots\n") || !strings.Contains(text, "Bonjour") || strings.Contains(text, "Yes, we do") {
			t.Errorf("she reads %s", text)
		}
	})
}
