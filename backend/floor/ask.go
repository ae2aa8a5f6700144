package floor

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// Offer is what a visitor would be offered right now.
func (f *Floor) Offer(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, v desk.Visit) (Offered, error) {
	return ask(ctx, f, project, func(w *writer) Offered { return w.offer(visitor, v) })
}

// Recent gives the events of a conversation behind a number, if it is under way
// and all of them are remembered; otherwise, and where anything up to an offset of
// the project may be missing, the log has them. Who listens for a participant
// since before they ask misses nothing between what they are given and what they
// hear. The events are not to be changed.
func (f *Floor) Recent(project desk.ProjectID, id desk.ConversationID, afterSeq, upto int64) ([]desk.Event, bool) {
	w := f.writers[project]
	if w == nil {
		return nil, false
	}
	return w.recent.after(id.Stream(), afterSeq, upto)
}

// Targets lists whom an agent can hand one of their conversations to, in the
// order in which they are shown.
func (f *Floor) Targets(ctx context.Context, project desk.ProjectID, agent desk.AgentID, id desk.ConversationID) ([]Target, error) {
	type answer struct {
		list []Target
		err  error
	}
	a, err := ask(ctx, f, project, func(w *writer) answer {
		c, err := w.openWith(agent, id, "hands it on")
		if err != nil {
			return answer{err: err}
		}
		return answer{list: w.targets(agent, c)}
	})
	if err != nil {
		return nil, err
	}
	return a.list, a.err
}

// openWith is a conversation that an agent has open; to anybody else it is refused,
// as only who has it open does what deed says.
func (w *writer) openWith(agent desk.AgentID, id desk.ConversationID, deed string) (desk.Conversation, error) {
	c, live := w.convs[id]
	switch {
	case !live:
		return c, desk.Refuse(desk.NotFound, "No such conversation.").At("id")
	case c.Contact.Agent != agent:
		return c, desk.Refuse(desk.NotOwner, "Only who has a conversation open %s.", deed)
	}
	return c, nil
}

// Why says why a conversation is where it is. What is over is read from the log.
func (f *Floor) Why(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (Reasons, error) {
	type answer struct {
		Reasons
		live bool
	}
	a, err := ask(ctx, f, project, func(w *writer) answer {
		c, live := w.convs[id]
		return answer{w.reasons(c), live}
	})
	if err != nil || a.live {
		return a.Reasons, err
	}
	c, found, err := f.opt.Log.Conversation(ctx, project, id)
	switch {
	case err != nil:
		return Reasons{}, f.opt.Refusal(err)
	case !found:
		return Reasons{}, desk.Refuse(desk.NotFound, "No such conversation.").At("id")
	}
	return Reasons{State: c.State, Sentence: c.Why, Settings: c.Settings}, nil
}

func (w *writer) reasons(c desk.Conversation) Reasons {
	r := Reasons{State: c.State, Sentence: c.Why, Settings: c.Settings}
	switch c.State {
	case desk.Waiting, desk.Reserved:
		r.Settings = w.setup.Revision.Version
		if why, waits := w.routing.WhyWaiting(c.ID); waits {
			r.Sentence = why.String()
		}
	case desk.Asleep:
		name := w.profiles[c.Keeper].Name
		r.Sentence = cmp.Or(name, "Agent "+string(c.Keeper)) + " has snoozed it."
	}
	return r
}

// Queued is a conversation that waits.
type Queued struct {
	Conversation desk.ConversationID
	Channel      desk.Channel
	// Group is in whose queue it counts, For the agent it is reserved for.
	Group desk.GroupID
	For   desk.AgentID
	Since desk.Millis
	Why   string
}

// Waiting lists what waits in a project, in the order of the queue.
func (f *Floor) Waiting(ctx context.Context, project desk.ProjectID) ([]Queued, error) {
	return ask(ctx, f, project, func(w *writer) []Queued {
		list := []Queued{}
		turns := map[desk.ConversationID]desk.Millis{}
		for _, c := range w.convs {
			turn, waits := routing.Place(c).(routing.Waiting)
			if !waits {
				continue
			}
			turns[c.ID] = turn.Since + turn.Patience
			list = append(list, Queued{
				Conversation: c.ID, Channel: c.Channel, Group: c.Queue, For: c.Keeper,
				Since: c.WaitingSince, Why: w.reasons(c).Sentence,
			})
		}
		slices.SortFunc(list, func(a, b Queued) int {
			return cmp.Or(cmp.Compare(turns[a.Conversation], turns[b.Conversation]), compareIDs(a.Conversation, b.Conversation))
		})
		return list
	})
}

// Blocked lists the visitors who are offered nothing, the latest first.
func (f *Floor) Blocked(ctx context.Context, project desk.ProjectID) ([]desk.Customer, error) {
	return ask(ctx, f, project, func(w *writer) []desk.Customer {
		list := []desk.Customer{}
		for _, c := range w.customers {
			if c.Blocked {
				list = append(list, c)
			}
		}
		slices.SortFunc(list, func(a, b desk.Customer) int {
			return cmp.Or(cmp.Compare(b.BlockedAt, a.BlockedAt), strings.Compare(string(a.ID), string(b.ID)))
		})
		return list
	})
}

func compareIDs(a, b desk.ConversationID) int { return strings.Compare(string(a), string(b)) }
