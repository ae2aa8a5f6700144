package attach

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/parley-desk/parley/backend/desk"
)

// CleanName makes a name out of what a stranger called their file that every
// system can save it under and that looks like what it is: composed (NFC), without
// path, controls, marks that turn the direction of writing or are not seen, and
// without what Windows forbids, takes for a device or cuts off. It is at most 120
// characters long and keeps its ending; where nothing is left it is "file".
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = norm.NFC.String(strings.Map(clean, name))
	// Windows cuts these off, and names that begin with a dot are hidden elsewhere.
	name = strings.Trim(strings.TrimRight(name, ". "), " ")
	stem, ending := split(name)
	if ending == "" {
		stem = name
	}
	stem = strings.Trim(stem, ". ")
	if reserved(stem) {
		stem = "_" + stem
	}
	return join(stem, ending)
}

func clean(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector),
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), r == unicode.ReplacementChar:
		return -1
	case unicode.IsSpace(r):
		return ' '
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// split is a name and its ending in small letters, without the dot between them.
// What could not be an ending is none.
func split(name string) (stem, ending string) {
	ending = strings.TrimPrefix(filepath.Ext(name), ".")
	for _, r := range ending {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return name, ""
		}
	}
	if ending == "" || len(ending) > 20 {
		return name, ""
	}
	return name[:len(name)-len(ending)-1], strings.ToLower(ending)
}

// maxNameBytes is what file systems take of a name.
const maxNameBytes = 255

// join puts a name and its ending together and keeps it from growing too long: for
// people, and for file systems, which count bytes.
func join(stem, ending string) string {
	if ending != "" {
		ending = "." + ending
	}
	runes, room := desk.MaxFileNameRunes-len(ending), maxNameBytes-len(ending)
	for at, r := range stem {
		if runes--; runes < 0 || at+utf8.RuneLen(r) > room {
			stem = strings.TrimRight(stem[:at], ". ")
			break
		}
	}
	if stem == "" {
		stem = "file"
	}
	return stem + ending
}

// reserved tells the names that are a device on Windows, whatever their ending.
func reserved(stem string) bool {
	first, _, _ := strings.Cut(stem, ".")
	first = strings.ToUpper(strings.TrimRight(first, " "))
	switch first {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	for _, port := range [...]string{"COM", "LPT"} {
		if n, ok := strings.CutPrefix(first, port); ok && (len(n) == 1 && n >= "0" && n <= "9" || n == "¹" || n == "²" || n == "³") {
			return true
		}
	}
	return false
}
