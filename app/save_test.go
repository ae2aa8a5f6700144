package app

import (
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

func TestADraftIsWrittenAsItComesButNotWithEachLetter(t *testing.T) {
	r := newRig(t)
	r.signIn()
	one := r.peer.begins("c_one", "Lea", "Hello")
	r.boxes(one)
	kept := func() (text string) {
		drafts, err := r.cache.Drafts(r.ctx)
		r.must(err)
		return drafts[one]
	}
	r.must(r.do(func() error {
		r.save()
		r.savedAt = 0
		r.draft(one, "d")
		r.settle()
		if kept() != "d" {
			t.Error("the first letter is not on the disk")
		}
		r.saveLooked(r.s.convs[one])
		looked := r.unsaved.at
		r.draft(one, "de")
		if r.unsaved.at < r.savedAt+draftEvery {
			t.Error("the second is written at once")
		}
		if r.unsaved.at >= looked {
			t.Error("it waits for what may wait longer")
		}
		r.draft(one, "dear")
		return nil
	}))
	r.clock.advance(time.Duration(draftEvery) * time.Millisecond)
	r.eventually("the rest is written", func(wire.Panel) (is bool) {
		r.must(r.do(func() error { is = kept() == "dear"; return nil }))
		return is
	})
}
