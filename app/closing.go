package app

import (
	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Closing is what can be said of a conversation when it is closed: its tags, the
// likeliest first, and whether one is needed.
func (a *App) Closing(stream string) (wire.ClosingForm, error) {
	form, err := a.d.closing(desk.Stream(stream))
	return form, asFault(err)
}

// Close ends a conversation, with what the agent says of it. It returns like
// [App.Transfer].
func (a *App) Close(stream string, said wire.CloseBody) error {
	cmd := said.Command()
	// Whether there are such tags is the server's to say.
	for _, id := range said.Tags {
		cmd.Found = append(cmd.Found, desk.TagRef{ID: id})
	}
	return a.order(stream, wire.DoClose, said, cmd)
}

// closing asks the server what can be said of a conversation. The caller is not
// the owner, since the server may take its time.
func (d *Desktop) closing(stream desk.Stream) (wire.ClosingForm, error) {
	asked, err := d.inquiry(stream, (*conversation).open, doneLater)
	if err != nil {
		return wire.ClosingForm{}, err
	}
	return link.Closing(d.ctx, asked.server, asked.token, asked.id)
}
