package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// parting is how a conversation left the desk of who had it.
type parting struct {
	reason desk.Reason
	// contact is the one that ended so.
	contact desk.ContactNo
	// by is the colleague who ended it, empty where none did or the agent themselves.
	by, comment string
}

// wentBy tells whether it lies as an order of its agent's leaves it.
func (v *conversation) wentBy(kind wire.DoKind) bool {
	switch kind {
	case wire.DoClose:
		return v.parting.reason == desk.ClosedByAgent
	case wire.DoTransfer:
		return v.parting.reason == desk.HandedOn
	case wire.DoBlock:
		return v.parting.reason == desk.VisitorBlocked
	case wire.DoSnooze:
		return v.State == desk.Asleep
	}
	return false
}

// parts follows what may take a conversation off this agent's desk; before is as it
// lay until the event.
func (v *conversation) parts(e wire.AgentEvent, before desk.Conversation) {
	switch {
	case v.Holder() == v.me.id:
		v.parting = parting{}
	case before.Holder() == v.me.id, e.Kind == desk.ConversationClosed && e.Reason == v.parting.reason:
		// Who ended it, and what they said, comes with the conversation's end.
		v.parting = parting{reason: e.Reason, contact: before.Contact.No, comment: e.Comment}
		if e.Actor.Kind == desk.ByAgent && e.Actor != desk.AgentActor(v.me.id) {
			v.parting.by = v.called(desk.AgentID(e.Actor.ID))
		}
	}
}

// conversationGone is the code of the notice about a conversation that has left the
// desk, and not by its agent's hand.
const conversationGone desk.Code = "conversation_gone"

// missOut tells the agent of a conversation that has left their desk without them,
// and tells whether it did: in its place there is nothing any more that could say so.
func (d *Desktop) missOut(v *conversation, now desk.Millis) bool {
	var news sentence
	who := d.named(v)
	switch p := v.parting; p.reason {
	case desk.ClosedByAdmin:
		if p.by == "" {
			break // a manager, from another machine
		}
		news = said("%s closed the conversation with %s.", p.by, who)
		if p.comment != "" {
			news = said("%s closed the conversation with %s: “%s”", p.by, who, desk.Plain(p.comment))
		}
	case desk.VisitorBlocked:
		if p.by != "" {
			news = said("%s blocked %s, which ended the conversation.", p.by, who)
		}
	case desk.VisitorInactive:
		news = said("The conversation with %s has ended: the visitor wrote nothing more.", who)
	// Where these are now the desk does not know: they may come back to it.
	case desk.NotAnswered:
		news = said("%s got no answer in time and was taken back.", who)
	case desk.NotShown:
		news = said("%s could not be shown here in time and was taken back.", who)
	case desk.LineLost:
		d.strayed = append(d.strayed, who)
		return true
	}
	if news != nil {
		d.goneNews(v, news, now)
	}
	return news != nil
}

// goneNews tells the agent of a conversation that has left their desk, until it comes
// back.
func (d *Desktop) goneNews(v *conversation, news sentence, now desk.Millis) {
	d.s.noted(notice{Notice: wire.Notice{Code: conversationGone, At: now, Own: true}, text: news, about: v.stream()})
}

// named is how a notice calls a conversation.
func (d *Desktop) named(v *conversation) string {
	return fmt.Sprintf("%s (%s)", desk.Plain(v.shownName()), label(&d.s, v))
}

// tellStrayed says in one sentence which conversations were taken back while there was no
// line.
func (d *Desktop) tellStrayed(now desk.Millis) {
	if len(d.strayed) == 0 {
		return
	}
	slices.Sort(d.strayed)
	d.s.notice(conversationGone, said("Your line was lost for too long. These were taken back: %s.", strings.Join(d.strayed, ", ")), now)
	d.strayed = nil
}
