package guard

import (
	"strings"
	"unicode"

	"github.com/parley-desk/parley/app/lexis"
)

// Private tells whether a text may hold something of the person it was written to,
// so that it is not to be proposed for anybody else: a figure, an address, a name
// of theirs, or any name at all.
//
// What is a name cannot be told from a word that is merely rare. So a word with a
// capital is one, unless known says that it is written without elsewhere, or that
// it is the project's own. A capital at the beginning of a sentence is no reason
// to trust the word.
func Private(text string, theirs []string, known func(plain string) bool) bool {
	if strings.ContainsFunc(text, unicode.IsDigit) || strings.ContainsAny(text, "@{}") || strings.Contains(text, "://") ||
		strings.Contains(strings.ToLower(text), "www.") {
		return true
	}
	words := lexis.Words(text)
	own := map[string]bool{}
	for _, name := range theirs {
		for _, w := range lexis.Words(name) {
			own[w.Plain] = true
		}
	}
	for _, w := range words {
		function := lexis.Function(w.Plain)
		if own[w.Plain] && (!function || w.Capital) || w.Capital && !function && !(w.First && lexis.Opening(w.Plain)) && !known(w.Plain) {
			return true
		}
	}
	return false
}
