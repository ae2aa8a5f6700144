package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	upsertProject = `INSERT INTO project (id, name, letters, sites, groups) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, letters = excluded.letters,
			sites = excluded.sites, groups = excluded.groups`
	beginWriter = `INSERT INTO writer (project, fence, holder, claimed, pos, last_contact, epoch)
		VALUES ($1, 0, '', 0, 0, 0, $2) ON CONFLICT (project) DO NOTHING`
	upsertGroup = `INSERT INTO routing_group (project, id, name) VALUES ($1, $2, $3)
		ON CONFLICT (project, id) DO UPDATE SET name = excluded.name`
	upsertAgent = `INSERT INTO agent (project, id, role, name, username, email, email_key, password, slots)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (project, id) DO UPDATE SET role = excluded.role, name = excluded.name,
			username = excluded.username, email = excluded.email, email_key = excluded.email_key,
			password = excluded.password, slots = excluded.slots`
	leaveGroups = `DELETE FROM group_member WHERE project = $1 AND agent = $2`
	joinGroup   = `INSERT INTO group_member (project, agent, group_id, place) VALUES ($1, $2, $3, $4)`
	dropCaps    = `UPDATE agent_load SET cap = 0 WHERE project = $1 AND agent = $2`
	upsertCap   = `INSERT INTO agent_load (project, agent, channel, used, cap) VALUES ($1, $2, $3, 0, $4)
		ON CONFLICT (project, agent, channel) DO UPDATE SET cap = excluded.cap`

	projectColumns = `SELECT id, name, letters, sites, groups FROM project`
	profileColumns = `SELECT a.project, a.id, a.role, a.name, a.username, a.email, a.password, a.slots,
		COALESCE(m.group_id, '') FROM agent a
		LEFT JOIN group_member m ON m.project = a.project AND m.agent = a.id`
)

// PutProject sets a project up or changes it. A new one begins with an empty log
// of a lineage of its own.
func (s *Store) PutProject(ctx context.Context, p desk.Project) error {
	sites, err := json.Marshal(p.Sites)
	if err != nil {
		return err
	}
	groups, err := json.Marshal(p.Groups)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		if _, err := t.Exec(upsertProject, string(p.ID), p.Name, p.Letters, string(sites), string(groups)); err != nil {
			return err
		}
		_, err := t.Exec(beginWriter, string(p.ID), rand.Text())
		return err
	})
	return wrap(err, "project %s", p.ID)
}

// PutGroup sets a routing group up or renames it.
func (s *Store) PutGroup(ctx context.Context, project desk.ProjectID, g desk.Group) error {
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(upsertGroup, string(project), string(g.ID), g.Name)
		return err
	})
	return wrap(err, "group %s of %s", g.ID, project)
}

// PutAgent sets an agent up or changes them. An address that signs somebody else
// in already is refused with [sqlkit.ErrConflict], and so is an unknown group.
// Lowering slots below what is in use takes nothing away.
func (s *Store) PutAgent(ctx context.Context, project desk.ProjectID, p desk.Profile, passwordHash string) error {
	slots, err := json.Marshal(p.Slots)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(upsertAgent, string(project), string(p.ID), string(p.Role), p.Name, p.Username,
			p.Email, emailKey(p.Email), passwordHash, string(slots))
		if err != nil {
			return err
		}
		if _, err := t.Exec(leaveGroups, string(project), string(p.ID)); err != nil {
			return err
		}
		for i, g := range p.Groups {
			if _, err := t.Exec(joinGroup, string(project), string(p.ID), string(g), i); err != nil {
				return err
			}
		}
		if _, err := t.Exec(dropCaps, string(project), string(p.ID)); err != nil {
			return err
		}
		for channel, slots := range p.Slots {
			if _, err := t.Exec(upsertCap, string(project), string(p.ID), string(channel), slots); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, "agent %s of %s", p.ID, project)
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
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var p desk.Project
			var id, sites, groups string
			if err := scan(&id, &p.Name, &p.Letters, &sites, &groups); err != nil {
				return err
			}
			p.ID = desk.ProjectID(id)
			all = append(all, p)
			last := &all[len(all)-1]
			return errors.Join(json.Unmarshal([]byte(sites), &last.Sites), json.Unmarshal([]byte(groups), &last.Groups))
		}, text, args...)
	})
	return all, wrap(err, "projects")
}

// Groups lists a project's routing groups by id.
func (s *Store) Groups(ctx context.Context, project desk.ProjectID) ([]desk.Group, error) {
	var all []desk.Group
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var id, name string
			err := scan(&id, &name)
			all = append(all, desk.Group{ID: desk.GroupID(id), Name: name})
			return err
		}, `SELECT id, name FROM routing_group WHERE project = $1 ORDER BY id`, string(project))
	})
	return all, wrap(err, "groups of %s", project)
}

// Profiles lists a project's agents by id.
func (s *Store) Profiles(ctx context.Context, project desk.ProjectID) ([]desk.Profile, error) {
	found, err := s.accounts(ctx, profileColumns+` WHERE a.project = $1 ORDER BY a.id, m.place`, string(project))
	if err != nil {
		return nil, wrap(err, "agents of %s", project)
	}
	all := make([]desk.Profile, len(found))
	for i, a := range found {
		all[i] = a.Profile
	}
	return all, nil
}

// AgentByEmail finds an agent by the address they sign in with, in whatever
// case it is written.
func (s *Store) AgentByEmail(ctx context.Context, email string) (desk.Account, error) {
	key := emailKey(email)
	if key == "" || malformed(key) {
		return desk.Account{}, wrap(desk.ErrNone, "agent by address")
	}
	found, err := s.accounts(ctx, profileColumns+` WHERE a.email_key = $1 AND a.email_key <> '' ORDER BY m.place`, key)
	if err == nil && len(found) == 0 {
		err = desk.ErrNone
	}
	if err != nil {
		return desk.Account{}, wrap(err, "agent by address")
	}
	return found[0], nil
}

func emailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// accounts reads agents, one row for each of their groups.
func (s *Store) accounts(ctx context.Context, text string, args ...any) ([]desk.Account, error) {
	var all []desk.Account
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var project, id, role, slots, group string
			var a desk.Account
			p := &a.Profile
			if err := scan(&project, &id, &role, &p.Name, &p.Username, &p.Email, &a.PasswordHash, &slots, &group); err != nil {
				return err
			}
			a.Project, p.ID, p.Role = desk.ProjectID(project), desk.AgentID(id), desk.Role(role)
			if n := len(all); n == 0 || all[n-1].Profile.ID != p.ID || all[n-1].Project != a.Project {
				if err := json.Unmarshal([]byte(slots), &p.Slots); err != nil {
					return fmt.Errorf("slots of agent %s: %w", id, err)
				}
				all = append(all, a)
			}
			if last := &all[len(all)-1].Profile; group != "" {
				last.Groups = append(last.Groups, desk.GroupID(group))
			}
			return nil
		}, text, args...)
	})
	return all, err
}

// wrap says what was being done when an error came, and leaves nil alone.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
