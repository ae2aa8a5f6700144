package app

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/lexis"
	"github.com/parley-desk/parley/app/suggest"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what the desktop proposes when a visitor has written: prepared
// answers, and what this agent answered others (learn.go). It needs no line. The
// owner only says what is asked and takes what was found; the reading and the
// reckoning are an errand's.

const (
	// promptAfter is how long after a start nothing is proposed: the desk comes
	// first.
	promptAfter = 3 * desk.Second
	// promptCount is how many answers are proposed at most.
	promptCount = 3
	// promptRunes is how much of what the visitor wrote is gone by, from its end.
	promptRunes = 1000
)

// prompt is what was proposed in a conversation.
type prompt struct {
	// seq is the visitor's message that it answers.
	seq  int64
	list []wire.Suggestion
	// gone: something was taken or sent, or it was dismissed. It comes back with
	// the visitor's next message.
	gone bool
}

// prompter is what it takes to propose something; each session has its own.
type prompter struct {
	// from is when it begins.
	from desk.Millis
	// busy: an errand is under way. One at a time is enough.
	busy bool
	// edition counts the changes of what the index is made of.
	edition int
	index   *suggest.Index
	// learnt: what is on the disk is here.
	learnt  bool
	past    map[string]cache.Answered
	favours map[string]suggest.Favour
}

// wakes is when the prompter begins, 0 where it has.
func (p *prompter) wakes(now desk.Millis) desk.Millis {
	if p.from > now {
		return p.from
	}
	return 0
}

// stale says that the index is made of what is no more.
func (p *prompter) stale() {
	p.edition++
	p.index = nil
}

// prompt asks for answers to what visitors on screen wrote.
func (d *Desktop) prompt(now desk.Millis) {
	for stream := range d.s.prompts {
		if v := d.s.convs[stream]; v == nil || !v.waits() {
			delete(d.s.prompts, stream)
		}
	}
	if d.s.session.State != wire.SignedIn || !d.s.session.Writing.Suggest || d.prompter.from > now {
		return
	}
	for _, stream := range d.s.panes {
		v := d.s.convs[stream]
		if v == nil || !v.waits() || len(v.visitorSeqs) == 0 || d.prompter.busy {
			continue
		}
		seq := v.visitorSeqs[len(v.visitorSeqs)-1]
		if p := d.s.prompts[stream]; p == nil || p.seq != seq {
			d.think(v, seq)
		}
	}
}

// material is all that an errand goes by.
type material struct {
	library desk.Canned
	own     desk.Canned
	past    map[string]cache.Answered
	favours map[string]suggest.Favour
	index   *suggest.Index
}

// think looks for answers to what a visitor wrote last.
func (d *Desktop) think(v *conversation, seq int64) {
	p, stream, asked, now := d.prompter, v.stream(), v.asks(len(v.lines)), d.o.Clock.Now()
	p.busy = true
	edition, learnt, owner := p.edition, p.learnt, d.cache.Owner()
	m := material{d.s.library.Canned, d.s.own.Canned, maps.Clone(p.past), maps.Clone(p.favours), p.index}
	d.errands.Go(func() {
		if !learnt {
			m.recall(d.recalled(owner))
		}
		if m.index == nil {
			m.index = suggest.New(m.answers())
		}
		favour := func(key string) float64 { return m.favours[key].Now(int64(now)) }
		hits := m.index.Rank(strings.Join(asked, "\n"), favour, promptCount*2)
		if len(asked) > 1 {
			// The last of several messages is often the question, and all before it is not.
			hits = suggest.Merge(m.index.Rank(asked[len(asked)-1], favour, promptCount*2), hits)
		}
		d.tell(func() {
			p.busy = false
			if d.prompter != p {
				return // somebody else has signed in
			}
			if !p.learnt {
				p.learnt, p.past, p.favours = true, m.past, m.favours
			}
			if p.edition == edition {
				p.index = m.index
			}
			if now := d.s.convs[stream]; now != nil {
				d.s.prompts[stream] = &prompt{seq: seq, list: d.proposed(now, hits)}
			}
		})
	})
}

// recalled is what was learnt before. The caller is not the owner.
func (d *Desktop) recalled(owner string) ([]cache.Answered, []cache.Favour) {
	answers, favours, err := d.cache.Learnt(d.ctx, owner)
	if err != nil && d.ctx.Err() == nil {
		d.o.Log.Error("read what was learnt", "error", err)
	}
	return answers, favours
}

