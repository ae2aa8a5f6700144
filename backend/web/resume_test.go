package web_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// again joins as somebody who stood at the end of what a line heard.
func again(t *testing.T, d *rig.Desk, socket string, p *rig.Peer) *rig.Peer {
	t.Helper()
	h := p.Hello
	h.Epoch = p.Welcome.Epoch
	for _, f := range p.Heard {
		if f.Frame == wire.FrameEvents {
			h.Cursor = f.Cursor
		}
	}
	if h.Visitor != nil {
		h.Visitor.Stream = p.Stream
	}
	return rig.Join(t, d.URL+socket, h, rig.Dialing{})
}

// streams are the conversations an opening brings by one kind of frame.
func streams(p *rig.Peer, frame string) []desk.Stream {
	list := []desk.Stream{}
	for _, f := range p.Opening {
		if f.Frame == frame {
			list = append(list, f.Stream)
		}
	}
	return list
}

// endings are what an opening says of conversations before it says that they are
// gone: their messages, and the kinds of all else.
func endings(p *rig.Peer) map[desk.Stream][]string {
	said := map[desk.Stream][]string{}
	for i, f := range p.Opening {
		for _, e := range f.List {
			for _, later := range p.Opening[i:] {
				if later.Frame != wire.FrameGone || later.Stream != e.Stream {
					continue
				}
				what := e.Kind
				if e.Message() {
					what = e.Text
				}
				said[e.Stream] = append(said[e.Stream], what)
			}
		}
	}
	return said
}

func TestAnAgentResumesWithExactlyWhatWasMissed(t *testing.T) {
	onEach(t, rig.Tune{Slots: 4}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		stays, ends, goes, comes, passes := d.Visitor(""), d.Visitor(""), d.Visitor(""), d.Visitor(""), d.Visitor("")
		stays.Say("one")
		ends.Say("one")
		goes.Say("one")
		ada.Await("the third", isWhole(goes.Stream))
		stays.Say("two")
		ada.AwaitText("two")
		// A second device goes on while the first is away.
		second := d.Agent(rig.Ada)
		ada.Drop()

		second.Carry(rig.Post(rig.ID(), ends.Stream, "the last word"))
		second.Carry(closing(ends.Stream))
		goes.Say("for Ada")
		second.AwaitText("for Ada")
		second.Carry(rig.Do(rig.ID(), goes.Stream, wire.DoTransfer, wire.TransferBody{Agent: rig.Ben, Anyway: true}))
		goes.Say("not for Ada")
		passes.Say("one")
		second.Await("it comes", isWhole(passes.Stream))
		second.Carry(closing(passes.Stream))
		comes.Say("new here")
		for i := range 3 {
			stays.Say(fmt.Sprint("missed ", i))
		}
		second.AwaitText("missed 2")

		back := again(t, d, rig.AgentSocket, ada)
		if got, want := streams(back, wire.FrameGone), []desk.Stream{ends.Stream, goes.Stream, passes.Stream}; !slices.Equal(got, want) {
			t.Errorf("gone %v, want %v", got, want)
		}
		// Of what she had she is told how it went, and of what others do with it nothing.
		if got, want := endings(back), map[desk.Stream][]string{
			ends.Stream: {"the last word", string(desk.ContactClosed), string(desk.ConversationClosed)},
			goes.Stream: {"for Ada", string(desk.ContactClosed), string(desk.ConversationTransferred)},
		}; !reflect.DeepEqual(got, want) {
			t.Errorf("of what is gone she is told %v, want %v", got, want)
		}
		if got := streams(back, wire.FrameWhole); !slices.Equal(got, []desk.Stream{comes.Stream}) {
			t.Errorf("whole %v, want %v", got, comes.Stream)
		}
		missed := back.Opening[len(back.Opening)-1]
		if got, want := texts(missed.List), []string{"missed 0", "missed 1", "missed 2"}; !slices.Equal(got, want) {
			t.Errorf("missed %q, want %q", got, want)
		}
		stays.Say("live again")
		back.AwaitText("live again")
		seen := map[desk.Stream]int64{}
		for _, f := range back.Heard {
			for _, e := range f.List {
				if e.Seq <= seen[e.Stream] {
					t.Errorf("%s number %d twice", e.Stream, e.Seq)
				}
				seen[e.Stream] = e.Seq
			}
		}
		// Nothing happened since: nothing comes.
		idle := again(t, d, rig.AgentSocket, back)
		if len(idle.Opening) != 1 || len(idle.Opening[0].List) != 0 {
			t.Errorf("an idle resume brings %v", idle.Opening)
		}
	})
}

// Who has a conversation whole stands behind its beginning at once, or a line that
// breaks next comes back as one that never had it.
func TestWhatHasJustComeIsToldToItsEnd(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		second := d.Agent(rig.Ada)
		ann := d.Visitor("")
		ann.Say("Hello")
		ada.Await("the conversation", isWhole(ann.Stream))
		next, err := ada.Next(t.Context())
		if err != nil || next.Frame != wire.FrameEvents {
			t.Fatalf("after the whole comes %s, %v", next.Raw, err)
		}
		ada.Heard = append(ada.Heard, next)
		ada.Drop()
		second.Carry(closing(ann.Stream))
		back := again(t, d, rig.AgentSocket, ada)
		if got, want := endings(back)[ann.Stream], []string{string(desk.ContactClosed), string(desk.ConversationClosed)}; !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	})
}

