package app

import (
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// row: P-004, the window's side of it
func TestAWindowIsNotClosedOnVisitorsUnasked(t *testing.T) {
	r := newRig(t)
	asked, closed := 0, make(chan struct{}, 1)
	w := Window{
		Ask:      func() { asked++ },
		HandOver: func() { _ = r.App.HandedOver() },
		Close:    func() { closed <- struct{}{} },
	}
	if r.Leave(w) {
		t.Fatal("a window in which nobody is signed in stays")
	}
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	for range 3 {
		if !r.Leave(w) {
			t.Fatal("it closes on a visitor")
		}
		r.must(r.App.Asking())
	}
	if asked != 3 {
		t.Errorf("asked %d times", asked)
	}
	// They want it all the same.
	r.must(r.App.Quit())
	if r.quits != 1 {
		t.Errorf("the window was told %d times", r.quits)
	}
	ends(t, r, w, closed)
	if asked != 3 {
		t.Error("asked again")
	}
}

func TestAWindowWhosePageHangsIsLetGoInTheEnd(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.boxes(r.peer.begins("c_one", "Lea", "Hello"))
	closed := make(chan struct{}, 1)
	w := Window{Ask: func() {}, HandOver: func() { _ = r.App.HandedOver() }, Close: func() { closed <- struct{}{} }}
	for range 2 { // a double click on the close button
		if !r.Leave(w) {
			t.Fatal("it closes on a visitor")
		}
	}
	r.clock.advance(time.Duration(asksWithin) * time.Millisecond)
	ends(t, r, w, closed)
}

func TestAWindowWithoutVisitorsClosesAtOnce(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", async, "Lea", "Hello", ada)
	r.boxes(one)
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), true))
	r.boxes()
	closed := make(chan struct{}, 1)
	ask := func() { t.Error("asked though nobody is with the agent") }
	ends(t, r, Window{Ask: ask, HandOver: func() { _ = r.App.HandedOver() }, Close: func() { closed <- struct{}{} }}, closed)
}

// ends has the window hand over what it holds, and close.
func ends(t *testing.T, r *rig, w Window, closed chan struct{}) {
	t.Helper()
	if !r.Leave(w) {
		t.Fatal("nothing is handed over")
	}
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Fatal("it does not close")
	}
	if r.Leave(w) {
		t.Error("it stays when it is closed")
	}
}
