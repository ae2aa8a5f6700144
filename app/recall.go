package app

import (
	"encoding/json"
	"time"

	"github.com/parley-desk/parley/app/cache"
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

// Recall is a conversation that is over and known here, for reading.
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
	out.Lines = refold(out.Stream, who, events).lines
	return out, nil
}

// refold is a conversation as its events make it.
func refold(stream desk.Stream, who me, events []cache.Event) *conversation {
	v := newConversation(stream, who)
	for _, kept := range events {
		var e wire.AgentEvent
		if json.Unmarshal(kept.Body, &e) == nil {
			v.fold(e)
		}
	}
	return v
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
