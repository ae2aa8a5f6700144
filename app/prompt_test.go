package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// prompting is a desktop of a project whose library answers two questions.
func prompting(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	l := shelved()
	l.Answers = append(l.Answers,
		desk.CannedAnswer{ID: "return", Category: "hello", Title: "How to return", Text: "Dear {visitor_name}, stick the label on the parcel and hand it in."},
		desk.CannedAnswer{ID: "retour", Category: "hello", Title: "Comment retourner", Text: "Collez l’étiquette de retour sur le colis."})
	r.peer.stock(l)
	r.signIn()
	r.clock.advance(4 * time.Second)
	return r
}

// proposes waits until these answers are proposed on screen.
func (r *rig) proposes(want ...string) []wire.Suggestion {
	r.t.Helper()
	var list []wire.Suggestion
	r.eventually("it proposes "+strings.Join(want, ", "), func(p wire.Panel) bool {
		if p.OnScreen() == nil {
			return false
		}
		list = p.OnScreen().Suggestions
		var have []string
		for _, s := range list {
			have = append(have, s.Key)
		}
		return slices.Equal(have, want)
	})
	return list
}

// lookedFor waits until there was something to propose for what the visitor wrote
// last, or not.
func (r *rig) lookedFor(stream desk.Stream) {
	r.t.Helper()
	rigEventually(r.t, "it was looked for", func() (is bool) {
		r.must(r.do(func() error {
			p, v := r.s.prompts[stream], r.s.convs[stream]
			is = p != nil && p.seq == v.visitorSeqs[len(v.visitorSeqs)-1]
			return nil
		}))
		return is
	})
}

// row: B-08, P-062
func TestAnAnswerIsProposedAndNothingIsSentByIt(t *testing.T) {
	r := prompting(t)
	one := r.peer.begins("c_one", "Lea", "How do I return the parcel?")
	r.boxes(one)
	got := r.proposes("shared return")
	if got[0].Text != "Dear Lea, stick the label on the parcel and hand it in." || got[0].Title != "How to return" || got[0].Past {
		t.Errorf("%+v", got)
	}
	r.must(r.App.TakeSuggestion(string(one), "shared return"))
	r.proposes()
	if n := len(r.peer.did(wire.DoPost)); n > 0 {
		t.Fatalf("%d were sent", n)
	}
	// It comes back with the visitor's next message, unless it was said.
	r.peer.says(one, desk.Post{Text: "Please, how do I return the parcel?"})
	r.proposes("shared return")
	r.must(r.send(string(one), got[0].Text))
	r.said(one, got[0].Text)
	r.proposes()
	r.peer.says(one, desk.Post{Text: "And a second parcel, how do I return that?"})
	r.shows("And a second parcel, how do I return that?")
	r.lookedFor(one)
	r.proposes()
	r.peer.says(one, desk.Post{Text: "comment retourner le colis ?"})
	r.proposes("shared retour")
	r.must(r.App.DismissSuggestions(string(one)))
	r.proposes()

	// A draft under way stays as it is, also without a line and after a restart.
	r.must(r.App.Draft(string(one), "half a"))
	r.peer.with(func() { r.peer.away = true })
	r.peer.cut()
	r.restart()
	r.boxes(one)
	r.clock.advance(4 * time.Second)
	r.proposes("shared retour")
	w := usualWriting
	w.Suggest = false
	r.must(r.App.SetWriting(w))
	r.proposes()
}

// row: B-08, P-062
func TestWhatWasAnsweredBeforeIsProposedToOthersAndIsNobodys(t *testing.T) {
	r := prompting(t)
	r.peer.with(func() { r.peer.record = desk.CustomerRecord{City: "Lyon"} })
	one := r.peer.begins("c_one", "Lea Morel", "Which bulb does the wren lamp need? I am Lea Morel of Lyon, lea@morel.test, 0612345678, my card is 4111 1111 1111 1111")
	r.boxes(one)
	answer := "It takes any one with a small screw cap."
	private := []string{
		"Lea, it takes a small bulb with a screw.", "Thank you lea, the bulb is on its way.", "Your order 4711 has that bulb in it.",
		"I have written of the bulb to lea@morel.test for you.", "It is on the card FR7630006000011234567890189 with the bulb.",
		"The shop in lyon has that bulb today.", "Then Marcel brings the bulb to you.",
	}
	for _, text := range append([]string{answer}, private...) {
		if r.send(string(one), text) != nil {
			r.must(r.send(string(one), text)) // asked about, and sent anyway
		}
		r.eventually("it is sent", func(p wire.Panel) bool { return last(p).Text == text && last(p).State == wire.Sent })
		r.peer.says(one, desk.Post{Text: "which bulb does the wren lamp need"})
		r.eventually("it is asked again", func(p wire.Panel) bool { return last(p).Text == "which bulb does the wren lamp need" })
	}
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.boxes()
	var kept []cache.Answered
	rigEventually(t, "it is learnt", func() bool {
		kept, _, _ = r.cache.Learnt(t.Context(), r.cache.Owner())
		return len(kept) > 0
	})
	if len(kept) != 1 || kept[0].Text != answer {
		t.Fatalf("kept %+v", kept)
	}
	for _, secret := range []string{"lea", "morel", "lyon", "test", "06", "41"} {
		if strings.Contains(kept[0].Asked, secret) {
			t.Errorf("%q is in what was asked: %q", secret, kept[0].Asked)
		}
	}
	two := r.peer.begins("c_two", "Max", "Hello, which bulb is for the Wren lamp?")
	r.boxes(two)
	got := r.proposes(kept[0].Key)
	if got[0].Text != answer || !got[0].Past {
		t.Errorf("%+v", got)
	}
	// Who signs out leaves nothing of it.
	r.must(r.App.SignOut(true))
	if kept, _, _ = r.cache.Learnt(t.Context(), r.cache.Owner()); len(kept) > 0 {
		t.Errorf("left: %+v", kept)
	}
}

// row: B-08
func TestAPreparedAnswerLearnsWhatItAnswers(t *testing.T) {
	r := prompting(t)
	one := r.peer.begins("c_one", "Lea", "the thing is too wide for our hallway, sadly")
	r.boxes(one)
	all := ready(t, r, one).Answers
	i := slices.IndexFunc(all, func(a wire.ReadyAnswer) bool { return a.Key == "shared return" })
	r.must(r.send(string(one), all[i].Text))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 && last(p).State == wire.Sent })
	r.must(r.App.Close(string(one), wire.CloseBody{}))
	r.boxes()
	rigEventually(t, "it is learnt", func() bool {
		kept, _, _ := r.cache.Learnt(t.Context(), r.cache.Owner())
		return len(kept) == 1 && kept[0].Key == "shared return" && kept[0].Text == ""
	})
	two := r.peer.begins("c_two", "Max", "Sadly it is too wide for the hallway")
	r.boxes(two)
	r.proposes("shared return")
}

func TestAQuestionOfNothingIsNotAnswered(t *testing.T) {
	r := prompting(t)
	one := r.peer.begins("c_one", "Lea", "Are you a robot?")
	r.boxes(one)
	r.lookedFor(one)
	r.proposes()
}

func TestWhatIsKeptOfAnAnswerIsBounded(t *testing.T) {
	words := strings.Fields(strings.Repeat("a b c ", 100))
	for i := range 100 {
		words = append(words, strings.Repeat("x", i+1))
	}
	if got := strings.Fields(joined(words, []string{"before"})); len(got) != mostAsked || !slices.IsSorted(got) || slices.Contains(got, "before") {
		t.Errorf("%d words", len(got))
	}
}
