package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-desk/parley/backend/desk"
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

// checkDevice says why a client's device cannot be named like that, or nil.
func checkDevice(name string) error {
	switch {
	case !isName(name):
		return desk.Refuse(desk.Invalid, "A device is named by 8 to 64 letters, digits or signs.").At("device")
	case desk.OwnDevice(name):
		return desk.Refuse(desk.Invalid, "This name of a device is the server's own; choose another.").At("device")
	}
	return nil
}

// isPlain tells a text of so many printable ASCII characters, without blanks.
func isPlain(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}
