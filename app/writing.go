package app

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/guard"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the desktop knows of an agent who writes: since when, and what
// was before their eyes; and what it asks them before a message goes.

// usualWriting is how an agent is helped who has chosen nothing.
var usualWriting = wire.Writing{
	AskWrote: true, AskAnswered: true, AskUnfilled: true, AskNumbers: true, AskNames: true, Suggest: true,
}

// asked is what an agent wants to be asked for.
func asked(w wire.Writing) guard.Asked {
	return guard.Asked{
		guard.Wrote: w.AskWrote, guard.Answered: w.AskAnswered, guard.Unfilled: w.AskUnfilled,
		guard.Card: w.AskNumbers, guard.Account: w.AskNumbers, guard.Name: w.AskNames,
	}
}

// SetWriting chooses how this machine helps an agent who writes.
func (a *App) SetWriting(w wire.Writing) error {
	return asFault(a.d.do(func() error {
		raw, err := json.Marshal(w)
		if err != nil {
			return err
		}
		a.d.s.session.Writing = w
		return a.d.cache.SaveSetting(a.d.ctx, settingWriting, string(raw))
	}))
}

// recallWriting takes what was chosen; what is new since then is as usual.
func (d *Desktop) recallWriting(kept string) {
	w := usualWriting
	if json.Unmarshal([]byte(kept), &w) == nil {
		d.s.session.Writing = w
	}
}

// writing is a message in the making.
type writing struct {
	// since is the last event of the conversation that was before the agent's eyes
	// when it was begun, or had been.
	since int64
	// told are the concerns the agent was told of, with the text they are of: none
	// is told twice.
	told map[string]bool
}

// writes notes that the agent writes in a conversation.
func (d *Desktop) writes(stream desk.Stream) {
	d.s.turnTo(stream)
	if v := d.s.convs[stream]; v != nil && d.s.writing[stream] == nil {
		d.s.writing[stream] = &writing{since: v.beheld(), told: map[string]bool{}}
	}
}

// beheld is the last event of which the agent can know: who writes has read what is
// on their screen, and not what stands below it. Before the window has said what it
// shows, that is all there is.
func (v *conversation) beheld() int64 {
	down, told := v.sights.furthest()
	if !told {
		return v.Seq
	}
	for _, at := range v.theirs {
		if at.line > down {
			return at.seq - 1
		}
	}
	return v.Seq
}

// glance is how long a line is before one's eyes until it is read: who writes
// looks up now and then.
const glance = 3 * desk.Second / 2

// sights is how far down a conversation was before the agent's eyes, each time
// that came to be further, oldest first.
type sights struct {
	// shown is the last line the window has in view, looked at or not, and told
	// says that there is one.
	shown int
	told  bool
	seen  []sight
}

// furthest is the last line that is or was in view, false where none is known.
func (s *sights) furthest() (line int, told bool) {
	line = s.shown
	if n := len(s.seen); n > 0 {
		line = max(line, s.seen[n-1].line)
	}
	return line, s.told
}

type sight struct {
	line int
	at   desk.Millis
}

// behold notes that the lines up to the one shown are looked at.
func (s *sights) behold(now desk.Millis) {
	for len(s.seen) > 1 && s.seen[1].at <= now-glance {
		s.seen = s.seen[1:]
	}
	if n := len(s.seen); n == 0 || s.seen[n-1].line < s.shown {
		s.seen = append(slices.Clone(s.seen), sight{s.shown, now})
	}
}

// read tells whether a line has been looked at for long enough.
func (s *sights) read(line int, now desk.Millis) bool {
	return slices.ContainsFunc(s.seen, func(a sight) bool { return a.line >= line && a.at <= now-glance })
}

// InView says what is in the window: the lines of a conversation up to the one
// with this key.
func (a *App) InView(stream, key string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		for n := len(v.lines) - 1; n >= 0; n-- {
			if v.lines[n].Key == key {
				v.sights.shown, v.sights.told = n, true
				break
			}
		}
		d.behold()
		return nil
	})
}

// behold notes that what is in the window is looked at, if the window is.
func (d *Desktop) behold() {
	if v := d.s.convs[d.s.screen]; v != nil && d.s.focused {
		v.sights.behold(d.o.Clock.Now())
	}
}

// guardedCode is the code of a message that was not sent because its author is
// asked first.
const guardedCode desk.Code = "guarded"

