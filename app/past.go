package app

import (
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the visitor of a conversation said before. It is asked of the
// server each time and kept nowhere here: who no longer holds the conversation is
// not told. None of it runs in the owner's goroutine, since the server may take
// its time.

const readLater = "There is no connection. What was said before can be read when it is back."

func (d *Desktop) past(stream desk.Stream, before string) (wire.PastPage, error) {
	a, err := d.inquiry(stream, (*conversation).held, readLater)
	if err != nil {
		return wire.PastPage{}, err
	}
	return link.Past(d.ctx, a.server, a.token, a.id, before)
}

func (d *Desktop) pastThread(stream, past desk.Stream) (wire.PastThread, error) {
	a, err := d.inquiry(stream, (*conversation).held, readLater)
	if err != nil {
		return wire.PastThread{}, err
	}
	events, cut, err := link.PastEvents(d.ctx, a.server, a.token, a.id, string(past))
	if err != nil {
		return wire.PastThread{}, err
	}
	v := newConversation(past, a.me)
	for _, e := range events {
		v.fold(e)
	}
	if cut {
		last := events[len(events)-1]
		v.lines = append(v.lines, wire.ThreadLine{Key: "cut", Kind: wire.LineSystem, At: last.At, System: wire.SysCut})
	}
	return wire.PastThread{Stream: past, Lines: v.lines}, nil
}
