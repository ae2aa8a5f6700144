package desk

import "golang.org/x/text/language"

// IsLanguage tells the tag of a language that there is, as in "fr" or "pt-BR"
// (BCP 47, and the registry of its subtags). One that nobody can speak would keep
// a conversation or an agent from all others without a word.
func IsLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil && CutText(tag, MaxLanguageBytes) == tag
}

// MaxLanguageBytes is how long the tag of a language may be.
const MaxLanguageBytes = 35
