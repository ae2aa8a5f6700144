package store

import (
	"context"
	"encoding/json"
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
		if st.Turns, err = turnsOf(t, project); err != nil {
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
	var c desk.Conversation
	var found, behind bool
	err := s.db.Read(ctx, func(t *sqlkit.Tx) error {
		all, tails, err := foldedTails[desk.Conversation](t, selectRow, string(project), string(id))
		if found = len(all) > 0; found {
			c, behind = all[0], tails > 0
		}
		return err
	})
	if err != nil {
		return desk.Conversation{}, false, wrap(err, "conversation %s of %s", id, project)
	}
	if behind && c.State == desk.Ended {
		s.catchUp(ctx, project, c)
	}
	return c, found, nil
}

const moveRow = `UPDATE conversation SET seq = $1, body = $2 WHERE project = $3 AND id = $4 AND seq < $1`

// catchUp writes the row of a conversation that is over, so that an old one, whose
// row an older program wrote, is folded from its beginning once and not at every
// look. It is a copy of what the log says: where it cannot be written now, the
// next look does.
func (s *Store) catchUp(ctx context.Context, project desk.ProjectID, c desk.Conversation) {
	body, err := json.Marshal(c)
	if err != nil {
		return
	}
	_ = s.db.Write(ctx, func(t *sqlkit.Tx) error {
		_, err := t.Exec(moveRow, c.Seq, string(body), string(project), string(c.ID))
		return err
	})
}
