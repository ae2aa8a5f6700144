package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// stockedRig is a desktop with one conversation, of a project that has a library.
func stockedRig(t *testing.T, name string) (*rig, desk.Stream) {
	t.Helper()
	r := newRig(t)
	r.peer.stock(shelved())
	r.signIn()
	one := r.peer.begins("c_one", name, "Hello")
	r.boxes(one)
	return r, one
}

// row: P-053
func TestAnAnswerIsFilledInForItsConversation(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	two := r.peer.begins("c_two", "", "Hello")
	r.boxes(one, two)
	got := ready(t, r, one).Answers
	if len(got) != 2 || got[0].Text != "Good day Lea, this is Ada of ACME (AC 4711)." || got[0].Category != "Greetings" ||
		got[1].Title != "" {
		t.Errorf("%+v", got)
	}
	// The name that is made up for who gave none is not said to them.
	text := ready(t, r, two).Answers[0].Text
	if text != "Good day {visitor_name}, this is Ada of ACME (AC 4712)." {
		t.Errorf("%q", text)
	}
	r.asked(r.send(string(two), text), "unfilled {visitor_name}")
	r.must(r.send(string(two), strings.Replace(text, "{visitor_name}", "Madam", 1)))
	rigEventually(t, "it is said", func() bool { return len(r.peer.texts(two)) > 0 })
	if said := r.peer.texts(two); len(said) != 1 || strings.Contains(said[0], "{") {
		t.Errorf("said %q", said)
	}
	// What is known of them is.
	first := "Max"
	r.must(r.App.Focus(string(two)))
	r.must(r.App.ChangeCustomer(string(two), desk.RecordChange{FirstName: &first}))
	rigEventually(t, "the name is known", func() bool {
		return ready(t, r, two).Answers[0].Text == "Good day Max, this is Ada of ACME (AC 4712)."
	})
}

// An answer in another language than the visitor's is known as such, unless it will be
// translated.
//
// row: P-053
func TestAnAnswerInAnotherLanguageSaysSo(t *testing.T) {
	r, _ := stockedRig(t, "Lea")
	library := shelved()
	library.Canned.Answers[0].Text = "You can send everything back within thirty days."
	r.peer.stock(library)
	opened := func(id desk.ConversationID, language string) desk.Stream {
		return r.peer.opens(id, desk.Opened{Channel: desk.Chat, Visitor: desk.VisitorID("v_" + id), Language: language}, "Max", "Hello", ada)
	}
	is := func(stream desk.Stream, language, foreign string) {
		t.Helper()
		rigEventually(t, "it is here", func() bool {
			all, err := r.App.Library(string(stream))
			return err == nil && all.Answers[0].Text == library.Canned.Answers[0].Text
		})
		if got := ready(t, r, stream).Answers[0]; got.Foreign != foreign {
			t.Errorf("to a visitor of %q it is %q: %s", language, got.Foreign, got.Text)
		}
	}
	for _, tt := range []struct{ language, foreign string }{{"fr-BE", "en"}, {"en-IE", ""}, {"de", ""}, {"", ""}} {
		stream := opened(desk.ConversationID("c_x"+tt.language), tt.language)
		is(stream, tt.language, tt.foreign)
		r.must(r.do(func() error { r.s.translating[stream] = true; return nil }))
		is(stream, tt.language, "")
	}
}

// row: P-050
// row: P-051
func TestTheLibraryIsThereWithoutALineAndChangesAtOnce(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	if _, err := r.App.PutCategory("mine", "Mine"); err != nil {
		t.Fatal(err)
	}
	next := shelved()
	next.Answers[1].Text = "Is there anything more?"
	r.peer.stock(next)
	rigEventually(t, "the change is here", func() bool { return ready(t, r, one).Answers[1].Text == "Is there anything more?" })
	r.peer.with(func() { r.peer.away = true })
	r.peer.cut()
	r.restart()
	r.boxes(one)
	all := ready(t, r, one)
	if len(all.Answers) != 2 || all.Answers[1].Text != "Is there anything more?" || len(all.Links) != 1 || len(all.Offers) != 1 {
		t.Errorf("without a line: %+v", all)
	}
	if own, err := r.App.OwnAnswers(); err != nil || len(own.Categories) != 1 {
		t.Errorf("own %+v, %v", own, err)
	}
	_, err := r.App.PutCategory("another", "Another")
	r.refused(err, desk.Unavailable)
	// Somebody else who signs in here finds none of it.
	r.must(r.App.SignOut(true))
	if _, err := r.App.OwnAnswers(); err == nil {
		t.Error("answers of nobody")
	}
	if kept, err := r.cache.Shelves(t.Context()); err != nil || len(kept) > 0 {
		t.Errorf("kept are %v, %v", kept, err)
	}
}

