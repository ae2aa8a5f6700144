package app

import (
	"slices"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// holding is a desktop that holds messages back, with one conversation. The clock
// moves by itself too slowly for any of them to leave.
func holding(t *testing.T) (*rig, desk.Stream) {
	t.Helper()
	r := newRig(t)
	r.signIn()
	w := usualWriting
	w.Hold = true
	r.must(r.App.SetWriting(w))
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	return r, one
}

func TestAMessageThatIsHeldCanBeUndone(t *testing.T) {
	r, one := holding(t)
	r.must(r.App.Draft(string(one), "Yes"))
	r.must(r.send(string(one), "Yes"))
	key := r.shows("Yes")
	line := last(r.App.Snapshot())
	if line.State != wire.Held || line.Until-line.At != holdFor {
		t.Errorf("%+v", line)
	}
	r.must(r.App.Draft(string(one), "and no"))
	undone, err := r.App.Undo(string(one), key)
	if err != nil || undone.Text != "Yes" || len(undone.Files) != 0 {
		t.Fatalf("%+v, %v", undone, err)
	}
	r.eventually("it is a draft again", func(p wire.Panel) bool {
		return p.Line.Unsent == 0 && last(p).Kind == wire.LineSystem && boxOf(p, one).Draft
	})
	_, err = r.App.Undo(string(one), key)
	r.refused(err, desk.WrongState)
	// It is on the disk.
	r.restart()
	p := r.boxes(one)
	if p.OnScreen().Draft != "Yes\nand no" {
		t.Errorf("after the restart: %q", p.OnScreen().Draft)
	}
	if n := len(r.peer.did(wire.DoPost)); n != 0 {
		t.Errorf("%d were sent", n)
	}
}

// A file that was sent beside a text is held and undone with it, by either, and its
// bytes are on the disk no more. What else is held at that time stays as it is.
func TestAFileIsUndoneWithTheTextBesideIt(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	w := usualWriting
	w.Hold = true
	r.must(r.App.SetWriting(w))
	for _, by := range []string{"text", "file"} {
		r.must(r.App.SendCard(string(one), "link", "manual"))
		text, err := r.App.Send(string(one), "See "+by)
		r.must(err)
		r.must(r.send(string(one), "After "+by))
		r.clock.advance(time.Second)
		r.must(r.handsBeside(text, one, by+".png", dots))
		file := r.shows(by + ".png")
		undone, err := r.App.Undo(string(one), map[string]string{"text": text, "file": file}[by])
		if err != nil || undone.Text != "See "+by || !slices.Equal(undone.Files, []string{file}) {
			t.Fatalf("by %s: %+v, %v", by, undone, err)
		}
		if body, err := r.cache.Body(t.Context(), file); err != nil || body != nil {
			t.Errorf("its bytes are still here: %d, %v", len(body), err)
		}
	}
	// By itself it is held as well, for as long.
	r.must(r.hands(one, "b.png", dots))
	r.shows("b.png")
	if line := last(r.App.Snapshot()); line.State != wire.Held || line.Until-line.At != holdFor {
		t.Errorf("%+v", line)
	}
	r.clock.advance(4 * time.Second)
	card := "The manual\nhttps://shop.test/manual"
	r.said(one, card, "After text", card, "After file", "b.png")
}

// A file that is still handed over when the text beside it is taken back does not go
// alone; one whose text has left follows it at once.
func TestAFileThatComesLateFollowsItsText(t *testing.T) {
	r, one := holding(t)
	r.peer.stock(shelved())
	text, err := r.App.Send(string(one), "See here")
	r.must(err)
	_, err = r.App.Undo(string(one), text)
	r.must(err)
	r.refused(r.handsBeside(text, one, "a.png", dots), undoneCode)
	text, err = r.App.Send(string(one), "See there")
	r.must(err)
	r.clock.advance(4 * time.Second)
	r.said(one, "See there")
	r.must(r.handsBeside(text, one, "b.png", dots))
	r.said(one, "See there", "b.png")
}

func TestWhatIsHeldLeavesInOrderWhenItsTimeIsUp(t *testing.T) {
	r, one := holding(t)
	r.must(r.send(string(one), "one"))
	first := r.shows("one")
	w := usualWriting
	r.must(r.App.SetWriting(w)) // what follows is not held, and goes behind it
	r.must(r.send(string(one), "two"))
	r.shows("two")
	if n := len(r.peer.did(wire.DoPost)); n != 0 {
		t.Fatalf("%d have left", n)
	}
	r.clock.advance(4 * time.Second)
	r.said(one, "one", "two")
	_, err := r.App.Undo(string(one), first)
	if err == nil {
		t.Error("what has left was taken back")
	}
}

// row: D-02
func TestWhatIsHeldIsNeverLost(t *testing.T) {
	r, one := holding(t)
	// Switching.
	r.must(r.send(string(one), "kept over a restart"))
	r.shows("kept over a restart")
	two := r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.must(r.App.Focus(string(two)))
	// Closing the window: without a line it is kept, and else sent first.
	r.offline()
	r.restart()
	r.boxes(one, two)
	r.back()
	r.said(one, "kept over a restart")
	r.online()
	r.must(r.send(string(one), "the day is over"))
	r.Stop()
	if texts := r.peer.texts(one); !slices.Equal(texts, []string{"kept over a restart", "the day is over"}) {
		t.Errorf("when the window is closed the visitor has %q", texts)
	}
	r.start()
	r.online()
	r.boxes(one, two)
	// What becomes of the conversation comes after what was said in it, at once.
	r.must(r.send(string(one), "goodbye"))
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.said(one, "kept over a restart", "the day is over", "goodbye")
	// Without a line its time is up, and it waits for the line.
	r.offline()
	r.must(r.send(string(two), "offline"))
	r.must(r.App.Focus(string(two)))
	r.eventually("it is held", func(p wire.Panel) bool { return last(p).State == wire.Held })
	r.clock.advance(4 * time.Second)
	r.eventually("it is kept", func(p wire.Panel) bool { return last(p).State == wire.Queued })
	r.back()
	r.said(two, "offline")
	// Who signs out sends it first.
	r.must(r.send(string(two), "the last word"))
	r.must(r.App.SignOut(true))
	r.said(two, "offline", "the last word")
}

func TestAClockPutBackHoldsNothing(t *testing.T) {
	b := newOutbox([]cache.Item{{ID: "a", Stream: "c_one", At: 10_000, NotBefore: 13_000, State: cache.Queued}})
	if len(b.due(12_999)) != 0 || b.letGo(12_999) != 13_000 || len(b.due(13_000)) != 1 {
		t.Error("it leaves before its time, or not at all")
	}
	if len(b.due(5_000)) != 1 {
		t.Error("it waits for a clock that was put back")
	}
}
