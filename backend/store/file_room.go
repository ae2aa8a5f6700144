package store

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	takeRoom = `INSERT INTO file_room (project, bytes) VALUES ($1, $2)
		ON CONFLICT (project) DO UPDATE SET bytes = file_room.bytes + excluded.bytes`
	selectRoom = `SELECT bytes FROM file_room WHERE project = $1`
	sumFiles   = `SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file WHERE project = $1`
	// selectDay is what somebody handed in since a moment, the oldest first.
	selectDay = `SELECT at, size FROM file WHERE project = $1 AND actor_kind = $2 AND actor = $3 AND at > $4 ORDER BY at`
)

// FileRoom says with [desk.QuotaExceeded] that there is no room for so many bytes
// more of somebody's, or nil. It holds for this moment only; [Store.PutFile] asks
// again where it writes.
func (s *Store) FileRoom(ctx context.Context, project desk.ProjectID, by desk.Actor, at desk.Millis, bytes int64, quota desk.FileQuota) error {
	return wrap(s.db.Read(ctx, func(t *sqlkit.Tx) error {
		kept, err := roomOf(t, project)
		if err == nil {
			err = quota.CheckProject(kept + bytes)
		}
		if err != nil {
			return err
		}
		return checkDay(t, project, by, at, bytes, quota)
	}), "room for a file in %s", project)
}

// occupy takes room for a file, in the transaction that begins it. What comes at
// the same time waits here for its end.
func occupy(t *sqlkit.Tx, project desk.ProjectID, f desk.StoredFile, bytes int64, quota desk.FileQuota) error {
	if _, err := t.Exec(takeRoom, string(project), bytes); err != nil {
		return err
	}
	kept, err := roomOf(t, project)
	if err == nil {
		err = quota.CheckProject(kept)
	}
	if err != nil {
		return err
	}
	return checkDay(t, project, f.By, f.At, bytes, quota)
}

func roomOf(t *sqlkit.Tx, project desk.ProjectID) (bytes int64, err error) {
	err = t.Row([]any{&bytes}, selectRoom, string(project))
	if errors.Is(err, sqlkit.ErrNoRow) {
		err = nil
	}
	return bytes, err
}

func checkDay(t *sqlkit.Tx, project desk.ProjectID, by desk.Actor, at desk.Millis, bytes int64, quota desk.FileQuota) error {
	var day []desk.HandedIn
	err := t.Each(func(scan func(...any) error) error {
		var h desk.HandedIn
		err := scan(&h.At, &h.Bytes)
		day = append(day, h)
		return err
	}, selectDay, string(project), string(by.Kind), by.ID, int64(at-desk.Day))
	if err != nil {
		return err
	}
	return quota.CheckDay(day, bytes, at)
}

// drop deletes one file by a statement that tells its size, and gives its room
// back; false where there is none to delete.
func drop(t *sqlkit.Tx, text string, project desk.ProjectID, blob string) (bool, error) {
	var size int64
	err := t.Row([]any{&size}, text, string(project), blob)
	if errors.Is(err, sqlkit.ErrNoRow) {
		return false, nil
	}
	if err == nil {
		_, err = t.Exec(dropParts, string(project), blob)
	}
	if err == nil {
		_, err = t.Exec(takeRoom, string(project), -size)
	}
	return true, err
}

// forgetFiles deletes all files of a visitor, and gives their room back.
func forgetFiles(t *sqlkit.Tx, project desk.ProjectID, visitor desk.VisitorID) error {
	if _, err := t.Exec(holdFiles, string(project), string(visitor)); err != nil {
		return err
	}
	if _, err := t.Exec(dropAllParts, string(project), string(visitor)); err != nil {
		return err
	}
	// What is given back is what was there to delete, and not what had been there.
	var sum int64
	err := t.Each(func(scan func(...any) error) error {
		var size int64
		err := scan(&size)
		sum += size
		return err
	}, dropFiles, string(project), string(visitor))
	if err == nil {
		_, err = t.Exec(takeRoom, string(project), -sum)
	}
	return err
}

// files checks that the room taken is that of the files there are.
func (v *verification) files(t *sqlkit.Tx) error {
	kept, err := roomOf(t, v.project)
	var sum int64
	if err == nil {
		err = t.Row([]any{&sum}, sumFiles, string(v.project))
	}
	if err == nil && kept != sum {
		err = differs("files take %d bytes, and %d are counted", sum, kept)
	}
	return err
}
