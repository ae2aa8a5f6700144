package app

import (
	"fmt"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// over are those that are over among what is found.
func (r *rig) over(typed string) []wire.Found {
	r.t.Helper()
	all, err := r.App.Find(typed)
	r.must(err)
	return slices.DeleteFunc(all, func(f wire.Found) bool { return !f.Over })
}

// finds looks for something and says what is to be found, in order: an open one by
// its stream, and one that is over with "over" before it.
func (r *rig) finds(typed string, want ...string) []wire.Found {
	r.t.Helper()
	all, err := r.App.Find(typed)
	r.must(err)
	have := []string{}
	for _, f := range all {
		where := ""
		if f.Over {
			where = "over "
		}
		have = append(have, where+string(f.Stream))
	}
	if !slices.Equal(have, append([]string{}, want...)) {
		r.t.Errorf("%q found %q, want %q", typed, have, want)
	}
	return all
}

// A conversation is found by its visitor's name, by its number, and by each word said
// in it: open ones first, then those that are over, from the moment they are.
//
// row: D-09
func TestAConversationIsFoundByNameNumberAndWords(t *testing.T) {
	r := newRig(t)
	r.signIn()
	saw := r.peer.begins("c_saw", "Zoé", "I want the Japanese saw, **order** BH-12345")
	hinge := r.peer.begins("c_hinge", "Max", "My hinges are bent")
	p := r.boxes(saw, hinge)
	one, other := boxOf(p, saw).Label, boxOf(p, hinge).Label
	s, h := string(saw), string(hinge)
	r.must(r.send(h, "Which hinge is it, and which saw?"))
	r.eventually("it is in the log", func(p wire.Panel) bool { return !boxOf(p, hinge).Mine })

	r.finds("zoe", s)
	r.finds("BH-12345 zo", s)
	r.finds("ordér", s)
	r.finds("hinges", h)
	r.finds(one, s)
	r.finds("saw", s, h)
	r.finds("aw")
	r.finds("  ")
	if all := r.finds("japan", s); len(all) == 1 && (all[0].Name != "Zoé" || all[0].Label != one || all[0].Text != "I want the Japanese saw, order BH-12345") {
		t.Errorf("found %+v", all[0])
	}

	r.must(r.App.Close(s, wire.CloseBody{}))
	r.boxes(hinge)
	r.offline()
	r.finds("saw", h, "over "+s)
	r.finds("japanese SAW", "over "+s)
	r.finds(one, "over "+s)
	r.finds(one[len("AC "):], "over "+s)
	r.finds(other, h)
	r.restart()
	r.eventually("somebody is signed in", func(p wire.Panel) bool { return p.Session.State == wire.SignedIn })
	r.finds("12345", "over "+s)
}

// Each number a conversation ever had leads to it: a visitor names the one they were
// told, and every contact has its own.
//
// row: D-09
func TestAConversationIsFoundByEachNumberItHad(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.opens("c_one", desk.Opened{Channel: desk.Chat, Visitor: "v_one", Async: true}, "Lea", "Hello", ada)
	first := boxOf(r.boxes(one), one).Label
	r.must(r.App.Snooze(string(one), int64(1_000_000+3*desk.Hour), false))
	r.boxes()
	r.finds(first, string(one))
	r.must(r.App.Wake(string(one)))
	second := boxOf(r.boxes(one), one).Label
	if first == second {
		t.Fatalf("a contact of its own has the number %s again", second)
	}
	r.finds(second, string(one))
	if all := r.finds(first, string(one)); all[0].Label != second || all[0].Text != first {
		t.Errorf("found %+v", all[0])
	}
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.boxes()
	r.finds(first, "over "+string(one))
	r.finds(second, "over "+string(one))
}

// What it was about and whom the company takes the visitor for lead to it, too.
//
// row: D-09
func TestAConversationIsFoundByItsTagsAndItsCustomer(t *testing.T) {
	v := newConversation("c_one", me{ada, "Ada"})
	for _, e := range []wire.AgentEvent{
		{Kind: desk.ConversationOpened, Actor: desk.Visitor("v"), Visitor: "v", Channel: desk.Chat, Name: "Lea"},
		{Kind: desk.ConversationTagged, Actor: desk.AgentActor(ada), Tags: []desk.TagRef{{Name: "Refund"}}},
		{Kind: desk.ConversationTagged, Actor: desk.AgentActor(ada), Tags: []desk.TagRef{{Name: "Late parcel"}}},
	} {
		e.Stream, e.Seq, e.At = "c_one", v.Seq+1, 1
		v.fold(e)
	}
	v.customer = &desk.CustomerRecord{FirstName: "Léa", LastName: "Marchand", Email: "lea@example.test", Notes: "a secret"}
	f := findableOf(v, "AC")
	for typed, text := range map[string]string{
		"parcel": "Late parcel", "marchand": "Léa Marchand", "lea@example": "lea@example.test", "lea mar parcel": "Late parcel",
	} {
		if sought := plainWords(typed); !f.has(sought) || f.found(sought, false).Text != text {
			t.Errorf("%q found %v: %+v", typed, f.has(sought), f.found(sought, false))
		}
	}
	for _, typed := range []string{"refund", "secret"} {
		if f.has(plainWords(typed)) {
			t.Errorf("%q found it", typed)
		}
	}
}

// Of those that are over the one that had this very number comes first, however many
// have it among their words; only so many are told.
func TestTheNumberThatIsMeantIsFoundFirst(t *testing.T) {
	r := newRig(t)
	r.signIn()
	for n := range foundMost + 5 {
		s := r.peer.begins(desk.ConversationID(fmt.Sprintf("c_%d", n)), "Lea", "About 4711")
		r.boxes(s)
		r.must(r.App.Close(string(s), wire.CloseBody{}))
		r.boxes()
	}
	for typed, want := range map[string]desk.ConversationID{"4711": "c_0", "ac 4713": "c_2", "": ""} {
		switch all := r.over(typed); {
		case want == "" && len(all) != 0, want != "" && (len(all) == 0 || all[0].Stream != want.Stream()):
			t.Errorf("%q found %+v", typed, all)
		}
	}
	if all := r.over("about"); len(all) != foundMost || all[0].Stream != desk.ConversationID("c_24").Stream() {
		t.Errorf("found %d, first %+v", len(all), all[0])
	}
}
