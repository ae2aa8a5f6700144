package lexis

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
)

// Stem is what is left of a word without its endings, in English and in French.
// Which language a word is in cannot be told from a question of three words, and
// need not be: two words are the same where either stem is.
type Stem struct{ English, French string }

// StemOf takes the endings off a word. The French ones have accents, so it is
// asked of the word as it stands.
func StemOf(word string) Stem {
	word = strings.ToLower(word)
	return Stem{Plain(english.Stem(word, false)), Plain(french.Stem(word, false))}
}
