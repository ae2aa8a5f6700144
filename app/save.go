package app

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
)

// This file is what may be in memory for a moment before it is on the disk.

// save writes what may be in memory for a moment only.
func (d *Desktop) save() {
	u := d.unsaved
	d.unsaved = unsaved{}
	if u.at == 0 {
		return
	}
	// Stop cancels the context, and these words are to survive it.
	if err := d.cache.SaveLooked(context.WithoutCancel(d.ctx), u.looked, u.drafts); err != nil {
		d.diskFailed(err)
	}
}

func (d *Desktop) unsavedSoon() *unsaved {
	if d.unsaved.at == 0 {
		d.unsaved = unsaved{
			looked: map[desk.Stream]int64{}, drafts: map[desk.Stream]string{}, at: d.o.Clock.Now() + saveWithin,
		}
	}
	return &d.unsaved
}

// diskFailed tells the agent once that this computer does not keep things.
func (d *Desktop) diskFailed(err error) {
	d.o.Log.Error("write the cache", "error", err)
	d.s.notice(desk.StorageFull,
		d.s.language.say("This computer's disk does not take Parley's data. Messages you send now are not kept here if the connection breaks."),
		d.o.Clock.Now())
}
