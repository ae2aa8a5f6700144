package app

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// then folds one more event into a conversation of somebody.
func (v *conversation) then(e wire.AgentEvent) {
	e.Stream, e.Seq, e.At = v.stream(), v.Seq+1, v.OpenedAt+desk.Millis(v.Seq)
	v.fold(e)
}

// reachedStates are the states of the agents' lines, in order.
func reachedStates(lines []wire.ThreadLine) (states []string) {
	for _, l := range lines {
		if l.Kind == wire.LineAgent {
			states = append(states, fmt.Sprint(l.State, " ", l.DeliveredAt > 0, " ", l.SeenAt > 0))
		}
	}
	return states
}

// row: B-15
func TestEachMessageSaysHowFarItHasCome(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "VAAVA") // ours are 4, 5 and 7
	s := stateWith(v)
	s.enter("c_one")
	published := func() []wire.ThreadLine {
		p := view(s, 1000)
		v.lent = true
		return p.Threads[0].Lines
	}
	visitor := desk.Visitor("v_c_one")
	sent := published()
	for _, step := range []struct {
		kind desk.Kind
		upto int64
		want []string
	}{
		{desk.ThreadDelivered, 5, []string{"delivered true false", "delivered true false", "sent false false"}},
		{desk.ThreadSeen, 4, []string{"seen true true", "delivered true false", "sent false false"}},
		{desk.ThreadSeen, 7, []string{"seen true true", "seen true true", "seen true true"}},
		// What says less than is known takes nothing back.
		{desk.ThreadDelivered, 7, []string{"seen true true", "seen true true", "seen true true"}},
		{desk.ThreadSeen, 1, []string{"seen true true", "seen true true", "seen true true"}},
	} {
		before := published()
		kept := slices.Clone(before)
		v.then(wire.AgentEvent{Kind: step.kind, Actor: visitor, Upto: step.upto})
		if got := reachedStates(published()); !reflect.DeepEqual(got, step.want) {
			t.Errorf("%s up to %d: %q", step.kind, step.upto, got)
		}
		if !slices.Equal(before, kept) {
			t.Fatalf("%s changed a view that was handed out", step.kind)
		}
	}
	if got := reachedStates(sent); !reflect.DeepEqual(got, []string{"sent false false", "sent false false", "sent false false"}) {
		t.Errorf("the first view became %q", got)
	}
	// The moment of each is the visitor's page's, and stays.
	if l := published()[3]; l.DeliveredAt == l.SeenAt || l.SeenAt == 0 {
		t.Errorf("delivered and seen at %d and %d", l.DeliveredAt, l.SeenAt)
	}
}

// row: P-030
func TestThePageFollowsTheVisitor(t *testing.T) {
	v := newConversation("c_one", me{ada, "Ada"})
	visitor := desk.Visitor("v")
	v.then(wire.AgentEvent{Kind: desk.ConversationOpened, Actor: visitor, Visitor: "v", Channel: desk.Chat, Page: &desk.Page{URL: "https://a.test/boots", Title: "Boots"}})
	v.then(wire.AgentEvent{Kind: desk.ContactOpened, Actor: desk.System, Contact: 1, Agent: ada})
	s := stateWith(v)
	s.enter("c_one")
	before := view(s, 0)
	v.then(wire.AgentEvent{Kind: desk.VisitorViewed, Actor: visitor, Page: &desk.Page{URL: "https://a.test/tents", Title: "Tents\x07"}})
	v.then(wire.AgentEvent{Kind: desk.VisitorViewed, Actor: visitor}) // erased
	v.then(wire.AgentEvent{Kind: desk.VisitorViewed, Actor: visitor, Page: &desk.Page{URL: "https://a.test/"}})
	after := view(s, 0)
	var pages []string
	for _, l := range after.Threads[0].Lines {
		if l.System == wire.SysViewed {
			pages = append(pages, l.URL+" "+l.Text)
		}
	}
	if want := []string{"https://a.test/boots Boots", "https://a.test/tents Tents", "https://a.test/ "}; !reflect.DeepEqual(pages, want) {
		t.Errorf("the way through the site: %q", pages)
	}
	if after.Boxes[0].New != 0 || after.Boxes[0].LastText != "" || after.Boxes[0].WaitingSince != before.Boxes[0].WaitingSince {
		t.Errorf("a page counts as a word: %+v", after.Boxes[0])
	}
	patch, _ := diff(before, after)
	if patch.Threads != nil || patch.ThreadPatches[0].Page.URL != "https://a.test/" || len(patch.ThreadPatches[0].Lines) != 2 {
		t.Errorf("the window is told %+v", patch)
	}
}

// row: P-038
func TestWhatIsNotKnownHasAPlaceAndALabel(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "V")
	v.then(wire.AgentEvent{Kind: "hologram.shown", Actor: desk.Visitor("v_c_one"), Text: "nobody knows how to read this"})
	v.then(wire.AgentEvent{Kind: "message.posted", Actor: desk.Visitor("v_c_one"), Text: "And later?"})
	v.then(wire.AgentEvent{Kind: desk.MessagePosted, Actor: desk.Visitor("v_c_one"), Erased: true})
	lines := v.lines[len(v.lines)-3:]
	if l := lines[0]; l.Kind != wire.LineSystem || l.System != wire.SysUnknown || l.Text != "hologram.shown" {
		t.Errorf("what is not known is shown as %+v", l)
	}
	if lines[1].Text != "And later?" || !lines[2].Erased || lines[2].Text != "" {
		t.Errorf("what follows: %+v", lines[1:])
	}
}
