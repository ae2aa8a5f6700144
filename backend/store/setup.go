package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	upsertProject = `INSERT INTO project (id, name, letters, sites) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, letters = excluded.letters, sites = excluded.sites`
	beginWriter = `INSERT INTO writer (project, fence, holder, claimed, pos, last_contact, epoch)
		VALUES ($1, 0, '', 0, 0, 0, $2) ON CONFLICT (project) DO NOTHING`
	projectColumns = `SELECT id, name, letters, sites FROM project`
)

// PutProject sets a project up or changes it. A new one begins with an empty log
// of a lineage of its own.
func (s *Store) PutProject(ctx context.Context, p desk.Project) error {
	sites, err := json.Marshal(p.Sites)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		if _, err := t.Exec(upsertProject, string(p.ID), p.Name, p.Letters, string(sites)); err != nil {
			return err
		}
		_, err := t.Exec(beginWriter, string(p.ID), rand.Text())
		return err
	})
	return wrap(err, "project %s", p.ID)
}

// Projects lists the projects by id.
func (s *Store) Projects(ctx context.Context) ([]desk.Project, error) {
	return s.projects(ctx, projectColumns+` ORDER BY id`)
}

// Project reads one project.
func (s *Store) Project(ctx context.Context, id desk.ProjectID) (desk.Project, error) {
	all, err := s.projects(ctx, projectColumns+` WHERE id = $1`, string(id))
	if err == nil && len(all) == 0 {
		err = desk.ErrNone
	}
	if err != nil {
		return desk.Project{}, wrap(err, "project %s", id)
	}
	return all[0], nil
}

func (s *Store) projects(ctx context.Context, text string, args ...any) ([]desk.Project, error) {
	var all []desk.Project
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var p desk.Project
			var id, sites string
			if err := scan(&id, &p.Name, &p.Letters, &sites); err != nil {
				return err
			}
			p.ID = desk.ProjectID(id)
			err := json.Unmarshal([]byte(sites), &p.Sites)
			all = append(all, p)
			return err
		}, text, args...)
	})
	return all, wrap(err, "projects")
}

// wrap says what was being done when an error came, and leaves nil alone.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
