package app

import (
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what becomes of a conversation as a whole: closed, handed on, set
// aside, taken back, or its visitor blocked. One such order at a time is under
// way for a conversation; it keeps its id until it is answered. All of it but
// what asks the server runs in the owner's goroutine.

// underWay says that an order was given before and is not answered.
const underWay = "The server has not answered what you asked for this conversation before."

// unsaid refuses an order before which something was to be said that could not be.
func unsaid() *desk.Error {
	return desk.Refuse(desk.WrongState, "A message here was not sent. Send it again or throw it away first.")
}

// notYours refuses what can be asked of one's own conversations alone.
func notYours() *desk.Error {
	return desk.Refuse(desk.WrongState, "This conversation is no longer yours.")
}

// parts tells whether an order parts the agent from a conversation, so that nothing
// can be said in it afterwards. One that takes it back does the opposite.
func parts(kind wire.DoKind) bool { return kind != wire.DoWake }

// order takes an order in. The waiter hears what became of it; where nobody
// waits any more, a refusal becomes a notice.
func (d *Desktop) order(v *conversation, kind wire.DoKind, body any, cmd desk.Command, waiter chan<- error) error {
	stream := v.stream()
	at := d.o.Clock.Now() + d.s.line.Clock
	if _, err := desk.Decide(v.Conversation, cmd, desk.AgentActor(d.s.me().id), at); err != nil {
		return err
	}
	if _, failed := d.s.outbox.in(stream); failed && parts(kind) {
		return unsaid()
	}
	if !d.opened {
		return desk.Refuse(desk.Unavailable, doneLater)
	}
	if d.s.leaving[stream] != nil {
		return desk.Refuse(desk.WrongState, underWay)
	}
	if kind == wire.DoWake {
		d.s.wanted = stream
	}
	delete(d.s.unheard, stream)
	// What was written before is said before, and now.
	d.s.outbox.release(stream)
	d.s.leaving[stream] = &request{id: d.commandID(), kind: kind, body: body, waiter: waiter}
	return nil
}

// turnFrom has a conversation that is taken back come without taking the screen.
func (s *state) turnFrom(stream desk.Stream) {
	if s.wanted == stream {
		s.wanted = ""
	}
}

// turnTo notes that the agent is about one conversation: none that they took back
// before takes the screen from it, and the words that they are writing.
func (s *state) turnTo(stream desk.Stream) {
	if s.wanted != stream {
		s.wanted = ""
	}
}

// tell says to whoever waits what became of an order; true where somebody did.
func (r *request) tell(err error) bool {
	if r.waiter == nil {
		return false
	}
	r.waiter <- err
	r.waiter = nil
	return true
}

// withdraw takes an order back whose conversation has come to hold a message that
// was not sent, before the order was on the line.
func (d *Desktop) withdraw(stream desk.Stream, now desk.Millis) {
	r := d.s.leaving[stream]
	delete(d.s.leaving, stream)
	if v := d.s.convs[stream]; !r.tell(unsaid()) && v != nil {
		d.s.notice(desk.WrongState, said(
			"What you asked for %s was not done, since a message there was not sent. Send it again or throw it away first.",
			label(&d.s, v)), now)
	}
}

// ordered follows the server's answer to an order; err is nil where it was done.
func (d *Desktop) ordered(id string, err *desk.Error, now desk.Millis) {
	for stream, r := range d.s.leaving {
		if r.id != id {
			continue
		}
		delete(d.s.leaving, stream)
		if err != nil {
			d.s.turnFrom(stream)
		}
		delete(d.s.unheard, stream) // if it was done, that was heard before
		switch {
		case err == nil:
			r.tell(nil)
		case !r.tell(err):
			d.s.serverSaid(err.Code, err.Message, now)
		}
	}
}

// unheard tells those who wait for an answer that the line was lost first. The
// orders stay and go again under their ids.
func (d *Desktop) unheard() {
	for stream, r := range d.s.leaving {
		if d.followed(stream, r) {
			r.tell(nil)
			delete(d.s.leaving, stream)
			continue
		}
		// What brings a conversation back is asked for by a press, and has nothing to leave.
		why := desk.Refuse(desk.Unavailable, "The connection was lost before the server answered. It is asked again when the line is back.")
		d.s.turnFrom(stream) // they were told that it is not there
		if parts(r.kind) {
			d.s.unheard[stream] = r.kind
			why = desk.Refuse(desk.Unavailable,
				"The connection was lost before the server answered. As long as this is open it is asked again when the line is back.")
		}
		r.tell(why)
		if r.relented {
			delete(d.s.leaving, stream)
		}
	}
}

// followed tells whether what an order brings about was heard of before its answer.
func (d *Desktop) followed(stream desk.Stream, r *request) bool {
	v := d.s.convs[stream]
	switch {
	case v == nil:
		// It was let go as it went. But while all is asked for anew it is only not known
		// yet, and then nobody waits any more.
		return r.waiter != nil
	case r.kind == wire.DoWake:
		return v.open()
	}
	return v.departed != "" || v.wentBy(r.kind)
}

// caughtUp forgets what was not answered and is not asked again, of what is open still:
// all that the server did is known.
func (d *Desktop) caughtUp() {
	for stream := range d.s.unheard {
		if v := d.s.convs[stream]; d.s.leaving[stream] == nil && (v == nil || v.open()) {
			delete(d.s.unheard, stream)
		}
	}
}

// relent takes an order back whose answer was lost: it is not asked again. Whether the
// server had it all the same is not known. What brings a conversation back has no sheet
// that could be left.
func (d *Desktop) relent(stream desk.Stream) {
	switch r := d.s.leaving[stream]; {
	case r == nil, !parts(r.kind), r.waiter != nil:
	case r.flying:
		r.relented = true
	default:
		delete(d.s.leaving, stream)
	}
}

// orderDone is the code of the notice about an order that was done after all.
const orderDone desk.Code = "order_done"

// doneAfterAll tells the agent that what they asked for before the line was lost was
// done, and tells whether it was that and nothing else: they may have turned to something
// else since.
func (d *Desktop) doneAfterAll(v *conversation, asked wire.DoKind) bool {
	if !v.wentBy(asked) {
		return false
	}
	who := d.named(v)
	news := said("The conversation with %s was closed, as you had asked before the line was lost.", who)
	switch asked {
	case wire.DoTransfer:
		news = said("The conversation with %s was transferred, as you had asked before the line was lost.", who)
	case wire.DoSnooze:
		news = said("The conversation with %s was snoozed, as you had asked before the line was lost.", who)
	case wire.DoBlock:
		news = said("%s was blocked, as you had asked before the line was lost.", who)
	}
	d.s.notice(orderDone, news, d.o.Clock.Now())
	return true
}

// inquiry is what it takes to ask the server about one of the agent's
// conversations. told is what was known of the visitor's customer record by then.
type inquiry struct {
	server    link.Address
	token, id string
	me        me
	told      int
}

// doneLater says that something is not done without a line.
const doneLater = "There is no connection. This can be done when it is back."

// inquiry lets a question about a conversation be asked, while the agent may ask
// it and there is a line; without one, it refuses with what it is told to say.
func (d *Desktop) inquiry(stream desk.Stream, may func(*conversation) bool, offline string) (inquiry, error) {
	var of inquiry
	err := d.App.held(string(stream), func(d *Desktop, v *conversation) error {
		if !may(v) {
			return notYours()
		}
		if !d.opened {
			return desk.Refuse(desk.Unavailable, "%s", offline)
		}
		of = inquiry{server: d.server, token: d.token, id: string(v.ID), me: v.me, told: v.told}
		return nil
	})
	return of, err
}

// targets asks the server whom a conversation can be handed on to. The caller is
// not the owner, since the server may take its time.
func (d *Desktop) targets(stream desk.Stream) ([]wire.TransferTarget, error) {
	asked, err := d.inquiry(stream, (*conversation).open, doneLater)
	if err != nil {
		return nil, err
	}
	return link.Targets(d.ctx, asked.server, asked.token, asked.id)
}

// confirm tells the server of each contact whose box the window has been given,
// until it is durable that it knows.
func (d *Desktop) confirm(now desk.Millis) {
	if !d.opened {
		return
	}
	for _, b := range d.panel.Load().Boxes {
		v := d.s.convs[b.Stream]
		if v == nil || !v.open() || v.Contact.Shown {
			delete(d.s.confirming, b.Stream)
			continue
		}
		r := d.s.confirming[b.Stream]
		if r == nil || r.contact != v.Contact.No {
			r = &request{id: d.commandID(), contact: v.Contact.No}
			d.s.confirming[b.Stream] = r
		}
		if !r.answered && !r.flying && r.pause <= now {
			r.flying = d.command(r.id, b.Stream, wire.DoConfirm, wire.ConfirmBody{Contact: r.contact})
		}
	}
}

// confirmed follows the server's answer to a confirmation. One that was refused
// is not said again: it was about a contact that is over.
func (d *Desktop) confirmed(id string) {
	for _, r := range d.s.confirming {
		if r.id == id {
			r.answered = true
		}
	}
}

// late tells the server of a contact it took back, since it was not confirmed in
// time, that it has been heard of all the same. Until it hears so, it takes it that
// nobody is here, and gives this agent nothing more. The answer is a refusal, and of
// no use to anybody.
func (d *Desktop) late(v *conversation) {
	if v.parting.reason == desk.NotShown {
		d.command(d.commandID(), v.stream(), wire.DoConfirm, wire.ConfirmBody{Contact: v.parting.contact})
	}
}
