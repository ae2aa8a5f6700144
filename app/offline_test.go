package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: D-02
func TestWhatIsWrittenOfflineArrivesOnceAndInOrder(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.offline()
	for _, text := range []string{"1", "2", "3"} {
		r.must(r.send(string(one), text))
	}
	r.must(r.send(string(two), "4"))
	r.must(r.send(string(two), "5"))
	r.must(r.App.Draft(string(two), "half a sen"))
	p := r.eventually("they are queued", func(p wire.Panel) bool { return p.Line.Unsent == 5 })
	if last(p).State != wire.Queued {
		t.Errorf("shown as %s", last(p).State)
	}
	r.restart()
	p = r.boxes(one, two)
	if p.Line.Unsent != 5 || !boxOf(p, two).Draft {
		t.Errorf("after the restart %+v", p)
	}
	r.back()
	r.eventually("all is sent", func(p wire.Panel) bool { return p.Line.State == wire.Online && p.Line.Unsent == 0 })
	if a, b := r.peer.texts(one), r.peer.texts(two); !slices.Equal(a, []string{"1", "2", "3"}) || !slices.Equal(b, []string{"4", "5"}) {
		t.Errorf("arrived %v and %v", a, b)
	}
}

// row: D-01
func TestALineIsOutSinceItWasLost(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.offline()
	lost := r.eventually("the line is lost", func(p wire.Panel) bool { return p.Line.State == wire.Offline }).Line
	turned := func() (n int) {
		r.peer.with(func() { n = r.peer.turned })
		return n
	}
	r.eventually("it was tried three times more", func(wire.Panel) bool {
		r.clock.advance(time.Second)
		return turned() >= 3
	})
	if p := r.App.Snapshot(); p.Line != lost {
		t.Errorf("lost as %+v, and now %+v", lost, p.Line)
	}
	r.back()
}

// row: D-02
func TestWhatIsOldAsksFirst(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.offline()
	r.must(r.send(string(one), "old"))
	r.clock.advance(11 * time.Minute)
	r.must(r.send(string(one), "new"))
	r.back()
	p := r.eventually("both wait", func(p wire.Panel) bool { return last(p).State == wire.Failed })
	lines := p.OnScreen().Lines[len(p.OnScreen().Lines)-2:]
	if lines[0].State != wire.Failed || !strings.Contains(lines[0].Reason, "10 minutes") || !p.Boxes[0].Failed {
		t.Errorf("lines %+v", lines)
	}
	r.must(r.App.Discard(string(one), lines[0].Key))
	r.must(r.App.Retry(string(one), lines[1].Key))
	r.eventually("the other is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 && last(p).State == wire.Sent })
	if got := r.peer.texts(one); !slices.Equal(got, []string{"new"}) {
		t.Errorf("arrived %v", got)
	}
	if key := last(r.App.Snapshot()).Key; key != lines[1].Key {
		t.Error("what was never refused goes under its old id")
	}
}

func TestALostAnswerIsNoFailure(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() { r.peer.deaf = true })
	r.must(r.send(string(one), "once"))
	r.eventually("it is sending", func(p wire.Panel) bool { return last(p).State == wire.Sending })
	r.peer.cut()
	r.peer.with(func() { r.peer.deaf = false })
	r.eventually("it is sent", func(p wire.Panel) bool { return last(p).State == wire.Sent && p.Line.Unsent == 0 })
	if got := r.peer.texts(one); !slices.Equal(got, []string{"once"}) {
		t.Errorf("arrived %v", got)
	}
}

// What the server has is not said to be unsent, though the conversation ended
// before its author could hear of it. What it has not says why.
//
// row: D-02
func TestWhatArrivedOverALostLineIsNotUnsent(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.peer.breaksAt(wire.DoPost)
	r.peer.with(func() { r.peer.away = true })
	r.must(r.send(string(one), "Yes, in black too"))
	r.eventually("the line is lost", func(p wire.Panel) bool {
		return p.Line.State != wire.Online && len(r.peer.texts(one)) == 1
	})
	r.must(r.send(string(two), "Yes, in red"))
	for _, s := range []desk.Stream{one, two} {
		r.peer.happens(s, desk.System, desk.End{Reason: desk.VisitorInactive})
	}
	r.back()
	p := r.boxes(two)
	if b := boxOf(p, two); !b.Failed || p.Line.Unsent != 0 {
		t.Errorf("of what never left: %+v, %d unsent", b, p.Line.Unsent)
	}
}

