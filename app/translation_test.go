package app

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// frenchRig is a desk that translates, with a French visitor's conversation.
func frenchRig(t *testing.T) (*rig, desk.Stream) {
	r := newRig(t)
	r.peer.with(func() { r.peer.translates = true })
	r.signIn()
	stream := r.peer.opens("c_fr", desk.Opened{Channel: desk.Chat, Site: "shop.test", Language: "fr-BE"}, "Ann", "Bonjour", ada)
	r.boxes(stream)
	r.must(r.App.Focus(string(stream)))
	r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil })
	return r, stream
}

// lineWith is the line that has a text, in the thread on screen.
func lineWith(p wire.Panel, text string) wire.ThreadLine {
	if t := p.OnScreen(); t != nil {
		if i := slices.IndexFunc(t.Lines, func(l wire.ThreadLine) bool { return l.Text == text }); i >= 0 {
			return t.Lines[i]
		}
	}
	return wire.ThreadLine{}
}

// row: P-060, P-037
func TestWhatIsSaidIsTranslatedWhileThatIsOn(t *testing.T) {
	r, stream := frenchRig(t)
	p := r.App.Snapshot()
	if got := p.OnScreen().Translation; got == nil || *got != (wire.Translation{Agent: "en", Visitor: "fr-BE"}) {
		t.Fatalf("offered %+v", got)
	}
	r.peer.says(stream, desk.Post{Text: "Il est arrivé cassé."})
	r.eventually("it is there", func(p wire.Panel) bool { return lineWith(p, "Il est arrivé cassé.").Key != "" })
	r.peer.with(func() {
		if len(r.peer.asked) != 0 {
			t.Error("asked while it is off")
		}
	})
	r.must(r.App.SetTranslation(string(stream), true))
	r.eventually("both are translated", func(p wire.Panel) bool {
		first, second := lineWith(p, "Bonjour"), lineWith(p, "Il est arrivé cassé.")
		return first.Translation == "[en] Bonjour" && second.Translation == "[en] Il est arrivé cassé." && second.FromLanguage == "fr" && second.ToLanguage == "en"
	})
	r.peer.says(stream, desk.Post{Text: "Que faire ?"})
	r.eventually("what comes is too", func(p wire.Panel) bool { return lineWith(p, "Que faire ?").Translation == "[en] Que faire ?" })

	// What the agent writes is shown to them first.
	shown, err := r.App.Translate(string(stream), "We send another.")
	r.must(err)
	if shown != (wire.Translated{Text: "[fr-BE] We send another.", From: "en", To: "fr-BE"}) {
		t.Fatalf("shown %+v", shown)
	}
	if texts := r.peer.texts(stream); len(texts) != 0 {
		t.Fatalf("sent unseen: %q", texts)
	}
	r.must(r.sendTranslated(string(stream), "We send another.", shown))
	r.eventually("it is sent", func(p wire.Panel) bool {
		l := lineWith(p, "[fr-BE] We send another.")
		return l.State == wire.Sent && l.Original == "We send another." && l.FromLanguage == "en" && l.ToLanguage == "fr-BE"
	})
	if texts := r.peer.texts(stream); !slices.Equal(texts, []string{"[fr-BE] We send another."}) {
		t.Errorf("the visitor reads %q", texts)
	}

	// It stays on over a restart, and goes with the conversation.
	asked := 0
	r.peer.with(func() { asked = len(r.peer.asked) })
	r.restart()
	r.online()
	p = r.eventually("it is on screen", func(p wire.Panel) bool { return p.OnScreen() != nil })
	if t2 := p.OnScreen().Translation; t2 == nil || !t2.On || lineWith(p, "Bonjour").Translation == "" || lineWith(p, "[fr-BE] We send another.").Original == "" {
		t.Errorf("after a restart: %+v, %+v", t2, p.OnScreen().Lines)
	}
	r.peer.says(stream, desk.Post{Text: "Merci"})
	r.eventually("what comes is translated", func(p wire.Panel) bool { return lineWith(p, "Merci").Translation != "" })
	r.peer.with(func() {
		if len(r.peer.asked) != asked+1 {
			t.Errorf("asked again for what is translated: %v", r.peer.asked)
		}
	})
	r.must(r.App.Close(string(stream), wire.CloseBody{}))
	r.boxes()
	settings, err := r.cache.Settings(r.ctx)
	if err != nil || strings.Contains(settings[r.ownSetting(settingTranslating)], "c_fr") {
		t.Errorf("kept %q, %v", settings[r.ownSetting(settingTranslating)], err)
	}
}

