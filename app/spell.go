package app

import "github.com/parley-desk/parley/backend/desk"

// spelling is the language the agent writes in where they work: their own while it
// is translated, else the visitor's, and their own where nobody knows it. Engines
// that check spelling by themselves are told by the compose area; see
// [Options.Spell] for the one that has to be told from outside.
func spelling(s *state) string {
	v := s.convs[s.screen]
	if v == nil || !desk.LanguageTag(v.Language) {
		return string(s.language)
	}
	if t := translation(s, v); t != nil && t.On {
		return string(s.language)
	}
	return v.Language
}

// spell tells the window where that has changed.
func (d *Desktop) spell() {
	if now := spelling(&d.s); now != d.spelt {
		d.spelt = now
		d.o.Spell(now)
	}
}
