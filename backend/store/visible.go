package store

import (
	"context"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	selectOffset = `SELECT pos FROM writer WHERE project = $1`
	selectMine   = `SELECT conversation, since_pos FROM hold
		WHERE project = $1 AND agent = $2 AND until_pos = 0 ORDER BY since_pos`
	selectLost = `SELECT h.conversation, MIN(h.since_pos), MAX(h.until_pos) FROM hold h
		WHERE h.project = $1 AND h.agent = $2 AND h.until_pos > $3
		AND NOT EXISTS (SELECT 1 FROM hold o WHERE o.project = h.project
			AND o.conversation = h.conversation AND o.until_pos = 0 AND o.agent = h.agent)
		GROUP BY h.conversation ORDER BY MAX(h.until_pos)`
)

// Offset is the project's last committed offset.
func (s *Store) Offset(ctx context.Context, project desk.ProjectID) (int64, error) {
	var offset int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		return t.Row([]any{&offset}, selectOffset, string(project))
	})
	if err != nil {
		return 0, fmt.Errorf("offset of %s: %w", project, notFound(err))
	}
	return offset, nil
}

// Visible reads what an agent holds and what they lost after an offset, in one
// snapshot.
func (s *Store) Visible(ctx context.Context, project desk.ProjectID, agent desk.AgentID, afterOffset int64) (desk.View, error) {
	var v desk.View
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		v = desk.View{}
		if err := t.Row([]any{&v.Offset}, selectOffset, string(project)); err != nil {
			return err
		}
		err := t.Each(func(scan func(...any) error) error {
			var id string
			var since int64
			err := scan(&id, &since)
			v.Open = append(v.Open, desk.Held{ID: desk.ConversationID(id), Since: since})
			return err
		}, selectMine, string(project), string(agent))
		if err != nil {
			return err
		}
		return t.Each(func(scan func(...any) error) error {
			var id string
			var l desk.Lost
			err := scan(&id, &l.Since, &l.Until)
			l.ID = desk.ConversationID(id)
			v.Lost = append(v.Lost, l)
			return err
		}, selectLost, string(project), string(agent), max(afterOffset, 0))
	})
	if err != nil {
		return desk.View{}, fmt.Errorf("what agent %s of %s holds: %w", agent, project, notFound(err))
	}
	return v, nil
}
