package app

import (
	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what follows from what the server says: answers to commands,
// conversations that go, and what reaches the disk. All of it runs in the owner's
// goroutine.

// depart follows a conversation that is ours no more: at once off the screen and
// out of the boxes, unless something unsent would go with it.
func (d *Desktop) depart(stream desk.Stream) {
	r, late := d.s.leaving[stream], d.s.unheard[stream]
	waits := r != nil && r.waiter != nil
	if !waits {
		delete(d.s.leaving, stream)
	}
	delete(d.s.unheard, stream)
	delete(d.s.confirming, stream)
	v := d.s.convs[stream]
	if v == nil {
		return
	}
	if v.departed == "" {
		d.late(v)
		d.learn(v)
		v.departed = v.whyGone()
		if waits && !v.wentBy(r.kind) {
			r.tell(notYours())
			delete(d.s.leaving, stream)
			waits = false
		}
		d.s.turnFrom(stream) // should it come again one day, it is not taken back
		seen, begun := d.s.screen == stream && d.s.focused, d.s.begun(stream)
		switch {
		case d.missOut(v, d.o.Clock.Now()):
			v.stays = seen || begun
		case waits:
			// They were told what becomes of what they had written.
		case d.doneAfterAll(v, late):
			v.stays = begun
		case begun:
			d.goneNews(v, said("The conversation with %s is no longer yours. What you had written is still there.", d.named(v)), d.o.Clock.Now())
			v.stays = true
		}
		v.typingUntil = 0
		d.agentSpoke(v)
		d.mark(d.s.outbox.depart(stream, v.departed))
		if _, failed := d.s.outbox.in(stream); failed {
			d.keep(cache.Change{Departed: map[desk.Stream]string{stream: v.departed}})
		}
	}
	d.release(v)
}

// shelve follows a conversation that stays ours and is open no more: off the
// screen, and out of the boxes.
func (d *Desktop) shelve(v *conversation) {
	d.doneAfterAll(v, d.s.unheard[v.stream()])
	delete(d.s.unheard, v.stream())
	v.typingUntil = 0
	d.agentSpoke(v)
	d.mark(d.s.outbox.depart(v.stream(), v.whyShut()))
	delete(d.s.confirming, v.stream())
	if d.s.screen == v.stream() {
		d.show(d.s.elect())
	}
}

// putAway takes a conversation off the screen that went without its agent, and with
// it what they had begun to write.
func (d *Desktop) putAway(v *conversation) error {
	if !v.stays {
		return desk.Refuse(desk.WrongState, "Only what is no longer yours can be put away.")
	}
	v.stays = false
	d.s.unsayGone(v.stream())
	d.release(v)
	return nil
}

// release lets a conversation go that is ours no more, as soon as neither something
// unsent nor its agent holds it back.
func (d *Desktop) release(v *conversation) {
	if v.departed == "" || v.stays {
		return
	}
	if _, failed := d.s.outbox.in(v.stream()); failed {
		return
	}
	delete(d.s.convs, v.stream())
	d.draft(v.stream(), "")
	if err := d.setTranslation(v.stream(), false); err != nil {
		d.diskFailed(err)
	}
	delete(d.typing, v.stream())
	if v.State == desk.Ended {
		// What they have talked to its end with can be read again.
		d.keep(cache.Change{Over: map[desk.Stream]desk.Millis{v.stream(): v.ClosedAt}})
	} else {
		d.keep(cache.Change{Forget: []desk.Stream{v.stream()}})
	}
	if d.s.screen == v.stream() {
		d.show(d.s.elect())
	}
}

func (d *Desktop) done(f wire.Done) {
	for ch, r := range d.s.choosing {
		if r.id == f.ID {
			d.s.chosen(ch, r.status)
			delete(d.s.choosing, ch)
		}
	}
	d.ordered(f.ID, nil, d.o.Clock.Now())
	d.confirmed(f.ID)
	if !d.s.outbox.done(f.ID) {
		return
	}
	if err := d.cache.RemoveItem(d.ctx, f.ID); err != nil {
		d.diskFailed(err) // sent again under the same id at the next start: harmless
	}
	for _, v := range d.s.convs {
		if v.departed != "" {
			d.s.outbox.depart(v.stream(), v.departed)
			d.release(v)
		}
	}
}

func (d *Desktop) refused(f wire.Refused, now desk.Millis) {
	if passing[f.Code] {
		for r := range d.s.requests() {
			if r.id == f.ID {
				r.flying, r.pause = false, now+max(f.RetryAfter, againAfter)
			}
		}
	} else {
		for ch, r := range d.s.choosing {
			if r.id == f.ID {
				delete(d.s.choosing, ch)
				d.s.serverSaid(f.Code, f.Message, now)
			}
		}
		d.ordered(f.ID, &desk.Error{Code: f.Code, Message: f.Message, Field: f.Field}, now)
		d.confirmed(f.ID)
	}
	if i, failed := d.s.outbox.refused(f, now); failed {
		d.mark([]cache.Item{i})
	}
}

// mark keeps the new states of messages.
func (d *Desktop) mark(items []cache.Item) {
	if len(items) == 0 {
		return
	}
	if err := d.cache.MarkItems(d.ctx, items); err != nil {
		d.diskFailed(err)
	}
}

// keep writes what the server told. When that fails once it is left alone until
// the next start: what is on the disk ends at its cursor and is asked for again
// from there, while a later write would leave a hole behind it.
func (d *Desktop) keep(c cache.Change) {
	if d.forgetful {
		return
	}
	if err := d.cache.Keep(d.ctx, c); err != nil && d.ctx.Err() == nil {
		d.forgetful = true
		d.diskFailed(err)
	}
}
