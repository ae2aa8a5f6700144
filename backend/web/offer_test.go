package web_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

func TestAVisitorIsToldWhatTheyAreOffered(t *testing.T) {
	d := office(t, "", func(s *desk.Settings) { s.Groups[0].Places = 0 })
	ann := d.Visitor("")
	if v := ann.Welcome.Visitor; v.Answerable || v.Offer.State != wire.OfferOffline || v.Offer.Async || v.Offer.Mail {
		t.Errorf("with nobody there: %+v", v)
	}
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	d.Clock.Advance(2 * desk.Second)
	if o := offered(ann); o.State != wire.OfferOnline {
		t.Errorf("with Ada there: %+v", o)
	}
	for range 2 {
		d.Visitor("").Say("Hello")
	}
	d.Clock.Advance(2 * desk.Second)
	if o := offered(ann); o.State != wire.OfferBusy {
		t.Errorf("with Ada full: %+v", o)
	}
	ada.Close()
	rig.Eventually(t, "Ada is known to be gone", func() bool {
		d.Clock.Advance(2 * desk.Second)
		return slices.ContainsFunc(d.Visitor("").Heard, func(f rig.Frame) bool {
			return f.Visitor != nil && f.Visitor.Offer.State == wire.OfferOffline
		})
	})
	if o := offered(ann); o.State != wire.OfferOffline {
		t.Errorf("with Ada gone: %+v", o)
	}
}

// Who has a conversation is offered nothing meanwhile, and something after it.
func TestAnOfferIsForWhoHasNoConversation(t *testing.T) {
	d := office(t, "")
	ann := d.Visitor("")
	ann.Say("Hello")
	d.Agent(rig.Ada).Available(rig.Ada)
	d.Clock.Advance(2 * desk.Second)
	// Another is told what Ann would have been.
	bob := d.Visitor("")
	d.Agent(rig.Ben)
	d.Clock.Advance(2 * desk.Second)
	time.Sleep(2 * time.Second) // as long as the look at an offer can take
	ann.Settle()
	if slices.ContainsFunc(ann.Heard, func(f rig.Frame) bool { return f.Frame == wire.FrameOffer }) {
		t.Error("offered a conversation in a conversation")
	}
	as(t, d, mia).send("POST", "/conversations/"+string(ann.Stream)+"/close", nil).done(204, nil)
	ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
	if o := offered(ann); o != bob.Welcome.Visitor.Offer {
		t.Errorf("afterwards: %+v", o)
	}
}

// Which rule fits decides what is offered: by the page, the channel, and whether
// there is one at all.
func TestTheOfferIsOfThePage(t *testing.T) {
	d := office(t, "", func(s *desk.Settings) {
		s.Targeting[1].Sites = []string{"www.acme.test"}
		s.Groups[1].Places = 0
	})
	d.Agent(rig.Ada).Available(rig.Ada)
	for name, tt := range map[string]struct {
		page    string
		channel desk.Channel
		state   wire.OfferState
		async   bool
	}{
		"sales":                  {"https://www.acme.test/boots", "", wire.OfferOnline, true},
		"support, nobody there":  {"https://www.acme.test/help/returns", desk.Chat, wire.OfferOffline, false},
		"another site":           {"https://shop.acme.test/", "", wire.OfferNone, false},
		"no page":                {"", "", wire.OfferNone, false},
		"a page that is none":    {"http://[::1", "", wire.OfferNone, false},
		"a channel without rule": {"https://www.acme.test/boots", desk.InApp, wire.OfferNone, false},
	} {
		h := rig.VisitorHello("")
		h.Visitor.Page, h.Visitor.Channel = &desk.Page{URL: tt.page}, tt.channel
		v := rig.Join(t, d.URL+rig.VisitorSocket, h, rig.Dialing{})
		if o := v.Welcome.Visitor.Offer; o.State != tt.state || o.Async != tt.async {
			t.Errorf("%s: %+v", name, o)
		}
		f := v.Answer(rig.Post(rig.ID(), "", "Hello"))
		if refused := f.Code == desk.NotOffered; refused != (tt.state == wire.OfferNone) {
			t.Errorf("%s: writing all the same: %s", name, f.Raw)
		}
	}
	h := rig.VisitorHello("")
	h.Visitor.Channel = desk.Call
	_, err := rig.Dial(t.Context(), d.URL+rig.VisitorSocket, h)
	var b *rig.Bye
	if !errors.As(err, &b) || b.Frame.Code != desk.Invalid {
		t.Errorf("who comes by call: %v", err)
	}
}

// row: P-103, the visitor's side of it
func TestWhoWasDroppedBeginsAfresh(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d := office(t, dsn, func(s *desk.Settings) { s.Groups[0].Places = 0 })
		ann := d.Visitor("")
		ann.Say("Anybody?")
		ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
		if !heard(ann, string(wire.EndedNobodyFree)) {
			t.Errorf("told %v", ann.Heard)
		}
		back := again(t, d, rig.VisitorSocket, ann)
		if back.Stream != "" || heard(back, "Anybody?") {
			t.Errorf("shown again: %v", back.Heard)
		}
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		back.Say("And now?")
		ada.Await("the next conversation", isWhole(back.Stream))
	})
}

