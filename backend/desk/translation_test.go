package desk

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// row: P-060
func TestATranslatedAnswerKeepsBothTexts(t *testing.T) {
	cmd := Post{Text: "Avec plaisir.", Original: "My pleasure.", From: "en", To: "fr-BE"}
	events, err := Decide(taken(t), cmd, AgentActor(ada), 3000)
	if err != nil {
		t.Fatal(err)
	}
	if events[0].Fact != (Posted{Contact: 7, From: "en", To: "fr-BE"}) || events[0].Content.Text != cmd.Text || events[0].Content.Original != cmd.Original {
		t.Errorf("%+v, %+v", events[0].Fact, events[0].Content)
	}
	for name, tt := range map[string]struct {
		change func(*Post)
		by     Actor
		code   Code
		field  string
	}{
		"a visitor's":              {func(*Post) {}, Visitor(ann), Forbidden, "original"},
		"a colleague's":            {func(*Post) {}, AgentActor(ben), NotOwner, ""},
		"without what was meant":   {func(p *Post) { p.Original = " " }, AgentActor(ada), EmptyMessage, "original"},
		"of no language":           {func(p *Post) { p.From = "" }, AgentActor(ada), Invalid, "from"},
		"to a path":                {func(p *Post) { p.To = "../fr" }, AgentActor(ada), Invalid, "to"},
		"languages alone":          {func(p *Post) { p.Original = "" }, AgentActor(ada), EmptyMessage, "original"},
		"an offer":                 {func(p *Post) { p.Form, p.Item, p.Text = FormOffer, "pairs", "" }, AgentActor(ada), Invalid, "original"},
		"a translation of nothing": {func(p *Post) { p.Text = "" }, AgentActor(ada), EmptyMessage, "text"},
		"too long a word":          {func(p *Post) { p.Original = strings.Repeat("x", MaxTextRunes+1) }, AgentActor(ada), TextTooLong, "original"},
	} {
		other := cmd
		tt.change(&other)
		_, err := Decide(taken(t), other, tt.by, 3000)
		var e *Error
		if !errors.As(err, &e) || e.Code != tt.code || e.Field != tt.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// row: P-037
func TestATranslationChangesNothingButTheLog(t *testing.T) {
	before := taken(t)
	cmd := Translate{Translated: Translated{Of: 2, From: "fr", To: "en"}, Text: "Good day"}
	events, err := Decide(before, cmd, AgentActor(ada), 3000)
	if err != nil || events[0].Fact != cmd.Translated || events[0].Content.Text != "Good day" {
		t.Fatalf("%+v, %v", events, err)
	}
	events[0].Seq = before.Seq + 1
	after := before.Apply(events[0])
	after.Seq = before.Seq
	if !reflect.DeepEqual(after, before) {
		t.Errorf("%+v became %+v", before, after)
	}
	for name, tt := range map[string]struct {
		cmd Translate
		by  Actor
	}{
		"of nothing":     {Translate{Translated: Translated{To: "en"}, Text: "x"}, AgentActor(ada)},
		"of what is not": {Translate{Translated: Translated{Of: before.Seq + 1, To: "en"}, Text: "x"}, AgentActor(ada)},
		"to nothing":     {Translate{Translated: Translated{Of: 2}, Text: "x"}, AgentActor(ada)},
		"without a word": {Translate{Translated: Translated{Of: 2, To: "en"}}, AgentActor(ada)},
		"a colleague's":  {cmd, AgentActor(ben)},
		"the visitor's":  {cmd, Visitor(ann)},
	} {
		if _, err := Decide(before, tt.cmd, tt.by, 3000); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
}

func TestWhatNamesALanguage(t *testing.T) {
	for tag, want := range map[string]bool{
		"fr": true, "pt-BR": true, "zh-Hant-TW": true, "fil": true, "": false, "f": false, "french": false, "fr_BE": false, "fr/": false,
		"é": false, "fr-" + strings.Repeat("x", 40): false,
	} {
		if LanguageTag(tag) != want {
			t.Errorf("%q: %v", tag, !want)
		}
	}
}
