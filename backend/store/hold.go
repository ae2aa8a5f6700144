package store

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	// One by one within the query, as selectSeen does and for its reason.
	selectHeld = `WITH want(id) AS (@list)
		SELECT id, agent FROM (SELECT id, (SELECT h.agent FROM hold h
			WHERE h.project = $1 AND h.conversation = want.id AND h.until_pos = 0) AS agent FROM want) AS found
		WHERE agent IS NOT NULL`
	endHold    = `UPDATE hold SET until_pos = $1 WHERE project = $2 AND conversation = $3 AND until_pos = 0`
	insertHold = `INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES`
)

// hold is a spell for which a conversation lies on one agent's desk.
type hold struct {
	agent desk.AgentID
	since int64
	// until is 0 while it lasts.
	until int64
}

// changesHands tells the events with which a conversation can come to be
// somebody else's. For all others nobody need look whose it is.
func changesHands(f desk.Fact) bool {
	switch f.(type) {
	case desk.Assigned, desk.Unassigned, desk.Transferred, desk.Snoozed, desk.Woken, desk.Released, desk.Closed:
		return true
	}
	return false
}

// holds moves every conversation of the batch to whom its records say holds it.
func (a *appending) holds(t *sqlkit.Tx) error {
	held, err := a.heldBefore(t)
	if err != nil || len(held) == 0 {
		return err
	}
	project := string(a.b.Project)
	type begun struct {
		hold
		id desk.ConversationID
	}
	var fresh []*begun
	current := map[desk.ConversationID]*begun{}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok || !changesHands(r.Fact) || held[id] == r.Holder {
			continue
		}
		pos := a.b.Before + int64(i) + 1
		if c := current[id]; c != nil {
			c.until = pos
		} else if held[id] != "" {
			if _, err := t.Exec(endHold, pos, project, string(id)); err != nil {
				return err
			}
		}
		held[id], current[id] = r.Holder, nil
		if r.Holder != "" {
			current[id] = &begun{hold{agent: r.Holder, since: pos}, id}
			fresh = append(fresh, current[id])
		}
	}
	rows := sqlkit.Rows{Head: insertHold, Columns: 5}
	for _, h := range fresh {
		rows.Add(project, string(h.id), h.since, string(h.agent), h.until)
	}
	return t.Insert(&rows)
}

// heldBefore says who held the conversations that may change hands in the batch
// before it. One that begins in it nobody held.
func (a *appending) heldBefore(t *sqlkit.Tx) (map[desk.ConversationID]desk.AgentID, error) {
	held := map[desk.ConversationID]desk.AgentID{}
	var asked []string
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok || !changesHands(r.Fact) {
			continue
		}
		if _, known := held[id]; !known {
			held[id] = ""
			if a.conversations[id].openedPos == 0 {
				asked = append(asked, string(id))
			}
		}
	}
	err := t.EachIn(func(scan func(...any) error) error {
		var id, agent string
		err := scan(&id, &agent)
		held[desk.ConversationID(id)] = desk.AgentID(agent)
		return err
	}, selectHeld, []any{string(a.b.Project)}, 1, asked)
	return held, err
}

// checkHolders refuses a batch whose records say of a conversation that another
// holds it than its row says. The row is what everybody else goes by.
func (a *appending) checkHolders() error {
	last := map[desk.ConversationID]desk.AgentID{}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		if id, ok := r.Stream.Conversation(); ok && changesHands(r.Fact) {
			last[id] = r.Holder
		}
	}
	for id, holder := range last {
		if row := a.conversations[id]; row.covers && row.end.Holder() != holder {
			return fmt.Errorf("%w: conversation %s is held by %q, its last record says %q", ErrMalformed, id, row.end.Holder(), holder)
		}
	}
	return nil
}
