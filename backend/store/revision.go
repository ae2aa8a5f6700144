package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	insertRevision = `INSERT INTO revision (project, version, at, author, comment, text, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	revisionWhole  = `SELECT version, at, author, comment, text, body FROM revision WHERE project = $1`
	selectRevision = revisionWhole + ` AND version = $2`
	latestRevision = revisionWhole + ` ORDER BY version DESC LIMIT 1`
	listRevisions  = `SELECT version, at, author, comment FROM revision
		WHERE project = $1 AND version < $2 ORDER BY version DESC LIMIT CAST($3 AS BIGINT)`
	latestVersion = `SELECT COALESCE(MAX(version), 0) FROM revision WHERE project = $1`
)

// PutRevision writes the next version of a project's settings. One that does not
// follow the latest is refused with [sqlkit.ErrConflict]: somebody else changed
// them meanwhile. Whether the settings hold together is the caller's to check.
func (s *Store) PutRevision(ctx context.Context, project desk.ProjectID, r desk.Revision) error {
	if malformed(r.Comment) || malformed(r.Text) {
		return fmt.Errorf("settings %d of %s: %w: the comment or the text is none", r.Version, project, ErrMalformed)
	}
	body, err := json.Marshal(r.Settings)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		var latest int64
		if err := t.Row([]any{&latest}, latestVersion, string(project)); err != nil {
			return err
		}
		if r.Version != latest+1 {
			return fmt.Errorf("%w: the latest version is %d", sqlkit.ErrConflict, latest)
		}
		// Of two who come this far on PostgreSQL, one meets the key.
		_, err := t.Exec(insertRevision, string(project), r.Version, int64(r.At), string(r.By), r.Comment, r.Text, string(body))
		return err
	})
	return wrap(err, "settings %d of %s", r.Version, project)
}

// LatestRevision reads the settings a project goes by, [desk.ErrNone] where none
// were ever written.
func (s *Store) LatestRevision(ctx context.Context, project desk.ProjectID) (desk.Revision, error) {
	return s.revision(ctx, latestRevision, string(project))
}

// Revision reads one version of a project's settings.
func (s *Store) Revision(ctx context.Context, project desk.ProjectID, version int64) (desk.Revision, error) {
	return s.revision(ctx, selectRevision, string(project), version)
}

func (s *Store) revision(ctx context.Context, text string, args ...any) (desk.Revision, error) {
	var r desk.Revision
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		r = desk.Revision{}
		var at int64
		var by, body string
		err := t.Row([]any{&r.Version, &at, &by, &r.Comment, &r.Text, &body}, text, args...)
		if err != nil {
			return err
		}
		r.At, r.By = desk.Millis(at), desk.AgentID(by)
		return json.Unmarshal([]byte(body), &r.Settings)
	})
	if err != nil {
		return desk.Revision{}, wrap(notFound(err), "settings of %v", args[0])
	}
	return r, nil
}

// Revisions lists at most limit versions below before, or from the latest on
// where before is 0, the newest first and without the settings themselves.
func (s *Store) Revisions(ctx context.Context, project desk.ProjectID, before int64, limit int) ([]desk.Revision, error) {
	if before <= 0 {
		before = 1 << 62
	}
	var all []desk.Revision
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var r desk.Revision
			var at int64
			var by string
			err := scan(&r.Version, &at, &by, &r.Comment)
			r.At, r.By = desk.Millis(at), desk.AgentID(by)
			all = append(all, r)
			return err
		}, listRevisions, string(project), before, limit)
	})
	return all, wrap(err, "settings of %s", project)
}