// foundRunes is how much is told of what was found.
const foundRunes = 120

// guarded looks a message over before it goes, and refuses it with what there is
// to ask. Each thing is asked once: the same text sent again goes.
//
// It stands before the outbox, so nothing that is written gets there around it:
// cards of the library and files are not written here. What a retry sends was looked
// over when it was written.
func (d *Desktop) guarded(v *conversation, text string) error {
	d.writes(v.stream())
	w := d.s.writing[v.stream()]
	var fresh []wire.Concern
	for _, c := range guard.Look(d.message(v, w, text), asked(d.s.session.Writing)) {
		key := strings.Join([]string{string(c.Reason), c.Found, text}, "\x00")
		if !w.told[key] {
			w.told[key] = true
			fresh = append(fresh, wire.Concern{Reason: wire.ConcernReason(c.Reason), Found: desk.CutText(c.Found, foundRunes), By: c.By})
		}
	}
	if fresh == nil {
		return nil
	}
	// What was said meanwhile is told of with this.
	w.since = v.Seq
	f := fault(guardedCode, "Look at this message once more before it goes.")
	f.Concerns = fresh
	return f
}

// message is a text with all that it is looked over against.
func (d *Desktop) message(v *conversation, w *writing, text string) guard.Message {
	now := d.o.Clock.Now()
	m := guard.Message{Text: text}
	for _, at := range v.theirs {
		if at.seq <= w.since {
			continue
		}
		line := v.lines[at.line]
		n := guard.News{Text: line.Text, Read: v.sights.read(at.line, now)}
		if line.Kind == wire.LineAgent {
			n.By = line.Name
		}
		m.News = append(m.News, n)
	}
	if strings.Contains(text, "{") {
		m.Variables = d.s.variables()
	}
	for _, o := range d.s.convs {
		if o != v && o.open() {
			m.Others = append(m.Others, o.names()...)
		}
	}
	slices.Sort(m.Others)
	if len(m.Others) > 0 {
		m.Here = append(v.names(), d.s.session.Name, d.s.session.Username, d.s.session.Project.Name)
		for _, name := range v.people {
			m.Here = append(m.Here, name)
		}
		m.Said = func() []string { return v.said(saidRunes) }
	}
	return m
}

// saidRunes is how much of what a visitor wrote is gone through for names that they
// said themselves, from its end. The owner goes through it, and a visitor can write
// without end.
const saidRunes = 20_000

// said are the visitor's last messages, of so many characters in all.
func (v *conversation) said(most int) []string {
	var said []string
	for _, at := range slices.Backward(v.theirs) {
		line := v.lines[at.line]
		if line.Kind != wire.LineVisitor {
			continue
		}
		if most -= utf8.RuneCountInString(line.Text); most < 0 {
			break
		}
		said = append(said, line.Text)
	}
	return said
}

// names are what the visitor is called; a name that was made up for them is none.
func (v *conversation) names() []string {
	var names []string
	if v.name != "" {
		names = append(names, v.name)
	}
	if name := v.recorded(); name != "" {
		names = append(names, name)
	}
	return names
}

// variables are the names that are variables for this agent: the product's own,
// and those that stand in ready-made answers.
func (s *state) variables() []string {
	names := slices.Clone(desk.OwnVariables)
	for _, c := range []desk.Canned{s.own.Canned, s.library.Canned} {
		for _, a := range c.Answers {
			for _, v := range desk.Variables(a.Text) {
				if name := v[1 : len(v)-1]; !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

const overtakenReason = notSent + "a colleague answered meanwhile. Send it now, or discard it."

// overtaken holds what was written without a line where a colleague answered
// meanwhile, with all that follows it in its conversation. It is asked when all
// that was missed is known. What the visitor wrote holds nothing: they wait for an
// answer, and this is one.
func (d *Desktop) overtaken() []cache.Item {
	over := map[desk.Stream]bool{}
	if !d.s.session.Writing.AskAnswered {
		return nil
	}
	for _, i := range d.s.outbox.items {
		v := d.s.convs[i.Stream]
		if v == nil || !i.open() || i.tried || i.Known == 0 {
			continue
		}
		for _, at := range v.theirs {
			if at.seq > i.Known && v.lines[at.line].Kind != wire.LineVisitor {
				over[i.Stream] = true
			}
		}
	}
	return d.s.outbox.hold(func(i item) bool { return over[i.Stream] }, overtakenReason)
}
