package app

import (
	"reflect"
	"slices"

	"github.com/parley-desk/parley/backend/wire"
)

// diff is what turns one view into the next; false where nothing changed. The
// numbers of both are left to the caller.
//
// A draft alone is no change of the thread: the text came from the window's own
// compose area, and giving it back would overwrite what was typed since.
func diff(before, after picture) (wire.PanelPatch, bool) {
	var p wire.PanelPatch
	changed := false
	if before.Session != after.Session {
		p.Session, changed = &after.Session, true
	}
	if before.Line != after.Line {
		p.Line, changed = &after.Line, true
	}
	if !slices.Equal(before.Channels, after.Channels) {
		p.Channels, changed = &after.Channels, true
	}
	if before.Imposed != after.Imposed {
		p.Imposed, changed = &after.Imposed, true
	}
	if before.Ungrouped != after.Ungrouped {
		p.Ungrouped, changed = &after.Ungrouped, true
	}
	if !slices.Equal(before.Shelf, after.Shelf) {
		p.Shelf, changed = &after.Shelf, true
	}
	if !slices.Equal(before.Boxes, after.Boxes) {
		p.Boxes, changed = &after.Boxes, true
	}
	if !slices.Equal(before.Notices, after.Notices) {
		p.Notices, changed = &after.Notices, true
	}
	if !slices.Equal(before.Panes, after.Panes) {
		p.Panes, changed = &after.Panes, true
	}
	if before.Active != after.Active {
		p.Active, changed = &after.Active, true
	}
	for i := range after.Threads {
		is := &after.Threads[i]
		was := slices.IndexFunc(before.Threads, func(t wire.Thread) bool { return t.Stream == is.Stream })
		if was < 0 || !before.leadsTo(was, after, i) {
			p.Threads = append(p.Threads, after.whole(i))
		} else if change := diffThread(&before.Threads[was], is, before.unsent[was], after.unsent[i]); change != nil {
			p.ThreadPatches = append(p.ThreadPatches, *change)
		}
	}
	return p, changed || p.Threads != nil || p.ThreadPatches != nil
}

// leadsTo tells whether a ThreadPatch can lead from a thread to another.
func (p *picture) leadsTo(was int, after picture, is int) bool {
	a, b := p.Threads[was], after.Threads[is]
	if len(b.Lines)+len(after.unsent[is]) == 0 && len(a.Lines)+len(p.unsent[was]) > 0 || b.Page == nil && a.Page != nil {
		return false // an order of no keys, or of no page, cannot be said
	}
	for _, t := range []*wire.Thread{&a, &b} {
		t.Online, t.Ended, t.Typing, t.Page, t.Draft, t.Lines = false, false, false, nil, "", nil
		t.Suggestions, t.Fresh = nil, ""
	}
	return reflect.DeepEqual(a, b)
}

// diffThread is what turns a thread into the next. What is unsent of both stands
// after the log's lines.
func diffThread(a, b *wire.Thread, unsentA, unsentB []wire.ThreadLine) *wire.ThreadPatch {
	p := wire.ThreadPatch{Stream: b.Stream}
	if a.Online != b.Online {
		p.Online = &b.Online
	}
	if a.Ended != b.Ended {
		p.Ended = &b.Ended
	}
	if a.Typing != b.Typing {
		p.Typing = &b.Typing
	}
	if b.Page != nil && (a.Page == nil || *a.Page != *b.Page) {
		p.Page = b.Page
	}
	if !slices.Equal(a.Suggestions, b.Suggestions) {
		// Empty and not null: null would be no change.
		now := append([]wire.Suggestion{}, b.Suggestions...)
		p.Suggestions = &now
	}
	if a.Fresh != b.Fresh {
		p.Fresh = &b.Fresh
	}
	// Most often the beginning is the same, line by line: where the two share what
	// they stand in, as lines that were given out are never changed, and else as
	// far as they are equal.
	same := 0
	if len(a.Lines) > 0 && len(b.Lines) > 0 && &a.Lines[0] == &b.Lines[0] {
		same = min(len(a.Lines), len(b.Lines))
	}
	for same < len(a.Lines) && same < len(b.Lines) && a.Lines[same] == b.Lines[same] {
		same++
	}
	was, is := slices.Concat(a.Lines[same:], unsentA), slices.Concat(b.Lines[same:], unsentB)
	older := make(map[string]wire.ThreadLine, len(was))
	var reached []string
	for _, l := range was {
		older[l.Key] = l
		reached = append(reached, l.Key)
	}
	var wanted []string
	for _, l := range is {
		wanted = append(wanted, l.Key)
		before, known := older[l.Key]
		if !known {
			reached = append(reached, l.Key)
		}
		if !known || before != l {
			p.Lines = append(p.Lines, l)
		}
	}
	if !slices.Equal(reached, wanted) {
		for _, lines := range [][]wire.ThreadLine{b.Lines, unsentB} {
			for _, l := range lines {
				p.Order = append(p.Order, l.Key)
			}
		}
	}
	if p.Online == nil && p.Ended == nil && p.Typing == nil && p.Page == nil && p.Lines == nil && p.Order == nil && p.Suggestions == nil && p.Fresh == nil {
		return nil
	}
	return &p
}
