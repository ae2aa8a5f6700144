package app

import (
	"slices"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// So is what ended while the line was away, and what was closed over a line that
// broke with the answer.
//
// row: D-09
func TestWhatEndedOverALostLineIsFound(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() { r.peer.at = r.clock.Now() })
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Good day")
	r.boxes(one, two)
	r.offline()
	r.peer.says(one, desk.Post{Text: "Never mind"})
	r.peer.happens(one, desk.System, desk.End{Reason: desk.VisitorInactive})
	r.back()
	r.boxes(two)
	r.peer.breaksAt(wire.DoClose)
	r.refused(r.App.Close(string(two), wire.CloseBody{}), desk.Unavailable)
	r.back()
	r.boxes()
	names := []string{}
	for _, c := range r.over("AC") {
		names = append(names, c.Name)
	}
	if !slices.Equal(names, []string{"Max", "Lea"}) {
		t.Errorf("recalled %q", names)
	}
	// Nobody was called to what is over: these three came, and nothing else.
	r.peer.begins("c_three", "Ida", "Hello")
	for _, toast := range r.toasts.wait(t, 3) {
		if toast.Body == "Never mind" {
			t.Errorf("announced %+v", toast)
		}
	}
}

// What was talked to its end is found and read without a line, also by the next
// start. What went to somebody else is not, and nothing is once one has signed out.
//
// row: D-09
func TestWhatIsOverIsFoundAndReadWithoutALine(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() { r.peer.at = r.clock.Now() })
	one, two, three := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Good day"), r.peer.begins("c_three", "", "Hm")
	r.boxes(one, two, three)
	recalled := func() (names []string) {
		t.Helper()
		for _, c := range r.over("AC") {
			if c.OpenedAt == 0 || c.Channel != desk.Chat {
				t.Errorf("recalled %+v", c)
			}
			names = append(names, c.Name)
		}
		return names
	}
	if got := recalled(); len(got) != 0 {
		t.Fatalf("what is open is recalled: %q", got)
	}
	r.must(r.send(string(one), "It is"))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 })
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.boxes(two, three)
	r.must(r.App.Close(string(three), wire.CloseBody{}))
	r.boxes(two)
	r.peer.targets = []wire.TransferTarget{{Kind: wire.ToAgent, ID: string(ben), Name: "Ben", Free: true}}
	r.must(r.App.Transfer(string(two), string(wire.ToAgent), string(ben), "", false))
	r.boxes()

	r.peer.with(func() { r.peer.away = true })
	r.peer.cut()
	r.restart()
	r.eventually("somebody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedIn })
	if got := recalled(); !slices.Equal(got, []string{madeUpName("v_c_three"), "Lea"}) {
		t.Errorf("recalled %q", got)
	}
	thread, err := r.App.Recall(string(one))
	r.must(err)
	var said []string
	for _, l := range thread.Lines {
		if l.Kind != wire.LineSystem {
			said = append(said, l.Text)
		}
	}
	if !slices.Equal(said, []string{"Hello", "It is"}) {
		t.Errorf("read %q", said)
	}
	_, err = r.App.Recall(string(two))
	r.refused(err, desk.NotFound)

	// After thirty days it is no more.
	r.Stop()
	r.clock.advance(31 * 24 * time.Hour)
	r.start()
	r.eventually("somebody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedIn })
	rigEventually(t, "nothing is recalled", func() bool {
		r.clock.advance(pruneAfter)
		return len(recalled()) == 0
	})
	r.must(r.App.SignOut(true))
	_, err = r.App.Find("AC")
	r.refused(err, desk.TokenExpired)
}

// Thirty days are reckoned from the end, by the server's clock, and a desktop that is
// left on drops what is older like one that is started anew.
func TestWhatIsOverIsKeptForThirtyDaysFromItsEnd(t *testing.T) {
	r := newRig(t)
	r.signIn()
	// The server's clock is years behind this machine's.
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Good day")
	r.boxes(one, two)
	passes := func(days int) {
		t.Helper()
		r.offline()
		r.peer.with(func() { r.peer.at += desk.Millis(days) * desk.Day })
		r.clock.advance(time.Duration(days) * 24 * time.Hour)
		r.back()
	}
	recalled := func(what string, want ...desk.Stream) {
		t.Helper()
		r.offline()
		rigEventually(t, what, func() bool {
			r.clock.advance(pruneAfter)
			return slices.EqualFunc(r.over("AC"), want, func(c wire.Found, s desk.Stream) bool { return c.Stream == s })
		})
		r.back()
	}
	r.must(r.App.Close(string(two), wire.CloseBody{}))
	r.boxes(one)
	recalled("one has ended", two)
	passes(20)
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.boxes()
	recalled("the other has, which began as early", one, two)
	passes(11)
	recalled("what ended a month ago is dropped", one)
	passes(20)
	recalled("so is the other")
}