// row: P-114
func TestAnAgentWhoWasAwayIsToldOnceThatATranscriptFailed(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		second := d.Agent(rig.Ada)
		ada.Settle()
		ada.Drop()
		second.Status(rig.Ada, desk.NotAvailable)
		second.Available(rig.Ada)
		asked := desk.Event{
			Offset: 7, Stream: "c_1", Kind: desk.TranscriptAsked, Actor: desk.AgentActor(rig.Ada), Fact: desk.Transcribed{Contact: 4711},
		}
		if err := d.Floor.Undelivered(t.Context(), rig.Project, asked); err != nil {
			t.Fatal(err)
		}
		own := func(p *rig.Peer) (kinds []string) {
			p.Settle()
			for _, f := range p.Heard {
				for _, e := range f.List {
					if e.Stream == rig.Ada.Stream() {
						kinds = append(kinds, e.Kind)
					}
				}
			}
			return kinds
		}
		// Of the statuses meanwhile the welcome says what they came to.
		back := again(t, d, rig.AgentSocket, ada)
		if got := own(back); !slices.Equal(got, []string{string(desk.TranscriptFailed)}) {
			t.Errorf("back, she is told %q", got)
		}
		if got := own(again(t, d, rig.AgentSocket, back)); len(got) != 0 {
			t.Errorf("and then once more %q", got)
		}
	})
}

func TestAVisitorResumesWithExactlyWhatWasMissed(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := d.Visitor("")
		ann.Say("one")
		ada.Await("the conversation", isWhole(ann.Stream))
		ann.AwaitEvent("joined", func(e rig.Event) bool { return e.Kind == "joined" })
		ann.Drop()
		for _, text := range []string{"two", "three"} {
			ada.Carry(rig.Post(rig.ID(), ann.Stream, text))
		}
		back := again(t, d, rig.VisitorSocket, ann)
		if len(back.Opening) != 1 || !slices.Equal(texts(back.Opening[0].List), []string{"two", "three"}) {
			t.Errorf("resumed with %v", back.Opening)
		}
		if back.Stream != ann.Stream || back.Welcome.Visitor.Token != "" {
			t.Errorf("welcomed as %s", back.Welcome.Raw)
		}
		idle := again(t, d, rig.VisitorSocket, back)
		if len(idle.Opening) != 1 || len(idle.Opening[0].List) != 0 {
			t.Errorf("an idle resume brings %v", idle.Opening)
		}
	})
}

func TestAnotherEpochBringsEverythingAnew(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("one")
	ada.Await("the conversation", isWhole(ann.Stream))
	ann.Say("two")
	ada.AwaitText("two")
	ada.Welcome.Epoch, ann.Welcome.Epoch = "of another log", "of another log"
	for name, back := range map[string]*rig.Peer{
		"agent": again(t, d, rig.AgentSocket, ada), "visitor": again(t, d, rig.VisitorSocket, ann),
	} {
		if len(back.Opening) != 2 || !isWhole(ann.Stream)(back.Opening[0]) {
			t.Fatalf("%s: the opening is %v", name, back.Opening)
		}
		if got := texts(back.Opening[0].Events); !slices.Equal(got, []string{"one", "two"}) {
			t.Errorf("%s: whole is %q", name, got)
		}
		if back.Welcome.Epoch == "of another log" {
			t.Errorf("%s: welcomed in the other log", name)
		}
	}
}

// A cursor beyond the log is that of another one, whatever its epoch says: an
// empty answer would be a hole for ever.
func TestACursorBeyondTheLogIsSentBack(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("one")
	ada.Await("the conversation", isWhole(ann.Stream))
	for socket, h := range map[string]wire.Hello{rig.AgentSocket: ada.Hello, rig.VisitorSocket: ann.Hello} {
		h.Epoch, h.Cursor = ada.Welcome.Epoch, 1_000_000
		if h.Visitor != nil {
			h.Visitor.Stream = ann.Stream
		}
		_, err := rig.Dial(t.Context(), d.URL+socket, h)
		if f := byeOf(t, err); f.Code != desk.ResyncRequired || !f.Again || f.Message == "" {
			t.Errorf("%s: %s", socket, f.Raw)
		}
	}
}

// Both tabs of one visitor hear both, from before the first message on.
func TestTwoTabsAreOneVisitor(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	left := d.Visitor("")
	right := d.Visitor(left.Hello.Token)
	if right.Welcome.Visitor.Token != "" {
		t.Error("the second tab was made another visitor")
	}
	left.Say("from the left")
	right.AwaitText("from the left")
	right.Stream = left.Stream
	right.Say("from the right")
	left.AwaitText("from the right")
	ada.Await("the conversation", isWhole(left.Stream))
	ada.Carry(rig.Post(rig.ID(), left.Stream, "to both"))
	left.AwaitText("to both")
	right.AwaitText("to both")
}
