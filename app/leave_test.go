package app

import (
	"errors"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-004
func TestSigningOutAsksAboutADraftOfWhatIsSetAside(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.must(r.App.Draft(string(one), "half a long answer"))
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), true))
	r.boxes()
	err := r.App.SignOut(false)
	r.refused(err, desk.WrongState)
	if f := (*Fault)(nil); !errors.As(err, &f) || f.Field != "draft" {
		t.Errorf("%v", err)
	}
	r.must(r.App.Draft(string(one), ""))
	r.must(r.App.SignOut(false))
}

// What was begun in a conversation that went to somebody else is lost by signing out as
// well, until it is put away.
func TestSigningOutAsksAboutADraftOfWhatHasGone(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.must(r.App.Draft(string(one), "half a long answer"))
	r.peer.happens(one, desk.System, desk.End{Reason: desk.VisitorInactive})
	r.eventually("it is gone", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone && p.Boxes[0].Draft })
	err := r.App.SignOut(false)
	r.refused(err, desk.WrongState)
	if f := (*Fault)(nil); !errors.As(err, &f) || f.Field != "draft" {
		t.Errorf("%v", err)
	}
	r.must(r.App.PutAway(string(one)))
	r.must(r.App.SignOut(false))
}

// What was not sent is found where its conversation lies, and can be taken back from
// there: what cannot be sent again nor left behind would keep one signed in for ever.
//
// row: P-004
func TestAMessageThatWasNotSentInWhatIsSetAsideIsTakenBack(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.offline()
	r.must(r.send(string(one), "One more thing"))
	r.peer.happens(one, desk.AgentActor(ada), desk.Snooze{Until: 1_000_000 + 3*desk.Hour, Keep: true})
	r.peer.with(func() { r.peer.away = false })
	r.clock.advance(time.Minute)
	r.online()
	r.eventually("it lies on the shelf and says so", func(p wire.Panel) bool { return len(p.Shelf) == 1 && p.Shelf[0].Failed })
	r.refused(r.App.SignOut(false), desk.WrongState)
	r.must(r.App.Wake(string(one)))
	p := r.eventually("it is open again", func(p wire.Panel) bool {
		return len(p.Shelf) == 0 && boxOf(p, one).Failed && p.OnScreen() != nil && p.OnScreen().Open
	})
	r.must(r.App.Retry(string(one), last(p).Key))
	r.eventually("it is sent", func(p wire.Panel) bool { return last(p).State == wire.Sent && !boxOf(p, one).Failed })
}

// row: D-11
func TestWhatIsLeftAtSigningOutIsToldInBothLanguages(t *testing.T) {
	for n, want := range map[int]string{1: "Une conversation est encore ouverte.", 3: "3 conversations sont encore ouvertes."} {
		var f *Fault
		if err := asFault(counted(n, "1 conversation is still open.", "%d conversations are still open.")); !errors.As(err, &f) || f.MessageFR != want {
			t.Errorf("%d: %+v", n, err)
		}
	}
}
