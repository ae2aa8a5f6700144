package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// form is a project's that wants a tag.
var form = wire.ClosingForm{
	Tagging: desk.TagsRequired, Fixed: true, Mail: true,
	Recommended: []desk.TagRef{}, Others: []desk.TagRef{{ID: "refund", Name: "Refund"}},
}

// row: P-109, P-110, P-112
func TestAClosingCarriesWhatWasSaid(t *testing.T) {
	r := newRig(t)
	r.peer.form = form
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	got, err := r.App.Closing(string(one))
	if err != nil || got.Tagging != desk.TagsRequired || len(got.Others) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	// What can be seen here is not asked for; the rest the server refuses.
	r.refused(r.App.Close(string(one), wire.CloseBody{Email: "nobody"}), desk.InvalidEmail)
	r.refused(r.App.Close(string(one), wire.CloseBody{Rating: 6}), desk.Invalid)
	if n := len(r.peer.did(wire.DoClose)); n != 0 {
		t.Errorf("asked %d times", n)
	}
	r.refused(r.App.Close(string(one), wire.CloseBody{Comment: "Likes boots."}), desk.TagsMissing)
	r.boxes(one)
	said := wire.CloseBody{Tags: []desk.TagID{"refund"}, Comment: "Likes boots.", Rating: 4, Email: "boss@acme.test", WithNote: true}
	r.must(r.App.Close(string(one), said))
	r.boxes()
	heard := r.peer.did(wire.DoClose)
	var last wire.CloseBody
	if err := json.Unmarshal(heard[len(heard)-1].Body, &last); err != nil || last.Comment != said.Comment || last.Email != said.Email ||
		len(last.Tags) != 1 || last.Rating != 4 || !last.WithNote {
		t.Errorf("heard %+v, %v", last, err)
	}
	if _, err := r.App.Closing(string(one)); err == nil {
		t.Error("what is over can be closed")
	}
}

// unanswered gives an order about a conversation that is lost with the line; meanwhile is
// what goes on before that. The server hears nothing until [rig.heardAgain].
func (r *rig) unanswered(stream desk.Stream, order func() error, meanwhile func()) {
	r.t.Helper()
	said := r.unheard(stream, order)
	meanwhile()
	r.peer.cut()
	r.refused(<-said, desk.Unavailable)
}

// unheard gives an order that the server does not hear, and returns when it is under way.
func (r *rig) unheard(stream desk.Stream, order func() error) <-chan error {
	r.t.Helper()
	r.peer.with(func() { r.peer.deaf = true })
	said := make(chan error, 1)
	go func() { said <- order() }()
	r.underWay(stream)
	return said
}

// heardAgain waits for the line on which the server hears again.
func (r *rig) heardAgain() {
	r.t.Helper()
	r.eventually("the line is lost", func(p wire.Panel) bool { return p.Line.State != wire.Online })
	r.peer.with(func() { r.peer.deaf = false })
	r.back()
}

func TestAClosingWhoseAnswerIsLostIsDoneOnce(t *testing.T) {
	r := newRig(t)
	r.peer.form = form
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	said := wire.CloseBody{Tags: []desk.TagID{"refund"}}
	r.unanswered(one, func() error { return r.App.Close(string(one), said) }, func() {
		r.refused(r.App.Close(string(one), wire.CloseBody{}), desk.WrongState)
	})
	r.heardAgain()
	r.boxes()
	if n := len(r.peer.did(wire.DoClose)); n != 1 {
		t.Errorf("carried out %d times", n)
	}
}