func (m *material) recall(answers []cache.Answered, favours []cache.Favour) {
	m.past, m.favours = map[string]cache.Answered{}, map[string]suggest.Favour{}
	for _, a := range answers {
		m.past[a.Key] = a
	}
	for _, f := range favours {
		m.favours[f.Key] = suggest.Favour{Value: f.Value, At: int64(f.At)}
	}
}

// answers are all that can be proposed.
func (m *material) answers() []suggest.Answer {
	var all []suggest.Answer
	add := func(c desk.Canned, own bool) {
		for _, heading := range c.Categories {
			for _, a := range c.Answers {
				if a.Category == heading.ID {
					key := readyKey(own, a.ID)
					all = append(all, suggest.Answer{
						Key: key, Title: a.Title, Category: heading.Name, Text: bare(a.Text), Asked: m.past[key].Asked,
					})
				}
			}
		}
	}
	add(m.own, true)
	add(m.library, false)
	for _, key := range slices.Sorted(maps.Keys(m.past)) {
		if a := m.past[key]; a.Text != "" {
			all = append(all, suggest.Answer{Key: key, Text: a.Text, Asked: a.Asked})
		}
	}
	return all
}

// bare is a text without its variables.
func bare(text string) string {
	for _, v := range desk.Variables(text) {
		text = strings.ReplaceAll(text, v, " ")
	}
	return text
}

// asks is what the visitor wrote before a line since this side wrote last, oldest
// first.
func (v *conversation) asks(before int) []string {
	var said []string
	left := promptRunes
	for _, line := range slices.Backward(v.lines[:before]) {
		if line.Kind == wire.LineAgent || left <= 0 {
			break
		}
		if line.Kind == wire.LineVisitor && !line.Erased {
			text := desk.CutText(line.Text, left)
			left -= len(text)
			said = append(said, text)
		}
	}
	slices.Reverse(said)
	return said
}

// proposed puts what was found into the words it would be said in: each once, and
// none that the agent has said here before.
func (d *Desktop) proposed(v *conversation, hits []suggest.Hit) []wire.Suggestion {
	said := map[string]bool{}
	for _, line := range v.lines {
		if line.Kind == wire.LineAgent {
			said[lexis.Plain(cmp.Or(line.Original, line.Text))] = true
		}
	}
	ready := map[string]wire.ReadyAnswer{}
	for _, a := range readyMade(&d.s, v).Answers {
		ready[a.Key] = a
	}
	list := []wire.Suggestion{}
	for _, h := range hits {
		s := wire.Suggestion{Key: h.Key, Text: d.prompter.past[h.Key].Text, Past: true}
		if a, is := ready[h.Key]; is {
			s = wire.Suggestion{Key: h.Key, Title: a.Title, Text: a.Text}
		}
		if plain := lexis.Plain(s.Text); s.Text != "" && !said[plain] && len(list) < promptCount {
			said[plain] = true
			list = append(list, s)
		}
	}
	return list
}

// TakeSuggestion says that a proposed answer was taken into the text. Nothing is
// sent by it.
func (a *App) TakeSuggestion(stream, key string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		return d.judge(v, suggest.Taken, func(s wire.Suggestion) bool { return s.Key == key })
	})
}

// DismissSuggestions sends what is proposed in a conversation away, until the
// visitor writes again.
func (a *App) DismissSuggestions(stream string) error {
	return a.held(stream, func(d *Desktop, v *conversation) error {
		return d.judge(v, suggest.Dismissed, func(wire.Suggestion) bool { return true })
	})
}

// judge learns from what became of the answers proposed, which are gone with it.
func (d *Desktop) judge(v *conversation, change float64, of func(wire.Suggestion) bool) error {
	p := d.s.prompts[v.stream()]
	if p == nil || p.gone {
		return nil
	}
	p.gone = true
	now := d.o.Clock.Now()
	var kept []cache.Favour
	for _, s := range p.list {
		if of(s) {
			f := d.prompter.favours[s.Key].Plus(change, int64(now))
			d.prompter.favours[s.Key] = f
			kept = append(kept, cache.Favour{Key: s.Key, Value: f.Value, At: now})
		}
	}
	return d.cache.KeepFavours(d.ctx, kept)
}
