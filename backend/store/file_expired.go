package store

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	selectOld = `SELECT blob FROM file WHERE project = $1 AND conversation <> '' AND expired = 0 AND at < $2 ORDER BY at LIMIT 50`
	// expireFile tells the size, which shrinkFile then takes away.
	expireFile = `UPDATE file SET expired = $1 WHERE project = $2 AND blob = $3 AND conversation <> '' AND expired = 0 RETURNING size`
	shrinkFile = `UPDATE file SET size = 0 WHERE project = $1 AND blob = $2`
	selectGone = `WITH want(id) AS (@list)
		SELECT f.id FROM want JOIN file f ON f.project = $1 AND f.id = want.id AND f.complete = 1 WHERE f.expired > 0`
)

// ExpireFiles throws away what is in the files that were handed in before a moment
// and sent, and says how many that were. Their messages stay, and say from now on
// that the file is gone: see [desk.File].
func (s *Store) ExpireFiles(ctx context.Context, project desk.ProjectID, before, now desk.Millis) (int, error) {
	expired := 0
	for {
		blobs, err := s.blobs(ctx, selectOld, project, before)
		if err != nil || len(blobs) == 0 {
			return expired, wrap(err, "old files of %s", project)
		}
		for _, blob := range blobs {
			err := s.db.Write(ctx, func(t *sqlkit.Tx) error { return expire(t, project, blob, now) })
			if err != nil {
				return expired, wrap(err, "old files of %s", project)
			}
			expired++
		}
	}
}

func expire(t *sqlkit.Tx, project desk.ProjectID, blob string, now desk.Millis) error {
	var size int64
	err := t.Row([]any{&size}, expireFile, int64(now), string(project), blob)
	if errors.Is(err, sqlkit.ErrNoRow) {
		return nil // erased meanwhile
	}
	if err != nil {
		return err
	}
	for _, text := range [...]string{shrinkFile, dropParts} {
		if _, err := t.Exec(text, string(project), blob); err != nil {
			return err
		}
	}
	_, err = t.Exec(takeRoom, string(project), -size)
	return err
}

// blobs are the names under which some files of a project lie, by a statement that
// takes a moment.
func (s *Store) blobs(ctx context.Context, text string, project desk.ProjectID, before desk.Millis) (blobs []string, err error) {
	err = s.db.Look(ctx, func(t *sqlkit.Tx) error {
		blobs = nil
		return t.Each(func(scan func(...any) error) error {
			var blob string
			err := scan(&blob)
			blobs = append(blobs, blob)
			return err
		}, text, string(project), int64(before))
	})
	return blobs, err
}

// markGone says in the events of messages which of their files are gone: the log
// does not, since what it holds is never changed.
func (s *Store) markGone(ctx context.Context, project desk.ProjectID, events []desk.Event) error {
	sent := map[desk.FileID]*desk.File{}
	var ids []string
	for _, e := range events {
		if e.Content != nil && e.Content.File != nil {
			sent[e.Content.File.ID] = e.Content.File
			ids = append(ids, string(e.Content.File.ID))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.db.Read(ctx, func(t *sqlkit.Tx) error {
		return t.EachIn(func(scan func(...any) error) error {
			var id desk.FileID
			if err := scan(&id); err != nil {
				return err
			}
			sent[id].Gone = true
			return nil
		}, selectGone, []any{string(project)}, 1, ids)
	})
}
