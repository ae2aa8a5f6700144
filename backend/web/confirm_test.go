package web_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// confirming joins an agent whose desktop says of each contact that it shows it.
func confirming(d *rig.Desk, t *testing.T, id desk.AgentID) *rig.Peer {
	h := wire.Hello{Token: d.Token(id), Device: rig.ID(), Confirms: true}
	return rig.Join(t, d.URL+rig.AgentSocket, h, rig.Dialing{}).Available(id)
}

// isShown is the command that a desktop sends of a contact it shows.
func isShown(f rig.Frame) wire.Do {
	for _, e := range f.Events {
		if e.Kind == string(desk.ContactOpened) {
			return rig.Do(rig.ID(), f.Stream, wire.DoConfirm, wire.ConfirmBody{Contact: e.Contact})
		}
	}
	panic("a conversation without a contact")
}

// What comes to a desk all at once is confirmed all at once: it once ran into the
// pace of what people type, and whoever had room for fifty was taken for gone.
//
// row: P-010
func TestFiftyAtOnceAreAllShown(t *testing.T) {
	const many = 50
	d := rig.NewDesk(t, "", rig.Tune{Slots: many, Limit: web.AgentLimit})
	ben := confirming(d, t, rig.Ben)
	for range many {
		d.Visitor("").Say("Hello")
	}
	var shown []wire.Do
	for len(shown) < many {
		shown = append(shown, isShown(ben.AwaitFrame(wire.FrameWhole)))
	}
	for _, do := range shown {
		ben.Put(do)
	}
	for range shown {
		f := ben.Await("what became of them", func(f rig.Frame) bool { return f.Frame == wire.FrameDone || f.Frame == wire.FrameRefused })
		if f.Frame == wire.FrameRefused {
			t.Fatalf("refused: %s", f.Raw)
		}
	}
	d.Clock.Advance(desk.Minute)
	if load := d.Floor.Loads(t.Context())[rig.Project]; load.Ongoing != many {
		t.Errorf("a minute later: %+v", load)
	}
	ben.Carry(closing(shown[0].Stream))
	next := d.Visitor("")
	next.Say("Is there room for one more?")
	ben.Await("the next", isWhole(next.Stream))
}

// A desktop that stood still when it was given a contact is asked, and given more
// once it has answered, though it has nothing to say by itself.
func TestADesktopThatStoodStillIsGivenMoreOnceItAnswers(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{})
	ada := confirming(d, t, rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	d.Clock.Advance(desk.ShownWithin)
	ada.Await("that it went", isGone(ann.Stream))
	// Nothing is given to who does not answer.
	if load := d.Floor.Loads(t.Context())[rig.Project]; load.Waiting != 1 {
		t.Fatalf("while nobody answers: %+v", load)
	}
	d.Web.AskAll()
	ada.Await("it again", isWhole(ann.Stream))
}
