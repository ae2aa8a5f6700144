package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

func pastPath(stream desk.Stream, more ...string) string {
	return "/conversations/" + string(stream) + "/past" + strings.Join(more, "")
}

// oncemore has a visitor's conversation closed and another begun.
func oncemore(ada, ann *rig.Peer, words string) {
	ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoClose, nil))
	before := ann.Stream
	ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == string(wire.VisitorClosed) })
	ann.Stream = ""
	ann.Say(words)
	if ann.Stream == before {
		panic("the same conversation")
	}
	soon(ada, "the conversation", isWhole(ann.Stream))
}

// row: P-065, P-067, P-042
func TestWhatAVisitorSaidBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		me := as(t, d, rig.Ada)
		var page wire.PastPage
		me.send("GET", pastPath(ann.Stream), nil).done(200, &page)
		if page.Count != 0 || len(page.Past) != 0 || page.More {
			t.Errorf("of somebody new: %+v", page)
		}
		first := ann.Stream
		ada.Carry(rig.Post(rig.ID(), first, "Good day"))
		oncemore(ada, ann, "It is me again")
		second := ann.Stream
		d.Clock.Advance(desk.Hour)
		oncemore(ada, ann, "And a third time")
		me.send("GET", pastPath(ann.Stream), nil).done(200, &page)
		if page.Count != 2 || len(page.Past) != 2 || page.Past[0].Stream != second || page.Past[1].Stream != first {
			t.Fatalf("a third time: %+v", page)
		}
		if p := page.Past[1]; p.OpenedAt != rig.Began || p.ClosedAt == 0 || !slices.Equal(p.Agents, []string{"Ada Surname"}) || p.Channel != desk.Chat {
			t.Errorf("the first is told as %+v", p)
		}
		me.send("GET", pastPath(ann.Stream, "?before=", string(second)), nil).done(200, &page)
		if page.Count != 2 || len(page.Past) != 1 || page.Past[0].Stream != first {
			t.Errorf("before the second: %+v", page)
		}
		var thread wire.PastEvents
		me.send("GET", pastPath(ann.Stream, "/", string(first)), nil).done(200, &thread)
		var texts []string
		for _, e := range thread.Events {
			if e.Kind == desk.MessagePosted {
				texts = append(texts, e.Text)
			}
		}
		if !slices.Equal(texts, []string{"Hello", "Good day"}) || thread.More {
			t.Errorf("the first: %q, %v", texts, thread.More)
		}
		me.send("GET", pastPath(ann.Stream, "/", string(first), "?after=2"), nil).done(200, &thread)
		if thread.Events[0].Seq != 3 {
			t.Errorf("after 2 comes %d", thread.Events[0].Seq)
		}

		// Whoever does not hold the conversation learns nothing, a manager neither.
		for _, id := range []desk.AgentID{rig.Ben, mia} {
			as(t, d, id).send("GET", pastPath(ann.Stream), nil).refused(404, desk.NotFound, "/id")
			as(t, d, id).send("GET", pastPath(ann.Stream, "/", string(first)), nil).refused(404, desk.NotFound, "/id")
		}
		// Nor does anybody of the visitors of others.
		bob := d.Visitor("")
		bob.Say("I am Bob")
		soon(ada, "Bob's", isWhole(bob.Stream))
		for _, other := range []string{string(bob.Stream), "c_nobody", "a_10423", "u_" + "v_1", "%00"} {
			me.send("GET", pastPath(ann.Stream, "/", other), nil).refused(404, desk.NotFound, "/past")
		}
		me.send("GET", pastPath(ann.Stream, "?before=", string(bob.Stream)), nil).done(200, &page)
		if len(page.Past) != 0 {
			t.Errorf("before Bob's: %+v", page)
		}
		me.send("GET", pastPath(ann.Stream, "?before=a_10423"), nil).refused(404, desk.NotFound, "/before")

		// What was erased is told as erased.
		view, err := d.Store.ConversationEvents(t.Context(), rig.Project, desk.ConversationID(first), 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Store.EraseVisitor(t.Context(), rig.Project, view[0].Fact.(desk.Opened).Visitor); err != nil {
			t.Fatal(err)
		}
		var erased wire.PastEvents
		me.send("GET", pastPath(ann.Stream, "/", string(first)), nil).done(200, &erased)
		for _, e := range erased.Events {
			if e.Text != "" || e.Name != "" || e.Page != nil || e.Kind == desk.MessagePosted && !e.Erased {
				t.Errorf("after the erasure: %+v", e)
			}
		}
	})
}

func TestALongPastComesInParts(t *testing.T) {
	d, ada, ann := talking(t, "")
	me := as(t, d, rig.Ada)
	first := ann.Stream
	for n := range 18 {
		ada.Carry(rig.Post(rig.ID(), first, fmt.Sprint(n, strings.Repeat("é", 7900))))
		d.Clock.Advance(desk.Second)
	}
	for n := range 22 {
		oncemore(ada, ann, fmt.Sprint("again ", n))
		d.Clock.Advance(desk.Second)
	}
	var page wire.PastPage
	me.send("GET", pastPath(ann.Stream), nil).done(200, &page)
	if page.Count != 22 || len(page.Past) != 20 || !page.More {
		t.Fatalf("the first page: %d of %d, %v", len(page.Past), page.Count, page.More)
	}
	me.send("GET", pastPath(ann.Stream, "?before=", string(page.Past[19].Stream)), nil).done(200, &page)
	if len(page.Past) != 2 || page.More || page.Past[1].Stream != first {
		t.Errorf("the second page: %+v", page)
	}
	var all, parts int
	for after := int64(0); ; parts++ {
		var part wire.PastEvents
		me.send("GET", pastPath(ann.Stream, "/", string(first), fmt.Sprint("?after=", after)), nil).done(200, &part)
		for _, e := range part.Events {
			if e.Seq != after+1 {
				t.Fatalf("after %d comes %d", after, e.Seq)
			}
			after, all = e.Seq, all+1
		}
		if !part.More {
			break
		}
	}
	if parts < 1 || all < 20 {
		t.Errorf("%d events in %d parts", all, parts+1)
	}
}

// row: P-065
// A visitor whose pages have the longest addresses and titles there are does not
// make their past too much to read.
func TestAPastFullOfPagesIsRead(t *testing.T) {
	d, ada, ann := talking(t, "")
	first := ann.Stream
	for n := range 400 {
		address := fmt.Sprintf("https://www.acme.test/%d?", n)
		address += strings.Repeat("<", desk.MaxURLBytes-len(address))
		ann.Carry(rig.Do(rig.ID(), first, wire.DoView, wire.ViewBody{Page: desk.Page{URL: address, Title: strings.Repeat("😀", desk.MaxTitleRunes)}}))
		d.Clock.Advance(desk.Second)
	}
	oncemore(ada, ann, "again")
	if r := as(t, d, rig.Ada).send("GET", pastPath(ann.Stream, "/", string(first)), nil); len(r.Raw) > 512<<10 {
		t.Errorf("one answer has %d bytes", len(r.Raw))
	}
	address, err := link.ParseAddress(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	all, cut, err := link.PastEvents(t.Context(), address, d.Token(rig.Ada), string(ann.Stream), string(first))
	if err != nil || cut || len(all) < 400 {
		t.Errorf("%d events, %v, %v", len(all), cut, err)
	}
}
