package app

import (
	"cmp"
	"slices"
	"time"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is the moment in which a message can be undone, where the agent chose
// to have one. A message that is held is in the outbox and on the disk like any
// other, and does not leave before its time: whatever happens meanwhile, it is
// sent or kept. Those after it wait behind it, so the order stays.

// holdFor is how long a message can be undone.
const holdFor = 3 * desk.Second

// waits tells whether a message is held. A moment further away than any can be was
// set by a clock that has been put right since: it is over.
func (i item) waits(now desk.Millis) bool {
	return !i.tried && i.NotBefore > now && i.NotBefore-now <= holdFor
}

// letGo is when the next message that is held may leave, 0 for none.
func (b *outbox) letGo(now desk.Millis) desk.Millis {
	var first desk.Millis
	for _, i := range b.items {
		if i.open() && i.waits(now) && (first == 0 || i.NotBefore < first) {
			first = i.NotBefore
		}
	}
	return first
}

// release lets what is held in a conversation go at once.
func (b *outbox) release(stream desk.Stream) {
	for n := range b.items {
		if b.items[n].Stream == stream {
			b.items[n].NotBefore = 0
		}
	}
}

// releaseAll lets all go that is held, and tells how many can still be on their
// way.
func (b *outbox) releaseAll() (under int) {
	for n := range b.items {
		b.items[n].NotBefore = 0
		if b.items[n].open() {
			under++
		}
	}
	return under
}

// held is a message that can be undone, by its id, with all that leaves with it: none
// where it cannot be.
func (b *outbox) held(id string, now desk.Millis) []cache.Item {
	n := b.find(id)
	if n < 0 || !b.items[n].open() || !b.items[n].waits(now) {
		return nil
	}
	text := cmp.Or(b.items[n].beside, id)
	var all []cache.Item
	for _, i := range b.items {
		if (i.ID == text || i.beside == text) && i.open() && i.waits(now) {
			all = append(all, i.Item)
		}
	}
	return all
}

// lay has a message leave with a text, by their ids.
func (b *outbox) lay(id, text string) {
	if n := b.find(id); n >= 0 {
		b.items[n].beside = text
	}
}

// holdUntil is when a message leaves that is written now.
func (d *Desktop) holdUntil(now desk.Millis) desk.Millis {
	if !d.s.session.Writing.Hold {
		return 0
	}
	return now + holdFor
}

// heldWith is when a file leaves that was sent beside a text, or by itself where beside
// is empty. It leaves with the text: who takes that back means the whole of it, and one
// that is handed over only then is given back.
func (d *Desktop) heldWith(beside string, now desk.Millis) (desk.Millis, error) {
	n := d.s.outbox.find(beside)
	switch {
	case slices.Contains(d.s.undone, beside):
		return 0, fault(undoneCode, "What it was sent with was taken back.")
	case n >= 0 && d.s.outbox.items[n].waits(now):
		return d.s.outbox.items[n].NotBefore, nil
	case beside == "":
		return d.holdUntil(now), nil
	}
	return 0, nil
}

// undoneCode is the code of a file that was not sent because the text beside it was
// taken back.
const undoneCode desk.Code = "undone"

// undoneMost is how many texts that were taken back are remembered: a file beside one
// may still be on its way here.
const undoneMost = 32

// drop forgets a message that nobody else knows of.
func (b *outbox) drop(id string) {
	if n := b.find(id); n >= 0 {
		b.items = slices.Delete(b.items, n, n+1)
	}
}

// Undo takes a message back that is held, with the files that were to leave with it.
// What has left cannot be taken back.
func (a *App) Undo(stream, key string) (wire.Undone, error) {
	undone := wire.Undone{Files: []string{}}
	err := a.held(stream, func(d *Desktop, v *conversation) error {
		all := d.s.outbox.held(key, d.o.Clock.Now())
		if len(all) == 0 {
			return desk.Refuse(desk.WrongState, "It has left already: it cannot be taken back.").At("key")
		}
		draft := d.s.drafts[v.stream()]
		for _, i := range all {
			switch {
			case i.Body != "":
				undone.Files = append(undone.Files, i.ID)
			case i.Form == "":
				if undone.Text = cmp.Or(i.Translation.Original, i.Text); draft != "" {
					draft = undone.Text + "\n" + draft
				} else {
					draft = undone.Text
				}
			}
		}
		if err := d.cache.TakeBack(d.ctx, all, v.stream(), draft); err != nil {
			return err
		}
		for _, i := range all {
			d.s.outbox.drop(i.ID)
			if i.Body == "" {
				d.s.undone = append(d.s.undone, i.ID)
			}
		}
		d.s.undone = d.s.undone[max(0, len(d.s.undone)-undoneMost):]
		if draft != "" {
			d.s.drafts[v.stream()] = draft
			d.writes(v.stream())
		}
		if d.unsaved.at > 0 {
			delete(d.unsaved.drafts, v.stream())
		}
		return nil
	})
	return undone, err
}

// leaveWithin is how long an end waits for messages that were held.
const leaveWithin = 2 * time.Second

// sendHeld sends what is held before somebody signs out or closes the window, and
// waits a moment until the server has it. The caller is not the owner.
func (d *Desktop) sendHeld() {
	const step = 20 * time.Millisecond
	for waited := time.Duration(0); waited < leaveWithin; waited += step {
		left := 0
		err := d.do(func() error {
			if d.opened {
				left = d.s.outbox.releaseAll()
			}
			return nil
		})
		if err != nil || left == 0 {
			return
		}
		c, stop := d.o.Clock.Timer(step)
		select {
		case <-c:
		case <-d.ctx.Done():
		}
		stop()
	}
}
