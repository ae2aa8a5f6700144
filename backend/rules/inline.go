package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// field is a field of a table under its name in the text.
type field struct {
	name  string
	value reflect.Value
}

// fieldsOf are the fields of a struct in their order, those of an embedded one
// among them.
func fieldsOf(v reflect.Value) (list []field) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			list = append(list, fieldsOf(v.Field(i))...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		list = append(list, field{name, v.Field(i)})
	}
	return list
}

// left tells the fields that a text leaves out: what is empty, unless a reader
// would miss it.
func (f field) left() bool {
	switch f.name {
	case "active", "after":
		return false
	}
	switch f.value.Kind() {
	case reflect.Slice, reflect.Map:
		return f.value.Len() == 0
	}
	return f.value.IsZero()
}

// inline writes a value on one line.
func inline(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Pointer:
		return inline(v.Elem())
	case reflect.String:
		return quote(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, inline(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Struct:
		for _, f := range fieldsOf(v) {
			if !f.left() {
				parts = append(parts, f.name+" = "+inline(f.value))
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			parts = append(parts, key(k.String())+" = "+inline(v.MapIndex(k)))
		}
		slices.Sort(parts)
	default:
		return fmt.Sprint(v)
	}
	if len(parts) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// quote writes a text as TOML does.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			b.WriteString(`\u00` + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// key writes a key, quoted where it has to be.
func key(s string) string {
	bare := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
	}
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return !bare(r) }) {
		return quote(s)
	}
	return s
}
