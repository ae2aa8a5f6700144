package app

import (
	"fmt"
	"strings"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// repeatEvery is how often a waiting visitor is announced again until the agent
// has looked, where that is set.
const repeatEvery = 15 * desk.Second

// occasion is something an agent may have to be told.
type occasion string

const (
	// arrived: a conversation is theirs that was not.
	arrived occasion = "arrived"
	// reserved: a conversation waits for them that did not.
	reserved occasion = "reserved"
	// wrote: a visitor of theirs wrote.
	wrote occasion = "wrote"
	// stillWaits: one of the two was told before, and nobody looked.
	stillWaits occasion = "still waits"
	// away: the desk made them unavailable.
	away occasion = "away"
)

// moment is all that decides whether the agent is disturbed.
type moment struct {
	language language
	what     occasion
	stream   desk.Stream
	// name and text are the visitor's.
	name, text string
	// origin is what brought it here.
	origin origin
	// onScreen: it is the conversation on screen; focused: the window has the
	// agent's attention.
	onScreen, focused bool
	doNotDisturb      bool
	repeat            bool
}

// alert is how the agent is disturbed; the zero alert is not at all.
type alert struct {
	ring  platform.Sound
	toast *platform.Toast
}

// attend decides. New work is announced whatever the agent looks at; silence is
// kept for the one conversation they are looking at, and when they asked for it.
func attend(m moment) alert {
	looking := m.onScreen && m.focused
	switch {
	case m.doNotDisturb, m.what == stillWaits && !m.repeat:
		return alert{}
	case looking && m.what == arrived:
		// It has just filled an empty screen: heard, but not covered by a toast.
		return alert{ring: platform.SoundWaiting}
	case looking:
		return alert{}
	}
	a := alert{
		ring: platform.SoundWaiting,
		// One toast for a conversation: the next takes its place.
		toast: &platform.Toast{ID: string(m.stream), Title: m.name, Body: desk.CutText(m.said(), lastTextRunes)},
	}
	switch m.what {
	case wrote, reserved:
		a.ring = platform.SoundMessage
	case away:
		a.toast.Title = m.language.say("You were set away")
	}
	return a
}

// said is the body of a toast: what brought the conversation here, before what
// the visitor said.
func (m moment) said() string {
	switch {
	case m.what == away:
		return m.language.say("Too many conversations were not answered in time. Choose a status to return.")
	case m.what != arrived && m.what != reserved:
		return m.text
	}
	var how string
	switch {
	case m.origin.from != "" && m.origin.comment != "":
		how = m.language.say("Transferred by %s: “%s”", m.origin.from, m.origin.comment)
	case m.origin.from != "":
		how = m.language.say("Transferred by %s.", m.origin.from)
	case m.origin.back:
		how = m.language.say("Back from snooze.")
	}
	if m.what == reserved {
		how += " " + m.language.say("It waits for you.")
	}
	return strings.TrimSpace(how + " " + m.text)
}

// Badge is what the window's title and the task bar show.
type Badge struct {
	// Waiting is how many visitors await an answer.
	Waiting int
	// Title is the window's, with the number and the agent's.
	Title string
}

// badge counts on the boxes as they are shown, so that it cannot say anything
// else than they do.
func badge(p wire.Panel) Badge {
	b := Badge{Title: "Parley"}
	for _, box := range p.Boxes {
		if box.Mine {
			b.Waiting++
		}
	}
	if p.Session.AgentID != "" {
		b.Title += " · ID " + string(p.Session.AgentID)
	}
	if b.Waiting > 0 {
		b.Title = fmt.Sprintf("(%d) %s", b.Waiting, b.Title)
	}
	return b
}
