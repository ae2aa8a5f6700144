package app

import (
	"encoding/json"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what this machine still knows of conversations that were talked to
// their end here. It needs no line, and signing out forgets it.

const (
	// keptFor is how long they are kept, keptMost how many.
	keptFor  = 30 * desk.Day
	keptMost = 5000
	// recalledMost is how many of them the window is told of, the newest.
	recalledMost = 2000
)

// Recalled are the conversations that are over and known here, the newest first.
func (a *App) Recalled() ([]wire.Recalled, error) {
	list := []wire.Recalled{}
	err := a.signedIn(func(d *Desktop) error {
		events, err := d.cache.Past(d.ctx, recalledMost)
		for _, kept := range events {
			var e wire.AgentEvent
			// One whose first event is of another kind was cut short.
			if json.Unmarshal(kept.Body, &e) != nil || e.Kind != desk.ConversationOpened || d.s.convs[kept.Stream] != nil {
				continue
			}
			v := newConversation(kept.Stream, d.s.me())
			v.fold(e)
			list = append(list, wire.Recalled{Stream: kept.Stream, Channel: v.Channel, Name: v.shownName(), OpenedAt: v.OpenedAt})
		}
		return err
	})
	return list, err
}

// Recall is one of them, for reading.
func (a *App) Recall(stream string) (wire.PastThread, error) {
	out := wire.PastThread{Stream: desk.Stream(stream)}
	err := a.signedIn(func(d *Desktop) error {
		events, err := d.cache.Conversation(d.ctx, out.Stream)
		if err != nil {
			return err
		}
		if len(events) == 0 {
			return desk.Refuse(desk.NotFound, "This conversation is no longer on this machine.").At("stream")
		}
		v := newConversation(out.Stream, d.s.me())
		for _, kept := range events {
			var e wire.AgentEvent
			if json.Unmarshal(kept.Body, &e) == nil {
				v.fold(e)
			}
		}
		out.Lines = v.lines
		return nil
	})
	return out, err
}

// pruneAfter is how long after the beginning of a session it is cleared out, and
// prunePause how long it rests each time: nobody waits for it.
const (
	pruneAfter = time.Minute
	prunePause = 100 * time.Millisecond
)

// prune drops what was kept for long enough.
func (d *Desktop) prune() {
	for pause, more := pruneAfter, true; more && d.rest(pause); pause = prunePause {
		var err error
		if more, err = d.cache.Prune(d.ctx, d.o.Clock.Now()-keptFor, keptMost); err != nil {
			d.o.Log.Error("clear out the cache", "error", err)
			return
		}
	}
}
