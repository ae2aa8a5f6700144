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

// asking is what a question about a conversation takes.
type asking struct {
	server link.Address
	token  string
	id     string
	me     me
}

// asksAbout lets a question about a conversation of the agent's be asked.
func (d *Desktop) asksAbout(stream desk.Stream) (asking, error) {
	var a asking
	err := d.App.held(string(stream), func(d *Desktop, v *conversation) error {
		if !v.held() {
			return desk.Refuse(desk.WrongState, "This conversation is no longer yours.")
		}
		if !d.opened {
			return desk.Refuse(desk.Unavailable, "There is no connection. What was said before can be read when it is back.")
		}
		a = asking{server: d.server, token: d.token, id: string(v.ID), me: v.me}
		return nil
	})
	return a, err
}

func (d *Desktop) past(stream desk.Stream, before string) (wire.PastPage, error) {
	a, err := d.asksAbout(stream)
	if err != nil {
		return wire.PastPage{}, err
	}
	return link.Past(d.ctx, a.server, a.token, a.id, before)
}

func (d *Desktop) pastThread(stream, past desk.Stream) (wire.PastThread, error) {
	a, err := d.asksAbout(stream)
	if err != nil {
		return wire.PastThread{}, err
	}
	events, err := link.PastEvents(d.ctx, a.server, a.token, a.id, string(past))
	if err != nil {
		return wire.PastThread{}, err
	}
	v := newConversation(past, a.me)
	for _, e := range events {
		v.fold(e)
	}
	return wire.PastThread{Stream: past, Lines: v.lines}, nil
}
