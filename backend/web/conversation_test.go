package web_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-007, P-047
func TestAVisitorIsAnsweredUntilItIsClosed(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := d.Visitor("")
		ann.Say("Do you have these in 43?")

		whole := ada.Await("the conversation", isWhole(ann.Stream))
		if got := texts(whole.Events); !slices.Equal(got, []string{"Do you have these in 43?"}) {
			t.Errorf("the conversation holds %q", got)
		}
		given := whole.Events[len(whole.Events)-1]
		if given.Kind != string(desk.ContactOpened) || given.Agent != rig.Ada || given.Why == "" || !strings.Contains(given.WhyFR, " agent") {
			t.Errorf("it was given by %+v", given)
		}
		for i, e := range whole.Events {
			if e.Seq != int64(i)+1 {
				t.Errorf("event %d has number %d", i, e.Seq)
			}
		}
		ann.AwaitEvent("who joined", func(e rig.Event) bool { return e.Kind == "joined" && e.Name == "Ada" })

		ada.Carry(rig.Post(rig.ID(), ann.Stream, "Yes, we do."))
		if e := ann.AwaitText("Yes, we do."); e.From != desk.AgentSide || e.Name != "Ada" || e.ID != "" {
			t.Errorf("the visitor reads %+v", e)
		}
		ann.Say("Then I take them.")
		ada.AwaitText("Then I take them.")

		ada.Carry(closing(ann.Stream))
		ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
		before := ann.Stream
		// Who writes after the end begins anew and loses no line.
		ann.Say("One more thing")
		if ann.Stream == before {
			t.Error("a closed conversation went on")
		}
		ada.Await("the next conversation", isWhole(ann.Stream))
	})
}

// The frame that tells of the end comes before the one that takes it away.
func TestWhatIsClosedIsGone(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	ada.Put(closing(ann.Stream))
	ended := false
	ada.Await("gone", func(f rig.Frame) bool {
		for _, e := range f.List {
			ended = ended || e.Kind == string(desk.ConversationClosed)
		}
		return isGone(ann.Stream)(f)
	})
	if !ended {
		t.Error("taken away without a word of its end")
	}
	if f := ada.Answer(rig.Post(rig.ID(), ann.Stream, "Still there?")); f.Code != desk.WrongState {
		t.Errorf("writing into it: %s", f.Raw)
	}
}

// row: P-010, P-011
func TestTheLimitHoldsAndAFreedSlotIsFilled(t *testing.T) {
	onEach(t, rig.Tune{Slots: 2}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		var visitors []*rig.Peer
		for range 3 {
			v := d.Visitor("")
			v.Say("Hello")
			visitors = append(visitors, v)
		}
		ada.Await("the first", isWhole(visitors[0].Stream))
		ada.Await("the second", isWhole(visitors[1].Stream))
		ada.Settle()
		if slices.ContainsFunc(ada.Heard, isWhole(visitors[2].Stream)) {
			t.Fatal("a third conversation came upon two slots")
		}
		ada.Put(closing(visitors[0].Stream))
		ada.Await("the one who waited", isWhole(visitors[2].Stream))
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
	})
}

func TestARepeatIsAnsweredAsTheFirstTime(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := d.Visitor("")
		hello := rig.Post(rig.ID(), "", "Hello")
		first := ann.Carry(hello)
		again := ann.Carry(hello)
		if first.Stream != again.Stream || first.Seq != again.Seq || first.Seq == 0 {
			t.Errorf("%s, then %s", first.Raw, again.Raw)
		}
		// From another socket of the same device, and naming the conversation.
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		hello.Stream = first.Stream
		if f := back.Carry(hello); f.Stream != first.Stream || f.Seq != first.Seq {
			t.Errorf("%s, then %s", first.Raw, f.Raw)
		}
		other := rig.Post(hello.ID, first.Stream, "Good-bye")
		if f := back.Answer(other); f.Code != desk.IDReused || f.Message == "" {
			t.Errorf("another message under the same id: %s", f.Raw)
		}
		whole := ada.Await("the conversation", isWhole(first.Stream))
		if got := texts(whole.Events); !slices.Equal(got, []string{"Hello"}) {
			t.Errorf("the log holds %q", got)
		}
	})
}