// Who goes on writing after the answer to a closing was lost keeps what they wrote, and is
// told; who takes it back before it is asked again has the conversation still.
//
// row: P-106
func TestAClosingThatIsDoneLateLosesNothing(t *testing.T) {
	for _, takenBack := range []bool{false, true} {
		r := newRig(t)
		r.signIn()
		one := r.peer.begins("c_one", "Lea", "Hello")
		r.boxes(one)
		r.unanswered(one, func() error { return r.App.Close(string(one), wire.CloseBody{}) }, func() {
			r.must(r.App.Withdraw(string(one))) // somebody waits for it: it goes on
			r.refused(r.send(string(one), "Still here"), desk.WrongState)
		})
		r.must(r.App.Draft(string(one), "One more thing"))
		if takenBack {
			r.must(r.App.Withdraw(string(one)))
		}
		r.heardAgain()
		if takenBack {
			p := r.boxes(one)
			r.must(r.send(string(one), "Still here"))
			r.eventually("it was said", func(wire.Panel) bool { return len(r.peer.did(wire.DoPost)) == 1 })
			if n := len(r.peer.did(wire.DoClose)); n != 0 || boxOf(p, one).Gone || len(p.Notices) != 0 {
				t.Errorf("closed %d times: %+v", n, p.Notices)
			}
			continue
		}
		p := r.eventually("it is closed", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone })
		want := "The conversation with " + p.Boxes[0].Name + " (" + p.Boxes[0].Label + ") was closed, as you had asked before the line was lost."
		if th := p.Threads[0]; th.Draft != "One more thing" || !th.Stays || len(p.Notices) != 1 || p.Notices[0].Text != want {
			t.Errorf("%+v\nnotices %+v", th, p.Notices)
		}
		// A new start loses nothing of it.
		r.restart()
		r.online()
		r.eventually("it is there again", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone })
		r.must(r.App.Focus(string(one)))
		p = r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil })
		if th := p.OnScreen(); th.Draft != "One more thing" || !th.Stays {
			t.Errorf("after a new start: %+v", th)
		}
		r.must(r.App.PutAway(string(one)))
		r.boxes()
	}
}

// Who closes with something written was told that it goes, and it does; who takes back
// what a colleague is given meanwhile was told nothing, and keeps it.
func TestWhatWasBegunGoesOnlyByAFarewellThatWasSeenDone(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.opens("c_two", async, "Max", "Hello", ada)
	r.boxes(one, two)
	r.must(r.App.Draft(string(one), "Half a"))
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	if p := r.boxes(two); len(p.Notices) != 0 {
		t.Errorf("%+v", p.Notices)
	}
	r.must(r.App.Snooze(string(two), int64(1_000_000+3*desk.Hour), false))
	r.boxes()
	r.must(r.App.Draft(string(two), "The blue one is"))
	said := r.unheard(two, func() error { return r.App.Wake(string(two)) })
	r.peer.happens(two, desk.System, desk.Wake{})
	r.peer.happens(two, desk.System, desk.Assign{Agent: ben})
	p := r.eventually("it is somebody else's", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone })
	if !p.Boxes[0].Draft || len(goneOf(p)) != 1 {
		t.Errorf("%+v", p)
	}
	r.refused(<-said, desk.WrongState)
	r.peer.cut()
	r.heardAgain()
	// What comes after it on the line is heard, and it was not.
	r.must(r.App.Draft(string(two), "The blue one is"))
	three := r.peer.begins("c_three", "Zoe", "Hello")
	r.eventually("another is here", func(p wire.Panel) bool { return len(p.Boxes) == 2 })
	r.must(r.send(string(three), "Good morning"))
	r.eventually("it was said", func(wire.Panel) bool { return len(r.peer.did(wire.DoPost)) == 1 })
	if n := len(r.peer.did(wire.DoWake)); n != 0 {
		t.Errorf("asked again %d times", n)
	}
	r.must(r.App.Close(string(three), wire.CloseBody{}))
	r.restart()
	r.online()
	r.eventually("the other is there again, and the one is not", func(p wire.Panel) bool {
		return len(p.Boxes) == 1 && p.Boxes[0].Stream == two && p.Boxes[0].Draft
	})
}

