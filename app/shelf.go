package app

import (
	"cmp"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// shelf are the conversations that are the agent's and not open: those they
// snoozed, the first to end first, then those that wait for them, the oldest
// first.
func shelf(s *state) []wire.ShelfItem {
	out := []wire.ShelfItem{}
	for _, v := range s.convs {
		if v.held() && (v.State == desk.Asleep || v.State == desk.Reserved) {
			out = append(out, shelfItem(s, v))
		}
	}
	slices.SortFunc(out, func(a, b wire.ShelfItem) int {
		return cmp.Or(
			// "snoozed" stands behind "reserved" in the alphabet.
			-cmp.Compare(a.State, b.State), cmp.Compare(a.Until, b.Until), cmp.Compare(a.Since, b.Since),
			cmp.Compare(a.Stream, b.Stream),
		)
	})
	return out
}

func shelfItem(s *state, v *conversation) wire.ShelfItem {
	i := wire.ShelfItem{
		Stream: v.stream(), Channel: v.Channel, Label: label(s, v), Name: v.shownName(), State: v.State,
		Keep: v.Kept, Online: v.Online, Ended: v.endedChat, LastText: v.lastText, Draft: s.begun(v.stream()),
	}
	_, i.Failed = s.outbox.in(v.stream())
	if v.State == desk.Asleep {
		i.Until = v.Until
		return i
	}
	i.Since, i.From, i.Comment = v.WaitingSince, v.origin.from, v.origin.comment
	i.Waits = wire.WaitsAway
	for _, ch := range s.channels {
		if ch.Channel != v.Channel {
			continue
		}
		switch lamp(s, ch).Light {
		case desk.Orange:
			i.Waits = wire.WaitsFull
		case desk.Green:
			i.Waits = ""
		}
	}
	return i
}
