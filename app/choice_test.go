package app

import (
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-039
func TestAChoiceTellsWhichOptionWasTaken(t *testing.T) {
	v := newConversation("c_one", me{ada, "Ada"})
	seq := int64(0)
	happens := func(by desk.Actor, e wire.AgentEvent) {
		seq++
		e.Stream, e.Seq, e.Actor, e.At = "c_one", seq, by, desk.Millis(seq)
		v.fold(e)
	}
	asks := func(options ...string) {
		happens(desk.AgentActor("bot"), wire.AgentEvent{
			Kind: desk.MessagePosted, Form: desk.FormChoice, Rich: &desk.Rich{Choice: &desk.Choice{Question: "Which?", Options: options}},
		})
	}
	says := func(text string) {
		happens(desk.Visitor("v_one"), wire.AgentEvent{Kind: desk.MessagePosted, Text: text})
	}
	type answer struct {
		taken           string
		passed, outdone bool
	}
	answers := func() (all []answer) {
		for _, l := range v.lines {
			if l.Form == desk.FormChoice {
				all = append(all, answer{l.Taken, l.Passed, l.Outdone})
			}
		}
		return all
	}
	is := func(when string, want ...answer) {
		t.Helper()
		if got := answers(); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", when, got, want)
		}
	}
	happens(desk.Visitor("v_one"), wire.AgentEvent{Kind: desk.ConversationOpened, Channel: desk.Chat})
	says("Hello")
	asks("Boots", "Tents")
	is("asked", answer{})
	s := stateWith(v)
	s.enter("c_one")
	before := view(s, 0)
	v.lent = true
	says("Tents")
	is("an option", answer{taken: "Tents"})
	if before.Threads[0].Lines[2].Taken != "" {
		t.Error("what was shown before has changed")
	}
	says("Boots")
	is("a second thought", answer{taken: "Tents"})
	// Of two the newer one is answered; in other words neither is.
	asks("Yes", "No")
	asks("Yes", "Perhaps")
	says("Yes")
	is("of two", answer{taken: "Tents"}, answer{outdone: true}, answer{taken: "Yes"})
	// A file is no answer.
	asks("Red", "Blue")
	happens(desk.Visitor("v_one"), wire.AgentEvent{Kind: desk.MessagePosted, Text: "tent.jpg", Form: desk.FormFile, File: desk.File{Name: "tent.jpg"}})
	is("a file", answer{taken: "Tents"}, answer{outdone: true}, answer{taken: "Yes"}, answer{})
	says("Blue, if you have it")
	is("other words", answer{taken: "Tents"}, answer{outdone: true}, answer{taken: "Yes"}, answer{passed: true})
}
