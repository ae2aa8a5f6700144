package app

import (
	"testing"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-024, D-04
func TestAttend(t *testing.T) {
	for name, c := range map[string]struct {
		moment
		ring  platform.Sound
		toast bool
	}{
		"new work, window in the background":            {moment{what: arrived}, platform.SoundWaiting, true},
		"new work while reading another":                {moment{what: arrived, focused: true}, platform.SoundWaiting, true},
		"new work fills the empty screen":               {moment{what: arrived, focused: true, onScreen: true}, platform.SoundWaiting, false},
		"new work on screen, nobody there":              {moment{what: arrived, onScreen: true}, platform.SoundWaiting, true},
		"message while reading another":                 {moment{what: wrote, focused: true}, platform.SoundMessage, true},
		"message on screen, window in the background":   {moment{what: wrote, onScreen: true}, platform.SoundMessage, true},
		"message in what is being read":                 {moment{what: wrote, onScreen: true, focused: true}, "", false},
		"do not disturb: new work":                      {moment{what: arrived, doNotDisturb: true}, "", false},
		"do not disturb: message":                       {moment{what: wrote, doNotDisturb: true}, "", false},
		"still waits, to be repeated":                   {moment{what: stillWaits, repeat: true}, platform.SoundWaiting, true},
		"still waits, not to be repeated":               {moment{what: stillWaits}, "", false},
		"still waits, do not disturb":                   {moment{what: stillWaits, repeat: true, doNotDisturb: true}, "", false},
		"still waits, and is being read at this moment": {moment{what: stillWaits, repeat: true, onScreen: true, focused: true}, "", false},
	} {
		c.stream, c.name, c.text = "c_one", "Lea", "Hello,\nis this\tin blue?"
		a := attend(c.moment)
		if a.ring != c.ring || (a.toast != nil) != c.toast {
			t.Errorf("%s: %+v", name, a)
		}
		if a.toast != nil && (a.toast.Title != "Lea" || a.toast.Body != "Hello, is this in blue?" || a.toast.ID != "c_one") {
			t.Errorf("%s: %+v", name, *a.toast)
		}
	}
}

// What brought a conversation here is said before what the visitor said.
func TestToastsSayFromWhom(t *testing.T) {
	ben := origin{from: "Ben Osei"}
	noted := origin{from: "Ben Osei", comment: "the blue one"}
	for want, m := range map[string]moment{
		"Hello":                          {what: arrived},
		"Transferred by Ben Osei. Hello": {what: arrived, origin: ben},
		"Transferred by Ben Osei: “the blue one” Hello":                                {what: arrived, origin: noted},
		"Back from snooze. Hello":                                                      {what: arrived, origin: origin{back: true}},
		"Transferred by Ben Osei. It waits for you. Hello":                             {what: reserved, origin: ben},
		"Too many conversations were not answered in time. Choose a status to return.": {what: away},
	} {
		m.name, m.text = "Lea", "Hello"
		a := attend(m)
		if a.toast == nil || a.toast.Body != want || a.ring == "" {
			t.Errorf("%+v: %+v", m, a)
		}
	}
	here := moment{language: french, what: arrived, text: "Bonjour", origin: noted}
	if a := attend(here); a.toast.Body != "Transféré par Ben Osei : « the blue one » Bonjour" {
		t.Errorf("%+v", a.toast)
	}
	// The visitor's next words are theirs alone.
	if a := attend(moment{what: wrote, text: "And now?", origin: noted}); a.toast.Body != "And now?" {
		t.Errorf("%+v", a.toast)
	}
}

func TestBadge(t *testing.T) {
	p := wire.Panel{Session: wire.Session{AgentID: "10423"}, Boxes: []wire.StateBox{{Mine: true}, {}, {Mine: true}}}
	if b := badge(p); b.Waiting != 2 || b.Title != "(2) Parley · ID 10423" {
		t.Errorf("%+v", b)
	}
	if b := badge(wire.Panel{}); b != (Badge{Title: "Parley"}) {
		t.Errorf("%+v", b)
	}
}

func TestMadeUpNames(t *testing.T) {
	// The names of real visitors must not change with the program.
	if n := madeUpName("v_1"); n != madeUpName("v_1") || n == "" {
		t.Errorf("%q", n)
	}
	seen := map[string]bool{}
	for _, q := range qualities {
		seen[q] = true
	}
	for _, a := range animals {
		seen["the "+a] = true
	}
	if len(seen) != len(qualities)+len(animals) {
		t.Error("a word is there twice")
	}
}

// Whoever was told that nothing pops up, and dismissed it, is not told with every
// visitor again.
func TestASystemWithoutToastsIsToldOnce(t *testing.T) {
	r := newRig(t)
	r.toastFailed(platform.Report{})
	p := r.eventually("it is told", func(p wire.Panel) bool { return len(p.Notices) == 1 })
	r.must(r.App.DismissNotice(p.Notices[0].ID))
	r.toastFailed(platform.Report{})
	r.must(r.App.SetDoNotDisturb(true))
	r.eventually("it is not told again", func(p wire.Panel) bool { return p.Session.DoNotDisturb && len(p.Notices) == 0 })
}
