package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const raiseFence = `UPDATE writer SET fence = fence + 1, holder = $1, claimed = $2 WHERE project = $3
	RETURNING fence, pos, last_contact, epoch`

var (
	selectOpen         = rowsOf("conversation", "r.id", "AND r.state <> 'closed' ORDER BY r.opened_pos")
	selectRow          = rowsOf("conversation", "r.id", "AND r.id = $2")
	selectAgentRows    = rowsOf("agent_row", "$2 || r.agent", "ORDER BY r.agent")
	selectCustomerRows = rowsOf("customer_row", "$2 || r.visitor", "ORDER BY r.visitor")
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
		if st.Open, err = folded[desk.Conversation](t, selectOpen, string(project)); err != nil {
			return err
		}
		st.Agents, err = folded[desk.Agent](t, selectAgentRows, string(project), string(desk.AgentID("").Stream()))
		if err != nil {
			return err
		}
		st.Customers, err = folded[desk.Customer](t, selectCustomerRows, string(project), string(desk.VisitorID("").Stream()))
		if err != nil {
			return err
		}
		st.Customers = slices.DeleteFunc(st.Customers, func(c desk.Customer) bool { return !c.Blocked })
		if st.Tags, err = tagsOf(t, project); err != nil {
			return err
		}
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
	c, found, err := one[desk.Conversation](ctx, s, selectRow, string(project), string(id))
	return c, found, wrap(err, "conversation %s of %s", id, project)
}
