package app

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/guard"
	"github.com/parley-desk/parley/app/lexis"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is what stays of a conversation that was closed: answers of the agent's
// that can be given to anybody, and words of what they answered. Nothing is proposed
// to others that may be the visitor's (guard.Visitor), and of their messages no
// sentence stays.

const (
	// fewestWords is how long an answer is at least, mostAnswerRunes at most.
	fewestWords     = 4
	mostAnswerRunes = 600
	// mostSaid is how much a visitor wrote at most, in characters, where anything is learnt
	// of it: all of it is gone through.
	mostSaid = 100_000
	// mostAsked is how many words of what was asked are kept of an answer.
	mostAsked = 60
	// longestWord is how many characters one of them has at most.
	longestWord = 40
	// pastKey begins the keys of answers that stand in no library.
	pastKey = "past "
)

// exchange is an answer of the agent's, and what was asked before it.
type exchange struct{ asked, answer string }

// exchanges are what this agent answered in a conversation in their own words, or
// in prepared ones.
func (v *conversation) exchanges() []exchange {
	var all []exchange
	others := map[int]bool{}
	for _, at := range v.theirs {
		others[at.line] = true
	}
	for n, line := range v.lines {
		if line.Kind != wire.LineAgent || others[n] || line.Form != "" || line.Erased {
			continue
		}
		if asked := v.asks(n); len(asked) > 0 {
			all = append(all, exchange{strings.Join(asked, "\n"), cmp.Or(line.Original, line.Text)})
		}
	}
	return all
}

// learn keeps what can be kept of a conversation that was closed. What is gone
// through is gone through in an errand; a moment later it is on the disk.
func (d *Desktop) learn(v *conversation) {
	if v.State != desk.Ended || !d.s.session.Writing.Suggest {
		return
	}
	exchanges := v.exchanges()
	if len(exchanges) == 0 {
		return
	}
	said := v.said(mostSaid)
	if len(said) < len(v.visitorSeqs) {
		return // there is more
	}
	p, now, owner := d.prompter, d.o.Clock.Now(), d.cache.Owner()
	l := lesson{
		theirs: v.private(), said: said, ours: []string{d.s.session.Username, d.s.session.Project.Name},
		ready: readyMade(&d.s, v).Answers, exchanges: exchanges,
	}
	library, own := d.s.library.Canned, d.s.own.Canned
	d.errands.Go(func() {
		answers, _ := d.recalled(owner)
		kept := l.learn(material{library: library, own: own}, answers, now)
		d.tell(func() {
			if d.prompter != p || len(kept) == 0 {
				return
			}
			if err := d.cache.KeepAnswered(d.ctx, kept); err != nil {
				d.diskFailed(err)
				return
			}
			for _, a := range kept {
				if p.learnt {
					p.past[a.Key] = a
				}
			}
			p.stale()
		})
	})
}

// private is all that is known of a visitor by which they can be told.
func (v *conversation) private() []string {
	all := v.names()
	if c := v.customer; c != nil {
		all = append(all, c.Email, c.Address, c.City, c.ExternalID)
	}
	return all
}

// lesson is what there is to learn from.
type lesson struct {
	// theirs is what tells the visitor, said what they wrote, ours what may be said
	// to all.
	theirs, said, ours []string
	ready              []wire.ReadyAnswer
	exchanges          []exchange
}

// learn are the answers to keep, with what was kept of them before.
func (l lesson) learn(m material, before []cache.Answered, now desk.Millis) []cache.Answered {
	// What was learnt before proves nothing: it may have come from a visitor.
	known := map[string]bool{}
	for _, a := range m.answers() {
		for _, w := range lexis.Words(a.Title + "\n" + a.Text) {
			// What the project says to all is no secret, names included.
			known[w.Plain] = known[w.Plain] || !w.Capital || strings.HasPrefix(a.Key, readyKey(false, ""))
		}
	}
	for _, name := range l.ours {
		for _, w := range lexis.Words(name) {
			known[w.Plain] = true
		}
	}
	ready := map[string]string{}
	for _, a := range l.ready {
		ready[lexis.Plain(a.Text)] = a.Key
	}
	m.recall(before, nil)
	visitor := guard.NewVisitor(l.theirs, l.said, func(plain string) bool { return known[plain] })
	kept := map[string]cache.Answered{}
	var order []string
	for _, e := range l.exchanges {
		a := cache.Answered{Key: ready[lexis.Plain(e.answer)], At: now}
		if a.Key == "" {
			if !general(e.answer) || visitor.Private(e.answer) {
				continue
			}
			a.Key, a.Text = pastKey+hashed(lexis.Plain(e.answer)), e.answer
		}
		last, again := kept[a.Key]
		if !again {
			last = m.past[a.Key]
			order = append(order, a.Key)
		}
		a.Asked = joined(words(e.asked, visitor), strings.Fields(last.Asked))
		kept[a.Key] = a
	}
	var all []cache.Answered
	for _, key := range order {
		all = append(all, kept[key])
	}
	return all
}

// general tells whether a text is long enough to say something by itself, and
// short enough to be looked through.
func general(text string) bool {
	return len(lexis.Words(text)) >= fewestWords && len([]rune(text)) <= mostAnswerRunes
}

func hashed(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text))
	return fmt.Sprintf("%016x", h.Sum64())
}

// words are those of what was asked that can be kept: none with a figure, none of
// an address, none that names the visitor or may name anybody.
func words(asked string, by guard.Visitor) []string {
	var kept []string
	for _, piece := range strings.Fields(asked) {
		if guard.Telling(piece) {
			continue
		}
		for _, w := range lexis.Words(piece) {
			if utf8.RuneCountInString(w.Text) <= longestWord && !lexis.Function(w.Plain) && !by.Names(w) {
				kept = append(kept, strings.ToLower(w.Text))
			}
		}
	}
	return kept
}

// joined are words in the order of the alphabet, so that no sentence can be read
// out of them, each once. Where there are too many, those of before go first.
func joined(now, before []string) string {
	seen := map[string]bool{}
	var all []string
	for _, w := range append(now, before...) {
		if !seen[w] && len(all) < mostAsked {
			seen[w] = true
			all = append(all, w)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
