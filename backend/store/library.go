package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	insertLibrary  = `INSERT INTO library (project, version, at, author, body) VALUES ($1, $2, $3, $4, $5)`
	libraryVersion = `SELECT COALESCE(MAX(version), 0) FROM library WHERE project = $1`
	libraryWhole   = `SELECT version, at, author, body FROM library WHERE project = $1`
	latestLibrary  = libraryWhole + ` ORDER BY version DESC LIMIT 1`
	forgetLibrary  = `DELETE FROM library WHERE project = $1 AND version <= $2`

	selectPersonal = `SELECT version, body FROM personal_answers WHERE project = $1 AND agent = $2`
	insertPersonal = `INSERT INTO personal_answers (project, agent, version, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (project, agent) DO NOTHING`
	updatePersonal = `UPDATE personal_answers SET version = $1, body = $2
		WHERE project = $3 AND agent = $4 AND version = $5`
	dropPersonal = `DELETE FROM personal_answers WHERE project = $1 AND agent = $2`
)

// versionsKept is how many versions of a library stay: each is a whole one.
const versionsKept = 20

// PutLibrary writes the next version of a project's library and forgets the
// oldest. One that does not follow the latest is refused with
// [sqlkit.ErrConflict]: somebody else changed it meanwhile. Whether it holds
// together is the caller's to check.
func (s *Store) PutLibrary(ctx context.Context, project desk.ProjectID, r desk.LibraryRevision) error {
	body, err := json.Marshal(r.Library)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		var latest int64
		if err := t.Row([]any{&latest}, libraryVersion, string(project)); err != nil {
			return err
		}
		if r.Version != latest+1 {
			return fmt.Errorf("%w: the latest version is %d", sqlkit.ErrConflict, latest)
		}
		// Of two who come this far on PostgreSQL, one meets the key.
		if _, err := t.Exec(insertLibrary, string(project), r.Version, int64(r.At), string(r.By), string(body)); err != nil {
			return err
		}
		_, err := t.Exec(forgetLibrary, string(project), r.Version-versionsKept)
		return err
	})
	return wrap(err, "library %d of %s", r.Version, project)
}

// LatestLibrary reads a project's library; the zero one where none was ever
// written.
func (s *Store) LatestLibrary(ctx context.Context, project desk.ProjectID) (desk.LibraryRevision, error) {
	var r desk.LibraryRevision
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		r = desk.LibraryRevision{}
		var at int64
		var by, body string
		if err := t.Row([]any{&r.Version, &at, &by, &body}, latestLibrary, string(project)); err != nil {
			return err
		}
		r.At, r.By = desk.Millis(at), desk.AgentID(by)
		return json.Unmarshal([]byte(body), &r.Library)
	})
	if errors.Is(err, sqlkit.ErrNoRow) {
		return desk.LibraryRevision{}, nil
	}
	return r, wrap(err, "library of %s", project)
}

// PutPersonal writes the next version of an agent's own answers, and refuses any
// other with [sqlkit.ErrConflict].
func (s *Store) PutPersonal(ctx context.Context, project desk.ProjectID, agent desk.AgentID, p desk.PersonalAnswers) error {
	body, err := json.Marshal(p.Canned)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		var n int64
		var err error
		if p.Version == 1 {
			n, err = t.Exec(insertPersonal, string(project), string(agent), p.Version, string(body))
		} else {
			n, err = t.Exec(updatePersonal, p.Version, string(body), string(project), string(agent), p.Version-1)
		}
		if err == nil && n == 0 {
			err = fmt.Errorf("%w: they were changed meanwhile", sqlkit.ErrConflict)
		}
		return err
	})
	return wrap(err, "answers of agent %s of %s", agent, project)
}

// Personal reads an agent's own answers; none where none were ever written.
func (s *Store) Personal(ctx context.Context, project desk.ProjectID, agent desk.AgentID) (desk.PersonalAnswers, error) {
	var p desk.PersonalAnswers
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		p = desk.PersonalAnswers{}
		var body string
		if err := t.Row([]any{&p.Version, &body}, selectPersonal, string(project), string(agent)); err != nil {
			return err
		}
		return json.Unmarshal([]byte(body), &p.Canned)
	})
	if errors.Is(err, sqlkit.ErrNoRow) {
		return desk.PersonalAnswers{}, nil
	}
	return p, wrap(err, "answers of agent %s of %s", agent, project)
}