// The same command twice in one breath, before the first is answered.
func TestARepeatInTheSameBreath(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ann := d.Visitor("")
	hello := rig.Post(rig.ID(), "", "Hello")
	for range 5 {
		ann.Put(hello)
	}
	var seqs []int64
	for range 5 {
		seqs = append(seqs, ann.AwaitFrame(wire.FrameDone).Seq)
	}
	if slices.ContainsFunc(seqs, func(n int64) bool { return n != seqs[0] }) {
		t.Errorf("answers %v", seqs)
	}
	back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
	if got := texts(back.Opening[0].Events); !slices.Equal(got, []string{"Hello"}) {
		t.Errorf("the log holds %q", got)
	}
}

func TestAVisitorSeesNoNumberNoRuleNoNote(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	ada.Carry(rig.Post(rig.ID(), ann.Stream, "Good morning"))
	ann.AwaitText("Good morning")
	ada.Carry(closing(ann.Stream))
	ann.AwaitEvent("the end", func(e rig.Event) bool { return e.Kind == "closed" })
	ann.Hello.Visitor.Stream = ann.Stream
	back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
	for _, f := range append(ann.Heard, back.Heard...) {
		raw := strings.ReplaceAll(f.Raw, ann.Hello.Token, "") // theirs, and any letters
		for _, secret := range []string{string(rig.Ada), "Surname", "contact", "agent_", `"why"`, "note", "waited", "sales", `"reason"`, `"v_`, "offset"} {
			if strings.Contains(raw, secret) {
				t.Errorf("%s in %s", secret, f.Raw)
			}
		}
	}
}

func TestAnotherVisitorsConversationDoesNotExist(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann, bob := d.Visitor(""), d.Visitor("")
		ann.Say("Mine")
		closed := d.Visitor("")
		closed.Say("Mine too")
		ada.Await("the second", isWhole(closed.Stream))
		ada.Carry(closing(closed.Stream))

		random := bob.Answer(rig.Post(rig.ID(), "c_nosuchconversation", "Hello"))
		for name, stream := range map[string]desk.Stream{"open": ann.Stream, "closed": closed.Stream, "an agent": rig.Ada.Stream()} {
			for _, kind := range []wire.DoKind{wire.DoPost, wire.DoLeave} {
				do := rig.Do(rig.ID(), stream, kind, nil)
				if kind == wire.DoPost {
					do = rig.Post(rig.ID(), stream, "Hello")
				}
				f := bob.Answer(do)
				if f.Code != desk.NotFound || f.Field != random.Field || name != "an agent" && f.Message != random.Message {
					t.Errorf("%s into %s: %s; into none: %s", kind, name, f.Raw, random.Raw)
				}
			}
		}
		ada.Settle()
		for _, f := range ada.Heard {
			for _, e := range f.List {
				if e.Kind == string(desk.VisitorLeft) {
					t.Errorf("a stranger made the visitor leave: %s", f.Raw)
				}
			}
		}
	})
}

// A visitor is known again on the page on which they were new, and not only after
// they have loaded it anew.
func TestAVisitorWhoWritesAgainOnTheSamePageIsKnown(t *testing.T) {
	d := office(t, "", func(s *desk.Settings) { s.Rules[0].Sticky = 20 })
	ben := d.Agent(rig.Ben).Available(rig.Ben)
	ann := d.Visitor("")
	ann.Say("Hello")
	ben.Await("the first conversation", isWhole(ann.Stream))
	ben.Carry(closing(ann.Stream))
	bob := d.Visitor("")
	bob.Say("Hello") // so that Ben has more to do than Ada
	ben.Await("another's", isWhole(bob.Stream))
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	first := ann.Stream
	ann.Say("One more thing")
	if ann.Stream == first {
		t.Fatal("it is still the first conversation")
	}
	ben.Await("who knows him", isWhole(ann.Stream))
	dot := d.Visitor("")
	dot.Say("Hello")
	ada.Await("who knows nobody", isWhole(dot.Stream))
}
