package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// ErrDiffers: the log, or something derived from it, is not as it must be.
var ErrDiffers = errors.New("verify")

const (
	selectRange = `SELECT COUNT(*), COALESCE(MIN(pos), 1), COALESCE(MAX(pos), 0) FROM event WHERE project = $1`
	selectWhole = `SELECT ` + whole + ` FROM event e ` + opening + ` WHERE e.project = $1 ORDER BY e.stream, e.seq`
	selectLoads = `SELECT agent, channel, used FROM agent_load WHERE project = $1 AND used <> 0`
	selectRows  = `SELECT id, seq, body, state, visitor, channel, opened_pos, dropped FROM conversation WHERE project = $1
		UNION ALL SELECT $2 || agent, seq, body, '', '', '', 0, 0 FROM agent_row WHERE project = $1
		UNION ALL SELECT $3 || visitor, seq, body, '', '', '', 0, 0 FROM customer_row WHERE project = $1`
	selectContacts = `SELECT no, conversation, visitor, agent, channel, opened_at, opened_pos, closed_at, closed_pos, reason
		FROM contact WHERE project = $1`
	selectWriter = `SELECT pos, last_contact FROM writer WHERE project = $1`
)

// Verify reads a project's whole log in one snapshot and checks that numbers and
// offsets have no gap, that all content that has a key opens, and that every
// row, contact, hold, load and tag given is what the log comes to. The error wraps
// [ErrDiffers] and names the first difference. First answers, which say nothing
// of anybody, are not checked.
//
// It holds the project's rows in memory, not its events.
func (s *Store) Verify(ctx context.Context, project desk.ProjectID) error {
	v := &verification{project: project, rows: map[desk.Stream]*storedRow{},
		contacts: map[desk.ContactNo]spell{}, loads: map[slot]int64{}, holds: map[desk.ConversationID][]hold{}, uses: map[use]bool{}}
	return wrap(s.db.Read(ctx, v.run), "project %s", project)
}

type storedRow struct {
	seq, openedPos, dropped       int64
	body, state, visitor, channel string
	// reached tells that the log was read as far as the row covers it.
	reached bool
}

type verification struct {
	project  desk.ProjectID
	rows     map[desk.Stream]*storedRow
	contacts map[desk.ContactNo]spell
	loads    map[slot]int64
	holds    map[desk.ConversationID][]hold
	uses     map[use]bool

	// Of the stream at hand.
	stream       desk.Stream
	seq          int64
	conversation desk.Conversation
	agent        desk.Agent
	customer     desk.Customer
	dropped      bool
	holder       holderCheck
	// Of the log so far.
	lastContact desk.ContactNo
	used        map[slot]int64
}

func differs(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDiffers}, args...)...)
}

func (v *verification) run(t *sqlkit.Tx) error {
	v.used = map[slot]int64{}
	if err := v.load(t); err != nil {
		return err
	}
	var events []desk.Event
	each := eachWhole(v.project, &events)
	err := t.Each(func(scan func(...any) error) error {
		events = events[:0]
		if err := each(scan); err != nil {
			return fmt.Errorf("%w: %w", ErrDiffers, err)
		}
		return v.event(events[0])
	}, selectWhole, string(v.project))
	if err != nil {
		return err
	}
	if err := v.endStream(); err != nil {
		return err
	}
	if err := v.files(t); err != nil {
		return err
	}
	return v.finish(t)
}

// load reads what is derived from the log, before the log itself.
func (v *verification) load(t *sqlkit.Tx) error {
	project := string(v.project)
	err := t.Each(func(scan func(...any) error) error {
		var id string
		r := &storedRow{}
		err := scan(&id, &r.seq, &r.body, &r.state, &r.visitor, &r.channel, &r.openedPos, &r.dropped)
		r.reached = r.seq == 0
		v.rows[desk.Stream(id)] = r
		return err
	}, selectRows, project, string(desk.AgentID("").Stream()), string(desk.VisitorID("").Stream()))
	if err != nil {
		return err
	}
	err = t.Each(func(scan func(...any) error) error {
		var s spell
		var no, openedAt, closedAt int64
		var id, visitor, agent, channel, reason string
		err := scan(&no, &id, &visitor, &agent, &channel, &openedAt, &s.openedPos, &closedAt, &s.closedPos, &reason)
		s.contact = desk.Contact{No: desk.ContactNo(no), Agent: desk.AgentID(agent), OpenedAt: desk.Millis(openedAt)}
		s.id, s.about = desk.ConversationID(id), about{desk.Channel(channel), desk.VisitorID(visitor)}
		s.closedAt, s.reason = desk.Millis(closedAt), desk.Reason(reason)
		v.contacts[s.contact.No] = s
		return err
	}, selectContacts, project)
	if err != nil {
		return err
	}
	if err := v.loadHolds(t); err != nil {
		return err
	}
	if err := v.loadUses(t); err != nil {
		return err
	}
	return t.Each(func(scan func(...any) error) error {
		var agent, channel string
		var used int64
		err := scan(&agent, &channel, &used)
		v.loads[slot{desk.AgentID(agent), desk.Channel(channel)}] = used
		return err
	}, selectLoads, project)
}

