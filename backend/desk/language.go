package desk

import (
	"slices"

	"golang.org/x/text/language"
)

// noLanguages are tags of what nobody speaks: of what is not known, several, none, and
// any that has no tag.
var noLanguages = []string{"und", "mul", "zxx", "mis"}

// IsLanguage tells the tag of a language that there is, as in "fr" or "pt-BR"
// (BCP 47, and the registry of its subtags). One that nobody can speak would keep
// a conversation or an agent from all others without a word.
func IsLanguage(tag string) bool {
	_, err := language.Parse(tag)
	// Others than these have no subtag of a language in front, but are read as if.
	primary := PrimaryLanguage(tag)
	ownUse := "qaa" <= primary && primary <= "qtz" // kept free by ISO 639-2
	return err == nil && len(primary) >= 2 && len(primary) <= 3 && !ownUse && !slices.Contains(noLanguages, primary) &&
		CutText(tag, MaxLanguageBytes) == tag
}

// MaxLanguageBytes is how long the tag of a language may be.
const MaxLanguageBytes = 35
