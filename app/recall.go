package app

import (
	"encoding/json"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what this machine still knows of conversations that were talked to
// their end here. It needs no line, and signing out forgets it. None of it is read in
// the owner's goroutine, since it may be much.

const (
	// keptFor is how long they are kept after their end, keptMost how many.
	keptFor  = 30 * desk.Day
	keptMost = 5000
)

// Recalled are the conversations that are over and known here, those that ended
// last first.
func (a *App) Recalled() ([]wire.Recalled, error) {
	who, err := a.reader()
	if err != nil {
		return nil, err
	}
	events, err := a.d.cache.Past(a.d.ctx, keptMost)
	if err != nil {
		return nil, asFault(err)
	}
	list := make([]wire.Recalled, 0, len(events))
	for _, kept := range events {
		var e wire.AgentEvent
		// One whose first event is of another kind was cut short.
		if json.Unmarshal(kept.Body, &e) == nil && e.Kind == desk.ConversationOpened {
			v := newConversation(kept.Stream, who)
			v.fold(e)
			list = append(list, wire.Recalled{Stream: kept.Stream, Channel: v.Channel, Name: v.shownName(), OpenedAt: v.OpenedAt})
		}
	}
	return list, nil
}

// Recall is one of them, for reading.
func (a *App) Recall(stream string) (wire.PastThread, error) {
	out := wire.PastThread{Stream: desk.Stream(stream)}
	who, err := a.reader()
	if err != nil {
		return out, err
	}
	events, err := a.d.cache.Conversation(a.d.ctx, out.Stream)
	switch {
	case err != nil:
		return out, asFault(err)
	case len(events) == 0:
		return out, asFault(desk.Refuse(desk.NotFound, "This conversation is no longer on this machine.").At("stream"))
	}
	v := newConversation(out.Stream, who)
	for _, kept := range events {
		var e wire.AgentEvent
		if json.Unmarshal(kept.Body, &e) == nil {
			v.fold(e)
		}
	}
	out.Lines = v.lines
	return out, nil
}

// reader is who reads, while somebody is signed in.
func (a *App) reader() (who me, err error) {
	err = a.signedIn(func(d *Desktop) error { who = d.s.me(); return nil })
	return who, err
}

// pruneAfter is how long after the start it is cleared out, pruneEvery how often
// from there; a machine that sleeps does not count that time. prunePause is how long
// it rests within: nobody waits for it.
const (
	pruneAfter = time.Minute
	pruneEvery = time.Hour
	prunePause = 100 * time.Millisecond
)

// prune drops what was kept for long enough, for as long as the desktop runs. It is
// not the owner.
func (d *Desktop) prune() {
	for pause := pruneAfter; d.rest(pause); {
		var now desk.Millis
		if d.do(func() error { now = d.o.Clock.Now() + d.s.line.Clock; return nil }) != nil {
			return
		}
		more, err := d.cache.Prune(d.ctx, now-keptFor, keptMost)
		if err != nil && d.ctx.Err() == nil {
			d.o.Log.Error("clear out the cache", "error", err)
		}
		if pause = pruneEvery; more {
			pause = prunePause
		}
	}
}