func TestWhoWaitsIsToldHowItStands(t *testing.T) {
	d := office(t, "")
	ann, bob := d.Visitor(""), d.Visitor("")
	ann.Say("First")
	d.Clock.Advance(desk.Second)
	bob.Say("Second")
	d.Clock.Advance(2 * desk.Second)
	ahead := func(p *rig.Peer, want int) {
		t.Helper()
		p.Await("how the wait stands", func(f rig.Frame) bool {
			var w wire.Wait
			_ = json.Unmarshal([]byte(f.Raw), &w)
			return f.Frame == wire.FrameWait && w.Ahead == want && w.Stream == p.Stream
		})
	}
	ahead(ann, 0)
	ahead(bob, 1)
	ann = again(t, d, rig.VisitorSocket, ann)
	d.Clock.Advance(2 * desk.Second)
	ahead(ann, 0)
	as(t, d, mia).send("POST", "/conversations/"+string(ann.Stream)+"/close", nil).done(204, nil)
	d.Clock.Advance(2 * desk.Second)
	ahead(bob, 0)
}

// A page that comes later than the last place learns no less of the conversation it
// shows: that its visitor can wait, and how they leave it.
func TestWhoWaitsKeepsTheirPlaceOnEveryPage(t *testing.T) {
	d := office(t, "", func(s *desk.Settings) {
		for i := range s.Groups {
			s.Groups[i].Places = 1
		}
		s.Targeting[1].Sites, s.Lifecycle.VisitorStays = []string{"www.acme.test"}, true
	})
	on := func(token, url string) *rig.Peer {
		h := rig.VisitorHello(token)
		h.Visitor.Page = &desk.Page{URL: url}
		return rig.Join(t, d.URL+rig.VisitorSocket, h, rig.Dialing{})
	}
	ann := on("", "https://www.acme.test/shop/")
	ann.Say("Hello")
	late := on("", "https://www.acme.test/shop/")
	if o := late.Welcome.Visitor.Offer; o.Async || o.State == wire.OfferNone {
		t.Fatalf("there is another place: %+v", o)
	}
	for url, state := range map[string]wire.OfferState{"https://www.acme.test/shop/": wire.OfferOffline, "https://elsewhere.test/": wire.OfferNone} {
		back := on(ann.Hello.Token, url)
		if o := back.Welcome.Visitor.Offer; o.State != state || !o.Async || !o.Stays {
			t.Errorf("on %s: %+v", url, o)
		}
		back.Close()
	}
}

// A page that is open hears of it when leaving is taken away or given back, be its
// visitor in a conversation or not.
func TestAnOpenPageHearsWhetherItsVisitorCanLeave(t *testing.T) {
	d := office(t, "")
	ann, bob := d.Visitor(""), d.Visitor("")
	ann.Say("Hello")
	admin := as(t, d, dan)
	for _, stays := range []bool{true, false} {
		admin.send("PATCH", "/settings/lifecycle", fmt.Sprintf(`{"visitorStays":%t}`, stays)).done(200, nil)
		for _, p := range []*rig.Peer{ann, bob} {
			if o := offered(p); o.Stays != stays {
				t.Errorf("told %+v", o)
			}
		}
	}
}

// Where no mail is sent, no address is asked for and none is taken.
func TestAnAddressIsForDesksThatSendMail(t *testing.T) {
	d, ada, ann := talking(t, "")
	leave := func(p *rig.Peer, email string) rig.Frame {
		return p.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoAddress, wire.AddressBody{Email: email}))
	}
	if f := leave(ann, "ann@home.test"); f.Code != desk.NotOffered || f.Field != "email" {
		t.Errorf("told %s", f.Raw)
	}
	server := web.New(web.Options{
		Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal, Mail: true,
		VisitorLimit: web.SendLimit{PerSecond: 1e6, Burst: 1e6}, AgentLimit: web.SendLimit{PerSecond: 1e6, Burst: 1e6},
	})
	listening := httptest.NewServer(server.Handler())
	t.Cleanup(func() { server.Stop(); listening.Close() })
	back := rig.Join(t, listening.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
	if !back.Welcome.Visitor.Offer.Mail {
		t.Errorf("offered %+v", back.Welcome.Visitor.Offer)
	}
	for _, email := range []string{"", "nowhere", "a@b", "a@b.test\r\nBcc: c@d.test", "a@b.test, c@d.test", "<a@b.test>"} {
		if f := leave(back, email); f.Code != desk.InvalidEmail || f.Field != "email" {
			t.Errorf("%q: %s", email, f.Raw)
		}
	}
	if f := leave(back, "ann@home.test"); f.Frame != wire.FrameDone {
		t.Errorf("told %s", f.Raw)
	}
	ada.AwaitEvent("that there is one", func(e rig.Event) bool { return e.Kind == string(desk.VisitorAddressLeft) })
	if heard(ada, "ann@home.test") {
		t.Error("the agent reads the address")
	}
}
