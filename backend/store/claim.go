package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	raiseFence = `UPDATE writer SET fence = fence + 1, holder = $1, claimed = $2 WHERE project = $3
		RETURNING fence, pos, last_contact, epoch`
	selectOpen = `SELECT body FROM conversation
		WHERE project = $1 AND state <> 'closed' ORDER BY opened_pos`
	// SQLite joins in the order of a CROSS JOIN, and that is the right one:
	// from the few open conversations into the log.
	selectOpenTail = `SELECT ` + skeleton + ` FROM conversation c CROSS JOIN event e
		WHERE c.project = $1 AND c.state <> 'closed'
			AND e.project = c.project AND e.stream = c.id AND e.seq > c.seq ORDER BY e.pos`
	selectRow     = `SELECT body FROM conversation WHERE project = $1 AND id = $2`
	selectRowTail = `SELECT ` + skeleton + ` FROM event e
		WHERE e.project = $1 AND e.stream = $2 AND e.seq > $3 ORDER BY e.seq`
	selectAgentRows = `SELECT body FROM agent_row WHERE project = $1 ORDER BY agent`
	selectAgentTail = `SELECT ` + skeleton + ` FROM agent_row a CROSS JOIN event e
		WHERE a.project = $1
			AND e.project = a.project AND e.stream = $2 || a.agent AND e.seq > a.seq ORDER BY e.pos`
)

// Claim makes holder the project's writer: from its return on, an append by any
// earlier writer is refused. The standing is that of the log's end.
func (s *Store) Claim(ctx context.Context, project desk.ProjectID, holder string, now desk.Millis) (desk.Standing, error) {
	var st desk.Standing
	err := s.db.Write(ctx, func(t *sqlkit.Tx) error {
		st = desk.Standing{}
		var contact int64
		err := t.Row([]any{&st.Fence, &st.Offset, &contact, &st.Epoch}, raiseFence, holder, int64(now), string(project))
		if err != nil {
			return err
		}
		// The writer's row is locked by now: nothing is appended meanwhile.
		st.LastContact = desk.ContactNo(contact)
		if st.Open, err = standingOpen(t, project); err != nil {
			return err
		}
		st.Agents, err = standingAgents(t, project)
		return err
	})
	if err != nil {
		return desk.Standing{}, fmt.Errorf("claim %s: %w", project, notFound(err))
	}
	return st, nil
}

// Conversation reads one conversation as the log has it, open or closed, and
// tells whether there is one.
func (s *Store) Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error) {
	var c desk.Conversation
	found := false
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		rows, err := bodies[desk.Conversation](t, selectRow, string(project), string(id))
		if err != nil || len(rows) == 0 {
			return err
		}
		c, found = rows[0], true
		return t.Each(eachSkeleton(func(e desk.Event) { c = c.Apply(e) }), selectRowTail, string(project), string(id.Stream()), c.Seq)
	})
	if err != nil {
		return desk.Conversation{}, false, wrap(err, "conversation %s of %s", id, project)
	}
	return c, found, nil
}

func standingOpen(t *sqlkit.Tx, project desk.ProjectID) ([]desk.Conversation, error) {
	open, err := bodies[desk.Conversation](t, selectOpen, string(project))
	if err != nil {
		return nil, err
	}
	at := make(map[desk.ConversationID]int, len(open))
	for i := range open {
		at[open[i].ID] = i
	}
	err = t.Each(eachSkeleton(func(e desk.Event) {
		id, _ := e.Stream.Conversation()
		if i, ok := at[id]; ok {
			open[i] = open[i].Apply(e)
		}
	}), selectOpenTail, string(project))
	return open, err
}

func standingAgents(t *sqlkit.Tx, project desk.ProjectID) ([]desk.Agent, error) {
	agents, err := bodies[desk.Agent](t, selectAgentRows, string(project))
	if err != nil {
		return nil, err
	}
	at := make(map[desk.AgentID]int, len(agents))
	for i := range agents {
		at[agents[i].ID] = i
	}
	err = t.Each(eachSkeleton(func(e desk.Event) {
		id, _ := e.Stream.Agent()
		if i, ok := at[id]; ok {
			agents[i] = agents[i].Apply(e)
		}
	}), selectAgentTail, string(project), string(desk.AgentID("").Stream()))
	return agents, err
}

// bodies reads rows of the core.
func bodies[T any](t *sqlkit.Tx, text string, args ...any) ([]T, error) {
	var all []T
	err := t.Each(func(scan func(...any) error) error {
		var body string
		if err := scan(&body); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return fmt.Errorf("row: %w", err)
		}
		all = append(all, v)
		return nil
	}, text, args...)
	return all, err
}
