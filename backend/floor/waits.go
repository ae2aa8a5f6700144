package floor

import (
	"context"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

const (
	// toldEvery is how often visitors are told how their wait or the offer
	// stands, at most.
	toldEvery = 2 * desk.Second
	// lookedEvery is how often it is looked at although nothing happened: a
	// wait becomes longer than was thought by itself.
	lookedEvery = 15 * desk.Second
)

// waits remembers what visitors were told, so that they are told what changed
// and not more often than they can read.
type waits struct {
	told map[desk.ConversationID]Wait
	// offers is what visitors were last offered; see [writer.offers].
	offers []Offered
	// stale: something happened since they were last told. blocked: somebody
	// was blocked or let in again, which offers does not show.
	stale, blocked bool
	at             desk.Millis // of the last telling
	anybody        bool        // waits, and is here
}

func (t *waits) clear() { *t = waits{told: map[desk.ConversationID]Wait{}, stale: true} }

// arrived: who comes back to their conversation is told anew.
func (t *waits) arrived(id desk.ConversationID) {
	delete(t.told, id)
	t.stale = true
}

// next is when to look again, 0 for not by itself.
func (t *waits) next() desk.Millis {
	switch {
	case t.stale || t.blocked:
		return t.at + toldEvery
	case t.anybody:
		return t.at + lookedEvery
	}
	return 0
}

// unspoken stands for every language that nobody speaks; the code is kept free for
// uses of one's own (ISO 639-2).
const unspoken = "qaa"

// offers is what visitors of each kind that the settings tell apart are offered:
// for each targeting rule, and each language somebody speaks, or none.
func (w *writer) offers() []Offered {
	languages := []string{"", unspoken}
	for _, p := range w.setup.Agents {
		for _, l := range p.Languages {
			if !slices.Contains(languages, l) {
				languages = append(languages, l)
			}
		}
	}
	settings := w.setup.Revision.Settings
	var all []Offered
	for _, t := range settings.Targeting {
		for _, l := range languages {
			all = append(all, w.offered(t, l))
		}
	}
	return all
}

// tellWaits tells the visitors whom nobody has, and who are here, how it stands, where
// that changed. Whose conversation is snoozed is one of them: whoever snoozed it is not
// at it.
func (s *step) tellWaits() {
	t := &s.w.waits
	if s.moved {
		t.stale = true
	}
	if at := t.next(); at == 0 || at > s.now {
		return
	}
	if offers := s.w.offers(); t.blocked || !slices.Equal(offers, t.offers) {
		t.offers = offers
		s.others = append(s.others, func() {
			for _, l := range s.w.hub.visitors() {
				l.HearOffers()
			}
		})
	}
	t.at, t.stale, t.blocked, t.anybody = s.now, false, false, false
	told := make(map[desk.ConversationID]Wait, len(t.told))
	estimates, attended := map[desk.GroupID]desk.Millis{}, s.w.routing.Attended()
	for _, id := range slices.Sorted(maps.Keys(s.w.convs)) {
		c := s.w.convs[id]
		who := desk.Visitor(c.Visitor)
		if c.State == desk.Ongoing || c.State == desk.Ended || !s.w.presence.here(who) {
			continue
		}
		t.anybody = true
		estimate, known := estimates[c.Queue]
		if !known {
			estimate = s.w.replies.estimate(c.Queue, s.now)
			estimates[c.Queue] = estimate
		}
		now := s.w.waitOf(c, attended, estimate, s.now)
		told[id] = now
		if before, known := t.told[id]; known && before == now {
			continue
		}
		s.others = append(s.others, func() {
			for _, l := range s.w.hub.of(who) {
				l.HearWait(now)
			}
		})
	}
	t.told = told
}

func (w *writer) waitOf(c desk.Conversation, attended func(desk.ConversationID) bool, estimate, now desk.Millis) Wait {
	out := Wait{Stream: c.ID.Stream(), Contacts: c.Contacts}
	ahead, queued := w.routing.Position(c.ID)
	if !queued {
		// How long one agent takes, who may be away or has snoozed it, can nobody tell.
		out.Kept = true
		return out
	}
	out.Ahead, out.Absent, out.Estimate = ahead, !attended(c.ID), estimate
	out.Exceeded = out.Estimate > 0 && now-c.OpenedAt > out.Estimate
	return out
}

const (
	// repliesFor is for how long a first answer tells of the next ones.
	repliesFor = 28 * desk.Day
	// maxReplies bounds how many of a group's hour are looked at: the newest.
	maxReplies = 200
)

// slotOf is a group's hour of the day.
type slotOf struct {
	group desk.GroupID
	hour  int
}

// replies are the first answers of each group by the hour of the day, oldest
// first.
type replies map[slotOf][]desk.Reply

func hourOf(at desk.Millis) int { return int(at / desk.Hour % 24) }

func (r replies) add(reply desk.Reply) {
	at := slotOf{reply.Group, hourOf(reply.At)}
	list := append(r[at], reply)
	if len(list) > maxReplies {
		list = slices.Clone(list[len(list)-maxReplies:])
	}
	r[at] = list
}

// estimate is the median of a group's first answers at this hour of the day, 0
// where there are too few.
func (r replies) estimate(group desk.GroupID, now desk.Millis) desk.Millis {
	var took []desk.Millis
	for _, reply := range r[slotOf{group, hourOf(now)}] {
		if reply.At > now-repliesFor {
			took = append(took, reply.Took)
		}
	}
	if len(took) < EnoughReplies {
		return 0
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func (w *writer) seedReplies(ctx context.Context, now desk.Millis) (replies, error) {
	list, err := w.opt.Log.Replies(ctx, w.setup.Project.ID, now-repliesFor)
	if err != nil {
		return nil, err
	}
	r := replies{}
	for _, reply := range list {
		r.add(reply)
	}
	return r, nil
}

// replied: an agent has written the first word of a conversation.
func (s *step) replied(c desk.Conversation, at desk.Millis) {
	group := c.Group
	if group == "" {
		group = c.Queue
	}
	reply := desk.Reply{Group: group, At: at, Took: at - c.OpenedAt}
	s.replies = append(s.replies, reply)
	s.w.replies.add(reply)
}
