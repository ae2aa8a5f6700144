package store

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Those of a visitor that began before one of theirs, but for those that were let
// go because nobody was free: they left nothing behind.
const earlier = `AND r.visitor = $2 AND r.dropped = 0 AND r.opened_pos < (SELECT b.opened_pos
	FROM conversation b WHERE b.project = $1 AND b.id = $3 AND b.visitor = $2)`

var selectPast = rowsOf("conversation", "r.id", earlier+` ORDER BY r.opened_pos DESC LIMIT CAST($4 AS BIGINT)`)

const (
	countPast    = `SELECT COUNT(*) FROM conversation r WHERE r.project = $1 ` + earlier
	countHad     = `SELECT COUNT(*) FROM contact c WHERE c.project = $1 AND c.visitor = $2 AND c.conversation = $3 AND c.agent = $4`
	selectSpells = `SELECT c.conversation, c.agent FROM contact c WHERE c.project = $1 AND c.visitor = $2 ORDER BY c.no`
)

// Past reads the conversations of a visitor that began before one of theirs, the
// newest first and at most limit, each with the agents who had it.
func (s *Store) Past(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, before desk.ConversationID, limit int) ([]desk.Past, error) {
	var list []desk.Past
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all, err := folded[desk.Conversation](t, selectPast, string(project), string(visitor), string(before), limit)
		if err != nil || len(all) == 0 {
			list = nil
			return err
		}
		list = make([]desk.Past, len(all))
		at := make(map[string]int, len(all))
		for i, c := range all {
			list[i].Conversation, at[string(c.ID)] = c, i
		}
		return t.Each(func(scan func(...any) error) error {
			var id, agent string
			err := scan(&id, &agent)
			if i, asked := at[id]; asked {
				list[i].Agents = append(list[i].Agents, desk.AgentID(agent))
			}
			return err
		}, selectSpells, string(project), string(visitor))
	})
	return list, wrap(err, "past of visitor %s of %s", visitor, project)
}

// PastCount counts what [Store.Past] would list without a limit.
func (s *Store) PastCount(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, before desk.ConversationID) (int, error) {
	var n int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		return t.Row([]any{&n}, countPast, string(project), string(visitor), string(before))
	})
	return int(n), wrap(err, "past of visitor %s of %s", visitor, project)
}

// Had tells whether an agent ever had a conversation, which is a visitor's.
func (s *Store) Had(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, id desk.ConversationID, agent desk.AgentID) (bool, error) {
	var n int64
	err := s.db.Look(ctx, func(t *sqlkit.Tx) error {
		return t.Row([]any{&n}, countHad, string(project), string(visitor), string(id), string(agent))
	})
	return n > 0, wrap(err, "contacts of conversation %s of %s", id, project)
}
