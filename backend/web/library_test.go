package web_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

const (
	hello  = `{"id":"hello","name":"Greetings"}`
	hi     = `{"id":"hi","category":"hello","title":"First words","text":"Good day, I am {OP_pseudo}."}`
	pairs  = `{"id":"pairs","title":"Two pairs","text":"The second at half the price.","picture":"https://www.acme.test/pairs.jpg","url":"https://www.acme.test/pairs"}`
	manual = `{"id":"manual","title":"The manual","url":"https://www.acme.test/manual"}`
)

// stocked has Mia write a library.
func stocked(t *testing.T, d *rig.Desk) api {
	t.Helper()
	manager := as(t, d, mia)
	for path, body := range map[string]string{"links/manual": manual, "offers/pairs": pairs, "categories/hello": hello} {
		manager.send("PUT", "/library/"+path, body).done(200, nil)
	}
	manager.send("PUT", "/library/answers/hi", hi).done(200, nil)
	return manager
}

// row: P-050
func TestALibraryReachesEveryDesktopAtOnce(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		ada := d.Agent(rig.Ada)
		stocked(t, d)
		f := soon(ada, "the answer", func(f rig.Frame) bool {
			return f.Frame == wire.FrameLibrary && strings.Contains(f.Raw, "First words") && strings.Contains(f.Raw, "pairs.jpg")
		})
		if strings.Contains(f.Raw, "null") {
			t.Errorf("a list is null in %s", f.Raw)
		}
		// Who comes later is told with their welcome, once.
		ben := d.Agent(rig.Ben)
		soon(ben, "the answer", func(f rig.Frame) bool { return strings.Contains(f.Raw, "First words") })
		// It is there after a restart.
		stored, err := d.Store.LatestLibrary(t.Context(), rig.Project)
		if err != nil || stored.Version != 4 || stored.By != mia || len(stored.Library.Offers) != 1 {
			t.Errorf("kept %+v, %v", stored, err)
		}
		var read struct {
			Version int64
			By      desk.AgentID
			Library desk.Library
		}
		r := as(t, d, rig.Ada).send("GET", "/library", nil).done(200, &read)
		if read.Version != 4 || read.By != mia || len(read.Library.Answers) != 1 || r.Header.Get("ETag") != `"4"` {
			t.Errorf("an agent reads %s", r.Raw)
		}
	})
}

func TestALibraryIsWrittenByWhoMayAndWhole(t *testing.T) {
	d := office(t, "")
	agent := as(t, d, rig.Ada)
	agent.send("PUT", "/library/links/manual", manual).refused(403, desk.Forbidden, "")
	agent.send("DELETE", "/library/links/manual", nil).refused(403, desk.Forbidden, "")
	agent.send("PUT", "/library", `{"categories":[],"answers":[],"links":[],"offers":[]}`).refused(403, desk.Forbidden, "")
	manager := stocked(t, d)
	manager.send("PUT", "/library/links/other", manual).refused(422, desk.Invalid, "/id")
	manager.send("PUT", "/library/links/manual", `{"id":"manual","title":"The manual","url":"javascript:alert(1)"}`).refused(422, desk.Invalid, "/url")
	manager.send("PUT", "/library/answers/a", `{"id":"a","category":"none","text":"x"}`).refused(422, desk.Invalid, "/category")
	manager.send("PUT", "/library/answers/a", `{"id":"a","category":"hello","text":""}`).refused(422, desk.EmptyMessage, "/text")
	manager.send("PUT", "/library/offers/o", `{"id":"o","title":"O","text":"x","picture":"","url":"https://a.test"}`).refused(422, desk.Invalid, "/picture")
	manager.send("DELETE", "/library/offers/none", nil).refused(404, desk.NotFound, "/id")
	manager.send("PUT", "/library/links/manual", manual, "If-Match", `"1"`).refused(412, desk.VersionConflict, "")
	if setup, _ := d.Floor.Setup(rig.Project); setup.Library.Version != 4 {
		t.Errorf("version %d after refusals only", setup.Library.Version)
	}
	manager.send("PUT", "/library/links/manual", `{"id":"manual","title":"The manual","url":"https://www.acme.test/manual/2"}`, "If-Match", `"4"`).done(200, nil)
	manager.send("DELETE", "/library/offers/pairs", nil).done(204, nil)
	setup, _ := d.Floor.Setup(rig.Project)
	if l := setup.Library.Library; len(l.Links) != 1 || l.Links[0].URL != "https://www.acme.test/manual/2" || len(l.Offers) != 0 {
		t.Errorf("now %+v", l)
	}
	whole := `{"categories":[],"answers":[],"links":[` + manual + `],"offers":[]}`
	manager.send("PUT", "/library", whole).refused(428, desk.Invalid, "")
	manager.send("PUT", "/library", whole, "If-Match", `"6"`).done(200, nil)
	if setup, _ = d.Floor.Setup(rig.Project); len(setup.Library.Library.Categories) != 0 || len(setup.Library.Library.Links) != 1 {
		t.Errorf("replaced by %+v", setup.Library.Library)
	}
}

