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
	setState   = `UPDATE conversation SET state = $1 WHERE project = $2 AND id = $3`
	setDropped = `UPDATE conversation SET dropped = 1 WHERE project = $1 AND id = $2`
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
	// dropped tells that it ends because nobody was free.
	dropped bool
}

// rows stores the rows of conversations, and keeps the state of each true.
func (a *appending) rows(t *sqlkit.Tx) error {
	project := string(a.b.Project)
	up := sqlkit.Rows{Head: upsertConversation, Columns: 8, Tail: upsertConversationTail}
	for _, id := range a.order {
		row := a.conversations[id]
		switch {
		case row.covers:
			body, err := json.Marshal(row.body)
			if err != nil {
				return fmt.Errorf("row of %s: %w", id, err)
			}
			up.Add(project, string(id), string(row.body.Visitor), string(row.body.Channel), row.openedPos,
				string(row.end.State), row.body.Seq, string(body))
		case row.end.State != "":
			if err := setStateOf(t, project, id); err != nil {
				return err
			}
		}
	}
	if err := t.Insert(&up); err != nil {
		return err
	}
	for _, id := range a.order {
		if a.conversations[id].dropped {
			if _, err := t.Exec(setDropped, project, string(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// setStateOf folds the log for the state of a conversation of which the batch
// brings no row: its own events may not tell, as the end of a snooze does not
// say whether somebody is waited for.
func setStateOf(t *sqlkit.Tx, project string, id desk.ConversationID) error {
	all, err := folded[desk.Conversation](t, selectRow, project, string(id))
	if err != nil || len(all) == 0 {
		return err
	}
	_, err = t.Exec(setState, string(all[0].State), project, string(id))
	return err
}

// fold gathers what the batch means for each of its conversations.
func (a *appending) fold() {
	a.conversations = make(map[desk.ConversationID]*conversationRow, len(a.b.Conversations))
	for _, c := range a.b.Conversations {
		if a.conversations[c.ID] == nil {
			a.order = append(a.order, c.ID)
		}
		a.conversations[c.ID] = &conversationRow{body: c, covers: true, end: c}
	}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok {
			continue
		}
		row := a.conversations[id]
		if row == nil {
			row = &conversationRow{}
			a.conversations[id] = row
			a.order = append(a.order, id)
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
		if f, ok := r.Fact.(desk.Closed); ok && f.Reason == desk.NobodyFree {
			row.dropped = true
		}
	}
}
