package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strconv"

	"golang.org/x/sync/errgroup"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// SQLite joins in the order of a CROSS JOIN, and that is the right one: from the
// few streams into the log.
const selectTail = `WITH want(stream, seq) AS (@list)
	SELECT ` + skeleton + ` FROM want CROSS JOIN event e
	WHERE e.project = $1 AND e.stream = want.stream AND e.seq > CAST(want.seq AS BIGINT) ORDER BY e.pos`

// rowsOf asks for rows r of the core in a project, as [folded] wants them. stream
// is that of a row, in SQL.
func rowsOf(table, stream, which string) string {
	return `SELECT ` + stream + `, r.seq, r.body, EXISTS (SELECT 1 FROM event e
			WHERE e.project = r.project AND e.stream = ` + stream + ` AND e.seq > r.seq)
		FROM ` + table + ` r WHERE r.project = $1 ` + which
}

// one reads one row of the core, folded to the end of the log.
func one[T interface{ Apply(desk.Event) T }](ctx context.Context, s *Store, row string, args ...any) (v T, found bool, err error) {
	var all []T
	err = s.db.Read(ctx, func(t *sqlkit.Tx) error {
		var err error
		all, err = folded[T](t, row, args...)
		return err
	})
	if err != nil || len(all) == 0 {
		return v, false, err
	}
	return all[0], true, nil
}

// folded reads rows of the core (see [rowsOf]), each with its stream, the last seq it
// covers and whether that is behind the log, and folds the rest of the log into it.
// The first argument of the query is the project. Rows are decoded while the database
// looks for more: a project is taken over with all who wait in it, and all of
// them wait for that.
func folded[T interface{ Apply(desk.Event) T }](t *sqlkit.Tx, rows string, args ...any) ([]T, error) {
	all, _, err := foldedTails[T](t, rows, args...)
	return all, err
}

// foldedTails is [folded], and says of how many rows the log told more.
func foldedTails[T interface{ Apply(desk.Event) T }](t *sqlkit.Tx, rows string, args ...any) (all []T, tails int, err error) {
	var found decoder[T]
	var behind []string
	err = t.Each(func(scan func(...any) error) error {
		var stream, body string
		var seq int64
		var more bool
		if err := scan(&stream, &seq, &body, &more); err != nil {
			return err
		}
		found.add(stream, body)
		if more {
			behind = append(behind, stream, strconv.FormatInt(seq, 10))
		}
		return nil
	}, rows, args...)
	all, failed := found.decoded()
	if err := errors.Join(err, failed); err != nil || len(behind) == 0 {
		return all, 0, err
	}
	at := make(map[desk.Stream]int, len(all))
	for i, stream := range found.streams {
		at[desk.Stream(stream)] = i
	}
	err = t.EachIn(eachSkeleton(func(e desk.Event) {
		i := at[e.Stream]
		all[i] = all[i].Apply(e)
	}), selectTail, args[:1], 2, behind)
	return all, len(behind) / 2, err
}

// decodedAtOnce is how many rows one goroutine decodes.
const decodedAtOnce = 256

// decoder decodes rows as they come, many of them side by side.
type decoder[T any] struct {
	streams []string
	// bodies are of the part that is being collected.
	bodies []string
	parts  [][]T
	group  errgroup.Group
}

func (d *decoder[T]) add(stream, body string) {
	d.streams, d.bodies = append(d.streams, stream), append(d.bodies, body)
	if len(d.bodies) == decodedAtOnce {
		d.begin()
	}
}

// begin decodes the part that was collected, and another begins.
func (d *decoder[T]) begin() {
	bodies := d.bodies
	streams := d.streams[len(d.streams)-len(bodies):]
	part := make([]T, len(bodies))
	d.bodies, d.parts = nil, append(d.parts, part)
	if len(d.parts) == 1 {
		d.group.SetLimit(runtime.GOMAXPROCS(0))
	}
	d.group.Go(func() error {
		for i, body := range bodies {
			if err := json.Unmarshal([]byte(body), &part[i]); err != nil {
				return fmt.Errorf("row of %s: %w", streams[i], err)
			}
		}
		return nil
	})
}

// decoded is everything that was added.
func (d *decoder[T]) decoded() ([]T, error) {
	if len(d.bodies) > 0 {
		d.begin()
	}
	err := d.group.Wait()
	all := make([]T, 0, len(d.streams))
	for _, part := range d.parts {
		all = append(all, part...)
	}
	return all, err
}
