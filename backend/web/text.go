package web

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence makes a sentence of a library's message: a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// isName tells whether a client may name a device or a command like that. What a
// database would not take for a text must not get as far as the log, where it
// would cost the whole group.
func isName(s string) bool { return isPlain(s, 8, 64) }

// isPlain tells a text of so many printable ASCII characters, without blanks.
func isPlain(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}