// row: P-060
func TestAServiceThatFailsLosesNothing(t *testing.T) {
	r, stream := frenchRig(t)
	const why = "The translation service does not answer as it should. Try again in a moment."
	r.peer.with(func() { r.peer.untranslated = why })
	r.must(r.App.SetTranslation(string(stream), true))
	p := r.eventually("it says so", func(p wire.Panel) bool { return lineWith(p, "Bonjour").Untranslated != "" })
	line := lineWith(p, "Bonjour")
	if line.Untranslated != why || line.Translation != "" {
		t.Errorf("it says %+v", line)
	}
	_, err := r.App.Translate(string(stream), "Hello")
	r.refused(err, desk.TranslationFailed)
	// It can go as it is.
	r.must(r.send(string(stream), "Hello"))
	r.eventually("it is sent", func(p wire.Panel) bool { return lineWith(p, "Hello").State == wire.Sent })
	r.peer.with(func() {
		if len(r.peer.asked) != 1 {
			t.Errorf("asked %v", r.peer.asked)
		}
		r.peer.untranslated = ""
	})
	r.must(r.App.TranslateAgain(string(stream), line.Key))
	r.eventually("it is translated", func(p wire.Panel) bool { return lineWith(p, "Bonjour").Translation == "[en] Bonjour" })
	r.refused(r.App.TranslateAgain(string(stream), line.Key), desk.WrongState)
}

// row: P-060
func TestTranslationIsOfferedWhereItIsOfUse(t *testing.T) {
	r, french := frenchRig(t)
	english := r.peer.opens("c_en", desk.Opened{Channel: desk.Chat, Language: "en-GB"}, "Bob", "Hello", ada)
	r.boxes(french, english)
	of := func(p wire.Panel, s desk.Stream) *wire.Translation {
		for _, t := range p.Threads {
			if t.Stream == s {
				return t.Translation
			}
		}
		return nil
	}
	r.must(r.App.Focus(string(english)))
	p := r.eventually("it is on screen", func(p wire.Panel) bool { return p.Active == english })
	if of(p, english) != nil {
		t.Error("from English to English")
	}
	r.refused(r.App.SetTranslation(string(english), true), desk.NotOffered)
	// An agent who works in French reads French.
	r.must(r.App.SetLanguage("fr"))
	r.eventually("the other is offered", func(p wire.Panel) bool { return of(p, english) != nil })
	r.must(r.App.Focus(string(french)))
	p = r.eventually("it is on screen", func(p wire.Panel) bool { return p.Active == french })
	if of(p, french) != nil {
		t.Error("from French to French")
	}
	r.must(r.App.SetLanguage("en"))
	r.eventually("it is offered", func(p wire.Panel) bool { return of(p, french) != nil })
	// No service: no toggle.
	r.peer.account(func() { r.peer.translates = false })
	r.eventually("it is not", func(p wire.Panel) bool { return of(p, french) == nil })
	r.refused(r.App.SetTranslation(string(french), true), desk.NotOffered)
	_, err := r.App.Translate(string(french), "Hello")
	r.refused(err, desk.NotOffered)
}

