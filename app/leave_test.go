package app

import (
	"errors"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
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

// row: D-11
func TestWhatIsLeftAtSigningOutIsToldInBothLanguages(t *testing.T) {
	for n, want := range map[int]string{1: "Une conversation est encore ouverte.", 3: "3 conversations sont encore ouvertes."} {
		var f *Fault
		if err := asFault(counted(n, "1 conversation is still open.", "%d conversations are still open.")); !errors.As(err, &f) || f.MessageFR != want {
			t.Errorf("%d: %+v", n, err)
		}
	}
}