// row: P-052
func TestACategoryIsDeletedWithItsAnswersAndNoOthers(t *testing.T) {
	d := office(t, "")
	manager := stocked(t, d)
	manager.send("PUT", "/library/categories/bye", `{"id":"bye","name":"Farewells"}`).done(200, nil)
	manager.send("PUT", "/library/answers/bye", `{"id":"bye","category":"bye","text":"Good bye."}`).done(200, nil)
	manager.send("DELETE", "/library/categories/hello", nil).done(204, nil)
	setup, _ := d.Floor.Setup(rig.Project)
	if l := setup.Library.Library; len(l.Categories) != 1 || len(l.Answers) != 1 || l.Answers[0].ID != "bye" || len(l.Offers) != 1 {
		t.Errorf("left are %+v", l)
	}
}

// row: P-051
func TestOnesOwnAnswersAreNobodyElses(t *testing.T) {
	inOffice(t, func(t *testing.T, d *rig.Desk) {
		desktop, other := d.Agent(rig.Ada), d.Agent(rig.Ben)
		ada, ben := as(t, d, rig.Ada), as(t, d, rig.Ben)
		ada.send("PUT", "/me/library/categories/hello", hello).done(200, nil)
		ada.send("PUT", "/me/library/answers/hi", hi).done(200, nil)
		soon(desktop, "her answer", func(f rig.Frame) bool { return f.Frame == wire.FrameOwn && strings.Contains(f.Raw, "First words") })
		ada.send("PUT", "/me/library/answers/no", `{"id":"no","category":"none","text":"x"}`).refused(422, desk.Invalid, "/category")

		for _, colleague := range []desk.AgentID{rig.Ben, mia, dan} {
			if r := as(t, d, colleague).send("GET", "/me/library", nil).done(200, nil); strings.Contains(r.Raw, "First words") {
				t.Errorf("%s reads %s", colleague, r.Raw)
			}
			if r := as(t, d, colleague).send("GET", "/library", nil).done(200, nil); strings.Contains(r.Raw, "First words") {
				t.Errorf("%s reads %s", colleague, r.Raw)
			}
		}
		ben.send("DELETE", "/me/library/answers/hi", nil).refused(404, desk.NotFound, "/id")
		other.Settle()
		if heard(other, "First words") {
			t.Error("a colleague's desktop was told")
		}
		if r := ada.send("GET", "/me/library", nil).done(200, nil); !strings.Contains(r.Raw, "First words") {
			t.Errorf("she reads %s", r.Raw)
		}
		ada.send("DELETE", "/me/library/categories/hello", nil).done(204, nil)
		soon(desktop, "that it is gone", func(f rig.Frame) bool {
			return f.Frame == wire.FrameOwn && strings.Contains(f.Raw, `"version":3`) && !strings.Contains(f.Raw, "First words")
		})
	})
}

// row: P-048
// row: P-049
func TestAVisitorIsSentWhatTheLibraryHeldThen(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		manager := stocked(t, d)
		send := func(form desk.Form, item string) rig.Frame {
			return ada.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoPost, wire.PostBody{Form: form, Item: item}))
		}
		do := rig.Do(rig.ID(), ann.Stream, wire.DoPost, wire.PostBody{Form: desk.FormOffer, Item: "pairs"})
		first := ada.Carry(do)
		send(desk.FormLink, "manual")
		for _, words := range []string{`"form":"offer"`, "pairs.jpg", "half the price", `"form":"link"`, `"title":"The manual"`} {
			soon(ann, words, func(f rig.Frame) bool { return strings.Contains(f.Raw, words) })
		}
		// A later change of the library changes nothing that was said, and a repeat
		// is no second offer.
		manager.send("PUT", "/library/offers/pairs", strings.ReplaceAll(pairs, "half", "twice")).done(200, nil)
		if again := ada.Carry(do); again.Seq != first.Seq {
			t.Errorf("said again at %d", again.Seq)
		}
		events, err := d.Store.ConversationEvents(context.Background(), rig.Project, desk.ConversationID(ann.Stream), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		var cards []desk.Card
		for _, e := range events {
			if f, ok := e.Fact.(desk.Posted); ok && f.Form != "" {
				cards = append(cards, *e.Content.Card)
			}
			if raw, _ := json.Marshal(e.Fact); strings.Contains(string(raw), "price") {
				t.Errorf("the skeleton holds %s", raw)
			}
		}
		if len(cards) != 2 || cards[0].Text != "The second at half the price." || cards[1].URL != "https://www.acme.test/manual" {
			t.Errorf("said were %+v", cards)
		}
		if f := send(desk.FormOffer, "none"); f.Code != desk.NotFound || f.Field != "item" {
			t.Errorf("an offer that there is not: %s", f.Raw)
		}
		// What a visitor sends is words.
		forged := rig.Do(rig.ID(), ann.Stream, wire.DoPost, wire.PostBody{Form: desk.FormOffer, Item: "pairs"})
		if f := ann.Answer(forged); f.Code != desk.Forbidden || f.Field != "form" {
			t.Errorf("a visitor's offer: %s", f.Raw)
		}
		stranger := d.Visitor("")
		forged.Stream, forged.ID = "", rig.ID()
		if f := stranger.Answer(forged); f.Code != desk.Forbidden {
			t.Errorf("a stranger's offer: %s", f.Raw)
		}
	})
}
