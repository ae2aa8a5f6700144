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

func splitDots(s string) []string { return strings.Split(s, ".") }
