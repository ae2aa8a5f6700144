package web_test

import (
	"net/http"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// from is how somebody dials whom our proxy saw at an address.
func from(address string) rig.Dialing {
	return rig.Dialing{Header: http.Header{"X-Forwarded-For": {"198.51.100.1, " + address}}}
}

func TestOneAddressHoldsSoManyPages(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{Proxied: true, Crowd: web.CrowdLimit{Lines: 2}})
	join := func(address string) *rig.Peer {
		t.Helper()
		return rig.Join(t, d.URL+rig.VisitorSocket, rig.VisitorHello(""), from(address))
	}
	// The first hop is what a stranger claims; the last is what our proxy saw.
	first := join("203.0.113.7")
	join("203.0.113.7")
	_, err := rig.DialWith(t.Context(), d.URL+rig.VisitorSocket, rig.VisitorHello(""), from("203.0.113.7"))
	if f := byeOf(t, err); f.Code != desk.TooManyLines || !f.Again || f.Message == "" {
		t.Errorf("the third is told %s", f.Raw)
	}
	join("203.0.113.8")
	// One household has half an IPv6 address, and this very machine has no bound.
	join("2001:db8::1")
	join("2001:db8::2")
	if _, err := rig.DialWith(t.Context(), d.URL+rig.VisitorSocket, rig.VisitorHello(""), from("2001:db8::3")); err == nil {
		t.Error("one household holds three")
	}
	for range 3 {
		d.Visitor("")
	}
	// An office of agents is no crowd.
	for range 3 {
		rig.Join(t, d.URL+rig.AgentSocket, wire.Hello{Token: d.Token(rig.Ada), Device: rig.ID()}, from("203.0.113.7"))
	}
	first.Close()
	rig.Eventually(t, "there is room for one", func() bool {
		l, err := rig.DialWith(t.Context(), d.URL+rig.VisitorSocket, rig.VisitorHello(""), from("203.0.113.7"))
		if err == nil {
			l.Drop()
		}
		return err == nil
	})
}

func TestOneAddressBeginsSoManyConversations(t *testing.T) {
	limit := web.CrowdLimit{PerMinute: 2, PerHour: 3}
	onEach(t, rig.Tune{Proxied: true, Crowd: limit, Slots: 9}, func(t *testing.T, d *rig.Desk) {
		join := func(address string) *rig.Peer {
			t.Helper()
			return rig.Join(t, d.URL+rig.VisitorSocket, rig.VisitorHello(""), from(address))
		}
		refused := func(f rig.Frame) {
			t.Helper()
			if f.Frame != wire.FrameRefused || f.Code != desk.TooManyConversations || f.RetryAfter < desk.Second || f.Message == "" {
				t.Errorf("one too many is told %s", f.Raw)
			}
		}
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		first := join("203.0.113.7")
		first.Say("Hello")
		join("203.0.113.7").Say("Hello")
		third := join("203.0.113.7")
		late := rig.Post(rig.ID(), "", "Hello")
		refused(third.Answer(late))
		// What has begun goes on, and others are not concerned.
		first.Say("Are you there?")
		join("203.0.113.8").Say("Hello")
		d.Visitor("").Say("Hello")
		// The refused message left no trace: under its own id it is taken later.
		d.Clock.Advance(30 * desk.Second)
		third.Carry(late)
		// A repeat is answered as the first time, however full it is.
		third.Carry(late)
		// Neither a pause nor another conversation of the same visitor gets around the hour.
		d.Clock.Advance(desk.Minute)
		refused(join("203.0.113.7").Answer(rig.Post(rig.ID(), "", "Hello")))
		ada.Carry(closing(first.Stream))
		refused(first.Answer(rig.Post(rig.ID(), first.Stream, "And another thing")))
		d.Clock.Advance(30 * desk.Minute)
		first.Say("And another thing")
	})
}

func TestOneSiteBeginsSoManyConversations(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{Crowd: web.CrowdLimit{SitePerMinute: 2}})
	d.Visitor("").Say("Hello")
	d.Visitor("").Say("Hello")
	if f := d.Visitor("").Answer(rig.Post(rig.ID(), "", "Hello")); f.Code != desk.TooManyConversations {
		t.Errorf("the third is told %s", f.Raw)
	}
	d.Clock.Advance(30 * desk.Second)
	d.Visitor("").Say("Hello")
}
