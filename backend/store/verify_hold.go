package store

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

const selectHolds = `SELECT conversation, agent, since_pos, until_pos FROM hold WHERE project = $1 ORDER BY conversation, since_pos`

// holderCheck compares the holds of one conversation with its log. The log does
// not say which events were one command's, and within a command nobody lets go
// of what they hold after it. So events that stand side by side, of one moment
// and one actor, are taken together: after each of them the holder must be the
// one the log comes to there, or further on in the same breath.
type holderCheck struct {
	// breath are the events not compared yet, runs the holds as they were read
	// at the events so far.
	breath []heldAt
	runs   []hold
}

type heldAt struct {
	offset int64
	at     desk.Millis
	by     desk.Actor
	holder desk.AgentID
}

func (v *verification) loadHolds(t *sqlkit.Tx) error {
	return t.Each(func(scan func(...any) error) error {
		var id, agent string
		var h hold
		err := scan(&id, &agent, &h.since, &h.until)
		h.agent = desk.AgentID(agent)
		v.holds[desk.ConversationID(id)] = append(v.holds[desk.ConversationID(id)], h)
		return err
	}, selectHolds, string(v.project))
}

// held follows who holds the conversation at hand.
func (v *verification) held(e desk.Event) error {
	h := &v.holder
	if n := len(h.breath); n > 0 {
		last := h.breath[n-1]
		if e.Offset != last.offset+1 || e.At != last.at || e.Actor != last.by {
			if err := v.compareHolds(); err != nil {
				return err
			}
		}
	}
	h.breath = append(h.breath, heldAt{e.Offset, e.At, e.Actor, v.conversation.Holder()})
	return nil
}

// compareHolds looks up who held the conversation after each event of a breath.
func (v *verification) compareHolds() error {
	h := &v.holder
	for i, e := range h.breath {
		holder := holderAt(v.holds[v.conversation.ID], e.offset)
		if !slices.ContainsFunc(h.breath[i:], func(later heldAt) bool { return later.holder == holder }) {
			return differs("%s is held by %q after %d, the rows say %q", v.stream, e.holder, e.offset, holder)
		}
		var current desk.AgentID
		last := len(h.runs) - 1
		if last >= 0 && h.runs[last].until == 0 {
			current = h.runs[last].agent
		}
		if holder == current {
			continue
		}
		if current != "" {
			h.runs[last].until = e.offset
		}
		if holder != "" {
			h.runs = append(h.runs, hold{agent: holder, since: e.offset})
		}
	}
	h.breath = h.breath[:0]
	return nil
}

func holderAt(holds []hold, offset int64) desk.AgentID {
	for _, h := range holds {
		if h.since <= offset && (h.until == 0 || offset < h.until) {
			return h.agent
		}
	}
	return ""
}

// endHolds compares the holds that were met with all there are: they begin and
// end with events of the conversation, and no two overlap.
func (v *verification) endHolds(id desk.ConversationID) error {
	if err := v.compareHolds(); err != nil {
		return err
	}
	if !slices.Equal(v.holder.runs, v.holds[id]) {
		return differs("the holds of %s are %v, the log comes to %v", id, v.holds[id], v.holder.runs)
	}
	delete(v.holds, id)
	return nil
}
