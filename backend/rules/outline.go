package rules

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/parley-desk/parley/backend/desk"
)

// outline is where in a text each field stands, by paths as in
// "rules[0].rings[1].groups", and the first thing in it that cannot be.
type outline struct {
	text    []byte
	parser  unstable.Parser
	at      map[string]int // offsets
	lists   map[string]int // how many tables a list of them has so far
	refusal error
}

// Line is the line of a text on which a field stands, or what holds it; false
// where there is nothing of it.
func Line(text, field string) (line int, ok bool) {
	o := read([]byte(text))
	for field != "" {
		if at, known := o.at[field]; known {
			line, _ = o.position(at)
			return line, true
		}
		field = field[:max(strings.LastIndexAny(field, ".["), 0)]
	}
	return 0, false
}

func read(text []byte) *outline {
	o := &outline{text: text, at: map[string]int{}, lists: map[string]int{}}
	o.parser.Reset(text)
	here, typ := "", reflect.TypeFor[Document]()
	for o.parser.NextExpression() {
		switch e := o.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			here, typ = o.table(e)
		case unstable.KeyValue:
			if typ != nil {
				o.pair(here, typ, e)
			}
		}
	}
	return o
}

// table follows the header of a table from the top, and is nil where it leads
// nowhere.
func (o *outline) table(e *unstable.Node) (path string, typ reflect.Type) {
	typ = reflect.TypeFor[Document]()
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		if path, typ = o.enter(path, typ, key); typ == nil {
			return path, nil
		}
		if typ.Kind() != reflect.Slice {
			if keys.IsLast() && e.Kind == unstable.ArrayTable {
				o.refuse(path, key, "is written once, with one pair of brackets")
			}
			continue
		}
		if keys.IsLast() && e.Kind == unstable.ArrayTable {
			o.lists[path]++
		} else if keys.IsLast() || o.lists[path] == 0 {
			o.refuse(path, key, "is a list, written with two pairs of brackets")
			return path, nil
		}
		path, typ = fmt.Sprintf("%s[%d]", path, o.lists[path]-1), typ.Elem()
		o.note(path, key)
	}
	return path, typ
}

// enter goes from a table to what a key of it holds.
func (o *outline) enter(path string, typ reflect.Type, key *unstable.Node) (string, reflect.Type) {
	name := string(key.Data)
	inner := name
	if path != "" {
		inner = path + "." + name
	}
	o.note(inner, key)
	switch typ.Kind() {
	case reflect.Map:
		return inner, typ.Elem()
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(typ) {
			if tag, _, _ := strings.Cut(f.Tag.Get("toml"), ","); tag == name {
				return inner, f.Type
			}
		}
		o.refuse(inner, key, "is nothing that can be set here")
		return inner, nil
	}
	o.refuse(inner, key, "is nothing that can be set here")
	return inner, nil
}

func (o *outline) pair(path string, typ reflect.Type, kv *unstable.Node) {
	var last *unstable.Node
	for keys := kv.Key(); keys.Next(); {
		last = keys.Node()
		if path, typ = o.enter(path, typ, last); typ == nil {
			return
		}
	}
	o.value(path, typ, kv.Value(), last)
}

// value holds a value against the type of its field. Key is what to point at.
func (o *outline) value(path string, typ reflect.Type, v, key *unstable.Node) {
	want := ""
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem() // what may be left out
	}
	switch typ.Kind() {
	case reflect.String:
		if v.Kind != unstable.String {
			want = "is a text, in quotation marks"
		}
	case reflect.Int:
		if v.Kind != unstable.Integer {
			want = "is a whole number"
		}
	case reflect.Bool:
		if v.Kind != unstable.Bool {
			want = "is true or false"
		}
	case reflect.Slice:
		if v.Kind != unstable.Array {
			want = "is a list"
			break
		}
		i := 0
		for children := v.Children(); children.Next(); {
			child := children.Node()
			if child.Kind == unstable.Comment {
				continue
			}
			element := fmt.Sprintf("%s[%d]", path, i)
			i++
			at := child
			if child.Raw.Length == 0 {
				at = key
			}
			o.note(element, at)
			o.value(element, typ.Elem(), child, at)
		}
		o.lists[path] = i
	case reflect.Struct, reflect.Map:
		if v.Kind != unstable.InlineTable {
			want = "is a table, in braces"
			break
		}
		for children := v.Children(); children.Next(); {
			if child := children.Node(); child.Kind == unstable.KeyValue {
				o.pair(path, typ, child)
			}
		}
	}
	if want != "" {
		o.refuse(path, key, want)
	}
}

func (o *outline) note(path string, node *unstable.Node) {
	if _, known := o.at[path]; !known {
		o.at[path] = int(node.Raw.Offset)
	}
}

func (o *outline) refuse(path string, node *unstable.Node, what string) {
	if o.refusal != nil {
		return
	}
	line, column := o.position(int(node.Raw.Offset))
	name := path[strings.LastIndexByte(path, '.')+1:]
	o.refusal = desk.Refuse(desk.Invalid, "Line %d, column %d: %q %s.", line, column, desk.CutText(name, 60), what).At(path)
}

func (o *outline) position(offset int) (line, column int) {
	before := o.text[:min(offset, len(o.text))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
