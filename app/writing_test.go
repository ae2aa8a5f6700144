package app

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/parley-desk/parley/app/guard"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// asked wants a message not to be sent because its author is asked about it, as in
// "card 4111 1111 1111 1111".
func (r *rig) asked(err error, want ...string) {
	r.t.Helper()
	r.refused(err, guardedCode)
	var f *Fault
	errors.As(err, &f)
	var have []string
	for _, c := range f.Concerns {
		have = append(have, string(c.Reason)+" "+c.Found)
	}
	if !slices.Equal(have, want) {
		r.t.Fatalf("asked about %q, want %q", have, want)
	}
}

// said wants the agent's messages in a conversation to be these, in the end.
func (r *rig) said(stream desk.Stream, want ...string) {
	r.t.Helper()
	rigEventually(r.t, "it is said: "+strings.Join(want, ", "), func() bool { return slices.Equal(r.peer.texts(stream), want) })
}

// shows waits until a message is in the window, and returns its key.
func (r *rig) shows(text string) string {
	r.t.Helper()
	p := r.eventually("the window shows "+text, func(p wire.Panel) bool { return last(p).Text == text })
	return last(p).Key
}

// row: B-09
func TestWhatTheVisitorWroteMeanwhileIsAskedAboutOnce(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	r.must(r.App.Attend(true))
	r.must(r.App.Typing(string(one), true))
	r.peer.says(one, desk.Post{Text: "In blue, I mean"})
	r.shows("In blue, I mean")
	// It has been on the screen for less than a glance.
	r.must(r.App.InView(string(one), r.shows("In blue, I mean")))
	r.asked(r.send(string(one), "Yes, in red."), "visitor_wrote In blue, I mean")
	if n := len(r.peer.did(wire.DoPost)); n > 0 {
		t.Fatal("it was sent")
	}
	r.must(r.send(string(one), "Yes, in red."))
	r.said(one, "Yes, in red.")

	// What was read while writing is not asked about, and what came before neither.
	r.must(r.App.Typing(string(one), true))
	r.peer.says(one, desk.Post{Text: "And large"})
	r.must(r.App.InView(string(one), r.shows("And large")))
	r.clock.advance(2 * time.Second)
	r.must(r.send(string(one), "Of course."))
	r.said(one, "Yes, in red.", "Of course.")
	r.peer.says(one, desk.Post{Text: "And quick"})
	r.must(r.App.InView(string(one), r.shows("And quick")))
	r.must(r.App.Typing(string(one), true))
	r.must(r.send(string(one), "At once."))
	r.said(one, "Yes, in red.", "Of course.", "At once.")

	// Nor was what stands below what they had scrolled up to when they began.
	r.peer.says(one, desk.Post{Text: "To Lyon"})
	r.shows("To Lyon")
	r.must(r.App.Typing(string(one), true))
	r.asked(r.send(string(one), "In two days."), "visitor_wrote To Lyon")
	r.must(r.send(string(one), "In two days."))
	r.said(one, "Yes, in red.", "Of course.", "At once.", "In two days.")

	// A window nobody looks at shows nothing.
	r.must(r.App.Attend(false))
	r.must(r.App.Draft(string(one), "It"))
	r.peer.says(one, desk.Post{Text: "Stop"})
	r.must(r.App.InView(string(one), r.shows("Stop")))
	r.clock.advance(2 * time.Second)
	r.asked(r.send(string(one), "It leaves."), "visitor_wrote Stop")
	// Going on to write puts it away: it was told.
	r.must(r.App.Draft(string(one), "It stays"))
	r.must(r.send(string(one), "It stays."))
}

// row: B-09
func TestAMessageIsLookedOver(t *testing.T) {
	r := newRig(t)
	r.peer.stock(shelved())
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea Martin", "Hello, I am the sister of Noor"), r.peer.begins("c_two", "Noor Haddad", "Hello")
	r.boxes(one, two)
	send := func(text string) error { return r.send(string(one), text) }
	r.asked(send("Hello Haddad"), "other_name Haddad")
	r.asked(send("Haddad, your card 4111 1111 1111 1111 and GB82 WEST 1234 5698 7654 32"),
		"card 4111 1111 1111 1111", "bank_account GB82 WEST 1234 5698 7654 32", "other_name Haddad")
	// Her sister's name is one that she said herself; other braces are the agent's.
	r.must(send("Noor may come too, Lea. func() {return}"))
	r.must(r.send(string(two), "Good day, Noor Haddad."))

	w := usualWriting
	w.AskNames = false
	r.must(r.App.SetWriting(w))
	r.eventually("it is chosen", func(p wire.Panel) bool { return p.Session.Writing == w })
	r.must(send("Hello Haddad!"))
	r.restart()
	r.boxes(one, two)
	if got := r.App.Snapshot().Session.Writing; got != w {
		t.Errorf("after the restart: %+v", got)
	}
}

