package app

import (
	"encoding/json"
	"slices"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the server says. All of it runs in the owner's goroutine.

const offlineSentence = "No connection to the server. What you write is kept here and sent when it is back."

func (d *Desktop) hear(m link.Message) {
	now := d.o.Clock.Now()
	switch m := m.(type) {
	case link.Connecting:
		// Who was told that there is no line is told when there is one again: trying is
		// no change, and it is out since it was lost.
		if told := d.s.line.State == wire.Offline && d.s.line.Message != ""; d.s.line.State != wire.Online && !told {
			d.line(wire.Connecting, "Connecting to the server.", now)
		}
	case link.Lost:
		d.lineLost()
		d.o.Log.Info("line lost", "code", m.Problem.Code, "again", m.Again)
		d.line(wire.Offline, offlineSentence, now)
		if m.Problem.Code == string(desk.ProtocolUnsupported) {
			d.s.line.Message = m.Problem.Message
		}
	case link.Ended:
		d.lineLost()
		switch m.Bye.Code {
		case desk.TokenExpired, desk.Forbidden, desk.SignInFailed:
			d.expire(m.Bye.Message)
		default:
			d.line(wire.Offline, m.Bye.Message, now)
		}
	case link.Welcome:
		d.deaf = false
		d.welcome(m, now)
	default:
		if !d.deaf {
			d.frame(m, now)
		}
	}
}

func (d *Desktop) line(to wire.LineState, sentence string, now desk.Millis) {
	if d.s.line.State != to {
		d.s.line.State, d.s.line.Since = to, now
	}
	d.s.line.Message = sentence
}

// lineLost takes everything off a line that is no more. Nothing of it has failed:
// it goes again under its id.
func (d *Desktop) lineLost() {
	d.opened = false
	d.s.outbox.lineLost()
	for r := range d.s.requests() {
		r.flying, r.pause = false, 0
	}
	d.unheard()
	for _, v := range d.s.convs {
		v.typingUntil, v.acquainted = 0, false
		clear(v.asked)
	}
	clear(d.typing)
}

func (d *Desktop) welcome(w link.Welcome, now desk.Millis) {
	d.s.introduce(*w.Agent)
	d.setClock(w.At, now)
	d.saveSession(*w.Agent)
	if !w.Anew {
		return
	}
	// Another log than the one that is known here. What the agent wrote stays.
	d.cold = len(d.s.convs) == 0
	d.former, d.s.convs = d.s.convs, map[desk.Stream]*conversation{}
	d.s.library, d.s.own = desk.Library{}, desk.PersonalAnswers{}
	d.keep(cache.Change{Anew: w.Epoch})
}

func (d *Desktop) frame(m link.Message, now desk.Millis) {
	switch m := m.(type) {
	case link.Whole:
		d.whole(m.Whole, now)
	case link.Events:
		d.events(m, now)
	case link.Gone:
		d.depart(m.Stream)
	case link.Me:
		d.account(m.Agent, now)
	case link.Library:
		d.takeLibrary(m.Library)
	case link.Own:
		d.takeOwn(desk.PersonalAnswers{Version: m.Version, Canned: m.Answers})
	case link.Customer:
		d.customerChanged(m.Customer.Customer, m.Record)
	case link.Done:
		d.done(m.Done)
	case link.Refused:
		d.refused(m.Refused, now)
	case link.Signal:
		if v := d.s.convs[m.Stream]; v != nil && m.Kind == wire.Typing {
			v.typingUntil = 0
			if m.On {
				v.typingUntil = now + typingLasts
			}
		}
	}
}

// whole takes a conversation from its first event, in place of what was known.
func (d *Desktop) whole(w wire.Whole[wire.AgentEvent], now desk.Millis) {
	if _, ok := w.Stream.Conversation(); !ok {
		return
	}
	old := d.s.convs[w.Stream]
	if old == nil {
		old = d.former[w.Stream]
	}
	v := newConversation(w.Stream, d.s.me())
	change := cache.Change{Forget: []desk.Stream{w.Stream}}
	for _, e := range w.Events {
		if e.Seq <= v.Seq {
			continue
		}
		d.fold(v, e, &change)
	}
	var looked int64
	if old != nil {
		looked, v.fresh, v.customer, v.sights = old.looked, old.fresh, old.customer, old.sights
	}
	if v.lookedAt(looked); v.looked > 0 {
		d.saveLooked(v)
	}
	d.s.convs[w.Stream] = v
	if !v.held() {
		d.over(v, &change)
	}
	d.keep(change)
	if !v.held() {
		if old.lies() == "" {
			d.late(v)
			v.parting = parting{} // the agent misses nothing
		}
		d.depart(w.Stream)
		return
	}
	was := old.lies()
	if was == desk.Ongoing && !v.open() {
		d.shelve(v)
	}
	d.announce(v, was, now)
	if was == desk.Ongoing && v.open() && len(v.visitorSeqs) > len(old.visitorSeqs) && !d.cold {
		d.alert(v, wrote, now)
	}
	d.look()
}

// announce follows a conversation that may have come to the agent, and tells them
// unless they brought it back themselves and see it; was says how it lay on their desk
// before.
func (d *Desktop) announce(v *conversation, was desk.State, now desk.Millis) {
	is := v.lies()
	if was == "" && is != "" {
		d.s.unsayGone(v.stream())
	}
	if is == desk.Ongoing && was != is {
		switch {
		case d.s.wanted == v.stream():
			d.s.wanted, d.focus = "", true
			d.show(v.stream())
		case d.s.screen == "":
			// Only an empty screen is filled: the agent may be writing.
			d.s.enter(v.stream())
		}
	}
	switch {
	case d.cold, was == is, v.origin.byMe && d.s.focused && d.s.screen == v.stream():
	case is == desk.Ongoing:
		d.alert(v, arrived, now)
	case is == desk.Reserved:
		d.alert(v, reserved, now)
	}
}

// steadyWithin is by how much the server's clock may seem to move because a frame
// took its time, without moving every stopwatch in the window.
const steadyWithin = desk.Second

// setClock takes the server's clock: its own machine's or this one's may have been
// put right.
func (d *Desktop) setClock(at, now desk.Millis) {
	ahead := at - now
	if off := ahead - d.s.line.Clock; off > steadyWithin || off < -steadyWithin || d.s.line.Clock == 0 {
		d.s.line.Clock = ahead
	}
}

// events takes what happened after the cursor.
func (d *Desktop) events(f link.Events, now desk.Millis) {
	if f.At > 0 {
		d.setClock(f.At, now)
	}
	change := cache.Change{Cursor: f.Cursor}
	was, spoke := map[*conversation]desk.State{}, map[*conversation]bool{}
	var touched []*conversation // in order, for the ear
	imposed := d.s.imposed()
	for _, e := range f.List {
		if _, own := e.Stream.Agent(); own {
			d.own(e, now)
			continue
		}
		v := d.s.convs[e.Stream]
		if v == nil || e.Seq <= v.Seq {
			continue
		}
		if e.Seq != v.Seq+1 {
			// A hole: nothing of this frame is kept, and all is asked for again.
			d.o.Log.Error("a hole in the log", "stream", e.Stream, "have", v.Seq, "got", e.Seq)
			d.deaf, d.opened = true, false
			d.link.Resync()
			return
		}
		if _, seen := was[v]; !seen {
			was[v], touched = v.lies(), append(touched, v)
		}
		d.fold(v, e, &change)
		if e.Kind == desk.MessagePosted && e.Actor.Kind == desk.ByVisitor {
			spoke[v] = true
		}
	}
	for _, v := range touched {
		if !v.held() {
			d.over(v, &change)
		}
		// Not before: what went while the line was away rings for nobody.
		if spoke[v] && v.open() && !d.cold {
			d.alert(v, wrote, now)
		}
	}
	d.keep(change)
	for _, v := range touched {
		if was[v] == desk.Ongoing && v.held() && !v.open() {
			d.shelve(v)
		}
		d.announce(v, was[v], now)
	}
	if !f.More {
		// Not before: a contact's end and what follows it may lie in two frames.
		for stream, v := range d.s.convs {
			if v.departed == "" && !v.held() {
				d.depart(stream)
			}
		}
	}
	d.setAway(imposed, now)
	d.look()
	if f.Opened {
		d.ready(now)
	}
}

// over keeps a conversation that has ended from being read at the next start. One
// with something unsent, or a text begun, is read: its author is to see it. So is
// one that somebody else has now, should it not come to be forgotten before.
func (d *Desktop) over(v *conversation, change *cache.Change) {
	if open, failed := d.s.outbox.in(v.stream()); v.State == desk.Ended && !open && !failed && !d.s.begun(v.stream()) {
		if change.Over == nil {
			change.Over = map[desk.Stream]desk.Millis{}
		}
		change.Over[v.stream()] = v.ClosedAt
	}
}

// ready follows the opening: all that was missed is known.
func (d *Desktop) ready(now desk.Millis) {
	d.opened, d.cold = true, false
	d.line(wire.Online, "", now)
	d.mark(d.s.outbox.stale(now))
	d.mark(d.overtaken())
	for _, i := range slices.Clone(d.s.outbox.items) {
		switch v := d.s.convs[i.Stream]; {
		case v == nil:
			// It was written in a conversation the server no longer shows us.
			d.mark(d.s.outbox.depart(i.Stream, goneSentence))
		case !v.open():
			d.mark(d.s.outbox.depart(i.Stream, v.whyShut()))
		}
	}
	d.shelter()
	d.caughtUp()
	d.tellStrayed(now)
	if d.s.convs[d.s.screen] == nil {
		d.show(d.s.elect())
	}
	d.former = nil
}

const goneSentence = "the conversation is no longer yours."

// shelter gives unsent messages a box whose conversation is not known here any
// more, so that their author can read, resend or discard them; and what stays here
// though it is theirs no more keeps its own.
func (d *Desktop) shelter() {
	for _, i := range d.s.outbox.items {
		if d.s.convs[i.Stream] == nil {
			v := d.former[i.Stream]
			if v == nil {
				v = newConversation(i.Stream, d.s.me())
				v.Channel, v.OpenedAt, v.Visitor = desk.Chat, i.At, desk.VisitorID(i.Stream)
			}
			v.departed = goneSentence
			d.s.convs[i.Stream] = v
		}
	}
	for stream, v := range d.former {
		if v.stays && d.s.convs[stream] == nil {
			d.s.convs[stream] = v
		}
	}
}

// fold takes one event into a conversation, and into what is to be kept.
func (d *Desktop) fold(v *conversation, e wire.AgentEvent, change *cache.Change) {
	mine := v.mine(e)
	v.fold(e)
	if raw, err := json.Marshal(e); err == nil {
		change.Events = append(change.Events, cache.Event{Stream: v.stream(), Seq: e.Seq, Body: raw})
	}
	if mine && e.Kind == desk.MessagePosted && d.s.outbox.seen(e.ID) {
		change.Settled = append(change.Settled, e.ID)
	}
}

// own takes an event of the agent's own stream.
func (d *Desktop) own(e wire.AgentEvent, now desk.Millis) {
	if e.Stream != d.s.agent.ID.Stream() || e.Seq <= d.s.agent.Seq {
		return
	}
	d.s.agent = d.s.agent.Apply(e.Event())
	if r := d.s.choosing[e.Channel]; e.Kind == desk.StatusSet && r != nil && r.id == e.ID {
		delete(d.s.choosing, e.Channel)
	}
	if e.Kind == desk.TranscriptFailed {
		which := numbered(d.s.session.Project.Letters, e.Contact)
		d.s.notice(transcriptFailed, said("The transcript of %s could not be sent.", which), now)
	}
}

// transcriptFailed is the code of the notice about it.
const transcriptFailed desk.Code = "transcript_failed"
