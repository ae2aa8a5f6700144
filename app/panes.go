package app

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is which conversations are on screen, and where. A conversation keeps
// its pane for as long as it is there: one that moves is one that is misread.

// layouts are how many panes there can be.
var layouts = []int{1, 2, 4}

// enter puts a conversation on screen to be worked in. One that is not there yet
// takes an empty pane, or else that of the one worked in so far.
func (s *state) enter(stream desk.Stream) {
	was := s.screen
	s.screen = stream
	if stream == "" || slices.Contains(s.panes, stream) {
		return
	}
	place := max(slices.Index(s.panes, was), 0)
	if len(s.panes) > 1 && s.convs[was] != nil {
		if empty := slices.Index(s.panes, ""); empty >= 0 {
			place = empty
		}
	}
	s.panes[place] = stream
}

// arrange empties the panes of conversations that are gone, and fills them with
// those that have none, the first in line first. Nothing that is there moves.
func (s *state) arrange() {
	for i, stream := range s.panes {
		if v := s.convs[stream]; v == nil || stream != s.screen && !v.boxed() {
			s.panes[i] = ""
		}
	}
	if s.convs[s.screen] != nil && !slices.Contains(s.panes, s.screen) {
		// It was away for a moment: all that is known had been asked for anew.
		s.panes[max(slices.Index(s.panes, ""), 0)] = s.screen
	}
	if len(s.panes) == 1 {
		return // it is filled by what is worked in alone
	}
	for _, v := range s.inLine() {
		if slices.Contains(s.panes, v.stream()) {
			continue
		}
		empty := slices.Index(s.panes, "")
		if empty < 0 {
			return
		}
		s.panes[empty] = v.stream()
	}
}

// lay makes so many panes, and keeps what is on screen while there is room for it,
// the conversation worked in before all others.
func (s *state) lay(panes int) {
	var kept []desk.Stream
	for _, stream := range s.panes {
		if stream != "" && stream != s.screen {
			kept = append(kept, stream)
		}
	}
	if s.screen != "" {
		place := min(max(slices.Index(s.panes, s.screen), 0), panes-1, len(kept))
		kept = slices.Insert(kept, place, s.screen)
	}
	s.panes = make([]desk.Stream, panes)
	copy(s.panes, kept)
}

// setLayout chooses how many conversations are on screen, on this machine.
func (d *Desktop) setLayout(panes int) error {
	if !slices.Contains(layouts, panes) {
		return desk.Refuse(desk.Invalid, "There are 1, 2 or 4 conversations on screen.").At("panes")
	}
	d.s.lay(panes)
	return d.cache.SaveSetting(d.ctx, settingPanes, strconv.Itoa(panes))
}

// placing is which conversations are on screen, and which is worked in.
type placing struct {
	Panes  []desk.Stream `json:"panes"`
	Screen desk.Stream   `json:"screen"`
}

// keepPlaces has kept soon what is on screen where that changed: the next start
// opens there.
func (d *Desktop) keepPlaces() {
	if d.s.session.State != wire.SignedIn || d.s.screen == d.placed.Screen && slices.Equal(d.s.panes, d.placed.Panes) {
		return
	}
	d.placed = placing{slices.Clone(d.s.panes), d.s.screen}
	if raw, err := json.Marshal(d.placed); err == nil {
		d.unsavedBy(d.o.Clock.Now() + saveWithin).places = string(raw)
	}
}

// recallPlaces puts on screen what was there when this was kept, as far as it is
// still here. How many panes there are is kept apart.
func (d *Desktop) recallPlaces(kept string) {
	d.placed = placing{}
	if json.Unmarshal([]byte(kept), &d.placed) != nil {
		return
	}
	for i, stream := range d.placed.Panes {
		if i < len(d.s.panes) && d.s.convs[stream] != nil && !slices.Contains(d.s.panes, stream) {
			d.s.panes[i] = stream
		}
	}
	if d.s.convs[d.placed.Screen] != nil {
		d.show(d.placed.Screen)
	}
}
