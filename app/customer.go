package app

import (
	"time"

	"github.com/parley-desk/parley/app/link"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what is known of a visitor beside their conversations. It is kept
// nowhere here: it is asked of the server once for each conversation that is open or
// comes on screen, on each line anew, and the server tells what changes meanwhile.

// acquaintAll asks what is known of the visitors of those on screen, and then of those
// that are open, one after the other: a thousand desks come back to a server at once.
func (d *Desktop) acquaintAll(onScreen []wire.Thread) {
	for _, t := range onScreen {
		d.acquaint(d.s.convs[t.Stream])
	}
	for _, v := range d.s.convs {
		if d.acquainting > 0 {
			return
		}
		if v.open() {
			d.acquaint(v)
		}
	}
}

// acquaint asks what is known of the visitor of a conversation.
func (d *Desktop) acquaint(v *conversation) {
	if v.acquainted || !d.opened || !v.held() {
		return
	}
	v.acquainted = true
	d.acquainting++
	stream, told, server, token, id := v.stream(), v.told, d.server, d.token, string(v.ID)
	d.errands.Go(func() {
		record, err := link.CustomerRecord(d.ctx, server, token, id)
		d.tell(func() { d.acquainting-- })
		if err != nil && !d.rest(acquaintPause) {
			return
		}
		d.tell(func() {
			now := d.s.convs[stream]
			switch {
			case now == nil:
			case err != nil:
				now.acquainted = false
			case now.told == told:
				now.customer = &record
			}
		})
	})
}

// acquaintPause is how long after a failure it is asked again.
const acquaintPause = 10 * time.Second

// rest waits, and is false where the desktop ended first.
func (d *Desktop) rest(pause time.Duration) bool {
	over, stop := d.o.Clock.Timer(pause)
	defer stop()
	select {
	case <-over:
		return true
	case <-d.ctx.Done():
		return false
	}
}

// customerChanged takes what is known of a visitor from now on.
func (d *Desktop) customerChanged(id desk.VisitorID, record desk.CustomerRecord) {
	for _, v := range d.s.convs {
		if v.Visitor == id {
			v.customer = &record
			v.told++
		}
	}
}

// changeCustomer runs outside the owner's goroutine, since the server may take its
// time.
func (d *Desktop) changeCustomer(stream desk.Stream, change desk.RecordChange) error {
	if _, _, err := (desk.CustomerRecord{}).Changing(change); err != nil {
		return err
	}
	a, err := d.inquiry(stream, (*conversation).held, doneLater)
	if err != nil {
		return err
	}
	record, err := link.ChangeCustomer(d.ctx, a.server, a.token, a.id, change)
	if err != nil {
		return err
	}
	return d.do(func() error {
		// What the line told meanwhile is newer than the answer.
		if v := d.s.convs[stream]; v != nil && v.told == a.told {
			d.customerChanged(v.Visitor, record)
		}
		return nil
	})
}
