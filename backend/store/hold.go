package store

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	// One by one within the query, as selectSeen does and for its reason.
	selectHeld = `WITH want(id) AS (@list)
		SELECT id, since, (SELECT h.agent FROM hold h
			WHERE h.project = $1 AND h.conversation = found.id AND h.since_pos = found.since)
		FROM (SELECT id, (SELECT h.since_pos FROM hold h
			WHERE h.project = $1 AND h.conversation = want.id AND h.until_pos = 0) AS since FROM want) AS found
		WHERE since IS NOT NULL`
	insertHold = `INSERT INTO hold (project, conversation, since_pos, agent, until_pos) VALUES`
	// Many rows are changed at once by inserting what is there.
	endHolds = `ON CONFLICT (project, conversation, since_pos) DO UPDATE SET until_pos = excluded.until_pos`
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
	current, err := a.heldBefore(t)
	if err != nil || len(current) == 0 {
		return err
	}
	ended := sqlkit.Rows{Head: insertHold, Columns: 5, Tail: endHolds}
	begun := sqlkit.Rows{Head: insertHold, Columns: 5}
	put := func(id desk.ConversationID, h hold) {
		rows := &begun
		if h.since <= a.b.Before {
			rows = &ended
		}
		rows.Add(string(a.b.Project), string(id), h.since, string(h.agent), h.until)
	}
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok || !changesHands(r.Fact) || current[id].agent == r.Holder {
			continue
		}
		pos := a.b.Before + int64(i) + 1
		if h := current[id]; h.agent != "" {
			h.until = pos
			put(id, h)
		}
		current[id] = hold{agent: r.Holder, since: pos}
	}
	for _, id := range a.order {
		if h := current[id]; h.agent != "" && h.since > a.b.Before {
			put(id, h)
		}
	}
	// What ends goes first: a conversation has one holder.
	if err := t.Insert(&ended); err != nil {
		return err
	}
	return t.Insert(&begun)
}

// heldBefore says who held the conversations that may change hands in the batch
// before it. One that begins in it nobody held.
func (a *appending) heldBefore(t *sqlkit.Tx) (map[desk.ConversationID]hold, error) {
	current := map[desk.ConversationID]hold{}
	var asked []string
	for i := range a.b.Records {
		r := &a.b.Records[i]
		id, ok := r.Stream.Conversation()
		if !ok || !changesHands(r.Fact) {
			continue
		}
		if _, known := current[id]; !known {
			current[id] = hold{}
			if a.conversations[id].openedPos == 0 {
				asked = append(asked, string(id))
			}
		}
	}
	err := t.EachIn(func(scan func(...any) error) error {
		var id, agent string
		var h hold
		err := scan(&id, &h.since, &agent)
		h.agent = desk.AgentID(agent)
		current[desk.ConversationID(id)] = h
		return err
	}, selectHeld, []any{string(a.b.Project)}, 1, asked)
	return current, err
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
