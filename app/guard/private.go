package guard

import (
	"strings"
	"unicode"

	"github.com/parley-desk/parley/app/lexis"
)

// Visitor is by what the one a text was written to can be told.
type Visitor struct {
	names, said map[string]bool
	known       func(plain string) bool
}

// NewVisitor is one with these names, addresses and whatever else is known of them,
// who said these messages. known says of a word that the project says it to all.
func NewVisitor(names, said []string, known func(plain string) bool) Visitor {
	return Visitor{names: plain(names), said: plain(said), known: known}
}

func plain(texts []string) map[string]bool {
	all := map[string]bool{}
	for _, text := range texts {
		for _, w := range lexis.Words(text) {
			all[w.Plain] = true
		}
	}
	return all
}

// Private tells whether a text may hold something of the person it was written to,
// so that it is not to be proposed for anybody else: a figure, an address, a name
// of theirs or any name at all, or a word of what they said of themselves.
//
// What they said of themselves cannot be told from what they asked. So every word
// of their messages is theirs that the project does not say to all, but for those
// that hold sentences together, begin and end them.
func (v Visitor) Private(text string) bool {
	for _, piece := range strings.Fields(text) {
		if Telling(piece) {
			return true
		}
	}
	for _, w := range lexis.Words(text) {
		empty := lexis.Function(w.Plain) || lexis.Opening(w.Plain) || lexis.Polite(w.Plain)
		if v.Names(w) || v.said[w.Plain] && !empty && !v.known(w.Plain) {
			return true
		}
	}
	return false
}

// Names tells whether a word may name the visitor, or anybody.
//
// What is a name cannot be told from a word that is merely rare. So a word with a
// capital is one, unless known says that it is written without elsewhere, or that
// it is the project's own. A capital at the beginning of a sentence is no reason
// to trust the word.
func (v Visitor) Names(w lexis.Word) bool {
	function := lexis.Function(w.Plain)
	return v.names[w.Plain] && (!function || w.Capital) ||
		w.Capital && !function && !(w.First && lexis.Opening(w.Plain)) && !v.known(w.Plain)
}

// Telling tells whether what stands between two blanks may lead to somebody by
// itself: it has a figure, is an address or may be one, is filled in for each, or is
// of a script without capitals, in which no name can be told from a word.
func Telling(piece string) bool {
	return strings.ContainsAny(piece, `@{}/\`) || strings.Contains(strings.Trim(piece, `.,;:!?…"'()«»“”‘’`), ".") ||
		strings.ContainsFunc(piece, func(r rune) bool { return unicode.IsDigit(r) || caseless(r) })
}

func caseless(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) && !unicode.IsTitle(r)
}