// event folds the next event, in the order of streams and numbers.
func (v *verification) event(e desk.Event) error {
	if e.Stream != v.stream {
		if err := v.endStream(); err != nil {
			return err
		}
		v.stream, v.seq = e.Stream, 0
		v.conversation, v.agent, v.customer = desk.Conversation{}, desk.Agent{}, desk.Customer{}
		v.dropped, v.holder = false, holderCheck{}
	}
	if e.Seq != v.seq+1 {
		return differs("stream %s goes from %d to %d", e.Stream, v.seq, e.Seq)
	}
	v.seq = e.Seq
	var state any
	if _, ok := e.Stream.Agent(); ok {
		v.agent = v.agent.Apply(e)
		state = v.agent
	} else if _, ok := e.Stream.Customer(); ok {
		v.customer = v.customer.Apply(e)
		state = v.customer
	} else {
		before := v.conversation
		v.conversation = before.Apply(e)
		state = v.conversation
		if err := v.contact(before, e); err != nil {
			return err
		}
		if err := v.held(e); err != nil {
			return err
		}
		if err := v.tagged(e); err != nil {
			return err
		}
	}
	row := v.rows[e.Stream]
	if row == nil {
		return differs("stream %s has no row", e.Stream)
	}
	if e.Seq == 1 && row.openedPos != e.Offset && row.state != "" {
		return differs("row of %s says it began at %d, the log at %d", e.Stream, row.openedPos, e.Offset)
	}
	if e.Seq != row.seq {
		return nil
	}
	row.reached = true
	want, err := json.Marshal(state)
	if err != nil {
		return err
	}
	if !bytes.Equal(want, []byte(row.body)) && !v.olderRow(row.body) {
		return differs("row of %s at %d is %s, the log comes to %s", e.Stream, e.Seq, row.body, want)
	}
	return nil
}

// olderRow tells whether the row of the conversation at hand is as it was written
// before rows told by which rule it had come, who handed it to a group, or who handed
// it on at all: it lacks these, the newest of them first.
func (v *verification) olderRow(body string) bool {
	c := v.conversation
	for _, forget := range []func(){
		func() { c.HandedBy = "" },
		func() { c.Promised = "" },
		func() { c.Gave = "" },
	} {
		forget()
		if want, err := json.Marshal(c); err == nil && bytes.Equal(want, []byte(body)) {
			return true
		}
	}
	return false
}

// contact follows the contacts of the conversation at hand.
func (v *verification) contact(before desk.Conversation, e desk.Event) error {
	if no := before.Contact.No; no != 0 && no != v.conversation.Contact.No {
		s := v.contacts[no]
		var reason desk.Reason
		switch f := e.Fact.(type) {
		case desk.Unassigned:
			reason = f.Reason
		case desk.Closed:
			reason = f.Reason
		}
		if s.closedPos != e.Offset || s.closedAt != e.At || s.reason != reason {
			return differs("contact %d of %s ended at %d, its row says %d", no, e.Stream, e.Offset, s.closedPos)
		}
		delete(v.contacts, no)
	}
	if f, ok := e.Fact.(desk.Closed); ok {
		v.dropped = f.Reason == desk.NobodyFree
	}
	f, ok := e.Fact.(desk.Assigned)
	if !ok {
		return nil
	}
	s, found := v.contacts[f.Contact]
	if !found || s.openedPos != e.Offset || s.contact.Agent != f.Agent || s.contact.OpenedAt != e.At ||
		s.id != v.conversation.ID || s.about != (about{v.conversation.Channel, v.conversation.Visitor}) {
		return differs("contact %d of %s began at %d, its row differs", f.Contact, e.Stream, e.Offset)
	}
	v.lastContact = max(v.lastContact, f.Contact)
	return nil
}

func (v *verification) endStream() error {
	if v.stream == "" {
		return nil
	}
	row := v.rows[v.stream]
	if !row.reached {
		return differs("row of %s stands at %d, the log ends at %d", v.stream, row.seq, v.seq)
	}
	delete(v.rows, v.stream)
	c := v.conversation
	if c.ID == "" {
		return nil
	}
	if row.state != string(c.State) || row.visitor != string(c.Visitor) || row.channel != string(c.Channel) {
		return differs("columns of %s say %s, the log comes to %s", v.stream, row.state, c.State)
	}
	if v.dropped != (row.dropped != 0) {
		return differs("%s was dropped: %v, its row says %d", v.stream, v.dropped, row.dropped)
	}
	if err := v.endHolds(c.ID); err != nil {
		return err
	}
	if no := c.Contact.No; no != 0 {
		if v.contacts[no].closedPos != 0 {
			return differs("contact %d of %s is open, its row is closed", no, v.stream)
		}
		delete(v.contacts, no)
		v.used[slot{c.Contact.Agent, c.Channel}]++
	}
	return nil
}

// finish compares what belongs to the project as a whole, and what is left over.
func (v *verification) finish(t *sqlkit.Tx) error {
	var count, first, last, pos, lastContact int64
	if err := t.Row([]any{&count, &first, &last}, selectRange, string(v.project)); err != nil {
		return err
	}
	if err := t.Row([]any{&pos, &lastContact}, selectWriter, string(v.project)); err != nil {
		return notFound(err)
	}
	switch {
	case first != 1 || last != count:
		return differs("%d events stand at offsets %d to %d", count, first, last)
	case pos != last:
		return differs("the writer stands at %d, the log ends at %d", pos, last)
	case lastContact < int64(v.lastContact):
		return differs("the writer gave out contacts to %d, the log has %d", lastContact, v.lastContact)
	}
	for no := range v.contacts {
		return differs("the log knows no contact %d as its row has it", no)
	}
	for id := range v.holds {
		return differs("the log knows no conversation %s that is held", id)
	}
	for u := range v.uses {
		return differs("the log gave no tag %s at %d", u.tag, u.pos)
	}
	for stream := range v.rows {
		return differs("the log knows no stream %s", stream)
	}
	for s, used := range v.used {
		if v.loads[s] != used {
			return differs("agent %s has %d open on %s, the load says %d", s.agent, used, s.channel, v.loads[s])
		}
	}
	for s, used := range v.loads {
		if v.used[s] != used {
			return differs("agent %s has %d open on %s, the load says %d", s.agent, v.used[s], s.channel, used)
		}
	}
	return nil
}
