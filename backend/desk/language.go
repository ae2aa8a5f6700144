package desk

import (
	"slices"

	"golang.org/x/text/language"
)

// noLanguages are tags of what nobody speaks: of what is not known, several, none, and
// any that has no tag.
var noLanguages = []string{"und", "mul", "zxx", "mis"}

// CheckLanguage says why something is not the tag of a language that there is, as in
// "fr" or "pt-BR" (BCP 47, and the registry of its subtags), or nil. One that nobody
// can speak would keep a conversation or an agent from all others without a word.
func CheckLanguage(tag string) error {
	_, err := language.Parse(tag)
	// Others than these have no subtag of a language in front, but are read as if.
	primary := PrimaryLanguage(tag)
	ownUse := "qaa" <= primary && primary <= "qtz" // kept free by ISO 639-2
	if err != nil || len(primary) < 2 || len(primary) > 3 || ownUse || slices.Contains(noLanguages, primary) ||
		CutText(tag, MaxLanguageBytes) != tag {
		return Refuse(Invalid, "There is no language %q; it is a tag as in \"fr\".", CutText(tag, MaxLanguageBytes))
	}
	return nil
}

// MaxLanguageBytes is how long the tag of a language may be.
const MaxLanguageBytes = 35

// CanonicalLanguage is the one name under which languages are compared: "en" of "eng"
// and "en-GB", "zh" of "cmn", "he" of "iw". What has no other name than the one in
// front of the tag keeps that, as [PrimaryLanguage] says it.
func CanonicalLanguage(tag string) string {
	primary := PrimaryLanguage(tag)
	if name, ok := otherNames[primary]; ok {
		return name
	}
	return primary
}

// otherNames are the names of languages that have a better one: three letters where
// there are two, ones that were replaced, and the main one among those that share a
// name. They are looked for once, as the program begins, since a visitor asks by theirs
// each time.
var otherNames = findOtherNames()

func findOtherNames() map[string]string {
	names := map[string]string{}
	note := func(code string) {
		base, err := language.ParseBase(code)
		if err != nil {
			return
		}
		tag, _ := language.Raw.Compose(base)
		tag, _ = language.All.Canonicalize(tag)
		if base, _ = tag.Base(); base.String() != code {
			names[code] = base.String()
		}
	}
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			note(string([]rune{a, b}))
			for c := 'a'; c <= 'z'; c++ {
				note(string([]rune{a, b, c}))
			}
		}
	}
	return names
}