// What is known to be done needs no answer: who waits for it hears that it is, and it is not
// asked again.
func TestWhatIsKnownToBeDoneIsNotAskedAgain(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.opens("c_two", async, "Max", "Hello", ada)
	r.boxes(one, two)
	until := 1_000_000 + 3*desk.Hour
	for _, order := range []struct {
		give func() error
		cmd  desk.Command
		kind wire.DoKind
		left []desk.Stream
	}{
		{func() error { return r.App.Snooze(string(two), int64(until), false) }, desk.Snooze{Until: until}, wire.DoSnooze, []desk.Stream{one}},
		{func() error { return r.App.Wake(string(two)) }, desk.Wake{Contact: 99}, wire.DoWake, []desk.Stream{one, two}},
		{func() error { return r.App.Close(string(two), wire.CloseBody{}) }, desk.Close{As: desk.AgentRole}, wire.DoClose, []desk.Stream{one}},
	} {
		said := r.unheard(two, order.give)
		r.peer.happens(two, desk.AgentActor(ada), order.cmd)
		r.boxes(order.left...)
		r.peer.cut()
		r.must(<-said)
		r.heardAgain()
		told := len(r.peer.did(wire.DoPost))
		r.must(r.send(string(one), "Good morning"))
		r.eventually("it was said", func(wire.Panel) bool { return len(r.peer.did(wire.DoPost)) == told+1 })
		if n := len(r.peer.did(order.kind)); n != 0 {
			t.Errorf("%s was asked again %d times", order.kind, n)
		}
		if n := r.App.Snapshot().Notices; len(n) != 0 {
			t.Errorf("%s: %+v", order.kind, n)
		}
	}
}

// What brings a conversation back is asked again whatever sheet is left meanwhile.
func TestWhatIsTakenBackFromTheShelfComes(t *testing.T) {
	r := newRig(t)
	r.signIn()
	two := r.peer.opens("c_two", async, "Max", "Hello", ada)
	r.boxes(two)
	r.must(r.App.Snooze(string(two), int64(1_000_000+3*desk.Hour), false))
	r.boxes()
	r.unanswered(two, func() error { return r.App.Wake(string(two)) }, func() {})
	r.must(r.App.Withdraw(string(two)))
	r.heardAgain()
	r.boxes(two)
}

// What is on the line when it is taken back may be done, and is not asked a third time.
func TestWhatIsTakenBackOnTheLineIsNotAskedAgain(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.unanswered(one, func() error { return r.App.Close(string(one), wire.CloseBody{}) }, func() {})
	// The line is back, and the server hears nothing of what is said on it.
	r.eventually("the line is lost", func(p wire.Panel) bool { return p.Line.State != wire.Online })
	r.back()
	r.eventually("it is asked again", func(wire.Panel) bool { return r.flies(one) })
	r.must(r.App.Withdraw(string(one)))
	r.peer.cut()
	r.eventually("the line is lost again", func(p wire.Panel) bool { return p.Line.State != wire.Online })
	// It stands in nobody's way.
	r.must(r.send(string(one), "Good morning"))
	r.heardAgain()
	r.said(one, "Good morning")
	if n := len(r.peer.did(wire.DoClose)); n != 0 {
		t.Errorf("asked again %d times", n)
	}
}

// flies tells whether an order for a conversation is on the line.
func (r *rig) flies(stream desk.Stream) bool {
	flies := false
	r.must(r.do(func() error {
		o := r.s.leaving[stream]
		flies = o != nil && o.flying
		return nil
	}))
	return flies
}

// aside is a desktop with one conversation on screen and another that is snoozed.
func aside(t *testing.T) (r *rig, one, two desk.Stream) {
	t.Helper()
	r = newRig(t)
	r.signIn()
	one, two = r.peer.begins("c_one", "Lea", "Hello"), r.peer.opens("c_two", async, "Max", "Hello", ada)
	r.boxes(one, two)
	r.must(r.App.Snooze(string(two), int64(1_000_000+3*desk.Hour), false))
	r.boxes(one)
	return r, one, two
}

