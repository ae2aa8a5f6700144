package web

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// What an account can hold.
const (
	maxPersonName = 100
	maxUsername   = 60
	maxSlots      = 50
	maxLanguages  = 20
)

// checkProfile says what is wrong with an account, with the field at fault, or
// nil.
func checkProfile(p desk.Profile, settings desk.Settings) error {
	for _, text := range []struct {
		field, value string
		most         int
	}{{"name", p.Name, maxPersonName}, {"username", p.Username, maxUsername}} {
		if text.value == "" || desk.CutText(text.value, text.most) != text.value {
			return desk.Refuse(desk.Invalid, "A name has 1 to %d characters on one line.", text.most).At(text.field)
		}
	}
	if p.Role != desk.AgentRole && p.Role != desk.Manager && p.Role != desk.Admin {
		return desk.Refuse(desk.Invalid, "A role is agent, manager or admin.").At("role")
	}
	if err := desk.CheckEmail(p.Email); err != nil {
		return err
	}
	if !isWord(string(p.Organisation)) {
		return desk.Refuse(desk.Invalid, "An organisation is named by up to 40 small letters, digits and hyphens.").At("organisation")
	}
	for skill, level := range p.Skills {
		known := slices.ContainsFunc(settings.Skills, func(k desk.Skill) bool { return k.ID == skill })
		switch field := "skills." + desk.CutText(string(skill), 40); {
		case !known:
			return desk.Refuse(desk.Invalid, "There is no skill %q.", desk.CutText(string(skill), 40)).At(field)
		case level < 1 || level > desk.MaxLevel:
			return desk.Refuse(desk.Invalid, "A level is from 1 to %d.", desk.MaxLevel).At(field)
		}
	}
	if len(p.Languages) > maxLanguages {
		return desk.Refuse(desk.Invalid, "Nobody needs more than %d languages.", maxLanguages).At("languages")
	}
	for _, l := range p.Languages {
		if err := desk.CheckLanguage(l); err != nil {
			return desk.AsError(err).At("languages")
		}
	}
	return checkChannels(p)
}

func checkChannels(p desk.Profile) error {
	for ch, n := range p.Slots {
		if err := checkChannel("slots", ch); err != nil {
			return err
		}
		if n < 1 || n > maxSlots {
			return desk.Refuse(desk.Invalid, "Between 1 and %d; a channel without slots is left out.", maxSlots).At("slots." + string(ch))
		}
	}
	for ch, n := range p.Priority {
		if err := checkChannel("priority", ch); err != nil {
			return err
		}
		if n != 0 && n != 10 {
			return desk.Refuse(desk.Invalid, "A priority is 0 or 10.").At("priority." + string(ch))
		}
	}
	return nil
}

func checkChannel(field string, ch desk.Channel) error {
	if !slices.Contains(desk.Channels, ch) {
		return desk.Refuse(desk.Invalid, "There is no channel %q.", desk.CutText(string(ch), 40)).At(field)
	}
	return nil
}

// isWord tells an id of the administration's own, or none.
func isWord(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_') {
			return false
		}
	}
	return len(s) <= 40
}
