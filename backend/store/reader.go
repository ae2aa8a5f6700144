package store

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// stride is how much of the log one question for some kinds walks at most, so
// that a reader who begins at its beginning does not hold a snapshot for long.
const stride = 20_000

const (
	selectReader = `SELECT pos FROM reader WHERE project = $1 AND name = $2`
	upsertReader = `INSERT INTO reader (project, name, pos) VALUES ($1, $2, $3)
		ON CONFLICT (project, name) DO UPDATE SET pos = excluded.pos WHERE reader.pos < excluded.pos`
	selectAhead = `SELECT pos FROM reader_ahead WHERE project = $1 AND name = $2 ORDER BY pos`
	insertAhead = `INSERT INTO reader_ahead (project, name, pos) VALUES`
	keepAhead   = `ON CONFLICT (project, name, pos) DO NOTHING`
	deleteAhead = `DELETE FROM reader_ahead WHERE project = $1 AND name = $2 AND pos <= $3`
	selectKinds = `WITH want(kind) AS (@list)
		SELECT ` + whole + ` FROM event e ` + opening + `
		WHERE e.project = $1 AND e.pos > $2 AND e.pos <= $3 AND e.kind IN (SELECT kind FROM want) ORDER BY e.pos LIMIT CAST($4 AS BIGINT)`
	selectSkeletons = `SELECT ` + skeleton + ` FROM event e WHERE e.project = $1 AND e.pos >= $2 ORDER BY e.pos LIMIT CAST($3 AS BIGINT)`
	selectAt        = `SELECT at FROM event WHERE project = $1 AND pos = $2`
)

// ReaderAt is how far a reader of a project's log has got: the offset of the last
// event it is done with, 0 for one that has not begun.
func (s *Store) ReaderAt(ctx context.Context, project desk.ProjectID, name string) (int64, error) {
	var pos int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		pos = 0
		return t.Each(func(scan func(...any) error) error { return scan(&pos) }, selectReader, string(project), name)
	})
	return pos, wrap(err, "reader %s of %s", name, project)
}

// ReaderAhead are the offsets a reader is done with ahead of its place.
func (s *Store) ReaderAhead(ctx context.Context, project desk.ProjectID, name string) ([]int64, error) {
	var ahead []int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		ahead = nil
		return t.Each(func(scan func(...any) error) error {
			var pos int64
			err := scan(&pos)
			ahead = append(ahead, pos)
			return err
		}, selectAhead, string(project), name)
	})
	return ahead, wrap(err, "reader %s of %s", name, project)
}

// MoveReader says that a reader is done with everything up to an offset, and with
// some events ahead of it. Readers do not go back: of two that do the same work,
// the one ahead counts.
func (s *Store) MoveReader(ctx context.Context, project desk.ProjectID, name string, pos int64, ahead ...int64) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		if _, err := t.Exec(upsertReader, string(project), name, pos); err != nil {
			return err
		}
		if _, err := t.Exec(deleteAhead, string(project), name, pos); err != nil {
			return err
		}
		rows := sqlkit.Rows{Head: insertAhead, Columns: 3, Tail: keepAhead}
		for _, done := range ahead {
			rows.Add(string(project), name, done)
		}
		return t.Insert(&rows)
	}), "reader %s of %s", name, project)
}

// EventsAfter reads events of some kinds behind an offset, in the log's order and
// at most limit, with the content that was not erased. next is the offset up to
// which the log was looked through: from there it goes on, and where next is the
// offset asked for, there is nothing more yet. It can move without an event.
func (s *Store) EventsAfter(ctx context.Context, project desk.ProjectID, pos int64, kinds []desk.Kind, limit int) (events []desk.Event, next int64, err error) {
	limit = max(limit, 1) // or next would pass over what was not read
	keys := make([]string, len(kinds))
	for i, k := range kinds {
		keys[i] = string(k)
	}
	err = s.db.Read(ctx, func(t *sqlkit.Tx) error {
		events = nil
		var end int64
		if err := t.Row([]any{&end}, selectOffset, string(project)); err != nil {
			return err
		}
		next = max(pos, min(end, pos+stride))
		return t.EachIn(eachWhole(project, &events), selectKinds, []any{string(project), pos, next, limit}, 1, keys)
	})
	if err != nil {
		return nil, pos, wrap(notFound(err), "read %s", project)
	}
	if len(events) >= limit && len(events) > 0 {
		next = events[len(events)-1].Offset
	}
	return events, next, nil
}

// EventsFrom reads the log from an offset on, that one included, in its order
// and without any content: what a replay goes by.
func (s *Store) EventsFrom(ctx context.Context, project desk.ProjectID, fromPos int64, limit int) ([]desk.Event, error) {
	var all []desk.Event
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(eachSkeleton(func(e desk.Event) { all = append(all, e) }), selectSkeletons, string(project), fromPos, limit)
	})
	return all, wrap(err, "read %s", project)
}

// OffsetAt is the offset of the first event that is not before a moment, or the
// one that the next event will have. A log whose clock was once put back has
// more than one such place, and any of them may be the answer.
func (s *Store) OffsetAt(ctx context.Context, project desk.ProjectID, at desk.Millis) (int64, error) {
	var low int64
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		var end int64
		if err := t.Row([]any{&end}, selectOffset, string(project)); err != nil {
			return err
		}
		low = 1
		for high := end + 1; low < high; {
			middle := low + (high-low)/2
			var of int64
			if err := t.Row([]any{&of}, selectAt, string(project), middle); err != nil {
				return err
			}
			if of < int64(at) {
				low = middle + 1
			} else {
				high = middle
			}
		}
		return nil
	})
	return low, wrap(notFound(err), "offset of %s at %d", project, at)
}
