package sqlkit

import (
	"strconv"
	"strings"
	"sync"
)

// Rows is a multi-row statement: Head up to and with VALUES, the rows, Tail.
type Rows struct {
	Head string
	Tail string
	// Columns is how many values a row has.
	Columns int

	args []any
}

// Add adds a row, or several one after another.
func (r *Rows) Add(values ...any) { r.args = append(r.args, values...) }

// Len is how many rows there are.
func (r *Rows) Len() int { return len(r.args) / r.Columns }

// maxRows is the most rows of one statement. The limits on parameters are
// 32,766 on SQLite and 65,535 on PostgreSQL.
const maxRows = 256

// Insert runs r. On SQLite in statements of 256, 128, … 1 rows: so there are nine
// texts to keep prepared and not one for each length. On PostgreSQL each
// statement is a journey, so all rows go in one, a column an array.
func (t *Tx) Insert(r *Rows) error {
	return t.insert(r, func(text string, args []any) error {
		_, err := t.Exec(text, args...)
		return err
	})
}

// InsertReturning is [Tx.Insert] for a Tail with a RETURNING clause.
func (t *Tx) InsertReturning(r *Rows, fn func(scan func(...any) error) error) error {
	return t.insert(r, func(text string, args []any) error { return t.Each(fn, text, args...) })
}

func (t *Tx) insert(r *Rows, run func(text string, args []any) error) error {
	if t.kind == Postgres && r.Len() > 0 {
		if text, columns, ok := arrays(r); ok {
			return run(text, columns)
		}
	}
	args := r.args
	for size := maxRows; size > 0; size /= 2 {
		for width := size * r.Columns; len(args) >= width && width > 0; args = args[width:] {
			if err := run(rowsText(t.kind, r, size), args[:width]); err != nil {
				return err
			}
		}
	}
	return nil
}

type rowsKey struct {
	kind       Kind
	head, tail string
	size       int
}

// rowsTexts holds the texts made so far: few, and each costs more to make than
// to run.
var rowsTexts sync.Map

func rowsText(kind Kind, r *Rows, size int) string {
	key := rowsKey{kind, r.Head, r.Tail, size}
	if text, ok := rowsTexts.Load(key); ok {
		return text.(string)
	}
	var b strings.Builder
	b.WriteString(r.Head)
	b.WriteByte(' ')
	writeRows(&b, kind, size, r.Columns, 1)
	b.WriteByte(' ')
	b.WriteString(r.Tail)
	rowsTexts.Store(key, b.String())
	return b.String()
}

func writeRows(b *strings.Builder, kind Kind, rows, columns, first int) {
	n := first
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range columns {
			if j > 0 {
				b.WriteByte(',')
			}
			if kind == SQLite {
				// SQLite takes $1 for a name and looks each one up by walking
				// all the others; a bare ? has none.
				b.WriteByte('?')
			} else {
				b.WriteByte('$')
				b.WriteString(strconv.Itoa(n))
			}
			n++
		}
		b.WriteByte(')')
	}
}
