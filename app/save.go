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
	d.savedAt = d.o.Clock.Now()
	// Stop cancels the context, and these words are to survive it.
	ctx := context.WithoutCancel(d.ctx)
	if err := d.cache.SaveLooked(ctx, u.looked, u.drafts); err != nil {
		d.diskFailed(err)
	}
	if u.places == "" {
		return
	}
	if err := d.cache.SaveSetting(ctx, d.ownSetting(settingPlaces), u.places); err != nil {
		d.diskFailed(err)
	}
}

// unsavedBy is what is to be written at this moment at the latest.
func (d *Desktop) unsavedBy(at desk.Millis) *unsaved {
	if d.unsaved.at == 0 {
		d.unsaved = unsaved{looked: map[desk.Stream]int64{}, drafts: map[desk.Stream]string{}, at: at}
	}
	d.unsaved.at = min(d.unsaved.at, at)
	return &d.unsaved
}

// saveLooked has written how far the agent has looked.
func (d *Desktop) saveLooked(v *conversation) {
	d.unsavedBy(d.o.Clock.Now() + saveWithin).looked[v.stream()] = v.looked
}

// saveDraft has a draft written: at once, unless one was just now. What is in
// memory is lost with the process.
func (d *Desktop) saveDraft(stream desk.Stream, text string) {
	// The clock may have been put back since.
	now := d.o.Clock.Now()
	d.unsavedBy(max(now, min(d.savedAt, now)+draftEvery)).drafts[stream] = text
}

// diskFailed tells the agent once that this computer does not keep things.
func (d *Desktop) diskFailed(err error) {
	d.o.Log.Error("write the cache", "error", err)
	d.s.notice(desk.StorageFull,
		said("This computer's disk does not take Parley's data. Messages you send now are not kept here if the connection breaks."),
		d.o.Clock.Now())
}