// row: P-034
func TestARefusedMessageIsSentAnewUnderANewID(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	slower := true
	r.peer.with(func() {
		r.peer.refuse = func(do wire.Do) *wire.Refused {
			if do.Kind != wire.DoPost {
				return nil
			}
			if slower {
				slower = false
				return &wire.Refused{Code: desk.RateLimited, Message: "A little slower, please.", RetryAfter: 20}
			}
			return &wire.Refused{Code: desk.InvalidCharacter, Message: "No."}
		}
	})
	r.must(r.send(string(one), "Well"))
	p := r.eventually("it has failed", func(p wire.Panel) bool { return last(p).State == wire.Failed })
	first := last(p).Key
	if last(p).Reason != "Not sent: no." {
		t.Errorf("reason %q", last(p).Reason)
	}
	r.refused(r.App.Close(string(one), wire.CloseBody{}), desk.WrongState)
	r.peer.with(func() { r.peer.refuse = nil })
	r.must(r.App.Retry(string(one), first))
	p = r.eventually("it is sent", func(p wire.Panel) bool { return last(p).State == wire.Sent })
	if last(p).Key == first {
		t.Error("the refused id was used again")
	}
	if posts := r.peer.did(wire.DoPost); len(posts) != 3 || posts[0].ID != posts[1].ID {
		t.Errorf("heard %+v", posts)
	}
	if got := r.peer.texts(one); !slices.Equal(got, []string{"Well"}) {
		t.Errorf("arrived %v", got)
	}
	r.refused(r.App.Retry(string(one), last(p).Key), desk.WrongState)
	r.refused(r.send(string(one), "  "), desk.EmptyMessage)
	r.refused(r.send("c_none", "x"), desk.NotFound)
}

// row: P-106
func TestAConversationThatGoesKeepsWhatIsUnsent(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max", "Hello")
	r.boxes(one, two)
	r.offline()
	r.must(r.send(string(one), "One more thing"))
	r.refused(r.App.Close(string(two), wire.CloseBody{Comment: "kept in the dialog"}), desk.Unavailable)
	r.peer.with(func() {
		events, _ := desk.Decide(r.peer.convs[one], desk.Close{}, desk.AgentActor(ada), r.peer.at)
		r.peer.add(events...)
		r.peer.away = false
	})
	r.back()
	p := r.eventually("it says so", func(p wire.Panel) bool { return boxOf(p, one).Failed })
	if last(p).Reason != "Not sent: the conversation is closed." || p.Channels[0].Used != 1 || boxOf(p, one).Mine ||
		!boxOf(p, one).Gone || boxOf(p, two).Gone {
		t.Errorf("%+v", p)
	}
	r.restart()
	r.eventually("it still says so", func(p wire.Panel) bool { return boxOf(p, one).Failed })
	r.must(r.App.Focus(string(one)))
	p = r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil && p.OnScreen().Stream == one })
	r.must(r.App.Discard(string(one), last(p).Key))
	r.boxes(two)
}

func TestAnotherLogIsAnotherBeginning(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.must(r.App.Draft(string(one), "dear"))
	r.peer.with(func() {
		r.peer.epoch = "second"
		r.peer.log, r.peer.convs = nil, map[desk.Stream]desk.Conversation{}
	})
	two := r.peer.begins("c_two", "Max", "Hello")
	r.offline()
	r.back()
	r.boxes(two)
	r.restart()
	r.boxes(two)
	r.online()
	r.peer.with(func() {
		h := r.peer.hellos[len(r.peer.hellos)-1]
		if h.Epoch != "second" || h.Cursor == 0 {
			t.Errorf("hello %+v", h)
		}
	})
}

func TestAHoleIsNotGuessedOver(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.peer.with(func() {
		for l := range r.peer.lines {
			r.peer.put(l, wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: l.number(), Cursor: 99, List: []wire.AgentEvent{
				{Stream: one, Seq: 40, Kind: desk.MessagePosted, Actor: desk.Visitor("v_c_one"), Text: "from nowhere"},
			}})
		}
	})
	r.eventually("the line is made again", func(wire.Panel) bool {
		n := 0
		r.peer.with(func() { n = len(r.peer.hellos) })
		return n > 1
	})
	r.online()
	p := r.boxes(one)
	if last(p).Text == "from nowhere" {
		t.Error("an event without those before it is shown")
	}
	r.peer.with(func() {
		if h := r.peer.hellos[1]; h.Cursor != 0 || h.Epoch != "" {
			t.Errorf("hello %+v", h)
		}
	})
}
