package store

import (
	"context"
	"encoding/json"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	insertTag  = `INSERT INTO tag (project, id, name, categories) VALUES`
	keepTag    = `ON CONFLICT (project, id) DO NOTHING`
	replaceTag = `ON CONFLICT (project, id) DO UPDATE SET name = excluded.name, categories = excluded.categories`
	deleteTag  = `DELETE FROM tag WHERE project = $1 AND id = $2`
	selectTags = `SELECT id, name, categories FROM tag WHERE project = $1 ORDER BY id`

	insertUse  = `INSERT INTO tag_use (project, agent, at, pos, tag) VALUES`
	selectUses = `SELECT tag FROM tag_use WHERE project = $1 AND agent = $2 AND at >= $3
		ORDER BY at DESC, pos DESC, tag DESC LIMIT CAST($4 AS BIGINT)`
	selectAllUses = `SELECT agent, at, pos, tag FROM tag_use WHERE project = $1`
)

// PutTag adds a tag or replaces it.
func (s *Store) PutTag(ctx context.Context, project desk.ProjectID, tag desk.Tag) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		return putTags(t, project, []desk.Tag{tag}, replaceTag)
	}), "tag %s of %s", tag.ID, project)
}

// RemoveTag removes a tag. The events that gave it keep its id and the name of
// their day. It is [desk.ErrNone] where there is no such tag.
func (s *Store) RemoveTag(ctx context.Context, project desk.ProjectID, id desk.TagID) error {
	return wrap(s.db.Write(ctx, func(t *sqlkit.Tx) error {
		n, err := t.Exec(deleteTag, string(project), string(id))
		if err == nil && n == 0 {
			err = desk.ErrNone
		}
		return err
	}), "tag %s of %s", id, project)
}

// Tags are a project's, in the order of their ids.
func (s *Store) Tags(ctx context.Context, project desk.ProjectID) (all []desk.Tag, err error) {
	err = s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all, err = tagsOf(t, project)
		return err
	})
	return all, wrap(err, "tags of %s", project)
}

func tagsOf(t *sqlkit.Tx, project desk.ProjectID) (all []desk.Tag, err error) {
	err = t.Each(func(scan func(...any) error) error {
		var id, categories string
		var tag desk.Tag
		if err := scan(&id, &tag.Name, &categories); err != nil {
			return err
		}
		tag.ID = desk.TagID(id)
		err := json.Unmarshal([]byte(categories), &tag.Categories)
		all = append(all, tag)
		return err
	}, selectTags, string(project))
	return all, err
}

func putTags(t *sqlkit.Tx, project desk.ProjectID, tags []desk.Tag, conflict string) error {
	rows := sqlkit.Rows{Head: insertTag, Columns: 4, Tail: conflict}
	for _, tag := range tags {
		categories, err := json.Marshal(tag.Categories)
		if err != nil {
			return err
		}
		rows.Add(string(project), string(tag.ID), tag.Name, string(categories))
	}
	return t.Insert(&rows)
}

// tags keeps the tags that were made in the batch, and who gave which.
func (a *appending) tags(t *sqlkit.Tx) error {
	if err := putTags(t, a.b.Project, a.b.Tags, keepTag); err != nil {
		return err
	}
	rows := sqlkit.Rows{Head: insertUse, Columns: 5}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		for u := range uses(r.Event, a.b.Before+int64(i)+1) {
			rows.Add(string(a.b.Project), string(u.agent), int64(u.at), u.pos, string(u.tag))
		}
	}
	return t.Insert(&rows)
}

// use is one row of who gave which tag.
type use struct {
	agent desk.AgentID
	at    desk.Millis
	pos   int64
	tag   desk.TagID
}

// uses are those an event comes to.
func uses(e desk.Event, pos int64) map[use]bool {
	f, ok := e.Fact.(desk.Tagged)
	if !ok || e.Actor.Kind != desk.ByAgent {
		return nil
	}
	all := map[use]bool{}
	for _, tag := range f.Tags {
		all[use{desk.AgentID(e.Actor.ID), e.At, pos, tag.ID}] = true
	}
	return all
}

// TagUses are the tags an agent gave since a moment, newest first and at most
// limit; one that was given twice is there twice.
func (s *Store) TagUses(ctx context.Context, project desk.ProjectID, agent desk.AgentID, since desk.Millis, limit int) (all []desk.TagID, err error) {
	err = s.db.Look(ctx, func(t *sqlkit.Tx) error {
		all = nil
		return t.Each(func(scan func(...any) error) error {
			var tag string
			err := scan(&tag)
			all = append(all, desk.TagID(tag))
			return err
		}, selectUses, string(project), string(agent), int64(since), limit)
	})
	return all, wrap(err, "tags given by %s of %s", agent, project)
}

func (v *verification) loadUses(t *sqlkit.Tx) error {
	return t.Each(func(scan func(...any) error) error {
		var agent, tag string
		var at, pos int64
		err := scan(&agent, &at, &pos, &tag)
		v.uses[use{desk.AgentID(agent), desk.Millis(at), pos, desk.TagID(tag)}] = true
		return err
	}, selectAllUses, string(v.project))
}

// tagged holds the tags of an event against their rows.
func (v *verification) tagged(e desk.Event) error {
	for u := range uses(e, e.Offset) {
		if !v.uses[u] {
			return differs("the tag %s was given at %d, and has no row", u.tag, u.pos)
		}
		delete(v.uses, u)
	}
	return nil
}
