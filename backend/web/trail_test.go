package web_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

func views(url string) wire.Do {
	return rig.Do(rig.ID(), "", wire.DoView, wire.ViewBody{Page: desk.Page{URL: url, Title: "A page"}})
}

// on says on which conversation a command is.
func on(stream desk.Stream, do wire.Do) wire.Do {
	do.Stream = stream
	return do
}

// seenBy are the raw frames of a kind that a line heard.
func seenBy(p *rig.Peer, kind desk.Kind) (frames []string) {
	for _, f := range p.Heard {
		if strings.Contains(f.Raw, `"`+string(kind)+`"`) {
			frames = append(frames, f.Raw)
		}
	}
	return frames
}

// row: P-030
func TestTheAgentIsToldOfEachPage(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		for _, page := range []string{"https://www.acme.test/boots?size=43", "https://www.acme.test/tents", "https://www.acme.test/tents", "https://www.acme.test/"} {
			ann.Carry(on(ann.Stream, views(page)))
			d.Clock.Advance(desk.Second)
		}
		ada.AwaitEvent("the last page", func(e rig.Event) bool { return e.Page != nil && e.Page.URL == "https://www.acme.test/" })
		events, err := d.Store.ConversationEvents(t.Context(), rig.Project, desk.ConversationID(ann.Stream), 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		var urls []string
		for _, e := range events {
			if e.Kind == desk.VisitorViewed {
				urls = append(urls, e.Content.Page.URL)
			}
		}
		// The first is where they wrote from, and the third was the second again.
		if !slices.Equal(urls, []string{"https://www.acme.test/tents", "https://www.acme.test/"}) {
			t.Errorf("written down: %v", urls)
		}
		ann.Settle()
		if heard(ann, "tents") {
			t.Error("the visitor is told where they are")
		}
		// A page that turns itself is slowed down, and what it says is no page.
		ann.Carry(on(ann.Stream, views("https://www.acme.test/a")))
		if f := ann.Answer(on(ann.Stream, views("https://www.acme.test/b"))); f.Code != desk.RateLimited || f.RetryAfter != desk.Second {
			t.Errorf("two at once: %s", f.Raw)
		}
		for _, bad := range []string{"", "javascript:alert(1)", "https://" + strings.Repeat("a", 3000)} {
			if f := ann.Answer(on(ann.Stream, views(bad))); f.Code != desk.Invalid || f.Field != "page.url" {
				t.Errorf("%.30q: %s", bad, f.Raw)
			}
		}
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
	})
}

func TestAPageBeginsNoConversation(t *testing.T) {
	d := office(t, "")
	d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	if f := ann.Answer(on("c_nobody", views("https://www.acme.test/"))); f.Code != desk.NotFound {
		t.Errorf("a page of no conversation: %s", f.Raw)
	}
	if f := ann.Carry(views("https://www.acme.test/")); f.Seq != 0 || f.Stream != "" {
		t.Errorf("a page before there is a conversation: %s", f.Raw)
	}
	for _, do := range []wire.Do{
		rig.Do(rig.ID(), "", wire.DoSee, wire.MarkBody{Upto: 1}), rig.Do(rig.ID(), "", wire.DoDeliver, wire.MarkBody{Upto: 1}),
	} {
		if f := ann.Answer(do); f.Code != desk.NotFound {
			t.Errorf("%s without a conversation: %s", do.Kind, f.Raw)
		}
	}
}

// row: B-15
func TestProofOfDelivery(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		word := ada.Carry(rig.Post(rig.ID(), ann.Stream, "Good day")).Seq
		ann.AwaitText("Good day")
		mark := func(kind wire.DoKind, upto int64) rig.Frame {
			t.Helper()
			return ann.Answer(rig.Do(rig.ID(), ann.Stream, kind, wire.MarkBody{Upto: upto}))
		}
		for range 3 { // said twice it is the same
			if f := mark(wire.DoDeliver, word); f.Frame != wire.FrameDone {
				t.Fatal(f.Raw)
			}
		}
		ada.AwaitEvent("delivered", func(e rig.Event) bool { return e.Kind == string(desk.ThreadDelivered) })
		mark(wire.DoSee, word)
		mark(wire.DoDeliver, word)
		ada.AwaitEvent("seen", func(e rig.Event) bool { return e.Kind == string(desk.ThreadSeen) })
		if n, m := len(seenBy(ada, desk.ThreadDelivered)), len(seenBy(ada, desk.ThreadSeen)); n != 1 || m != 1 {
			t.Errorf("told %d times that it arrived and %d that it was seen", n, m)
		}
		for _, upto := range []int64{0, -1, word + 10, 1 << 60} {
			if f := mark(wire.DoSee, upto); f.Code != desk.Invalid || f.Field != "upto" {
				t.Errorf("upto %d: %s", upto, f.Raw)
			}
		}
		bob := d.Visitor("")
		if f := bob.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoSee, wire.MarkBody{Upto: word})); f.Code != desk.NotFound {
			t.Errorf("somebody else: %s", f.Raw)
		}
		if f := ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoSee, wire.MarkBody{Upto: word})); f.Code != desk.UnknownType {
			t.Errorf("the agent herself: %s", f.Raw)
		}
		if len(seenBy(ann, desk.ThreadSeen)) > 0 {
			t.Error("the visitor is told what they saw")
		}
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
	})
}

// row: P-030
// Who moves on a site that loads no page is where they moved to: they are offered
// what is offered there, and their conversation begins there.
func TestAConversationBeginsWhereTheVisitorIs(t *testing.T) {
	d := office(t, "", func(s *desk.Settings) {
		last := s.Targeting[len(s.Targeting)-1]
		last.Paths = []string{"/tents"}
		s.Targeting = []desk.Targeting{last}
	})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	if s := ann.Welcome.Visitor.Offer.State; s != wire.OfferNone {
		t.Fatalf("on the first page: %s", s)
	}
	ann.Carry(views("https://www.acme.test/lamps"))
	ann.Carry(views("https://shop.acme.test/tents?size=2"))
	if o := offered(ann); o.State != wire.OfferOnline {
		t.Errorf("at the tents: %+v", o)
	}
	ann.Say("Hello")
	first := ann.Stream
	opened := ada.AwaitEvent("the conversation", func(e rig.Event) bool { return e.Kind == string(desk.ConversationOpened) })
	if opened.Page == nil || opened.Page.URL != "https://shop.acme.test/tents?size=2" || opened.Page.Title != "A page" || opened.Site != "shop.acme.test" {
		t.Errorf("it began at %+v of %s", opened.Page, opened.Site)
	}
	// The next one begins where they are by then.
	ann.Carry(on(first, views("https://www.acme.test/tents/red")))
	oncemore(ada, ann, "Again")
	again := ada.AwaitEvent("the second", func(e rig.Event) bool {
		return e.Kind == string(desk.ConversationOpened) && e.Stream == ann.Stream
	})
	if again.Page == nil || again.Page.URL != "https://www.acme.test/tents/red" {
		t.Errorf("the second began at %+v", again.Page)
	}
}
