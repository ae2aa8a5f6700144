package store

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const (
	insertContact = `INSERT INTO contact
		(project, no, conversation, visitor, agent, channel, opened_at, opened_pos, closed_at, closed_pos, reason) VALUES`
	closeContact = `UPDATE contact SET closed_at = $1, closed_pos = $2, reason = $3
		WHERE project = $4 AND conversation = $5 AND closed_pos = 0 RETURNING no, agent, channel`
	selectAbout = `WITH want(id) AS (@list)
		SELECT c.id, c.channel, c.visitor FROM want JOIN conversation c ON c.project = $1 AND c.id = want.id`
	// The highest and the lowest point that used reaches within the batch
	// stand the test, not only its end.
	moveLoad = `UPDATE agent_load SET used = used + $1
		WHERE project = $2 AND agent = $3 AND channel = $4 AND used + $5 <= cap AND used + $6 >= 0`
	forceLoad = `INSERT INTO agent_load (project, agent, channel, used, cap) VALUES ($1, $2, $3, $4, 0)
		ON CONFLICT (project, agent, channel) DO UPDATE SET used = agent_load.used + excluded.used`
)

// spell is a contact that began in the batch.
type spell struct {
	contact desk.Contact
	id      desk.ConversationID
	about
	openedPos int64
	closedAt  desk.Millis
	closedPos int64
	reason    desk.Reason
}

// about is what a contact's row repeats of its conversation.
type about struct {
	channel desk.Channel
	visitor desk.VisitorID
}

type slot struct {
	agent   desk.AgentID
	channel desk.Channel
}

// swing is how a slot count moves through the batch.
type swing struct {
	// now is the sum so far, low its lowest point, and high its highest after
	// an assignment by the routing engine, which alone is bound by the cap.
	now, low, high int64
	guarded        bool
}

type contacts struct {
	*appending
	t      *sqlkit.Tx
	about  map[desk.ConversationID]about
	spells []*spell
	open   map[desk.ConversationID]*spell
	loads  map[slot]*swing
	slots  []slot
}

// contacts begins and ends what the events of the batch begin and end, and moves
// the slots in use with it.
func (a *appending) contacts(t *sqlkit.Tx) error {
	c := &contacts{appending: a, t: t, about: map[desk.ConversationID]about{},
		open: map[desk.ConversationID]*spell{}, loads: map[slot]*swing{}}
	if err := c.fetchAbout(); err != nil {
		return err
	}
	for i := range a.b.Records {
		if err := c.apply(&a.b.Records[i], a.b.Before+int64(i)+1); err != nil {
			return err
		}
	}
	rows := sqlkit.Rows{Head: insertContact, Columns: 11}
	for _, s := range c.spells {
		rows.Add(string(a.b.Project), int64(s.contact.No), string(s.id), string(s.visitor), string(s.contact.Agent), string(s.channel),
			int64(s.contact.OpenedAt), s.openedPos, int64(s.closedAt), s.closedPos, string(s.reason))
	}
	if err := t.Insert(&rows); err != nil {
		return err
	}
	return c.moveLoads()
}

// fetchAbout reads what the batch does not say itself.
func (c *contacts) fetchAbout() error {
	var missing []string
	for i := range c.b.Records {
		r := &c.b.Records[i]
		if _, ok := r.Fact.(desk.Assigned); !ok {
			continue
		}
		id, ok := r.Stream.Conversation()
		if !ok {
			continue
		}
		if end := c.conversations[id].end; end.Channel != "" {
			c.about[id] = about{end.Channel, end.Visitor}
		} else {
			missing = append(missing, string(id))
		}
	}
	return c.t.EachIn(func(scan func(...any) error) error {
		var id, channel, visitor string
		err := scan(&id, &channel, &visitor)
		c.about[desk.ConversationID(id)] = about{desk.Channel(channel), desk.VisitorID(visitor)}
		return err
	}, selectAbout, []any{string(c.b.Project)}, 1, missing)
}

func (c *contacts) apply(r *desk.Record, pos int64) error {
	id, ok := r.Stream.Conversation()
	if !ok {
		return nil
	}
	switch f := r.Fact.(type) {
	case desk.Assigned:
		s := &spell{contact: desk.Contact{No: f.Contact, Agent: f.Agent, OpenedAt: r.At},
			id: id, about: c.about[id], openedPos: pos}
		c.spells = append(c.spells, s)
		c.open[id] = s
		c.load(slot{f.Agent, s.channel}, 1, r.Actor == desk.System)
	case desk.Unassigned:
		no, err := c.close(id, r.At, pos, f.Reason)
		if err == nil && no != f.Contact {
			return fmt.Errorf("%w: contact %d of %s is not open", sqlkit.ErrConflict, f.Contact, id)
		}
		return err
	case desk.Closed:
		// It ends what is still open; as a rule nothing is.
		_, err := c.close(id, r.At, pos, f.Reason)
		return err
	}
	return nil
}

// close ends the open contact of a conversation and returns its number, 0 where
// there is none.
func (c *contacts) close(id desk.ConversationID, at desk.Millis, pos int64, why desk.Reason) (desk.ContactNo, error) {
	if s := c.open[id]; s != nil {
		s.closedAt, s.closedPos, s.reason = at, pos, why
		delete(c.open, id)
		c.load(slot{s.contact.Agent, s.channel}, -1, false)
		return s.contact.No, nil
	}
	var closed desk.ContactNo
	err := c.t.Each(func(scan func(...any) error) error {
		var no int64
		var agent, channel string
		if err := scan(&no, &agent, &channel); err != nil {
			return err
		}
		closed = desk.ContactNo(no)
		c.load(slot{desk.AgentID(agent), desk.Channel(channel)}, -1, false)
		return nil
	}, closeContact, int64(at), pos, string(why), string(c.b.Project), string(id))
	return closed, err
}

func (c *contacts) load(s slot, by int64, guarded bool) {
	w := c.loads[s]
	if w == nil {
		w = &swing{}
		c.loads[s] = w
		c.slots = append(c.slots, s)
	}
	w.now += by
	w.low = min(w.low, w.now)
	if guarded {
		if !w.guarded || w.now > w.high {
			w.high = w.now
		}
		w.guarded = true
	}
}

func (c *contacts) moveLoads() error {
	project := string(c.b.Project)
	for _, s := range c.slots {
		w := c.loads[s]
		var err error
		n := int64(1)
		switch {
		case w.guarded || w.low < 0:
			high := w.high
			if !w.guarded {
				high = -1 << 40 // no cap applies to what nobody assigned by rule
			}
			n, err = c.t.Exec(moveLoad, w.now, project, string(s.agent), string(s.channel), high, w.low)
		case w.now != 0:
			_, err = c.t.Exec(forceLoad, project, string(s.agent), string(s.channel), w.now)
		}
		if err != nil {
			return err
		}
		if n != 1 {
			return fmt.Errorf("%w: agent %s has no free slot for %s", sqlkit.ErrConflict, s.agent, s.channel)
		}
	}
	return nil
}
