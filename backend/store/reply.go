package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// What is kept of first answers: those of the last four weeks, and of these the
// newest.
const (
	repliesFor = 28 * desk.Day
	maxReplies = 50_000
)

const (
	insertReply   = `INSERT INTO first_reply (project, at, pos, grp, took) VALUES`
	selectReplies = `SELECT grp, at, took FROM first_reply WHERE project = $1 AND at >= $2
		ORDER BY at DESC, pos DESC LIMIT CAST($3 AS BIGINT)`
	forgetReplies = `DELETE FROM first_reply WHERE project = $1 AND at < $2`
)

func (a *appending) replies(t *sqlkit.Tx) error {
	rows := sqlkit.Rows{Head: insertReply, Columns: 5}
	for i, r := range a.b.Replies {
		rows.Add(string(a.b.Project), int64(r.At), a.b.Before+int64(i)+1, string(r.Group), int64(r.Took))
	}
	return t.Insert(&rows)
}

// Replies lists the first answers that were given since a moment, in the order
// of time: the newest 50,000, and none that was older than 28 days when the
// project's writer took it over.
func (s *Store) Replies(ctx context.Context, project desk.ProjectID, since desk.Millis) ([]desk.Reply, error) {
	var all []desk.Reply
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var group string
			var at, took int64
			err := scan(&group, &at, &took)
			all = append(all, desk.Reply{Group: desk.GroupID(group), At: desk.Millis(at), Took: desk.Millis(took)})
			return err
		}, selectReplies, string(project), int64(since), maxReplies)
	})
	if err != nil {
		return nil, fmt.Errorf("first answers of %s: %w", project, err)
	}
	slices.Reverse(all)
	return all, nil
}
