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
	for _, do := range []wire.Do{
		views("https://www.acme.test/"), rig.Do(rig.ID(), "", wire.DoSee, wire.MarkBody{Upto: 1}), rig.Do(rig.ID(), "", wire.DoDeliver, wire.MarkBody{Upto: 1}),
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