// row: B-09
func TestAColleagueWhoAnsweredIsAskedAbout(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "V")
	s := stateWith(v)
	d := &Desktop{s: *s, o: Options{}.complete()}
	d.writes("c_one")
	v.people[ben] = "Ben"
	v.fold(wire.AgentEvent{Stream: "c_one", Seq: v.Seq + 1, At: 200, Kind: desk.MessagePosted, Actor: desk.AgentActor(ben), Text: "It is on its way."})
	err := d.guarded(v, "It is lost.")
	var f *Fault
	if !errors.As(err, &f) || len(f.Concerns) != 1 || f.Concerns[0] != (wire.Concern{Reason: "colleague_answered", Found: "It is on its way.", By: "Ben"}) {
		t.Errorf("%v", err)
	}
	if err := d.guarded(v, "It is lost."); err != nil {
		t.Errorf("asked twice: %v", err)
	}
}

// row: B-09, D-02
func TestTheGuardIsNotPassedByWayOfTheOutbox(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one, two := r.peer.begins("c_one", "Lea", "Hello"), r.peer.begins("c_two", "Max Haddad", "Hello")
	r.boxes(one, two)
	r.offline()
	r.asked(r.send(string(one), "Hello Haddad"), "other_name Haddad")
	for _, text := range []string{"It is red.", "Or green."} {
		r.must(r.App.Draft(string(one), text))
		r.must(r.send(string(one), text))
	}
	r.must(r.App.Draft(string(two), "Yes."))
	r.must(r.send(string(two), "Yes."))
	r.peer.with(func() {
		ben := r.peer.event(one, desk.AgentActor("10424"), desk.Posted{Contact: 4711}, &desk.Content{Text: "I have found it."})
		r.peer.add(ben)
	})
	// What the visitor writes meanwhile holds nothing: they wait for this.
	r.peer.says(two, desk.Post{Text: "Are you still there?"})
	r.back()
	p := r.eventually("both wait", func(p wire.Panel) bool { return last(p).State == wire.Failed })
	lines := p.OnScreen().Lines[len(p.OnScreen().Lines)-3:]
	if lines[0].Text != "I have found it." || lines[1].State != wire.Failed || !strings.Contains(lines[1].Reason, "meanwhile") {
		t.Errorf("%+v", lines)
	}
	r.said(two, "Yes.")
	r.must(r.App.Discard(string(one), lines[1].Key))
	r.must(r.App.Retry(string(one), lines[2].Key))
	r.said(one, "I have found it.", "Or green.")
}

// Whatever a visitor writes, their agent's desktop goes through little of it.
// row: B-09
func TestWhatIsGoneThroughOfAVisitorsWordsIsBounded(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "V")
	says := func(by desk.Actor, text string) {
		v.fold(wire.AgentEvent{Stream: "c_one", Seq: v.Seq + 1, At: 200, Kind: desk.MessagePosted, Actor: by, Text: text})
	}
	says(desk.Visitor(v.Visitor), "My sister is Noor.")
	for range 200 {
		says(desk.Visitor(v.Visitor), strings.Repeat("é à ç ", 8000/6))
	}
	says(desk.Visitor(v.Visitor), "My mother is Ines.")
	says(desk.AgentActor(ada), "So it is.")
	runes := func(texts ...string) int { return utf8.RuneCountInString(strings.Join(texts, "")) }
	said := v.said(saidRunes)
	if n := runes(said...); n > saidRunes || n < saidRunes/2 || said[0] != "My mother is Ines." {
		t.Errorf("%d characters, beginning with %q", n, said[0])
	}
	if all := v.exchanges(); len(all) != 1 || runes(all[0].asked) > 2*promptRunes || !strings.Contains(all[0].asked, "Ines") {
		t.Errorf("%d exchanges, the first of %d characters", len(all), runes(all[0].asked))
	}
	// And nothing of it where the message names nobody.
	m := guard.Message{Text: "It leaves today.", Others: []string{"Noor Haddad"}, Said: func() []string { t.Error("gone through"); return nil }}
	guard.Look(m, guard.Asked{guard.Name: true})
}
