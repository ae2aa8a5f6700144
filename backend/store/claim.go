package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	raiseFence = `UPDATE writer SET fence = fence + 1, holder = $1, claimed = $2 WHERE project = $3
		RETURNING fence, pos, last_contact, epoch`
	selectOpen = `SELECT id, body FROM conversation
		WHERE project = $1 AND state <> 'closed' ORDER BY opened_pos`
	// SQLite joins in the order of a CROSS JOIN, and that is the right one:
	// from the few open conversations into the log.
	selectOpenTail = `SELECT ` + skeleton + ` FROM conversation c CROSS JOIN event e
		WHERE c.project = $1 AND c.state <> 'closed'
			AND e.project = c.project AND e.stream = c.id AND e.seq > c.seq ORDER BY e.pos`
	selectRow     = `SELECT id, body FROM conversation WHERE project = $1 AND id = $2`
	selectRowTail = `SELECT ` + skeleton + ` FROM conversation c CROSS JOIN event e
		WHERE c.project = $1 AND c.id = $2
			AND e.project = c.project AND e.stream = c.id AND e.seq > c.seq ORDER BY e.seq`
	selectAgentRows = `SELECT $2 || agent, body FROM agent_row WHERE project = $1 ORDER BY agent`
	selectAgentTail = `SELECT ` + skeleton + ` FROM agent_row r CROSS JOIN event e
		WHERE r.project = $1
			AND e.project = r.project AND e.stream = $2 || r.agent AND e.seq > r.seq ORDER BY e.pos`
	selectCustomerRows  = `SELECT $2 || visitor, body FROM customer_row WHERE project = $1 ORDER BY visitor`
	selectCustomerTails = `SELECT ` + skeleton + ` FROM customer_row CROSS JOIN event e
		WHERE customer_row.project = $1 AND e.project = customer_row.project
			AND e.stream = $2 || customer_row.visitor AND e.seq > customer_row.seq ORDER BY e.pos`
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
		if st.Open, err = folded[desk.Conversation](t, selectOpen, selectOpenTail, string(project)); err != nil {
			return err
		}
		st.Agents, err = folded[desk.Agent](t, selectAgentRows, selectAgentTail, string(project), string(desk.AgentID("").Stream()))
		if err != nil {
			return err
		}
		st.Customers, err = folded[desk.Customer](t, selectCustomerRows, selectCustomerTails, string(project), string(desk.VisitorID("").Stream()))
		if err != nil {
			return err
		}
		st.Customers = slices.DeleteFunc(st.Customers, func(c desk.Customer) bool { return !c.Blocked })
		_, err = t.Exec(forgetReplies, string(project), int64(now-repliesFor))
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
	c, found, err := one[desk.Conversation](ctx, s, selectRow, selectRowTail, string(project), string(id))
	return c, found, wrap(err, "conversation %s of %s", id, project)
}

// one reads one row of the core, folded to the end of the log.
func one[T interface{ Apply(desk.Event) T }](ctx context.Context, s *Store, row, tail string, args ...any) (v T, found bool, err error) {
	var all []T
	err = s.db.Read(ctx, func(t *sqlkit.Tx) error {
		var err error
		all, err = folded[T](t, row, tail, args...)
		return err
	})
	if err != nil || len(all) == 0 {
		return v, false, err
	}
	return all[0], true, nil
}

// folded reads rows of the core, each with its stream, and folds what the log
// has behind them.
func folded[T interface{ Apply(desk.Event) T }](t *sqlkit.Tx, rows, tail string, args ...any) ([]T, error) {
	var all []T
	at := map[desk.Stream]int{}
	err := t.Each(func(scan func(...any) error) error {
		var stream, body string
		if err := scan(&stream, &body); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return fmt.Errorf("row of %s: %w", stream, err)
		}
		at[desk.Stream(stream)] = len(all)
		all = append(all, v)
		return nil
	}, rows, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	err = t.Each(eachSkeleton(func(e desk.Event) {
		if i, ok := at[e.Stream]; ok {
			all[i] = all[i].Apply(e)
		}
	}), tail, args...)
	return all, err
}