// Who has turned to another conversation by the time it comes is told of it, and stays
// where they are: the next words would be for the wrong visitor.
func TestWhatIsTakenBackDoesNotTakeTheScreenFromAnother(t *testing.T) {
	for name, turn := range map[string]func(r *rig, one desk.Stream) error{
		"it is looked at":   func(r *rig, one desk.Stream) error { return r.App.Focus(string(one)) },
		"it is written in":  func(r *rig, one desk.Stream) error { return r.App.Draft(string(one), "Dear Lea, your ca") },
		"the line was lost": func(r *rig, _ desk.Stream) error { r.peer.cut(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			r, one, two := aside(t)
			r.must(r.App.Focus(string(one)))
			heard := len(r.heardOf(two))
			said := r.unheard(two, func() error { return r.App.Wake(string(two)) })
			r.must(turn(r, one))
			if name == "the line was lost" {
				r.refused(<-said, desk.Unavailable)
				r.heardAgain()
			} else {
				r.peer.happens(two, desk.AgentActor(ada), desk.Wake{Contact: 99})
			}
			p := r.boxes(one, two)
			if th := p.OnScreen(); th == nil || th.Stream != one {
				t.Errorf("on screen: %+v", th)
			}
			r.eventually("it is told of", func(wire.Panel) bool { return len(r.heardOf(two)) == heard+1 })
		})
	}
}

// What one asked to have back, and somebody else was given, does not come on screen by
// itself on the day it is handed over.
func TestWhatSomebodyElseWasGivenIsWantedNoMore(t *testing.T) {
	r, one, two := aside(t)
	r.unanswered(two, func() error { return r.App.Wake(string(two)) }, func() {})
	r.peer.happens(two, desk.System, desk.Wake{})
	r.peer.happens(two, desk.System, desk.Assign{Agent: ben})
	r.heardAgain()
	r.must(r.App.Focus(string(one)))
	r.peer.happens(two, desk.AgentActor(ben), desk.Transfer{Agent: ada, Target: desk.Target{Known: true, Free: true}})
	r.peer.happens(two, desk.System, desk.Assign{Agent: ada})
	p := r.boxes(one, two)
	if th := p.OnScreen(); th == nil || th.Stream != one {
		t.Errorf("on screen: %+v", th)
	}
}

// What was taken back and not done is not told of another parting, and a text is kept
// where another machine of the agent's ends it.
func TestWhatWasTakenBackIsNotSaidToBeDone(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.unanswered(one, func() error { return r.App.Close(string(one), wire.CloseBody{}) }, func() {})
	r.must(r.App.Withdraw(string(one)))
	r.heardAgain()
	r.boxes(one)
	r.must(r.App.Draft(string(one), "One more thing"))
	r.peer.happens(one, desk.AgentActor(ada), desk.Close{As: desk.AgentRole})
	p := r.eventually("it is gone", func(p wire.Panel) bool { return len(p.Boxes) == 1 && p.Boxes[0].Gone })
	if len(p.Notices) != 1 || !strings.Contains(p.Notices[0].Text, "is no longer yours. What you had written is still there.") {
		t.Errorf("%+v", p.Notices)
	}
}

