package sqlkit

import (
	"strconv"
	"strings"
	"sync"
)

// arrays turns rows into columns, for PostgreSQL: one text for any number of
// rows. false where a value is of a type that is not foreseen, or absent.
func arrays(r *Rows) (text string, columns []any, ok bool) {
	head, values := strings.CutSuffix(strings.TrimSpace(r.Head), "VALUES")
	if !values {
		return "", nil, false
	}
	columns = make([]any, r.Columns)
	types := make([]string, r.Columns)
	for j := range r.Columns {
		if columns[j], types[j], ok = array(r.args[j:], r.Columns); !ok {
			return "", nil, false
		}
	}
	return head + arraysText(1, types) + " " + r.Tail, columns, true
}

// array is every step-th value, and the type of its elements.
func array(values []any, step int) (column any, of string, ok bool) {
	switch values[0].(type) {
	case string:
		column, ok = collect[string](values, step)
		return column, "text", ok
	case int64:
		column, ok = collect[int64](values, step)
		return column, "bigint", ok
	case []byte:
		column, ok = collect[[]byte](values, step)
		return column, "bytea", ok
	case bool:
		column, ok = collect[bool](values, step)
		return column, "boolean", ok
	}
	return nil, "", false
}

func collect[T any](values []any, step int) (column []T, ok bool) {
	column = make([]T, 0, (len(values)+step-1)/step)
	for i := 0; i < len(values); i += step {
		v, is := values[i].(T)
		if !is {
			return nil, false
		}
		column = append(column, v)
	}
	return column, true
}

var arraysTexts sync.Map

// arraysText is a query of the rows that the arrays from parameter first on
// make up.
func arraysText(first int, types []string) string {
	key := strconv.Itoa(first) + strings.Join(types, ",")
	if text, ok := arraysTexts.Load(key); ok {
		return text.(string)
	}
	var b strings.Builder
	b.WriteString("SELECT * FROM unnest(")
	for i, of := range types {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("CAST($" + strconv.Itoa(first+i) + " AS " + of + "[])")
	}
	b.WriteString(")")
	arraysTexts.Store(key, b.String())
	return b.String()
}
