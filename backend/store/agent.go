package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	upsertAgent = `INSERT INTO agent (project, id, role, name, username, email, email_key, password,
			organisation, skills, languages, slots, priority, call_and_chat)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (project, id) DO UPDATE SET role = excluded.role, name = excluded.name,
			username = excluded.username, email = excluded.email, email_key = excluded.email_key,
			password = CASE WHEN excluded.password = '' THEN agent.password ELSE excluded.password END,
			organisation = excluded.organisation, skills = excluded.skills, languages = excluded.languages,
			slots = excluded.slots, priority = excluded.priority, call_and_chat = excluded.call_and_chat
		WHERE agent.removed = 0`
	setPassword = `UPDATE agent SET password = $1 WHERE project = $2 AND id = $3 AND removed = 0`
	removeAgent = `UPDATE agent SET removed = $1, email = '', email_key = '', password = ''
		WHERE project = $2 AND id = $3 AND removed = 0`
	dropCaps  = `UPDATE agent_load SET cap = 0 WHERE project = $1 AND agent = $2`
	upsertCap = `INSERT INTO agent_load (project, agent, channel, used, cap) VALUES ($1, $2, $3, 0, $4)
		ON CONFLICT (project, agent, channel) DO UPDATE SET cap = excluded.cap`

	accountColumns = `SELECT project, id, role, name, username, email, password,
		organisation, skills, languages, slots, priority, call_and_chat FROM agent`
)

// PutAgent sets an agent up or changes them. An empty password hash leaves the
// password as it is. An address that signs somebody else in already is refused
// with [sqlkit.ErrConflict], an agent who was removed with [desk.ErrNone]: a
// number is never given to another person. Lowering slots below what is in use
// takes nothing away. Their groups are not written: settings tell them.
func (s *Store) PutAgent(ctx context.Context, project desk.ProjectID, p desk.Profile, passwordHash string) error {
	var lists [4]string
	for i, list := range [...]any{p.Skills, p.Languages, p.Slots, p.Priority} {
		text, err := json.Marshal(list)
		if err != nil {
			return err
		}
		lists[i] = string(text)
	}
	both := int64(0)
	if p.CallAndChat {
		both = 1
	}
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		n, err := t.Exec(upsertAgent, string(project), string(p.ID), string(p.Role), p.Name, p.Username,
			p.Email, emailKey(p.Email), passwordHash, string(p.Organisation), lists[0], lists[1], lists[2], lists[3], both)
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.ErrNone
		}
		if _, err := t.Exec(dropCaps, string(project), string(p.ID)); err != nil {
			return err
		}
		for channel, slots := range p.Slots {
			if _, err := t.Exec(upsertCap, string(project), string(p.ID), string(channel), int64(slots)); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, "agent %s of %s", p.ID, project)
}

// SetPassword gives an account a new password, and with it ends all its sessions but
// the one of the token hash that is kept, nil for none. It answers with the hashes
// of those that it ended, or with [desk.ErrNone] where there is no such account.
func (s *Store) SetPassword(ctx context.Context, project desk.ProjectID, id desk.AgentID, passwordHash string, kept []byte, at desk.Millis) (ended [][]byte, err error) {
	err = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		n, err := t.Exec(setPassword, passwordHash, string(project), string(id))
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.ErrNone
		}
		ended, err = endSessions(t, project, id, kept, at)
		return err
	})
	return ended, wrap(err, "password of agent %s of %s", id, project)
}

// RemoveAgent deletes an account: nobody signs in with it any more, its sessions
// are over, its address is free, the answers it kept for itself are gone, and
// nothing new is assigned to it. Who it was stays, and so does what they still
// have open. [desk.ErrNone] is the answer where there is no such account any more.
func (s *Store) RemoveAgent(ctx context.Context, project desk.ProjectID, id desk.AgentID, at desk.Millis) error {
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		n, err := t.Exec(removeAgent, int64(at), string(project), string(id))
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.ErrNone
		}
		if _, err := endSessions(t, project, id, nil, at); err != nil {
			return err
		}
		if _, err := t.Exec(dropPersonal, string(project), string(id)); err != nil {
			return err
		}
		_, err = t.Exec(dropCaps, string(project), string(id))
		return err
	})
	return wrap(err, "remove agent %s of %s", id, project)
}

// Profiles lists a project's agents by id, without those who were removed.
func (s *Store) Profiles(ctx context.Context, project desk.ProjectID) ([]desk.Profile, error) {
	all, err := s.profiles(ctx, accountColumns+` WHERE project = $1 AND removed = 0 ORDER BY id`, string(project))
	return all, wrap(err, "agents of %s", project)
}

// Removed lists those who were removed, by id: old conversations name them.
func (s *Store) Removed(ctx context.Context, project desk.ProjectID) ([]desk.Profile, error) {
	all, err := s.profiles(ctx, accountColumns+` WHERE project = $1 AND removed > 0 ORDER BY id`, string(project))
	return all, wrap(err, "removed agents of %s", project)
}

func (s *Store) profiles(ctx context.Context, text string, args ...any) ([]desk.Profile, error) {
	found, err := s.accounts(ctx, text, args...)
	if err != nil {
		return nil, err
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
	found, err := s.accounts(ctx, accountColumns+` WHERE email_key = $1 AND email_key <> ''`, key)
	if err == nil && len(found) == 0 {
		err = desk.ErrNone
	}
	if err != nil {
		return desk.Account{}, wrap(err, "agent by address")
	}
	return found[0], nil
}

func emailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func (s *Store) accounts(ctx context.Context, text string, args ...any) ([]desk.Account, error) {
	var all []desk.Account
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var a desk.Account
			var project, id, role, organisation, skills, languages, slots, priority string
			var both int64
			p := &a.Profile
			err := scan(&project, &id, &role, &p.Name, &p.Username, &p.Email, &a.PasswordHash,
				&organisation, &skills, &languages, &slots, &priority, &both)
			if err != nil {
				return err
			}
			a.Project, p.ID, p.Role = desk.ProjectID(project), desk.AgentID(id), desk.Role(role)
			p.Organisation, p.CallAndChat = desk.OrganisationID(organisation), both != 0
			err = errors.Join(json.Unmarshal([]byte(skills), &p.Skills), json.Unmarshal([]byte(languages), &p.Languages),
				json.Unmarshal([]byte(slots), &p.Slots), json.Unmarshal([]byte(priority), &p.Priority))
			all = append(all, a)
			return wrap(err, "agent %s", id)
		}, text, args...)
	})
	return all, err
}
