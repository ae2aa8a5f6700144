package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/translate"
	"github.com/parley-desk/parley/backend/translate/translatetest"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// translating is a desk with a translation service, where a French visitor talks to
// Ada.
func translating(t *testing.T, dsn string) (there *translatetest.Service, d *rig.Desk, ada, ann *rig.Peer) {
	t.Helper()
	there = translatetest.Start(t, map[string]string{"Bonjour": "Good day", "With pleasure.": "Avec plaisir."})
	service, err := translate.New("libretranslate="+there.URL, "s3cret", false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	d = officeOf(t, dsn, rig.Tune{Translator: service})
	ada = d.Agent(rig.Ada).Available(rig.Ada)
	ann = d.Visitor("") // whose browser says fr-BE
	ann.Say("Bonjour")
	ada.Await("the conversation", isWhole(ann.Stream))
	return there, d, ada, ann
}

func translationOf(stream desk.Stream, seq int64) string {
	return fmt.Sprintf("/conversations/%s/messages/%d/translation", stream, seq)
}

// row: P-060, P-037
func TestBothTextsAreKeptAndTheVisitorReadsTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		there, d, ada, ann := translating(t, dsn)
		me := as(t, d, rig.Ada)
		if !ada.Welcome.Agent.Translates {
			t.Error("an agent is not told that this desk translates")
		}
		var text wire.Translated
		me.send("POST", "/conversations/"+string(ann.Stream)+"/translation", `{"text":"With pleasure.","from":"en","to":"fr"}`).done(200, &text)
		if text.Text != "Avec plaisir." {
			t.Errorf("translated as %+v", text)
		}
		ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoPost, wire.PostBody{Text: text.Text, Original: "With pleasure.", From: "en", To: "fr"}))
		if e := ann.AwaitEvent("the answer", func(e rig.Event) bool { return e.From == desk.AgentSide && e.Message() }); e.Text != "Avec plaisir." {
			t.Errorf("the visitor reads %+v", e)
		}
		if heard(ann, "With pleasure") {
			t.Error("the visitor was sent what the agent wrote")
		}
		var r web.Record
		me.send("GET", "/conversations/"+string(ann.Stream), nil).done(200, &r)
		said := r.Events[len(r.Events)-1]
		if said.Text != "Avec plaisir." || said.Original != "With pleasure." || said.From != "en" || said.To != "fr" {
			t.Errorf("kept as %+v", said)
		}

		// The visitor's words, once for all who read them.
		var placed, again web.PlacedMessage
		me.send("POST", translationOf(ann.Stream, 2), `{"to":"en"}`).done(201, &placed)
		e := ada.AwaitEvent("the translation", func(e rig.Event) bool { return e.Kind == string(desk.MessageTranslated) })
		if e.Seq != placed.Seq || e.Text != "Good day" {
			t.Errorf("the agent is told %+v", e)
		}
		before := len(there.Asked())
		me.send("POST", translationOf(ann.Stream, 2), `{"to":"en"}`).done(201, &again)
		if again != placed || len(there.Asked()) != before {
			t.Errorf("asked again: %+v, %d questions", again, len(there.Asked())-before)
		}
		if q := there.Asked()[before-1]; q.From != "fr" || q.To != "en" || q.Key != "s3cret" || q.Path != "/translate" {
			t.Errorf("the service was asked %+v", q)
		}
		if heard(ann, "Good day") {
			t.Error("the visitor was sent the translation of their own words")
		}
	})
}

// row: P-060
func TestATranslationIsRefusedInPlainWords(t *testing.T) {
	there, d, _, ann := translating(t, "")
	me, path := as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/translation"
	me.send("POST", path, `{"text":" ","from":"en","to":"fr"}`).refused(422, desk.EmptyMessage, "/text")
	me.send("POST", path, `{"text":"x","from":"en","to":"../fr"}`).refused(422, desk.Invalid, "/to")
	me.send("POST", path, `{"text":"x","from":"","to":"fr"}`).refused(422, desk.Invalid, "/from")
	me.send("POST", translationOf(ann.Stream, 1), `{"to":"en"}`).refused(404, desk.NotFound, "/seq")
	me.send("POST", translationOf(ann.Stream, 99), `{"to":"en"}`).refused(404, desk.NotFound, "/seq")
	// To whoever does not hold it the conversation is not there.
	for _, who := range []desk.AgentID{rig.Ben, mia, dan} {
		as(t, d, who).send("POST", path, `{"text":"x","from":"en","to":"fr"}`).refused(404, desk.NotFound, "/id")
		as(t, d, who).send("POST", translationOf(ann.Stream, 2), `{"to":"en"}`).refused(404, desk.NotFound, "/id")
	}
	if n := len(there.Asked()); n != 0 {
		t.Fatalf("the service was asked %d times", n)
	}
	there.Break(func(w http.ResponseWriter, _ *http.Request) bool {
		http.Error(w, "", http.StatusInternalServerError)
		return true
	})
	for _, r := range []reply{
		me.send("POST", path, `{"text":"x","from":"en","to":"fr"}`), me.send("POST", translationOf(ann.Stream, 2), `{"to":"en"}`),
	} {
		if r.refused(502, desk.TranslationFailed, ""); r.Detail == "" {
			t.Error("without a word")
		}
	}
}

// row: P-060
func TestWithoutAServiceNothingIsTranslated(t *testing.T) {
	d, ada, ann := talking(t, "")
	if ada.Welcome.Agent.Translates {
		t.Error("an agent is told of a service")
	}
	as(t, d, rig.Ada).send("POST", "/conversations/"+string(ann.Stream)+"/translation", `{"text":"x","from":"en","to":"fr"}`).
		refused(403, desk.NotOffered, "")
	as(t, d, rig.Ada).send("POST", translationOf(ann.Stream, 2), `{"to":"en"}`).refused(403, desk.NotOffered, "")
}

// row: P-060
func TestNoVisitorSendsATranslation(t *testing.T) {
	_, _, ann := talking(t, "")
	r := ann.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoPost, wire.PostBody{Text: "x", Original: "y", From: "en", To: "fr"}))
	if r.Code != desk.Forbidden || r.Field != "original" {
		t.Errorf("answered %s", r.Raw)
	}
}