// row: P-051
// row: P-052
func TestOwnAnswersAreAddedChangedAndDeleted(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	_, err := r.App.PutCategory("mine", "Mine")
	r.must(err)
	now, err := r.App.PutCategory("others", "Others")
	r.must(err)
	mine, others := now.Categories[0], now.Categories[1]
	if mine.ID == others.ID || mine.ID == "" {
		t.Fatalf("%+v", now)
	}
	_, err = r.App.PutAnswer("bye", mine.ID, "Bye", "Until soon, {visitor_name}.")
	r.must(err)
	now, err = r.App.PutAnswer("night", others.ID, "", "Good night.")
	r.must(err)
	all := ready(t, r, one).Answers
	if len(all) != 4 || !all[0].Own || all[0].Text != "Until soon, Lea." || all[1].Own != true || all[2].Own {
		t.Errorf("%+v", all)
	}
	_, err = r.App.PutCategory(mine.ID, "")
	r.refused(err, desk.Invalid)
	_, err = r.App.PutAnswer("under", "none", "", "Under nothing.")
	r.refused(err, desk.Invalid)
	night := now.Answers[1]
	now, err = r.App.PutAnswer(night.ID, others.ID, "Night", "Sleep well.")
	r.must(err)
	if len(now.Answers) != 2 || now.Answers[1].Text != "Sleep well." {
		t.Errorf("%+v", now)
	}
	now, err = r.App.RemoveCategory(mine.ID)
	r.must(err)
	if len(now.Categories) != 1 || len(now.Answers) != 1 || now.Answers[0].ID != night.ID {
		t.Errorf("after its category went: %+v", now)
	}
	now, err = r.App.RemoveAnswer(night.ID)
	if r.must(err); len(now.Answers) != 0 || len(ready(t, r, one).Answers) != 2 {
		t.Errorf("%+v", now)
	}
}

// row: P-048
// row: P-049
func TestACardIsSentOnceAlsoWhenWrittenOffline(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.offline()
	r.must(r.App.Draft(string(one), "half a sen"))
	r.must(r.send(string(one), "Look at this:"))
	r.must(r.App.Draft(string(one), "half a sen"))
	r.must(r.App.SendCard(string(one), "offer", "pairs"))
	r.must(r.App.SendCard(string(one), "link", "manual"))
	r.refused(r.App.SendCard(string(one), "offer", "manual"), desk.NotFound)
	r.refused(r.App.SendCard(string(one), "script", "manual"), desk.Invalid)
	r.restart()
	p := r.eventually("they are queued", func(p wire.Panel) bool { return p.Line.Unsent == 3 })
	if l := last(p); l.Form != desk.FormLink || l.Card.URL != "https://shop.test/manual" || l.State != wire.Queued || p.OnScreen().Draft != "half a sen" {
		t.Errorf("shown as %+v", l)
	}
	r.back()
	p = r.eventually("all is sent", func(p wire.Panel) bool { return p.Line.State == wire.Online && p.Line.Unsent == 0 })
	offer := p.OnScreen().Lines[len(p.OnScreen().Lines)-2]
	if offer.Form != desk.FormOffer || offer.State != wire.Sent || offer.Card.Picture != "https://shop.test/p.jpg" {
		t.Errorf("sent as %+v", offer)
	}
	said := r.peer.texts(one)
	if len(said) != 3 || said[0] != "Look at this:" || !strings.HasPrefix(said[1], "Two pairs") || !strings.HasPrefix(said[2], "The manual") {
		t.Errorf("said %q", said)
	}
}

func TestACardThatIsNoMoreIsShownAsNotSent(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() { r.peer.library.Links = nil }) // nobody is told
	r.must(r.App.SendCard(string(one), "link", "manual"))
	p := r.eventually("it failed", func(p wire.Panel) bool { return last(p).State == wire.Failed })
	if l := last(p); !strings.Contains(l.Reason, "library") || l.Card.Title != "The manual" {
		t.Errorf("%+v", l)
	}
	r.must(r.App.Discard(string(one), last(p).Key))
}

func TestOffersAreNotForAnApp(t *testing.T) {
	r, _ := stockedRig(t, "Lea")
	app := r.peer.opens("c_app", desk.Opened{Channel: desk.InApp}, "Max", "Hello", ada)
	r.eventually("it is here", func(p wire.Panel) bool {
		return slices.ContainsFunc(p.Boxes, func(b wire.StateBox) bool { return b.Stream == app })
	})
	if all := ready(t, r, app); len(all.Offers) != 0 || len(all.Links) != 1 {
		t.Errorf("%+v", all)
	}
	r.refused(r.App.SendCard(string(app), "offer", "pairs"), desk.Invalid)
}

func rigEventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("it never came to be that %s", what)
}