// What was written before an order is said before it, or the order is taken back.
//
// row: P-106
func TestAClosingIsTakenBackWhereAMessageBeforeItFails(t *testing.T) {
	for _, breaks := range []bool{false, true} {
		r := newRig(t)
		r.signIn()
		one := r.peer.begins("c_one", "Lea", "Hello")
		r.boxes(one)
		answer := wire.Refused{Code: desk.RateLimited, Message: "A little slower, please.", RetryAfter: 20}
		r.peer.with(func() {
			r.peer.refuse = func(do wire.Do) *wire.Refused {
				if do.Kind != wire.DoPost {
					return nil
				}
				said := answer
				return &said
			}
		})
		r.must(r.send(string(one), "The offer is attached"))
		said := make(chan error, 1)
		go func() { said <- r.App.Close(string(one), wire.CloseBody{}) }()
		r.underWay(one)
		if breaks {
			r.peer.cut()
			r.refused(<-said, desk.Unavailable)
		}
		r.peer.with(func() {
			answer = wire.Refused{Code: desk.FileDamaged, Message: "This picture is damaged and cannot be shown."}
		})
		p := r.eventually("it has failed", func(p wire.Panel) bool {
			r.clock.advance(time.Second)
			return last(p).State == wire.Failed
		})
		if !breaks {
			r.refused(<-said, desk.WrongState)
		} else if len(p.Notices) != 1 || !strings.Contains(p.Notices[0].Text, p.Boxes[0].Label) {
			t.Errorf("nobody is told: %+v", p.Notices)
		}
		if n := len(r.peer.did(wire.DoClose)); n != 0 {
			t.Errorf("closed without what was to be said before, %d times", n)
		}
		// With that out of the way it can be asked for again.
		r.must(r.App.Discard(string(one), last(p).Key))
		r.must(r.App.Close(string(one), wire.CloseBody{}))
		r.boxes()
	}
}

// The end of a shift: with anything open nobody signs out; each conversation is
// kept, given with a word, or closed, and what was kept waits at the next sign-in.
// row: B-14, P-004
func TestNobodySignsOutBeforeAllIsSaid(t *testing.T) {
	r := newRig(t)
	r.peer.targets = []wire.TransferTarget{free(wire.ToAgent, string(ben), "Ben Osei")}
	r.signIn()
	keep := r.peer.opens("c_keep", async, "Lea", "Hello", ada)
	give := r.peer.begins("c_give", "Max", "Hello")
	end := r.peer.begins("c_end", "Ida", "Hello")
	r.boxes(keep, give, end)
	left := []string{"3 conversations are still open.", "2 conversations are still open.", "1 conversation is still open."}
	for i, step := range []func() error{
		func() error {
			var until desk.Millis
			r.peer.with(func() { until = r.peer.at + 12*desk.Hour })
			return r.App.Snooze(string(keep), int64(until), true)
		},
		func() error {
			return r.App.Transfer(string(give), "agent", string(ben), "She calls again at ten.", false)
		},
		func() error { return r.App.Close(string(end), wire.CloseBody{Comment: "All said."}) },
	} {
		err := r.App.SignOut(false)
		r.refused(err, desk.WrongState)
		if got := r.message(err); got != left[i] {
			t.Errorf("refused with %q", got)
		}
		r.must(step())
	}
	r.boxes()
	r.must(r.App.SignOut(false))
	r.peer.with(func() {
		c := r.peer.convs[keep]
		if c.State != desk.Asleep || c.Keeper != ada || !c.Kept {
			t.Errorf("what was kept is %+v", c)
		}
		if c := r.peer.convs[give]; c.State != desk.Reserved || c.Keeper != ben {
			t.Errorf("what was given is %+v", c)
		}
		if c := r.peer.convs[end]; c.State != desk.Ended {
			t.Errorf("what was closed is %+v", c)
		}
		noted := false
		for _, e := range r.peer.log {
			noted = noted || e.Stream == give && e.Content != nil && e.Content.Note == "She calls again at ten."
		}
		if !noted {
			t.Error("the word for the colleague is lost")
		}
	})
}

// row: P-114
func TestATranscriptThatReachedNobodyIsTold(t *testing.T) {
	r := newRig(t)
	r.signIn()
	r.peer.with(func() {
		r.peer.add(r.peer.event(ada.Stream(), desk.System, desk.Undelivered{Conversation: "c_one", Contact: 4711}, nil))
	})
	p := r.eventually("it says so", func(p wire.Panel) bool { return len(p.Notices) == 1 })
	if n := p.Notices[0]; n.Text != "The transcript of "+p.Session.Project.Letters+" 4711 could not be sent." || !n.Own {
		t.Errorf("%+v", n)
	}
}