// row: P-060
func TestATranslatedMessageWaitsForTheLineWithBothTexts(t *testing.T) {
	r, stream := frenchRig(t)
	r.offline()
	shown := wire.Translated{Text: "Bonjour Ann", From: "en", To: "fr-BE"}
	r.refused(r.sendTranslated(string(stream), "  ", shown), desk.EmptyMessage)
	r.refused(r.sendTranslated(string(stream), "Hello Ann", wire.Translated{From: "en", To: "fr-BE"}), desk.EmptyMessage)
	r.must(r.sendTranslated(string(stream), "Hello Ann", shown))
	r.restart()
	p := r.eventually("it waits", func(p wire.Panel) bool { return lineWith(p, "Bonjour Ann").Key != "" })
	if l := lineWith(p, "Bonjour Ann"); l.Original != "Hello Ann" || l.ToLanguage != "fr-BE" {
		t.Errorf("it waits as %+v", l)
	}
	r.peer.with(func() { r.peer.away = false })
	r.clock.advance(60e9)
	r.eventually("it is sent", func(p wire.Panel) bool {
		l := lineWith(p, "Bonjour Ann")
		return l.State == wire.Sent && l.Original == "Hello Ann"
	})
}

// What is undone is what the agent wrote, in their own language.
// row: P-060
func TestATranslatedMessageIsUndoneToWhatWasWritten(t *testing.T) {
	r, stream := frenchRig(t)
	w := usualWriting
	w.Hold = true
	r.must(r.App.SetWriting(w))
	r.must(r.App.SetTranslation(string(stream), true))
	shown := wire.Translated{Text: "Bonjour Ann", From: "en", To: "fr-BE"}
	r.must(r.sendTranslated(string(stream), "Hello Ann", shown))
	undone, err := r.App.Undo(string(stream), r.shows("Bonjour Ann"))
	if err != nil || undone.Text != "Hello Ann" {
		t.Errorf("%+v, %v", undone, err)
	}
}

// The service is somebody else's: what is asked about before it goes to the visitor
// is asked about before it goes there, and once.
// row: P-060, B-09
func TestWhatIsTranslatedIsLookedOverFirst(t *testing.T) {
	r, stream := frenchRig(t)
	r.must(r.App.SetTranslation(string(stream), true))
	text := "Your card 4111 1111 1111 1111 is accepted"
	_, err := r.App.Translate(string(stream), text)
	r.asked(err, "card 4111 1111 1111 1111")
	shown, err := r.App.Translate(string(stream), text)
	r.must(err)
	r.must(r.sendTranslated(string(stream), text, shown))
	r.said(stream, shown.Text)
}

// Who takes over, or works in another language from now on, reads theirs.
// row: P-060
func TestWhatWasTranslatedForAnotherIsTranslatedAgain(t *testing.T) {
	r := newRig(t)
	r.peer.with(func() { r.peer.translates = true })
	r.signIn()
	stream := r.peer.opens("c_de", desk.Opened{Channel: desk.Chat, Site: "shop.test", Language: "de"}, "Ann", "Guten Tag", ada)
	r.boxes(stream)
	r.must(r.App.Focus(string(stream)))
	r.must(r.App.SetTranslation(string(stream), true))
	for _, to := range []string{"en", "fr", "en"} {
		r.must(r.App.SetLanguage(to))
		r.eventually("it is in "+to, func(p wire.Panel) bool {
			l := lineWith(p, "Guten Tag")
			return l.ToLanguage == to && l.Translation == "["+to+"] Guten Tag"
		})
	}
}

// row: P-060
func TestTranslationIsOffForWhoSignsInNext(t *testing.T) {
	r, stream := frenchRig(t)
	r.must(r.App.SetTranslation(string(stream), true))
	key := r.ownSetting(settingTranslating)
	settings, err := r.cache.Settings(t.Context())
	if err != nil || settings[key] != `["c_fr"]` || !strings.Contains(key, string(ada)) {
		t.Fatalf("kept %q as %q, %v", settings, key, err)
	}
	r.must(r.App.SignOut(true))
	if settings, err = r.cache.Settings(t.Context()); err != nil || settings[key] != "[]" {
		t.Errorf("left %q, %v", settings[key], err)
	}
	r.boxes()
	r.signIn()
	r.boxes(stream)
	r.must(r.App.Focus(string(stream)))
	r.eventually("it is off", func(p wire.Panel) bool {
		t := p.OnScreen()
		return t != nil && t.Translation != nil && !t.Translation.On
	})
}
