package sqlkit

import (
	"strings"
	"sync"
)

// listMark stands in a text for the rows of a list.
const listMark = "@list"

// EachIn runs a query for a list of keys and calls fn for each of its rows. The
// text holds @list where "VALUES (…), (…)" shall stand, as in
//
//	WITH want(id) AS (@list) SELECT … FROM want JOIN …
//
// its fixed parameters are $1, $2, … and the keys' columns are texts. Long
// lists are asked in parts of at most 64 keys; a short part is filled up with
// empty keys, so that four texts stay prepared and not one for each length: no
// row may have an empty key.
func (t *Tx) EachIn(fn func(scan func(...any) error) error, text string, fixed []any, columns int, keys []string) error {
	if t.kind == Postgres {
		return t.eachInArrays(fn, text, fixed, columns, keys)
	}
	for len(keys) > 0 {
		n := min(len(keys)/columns, 64)
		size := 1
		for size < n {
			size *= 4
		}
		args := make([]any, 0, len(fixed)+size*columns)
		args = append(args, fixed...)
		for _, k := range keys[:n*columns] {
			args = append(args, k)
		}
		for len(args) < cap(args) {
			args = append(args, "")
		}
		if err := t.Each(fn, listText(text, len(fixed), columns, size), args...); err != nil {
			return err
		}
		keys = keys[n*columns:]
	}
	return nil
}

// eachInArrays asks for the whole list at once.
func (t *Tx) eachInArrays(fn func(scan func(...any) error) error, text string, fixed []any, columns int, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	args := append([]any(nil), fixed...)
	types := make([]string, columns)
	for j := range columns {
		column := make([]string, 0, len(keys)/columns)
		for i := j; i < len(keys); i += columns {
			column = append(column, keys[i])
		}
		args, types[j] = append(args, column), "text"
	}
	return t.Each(fn, strings.Replace(text, listMark, arraysText(len(fixed)+1, types), 1), args...)
}

type listKey struct {
	text string
	size int
}

var listTexts sync.Map

func listText(text string, fixed, columns, size int) string {
	key := listKey{text, size}
	if made, ok := listTexts.Load(key); ok {
		return made.(string)
	}
	var b strings.Builder
	b.WriteString("VALUES ")
	// Numbered even on SQLite, because the fixed ones may stand behind.
	writeRows(&b, Postgres, size, columns, fixed+1)
	made := strings.Replace(text, listMark, b.String(), 1)
	listTexts.Store(key, made)
	return made
}
