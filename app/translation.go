package app

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what is said in two languages: where the agent has turned that on
// for a conversation, what the visitor writes is translated as it comes, and what
// the agent writes is shown to them in the visitor's language before it is sent.
// The server asks the service; while it is off nothing is asked.

// translateBack is how many of the visitor's messages are translated that were
// there before: the agent reads the end of a long thread.
const translateBack = 20

// SetTranslation turns translation on or off for a conversation, on this machine.
func (a *App) SetTranslation(stream string, on bool) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		if on && translation(&d.s, v) == nil {
			return desk.Refuse(desk.NotOffered, "This conversation cannot be translated.")
		}
		return d.setTranslation(v.stream(), on)
	})
}

// Translate is a text in the language of a conversation's visitor. Nothing of it is
// kept or sent.
func (a *App) Translate(stream, text string) (wire.Translated, error) {
	translated, err := a.d.translate(desk.Stream(stream), text)
	return translated, asFault(err)
}

// SendTranslated writes a message that the agent wrote in their own language and
// the visitor reads in theirs, as it was shown to the agent. It returns like
// [App.Send].
func (a *App) SendTranslated(stream, text string, shown wire.Translated) (string, error) {
	return a.written(stream, func(d *Desktop, v *conversation) (string, error) { return d.sendTranslated(v, text, shown) })
}

// TranslateAgain tries once more to translate a message of the visitor's.
func (a *App) TranslateAgain(stream, key string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		for _, p := range v.theirs {
			if line := v.lines[p.line]; line.Key == key && line.Untranslated != "" {
				v.own()
				v.lines[p.line].Untranslated = ""
				delete(v.asked, p.seq)
				return nil
			}
		}
		return desk.Refuse(desk.WrongState, "This message is not waiting to be translated.").At("key")
	})
}

// translation is between which languages a conversation can be translated, nil
// where it cannot: without a service, of a visitor whose language is not known, or
// is the agent's.
func translation(s *state, v *conversation) *wire.Translation {
	if !s.translates || !v.open() || !desk.LanguageTag(v.Language) || desk.PrimaryLanguage(v.Language) == string(s.language) {
		return nil
	}
	return &wire.Translation{On: s.translating[v.stream()], Agent: string(s.language), Visitor: v.Language}
}

func (d *Desktop) setTranslation(stream desk.Stream, on bool) error {
	if d.s.translating[stream] == on {
		return nil
	}
	if on {
		d.s.translating[stream] = true
	} else {
		delete(d.s.translating, stream)
	}
	return d.keepTranslating()
}

// keepTranslating keeps where translation is on for this agent.
func (d *Desktop) keepTranslating() error {
	kept := make([]string, 0, len(d.s.translating))
	for s := range d.s.translating {
		kept = append(kept, string(s))
	}
	slices.Sort(kept)
	raw, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return d.cache.SaveSetting(d.ctx, d.ownSetting(settingTranslating), string(raw))
}

// translatingFrom reads what keepTranslating kept.
func translatingFrom(kept string) map[desk.Stream]bool {
	var streams []desk.Stream
	_ = json.Unmarshal([]byte(kept), &streams)
	out := map[desk.Stream]bool{}
	for _, s := range streams {
		out[s] = true
	}
	return out
}

func (d *Desktop) translate(stream desk.Stream, text string) (wire.Translated, error) {
	if err := desk.CheckText(text); err != nil {
		return wire.Translated{}, err
	}
	asked, err := d.inquiry(stream, (*conversation).open, doneLater)
	if err != nil {
		return wire.Translated{}, err
	}
	var between wire.Translation
	err = d.App.held(string(stream), func(d *Desktop, v *conversation) error {
		t := translation(&d.s, v)
		if t == nil {
			return desk.Refuse(desk.NotOffered, "This conversation cannot be translated.")
		}
		between = *t
		// The service is somebody else too: it is given nothing that is to be asked
		// about first.
		return d.guarded(v, text)
	})
	if err != nil {
		return wire.Translated{}, err
	}
	return link.Translate(d.ctx, asked.server, asked.token, asked.id, text, between.Agent, between.Visitor)
}

func (d *Desktop) sendTranslated(v *conversation, text string, shown wire.Translated) (string, error) {
	if err := desk.CheckText(shown.Text); err != nil {
		return "", err
	}
	if err := desk.CheckTranslation(text, shown.From, shown.To); err != nil {
		return "", err
	}
	i := d.stored(v, shown.Text)
	i.Translation = cache.Translation{Original: text, From: shown.From, To: shown.To}
	return d.write(v, i, text)
}

// translateDue has the server translate what visitors have written where that is
// on, of each conversation one message at a time.
func (d *Desktop) translateDue() {
	if !d.opened {
		return
	}
	for stream, v := range d.s.convs {
		between := translation(&d.s, v)
		if between == nil || !between.On || v.translating {
			continue
		}
		recent := v.theirs[max(0, len(v.theirs)-translateBack):]
		i := slices.IndexFunc(recent, func(p place) bool {
			line := v.lines[p.line]
			return line.Kind == wire.LineVisitor && line.Text != "" && line.Form == "" && line.ToLanguage != between.Agent && line.Untranslated == "" && v.asked[p.seq] != between.Agent
		})
		if i < 0 {
			continue
		}
		seq, to, server, token, id := recent[i].seq, between.Agent, d.server, d.token, string(v.ID)
		v.asked[seq], v.translating = to, true
		d.errands.Go(func() {
			err := link.TranslateMessage(d.ctx, server, token, id, seq, to)
			d.tell(func() { d.translated(stream, v, seq, err) })
		})
	}
}

// translated follows what became of a message that was to be translated. Where it
// was, the line tells.
func (d *Desktop) translated(stream desk.Stream, asked *conversation, seq int64, err error) {
	asked.translating = false
	v := d.s.convs[stream]
	if err == nil || v == nil {
		return
	}
	if !d.opened {
		delete(v.asked, seq) // the line was lost: once more on the next
		return
	}
	sentence := "The translation service does not answer as it should. Try again in a moment."
	if p := (*link.Problem)(nil); errors.As(err, &p) {
		sentence = p.Message
	}
	if i := slices.IndexFunc(v.theirs, func(p place) bool { return p.seq == seq }); i >= 0 {
		v.own()
		v.lines[v.theirs[i].line].Untranslated = d.s.language.say(sentence)
	}
}

// translated puts the translation of a message beside it.
func (v *conversation) translated(e wire.AgentEvent) {
	i := slices.IndexFunc(v.theirs, func(p place) bool { return p.seq == e.Upto })
	if i < 0 || e.Erased {
		return
	}
	v.own()
	line := &v.lines[v.theirs[i].line]
	line.Translation, line.FromLanguage, line.ToLanguage, line.Untranslated = e.Text, e.From, e.To, ""
}

// own makes the lines this conversation's to change: a view may share them.
func (v *conversation) own() {
	if v.lent {
		v.lines, v.lent = slices.Clone(v.lines), false
	}
}
