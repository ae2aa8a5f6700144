package app

import (
	"encoding/json"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the agent does. All of it runs in the owner's goroutine.

func (d *Desktop) setStatus(ch desk.Channel, to desk.Status) error {
	if !d.s.granted(ch) {
		return desk.Refuse(desk.ChannelNotGranted, "This channel is not granted to your account.").At("channel")
	}
	if to != desk.Available && to != desk.NotAvailable {
		return desk.Refuse(desk.Invalid, "A status is \"available\" or \"unavailable\".").At("status")
	}
	// What was imposed ends when the agent chooses again what they chose before.
	if d.s.status(ch) == to && d.s.imposed() == "" {
		return nil
	}
	d.s.choosing[ch] = &request{id: d.commandID(), status: to}
	return nil
}

// show puts a conversation on screen, to be worked in.
func (d *Desktop) show(stream desk.Stream) {
	left := d.s.convs[d.s.screen]
	d.s.enter(stream)
	d.turn()
	if left != nil && left.stream() != stream {
		left.fresh, left.stays = "", left.stays && d.s.begun(left.stream())
		d.release(left)
	}
}

// turn notes that the agent came to what is on screen, if they did.
func (d *Desktop) turn() {
	if v := d.s.convs[d.s.screen]; v != nil && d.s.focused {
		v.turnTo()
	}
	d.look()
}

// look notes that the agent sees what is on screen, if they do.
func (d *Desktop) look() {
	v := d.s.convs[d.s.screen]
	if v == nil || !d.s.focused {
		return
	}
	if v.alertedAt > 0 {
		v.alertedAt = 0
		d.herald.close(string(v.stream()))
	}
	if v.looked < v.Seq {
		v.looked = v.Seq
		d.saveLooked(v)
	}
}

func (d *Desktop) draft(stream desk.Stream, text string) {
	if d.s.drafts[stream] == text {
		return
	}
	if text == "" {
		delete(d.s.drafts, stream)
		delete(d.s.writing, stream)
	} else {
		d.s.drafts[stream] = text
		d.writes(stream)
	}
	d.saveDraft(stream, text)
}

func (d *Desktop) send(v *conversation, text string) (string, error) {
	if err := desk.CheckText(text); err != nil {
		return "", err
	}
	return d.write(v, d.stored(v, text), text)
}

// write looks over what the agent wrote, takes it into the outbox as it is to be
// sent, and its draft away. It gives the message's key.
func (d *Desktop) write(v *conversation, i cache.Item, own string) (string, error) {
	if err := d.writable(v); err != nil {
		return "", err
	}
	if err := d.guarded(v, own); err != nil {
		return "", err
	}
	i.Known = v.Seq
	i.NotBefore = d.holdUntil(i.At)
	if err := d.post(v, i, nil); err != nil {
		return "", err
	}
	delete(d.s.drafts, v.stream())
	delete(d.s.writing, v.stream())
	if d.unsaved.at > 0 {
		delete(d.unsaved.drafts, v.stream())
	}
	return i.ID, nil
}

// writable says why nothing can be written in a conversation now, or nil.
func (d *Desktop) writable(v *conversation) error {
	if !v.open() {
		return desk.Refuse(desk.WrongState, "Not sent: %s", v.whyShut())
	}
	if d.s.leaving[v.stream()] != nil {
		return desk.Refuse(desk.WrongState, underWay)
	}
	return nil
}

// post takes a message into the outbox; body is a file's.
func (d *Desktop) post(v *conversation, i cache.Item, body []byte) error {
	if d.s.outbox.full(int64(len(body))) {
		return desk.Refuse(desk.OutboxFull, "Too much waits to be sent. Send or throw away some of it first.")
	}
	// On the disk first: what is shown as queued survives a kill.
	if err := d.cache.AddItem(d.ctx, &i, body); err != nil {
		d.o.Log.Error("write the outbox", "error", err)
		return err
	}
	d.s.outbox.add(i)
	if p := d.s.prompts[v.stream()]; p != nil {
		p.gone = true
	}
	delete(d.typing, v.stream())
	v.fresh = ""
	d.agentSpoke(v)
	return nil
}

// agentSpoke notes that the agent has dealt with a conversation.
func (d *Desktop) agentSpoke(v *conversation) {
	if v.alertedAt > 0 {
		v.alertedAt = 0
		d.herald.close(string(v.stream()))
	}
}

func (d *Desktop) retry(key string) error {
	i, ok := d.s.outbox.again(key, d.commandID(), d.o.Clock.Now())
	if !ok {
		return desk.Refuse(desk.WrongState, "This message has not failed.").At("key")
	}
	if err := d.cache.RequeueItem(d.ctx, &i); err != nil {
		return err
	}
	d.s.outbox.requeue(key, i)
	return nil
}

func (d *Desktop) discard(v *conversation, key string) error {
	i, ok := d.s.outbox.discard(key)
	if !ok {
		return desk.Refuse(desk.WrongState, "It has left already: it cannot be taken back.").At("key")
	}
	err := d.cache.RemoveItem(d.ctx, key)
	if i.Body != "" && i.tried {
		d.takeBack(i)
	}
	d.release(v)
	return err
}

// typingEvery is how often the other side is told that typing goes on; it
// forgets after six seconds.
const typingEvery = 4 * desk.Second

func (d *Desktop) sayTyping(stream desk.Stream, on bool) {
	now := d.o.Clock.Now()
	last, said := d.typing[stream]
	if on {
		d.writes(stream)
	}
	switch {
	case on && said && now-last < typingEvery, !on && !said:
		return
	case on:
		d.typing[stream] = now
	default:
		delete(d.typing, stream)
	}
	if d.link != nil && d.opened {
		d.link.Signal(wire.Signal{Stream: stream, Kind: wire.Typing, On: on})
	}
}

// pump puts on the line whatever may go there now.
func (d *Desktop) pump(now desk.Millis) {
	if !d.opened {
		return
	}
	for _, i := range d.s.outbox.due(now) {
		body := wire.PostBody{Form: i.Form, Item: i.Entry}
		switch {
		case i.Form == "":
			body.Text = i.Text
			body.Original, body.From, body.To = i.Translation.Original, i.Translation.From, i.Translation.To
		case i.Body != "" && i.File.ID == "":
			d.upload(i)
			continue
		case i.Body != "":
			body = wire.PostBody{File: i.File.ID}
		}
		if !d.command(i.ID, i.Stream, wire.DoPost, body) {
			return
		}
		d.s.outbox.flew(i.ID)
	}
	for stream, r := range d.s.leaving {
		// What was written before the farewell is said before it, or there is none.
		switch open, failed := d.s.outbox.in(stream); {
		case r.flying:
		case r.relented:
			delete(d.s.leaving, stream)
		case failed && parts(r.kind):
			d.withdraw(stream, now)
		case !open && r.pause <= now:
			r.flying = d.command(r.id, stream, r.kind, r.body)
		}
	}
	for ch, r := range d.s.choosing {
		if r.flying || r.pause > now {
			continue
		}
		r.flying = d.command(r.id, d.s.agent.ID.Stream(), wire.DoStatus, wire.StatusBody{Channel: ch, Status: r.status})
	}
}

// pumpAt is when the next pause the server asked for ends, 0 for none.
func (d *Desktop) pumpAt(now desk.Millis) desk.Millis {
	if !d.opened {
		return 0
	}
	next := d.s.outbox.wake(now)
	at := func(r *request) {
		if !r.flying && r.pause > now && (next == 0 || r.pause < next) {
			next = r.pause
		}
	}
	for r := range d.s.requests() {
		at(r)
	}
	return next
}

func (d *Desktop) command(id string, stream desk.Stream, kind wire.DoKind, body any) bool {
	do := wire.Do{ID: id, Stream: stream, Kind: kind}
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return false
		}
		do.Body = raw
	}
	return d.link.Do(do)
}

// clicked follows a click on a toast to its conversation.
func (d *Desktop) clicked(c platform.Click) {
	if v := d.s.convs[desk.Stream(c.ID)]; v != nil {
		d.s.turnTo(v.stream())
		d.show(v.stream())
		d.agentSpoke(v)
		d.focus = true
	}
	d.o.Raise()
}
