package store

import (
	"encoding/json"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	upsertConversation = `INSERT INTO conversation
		(project, id, visitor, channel, opened_pos, state, seq, body) VALUES`
	upsertConversationTail = `ON CONFLICT (project, id) DO UPDATE SET
		state = excluded.state, seq = excluded.seq, body = excluded.body`
	setState       = `UPDATE conversation SET state = $1 WHERE project = $2 AND id = $3`
	upsertAgentRow = `INSERT INTO agent_row (project, agent, seq, body) VALUES`
	upsertAgentEnd = `ON CONFLICT (project, agent) DO UPDATE SET seq = excluded.seq, body = excluded.body`
)

// conversationRow is what a batch means for one conversation.
type conversationRow struct {
	// body is the row to be stored; covers says whether there is one.
	body   desk.Conversation
	covers bool
	// end is body folded to the end of the batch. Where there is no body it is
	// what the batch alone tells: the state, if that changed.
	end desk.Conversation
	// openedPos is the offset of the first event, where the batch holds it.
	openedPos int64
}

type agentRow struct {
	body   desk.Agent
	covers bool
}

// rows stores the rows given, makes those of streams that begin without one,
// and keeps the state of every conversation true. It returns the channels of the
// conversations it came to know.
func (a *appending) rows(t *sqlkit.Tx) (map[desk.ConversationID]desk.Channel, error) {
	conversations, order := a.foldConversations()
	channels := make(map[desk.ConversationID]desk.Channel, len(order))
	project := string(a.b.Project)
	up := sqlkit.Rows{Head: upsertConversation, Columns: 8, Tail: upsertConversationTail}
	for _, id := range order {
		row := conversations[id]
		if row.end.Channel != "" {
			channels[id] = row.end.Channel
		}
		if row.covers {
			body, err := json.Marshal(row.body)
			if err != nil {
				return nil, fmt.Errorf("row of %s: %w", id, err)
			}
			up.Add(project, string(id), string(row.body.Visitor), string(row.body.Channel), row.openedPos,
				string(row.end.State), row.body.Seq, string(body))
		} else if row.end.State != "" {
			if _, err := t.Exec(setState, string(row.end.State), project, string(id)); err != nil {
				return nil, err
			}
		}
	}
	if err := t.Insert(&up); err != nil {
		return nil, err
	}
	return channels, a.agentRows(t)
}

func (a *appending) foldConversations() (map[desk.ConversationID]*conversationRow, []desk.ConversationID) {
	rows := make(map[desk.ConversationID]*conversationRow, len(a.b.Conversations))
	var order []desk.ConversationID
	for _, c := range a.b.Conversations {
		if rows[c.ID] == nil {
			order = append(order, c.ID)
		}
		rows[c.ID] = &conversationRow{body: c, covers: true, end: c}
	}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok {
			continue
		}
		row := rows[id]
		if row == nil {
			row = &conversationRow{}
			rows[id] = row
			order = append(order, id)
		}
		if r.Seq == 1 {
			row.openedPos = a.b.Before + int64(i) + 1
			if !row.covers {
				row.covers, row.body = true, desk.Conversation{}.Apply(r.Event)
			}
		}
		if r.Seq > row.end.Seq {
			row.end = row.end.Apply(r.Event)
		}
	}
	return rows, order
}

func (a *appending) agentRows(t *sqlkit.Tx) error {
	rows := map[desk.AgentID]agentRow{}
	var order []desk.AgentID
	put := func(id desk.AgentID, row agentRow) {
		if !rows[id].covers {
			order = append(order, id)
		}
		rows[id] = row
	}
	for _, body := range a.b.Agents {
		put(body.ID, agentRow{body: body, covers: true})
	}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		if id, ok := r.Stream.Agent(); ok && r.Seq == 1 && !rows[id].covers {
			put(id, agentRow{body: desk.Agent{}.Apply(r.Event), covers: true})
		}
	}
	up := sqlkit.Rows{Head: upsertAgentRow, Columns: 4, Tail: upsertAgentEnd}
	for _, id := range order {
		body, err := json.Marshal(rows[id].body)
		if err != nil {
			return fmt.Errorf("row of agent %s: %w", id, err)
		}
		up.Add(string(a.b.Project), string(id), rows[id].body.Seq, string(body))
	}
	return t.Insert(&up)
}
