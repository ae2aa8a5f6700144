package web

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"github.com/parley-desk/parley/backend/desk"
)

// maxDepth is how deep a frame may be nested.
const maxDepth = 32

// unmarshal reads a frame into v and is stricter than encoding/json, which puts
// up with what databases and people do not: it refuses bytes that are not
// UTF-8, deep nesting, and half a surrogate pair.
func unmarshal(raw []byte, v any) error {
	if err := readable(raw); err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return desk.Refuse(desk.Invalid, "The request is not a valid frame.")
	}
	return nil
}

// strictJSON reads the body of a request as strictly as a frame.
func strictJSON(raw []byte, v any) error {
	if err := readable(raw); err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

func readable(raw []byte) error {
	if !utf8.Valid(raw) {
		return desk.Refuse(desk.InvalidUTF8, "The request is not valid UTF-8.")
	}
	return scan(raw)
}

// scan walks the text once: strings for their escapes, the rest for its depth.
func scan(raw []byte) error {
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{', '[':
			if depth++; depth > maxDepth {
				return desk.Refuse(desk.PayloadTooLarge, tooMuch)
			}
		case '}', ']':
			depth--
		case '"':
			position := 0
			for i++; i < len(raw) && raw[i] != '"'; i++ {
				if utf8.RuneStart(raw[i]) {
					position++
				}
				if raw[i] != '\\' {
					continue
				}
				skip, lone := escape(raw[i:])
				if lone != 0 {
					return desk.Refuse(desk.InvalidCharacter, "Character U+%04X at position %d cannot be stored.", lone, position)
				}
				i += skip
			}
		}
	}
	return nil
}

// escape looks at the escape that b begins with: how many bytes follow the
// backslash, and the half surrogate it stands for if its other half is missing.
func escape(b []byte) (skip int, lone rune) {
	unit, ok := unicodeEscape(b)
	if !ok {
		return 1, 0
	}
	switch {
	case unit >= 0xDC00 && unit <= 0xDFFF:
		return 5, unit
	case unit >= 0xD800 && unit <= 0xDBFF:
		if low, ok := unicodeEscape(b[6:]); !ok || low < 0xDC00 || low > 0xDFFF {
			return 5, unit
		}
		return 11, 0
	}
	return 5, 0
}

func unicodeEscape(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n), err == nil
}
