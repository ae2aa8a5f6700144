package app

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/app/lexis"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/markup"
	"github.com/parley-desk/parley/backend/wire"
)

// This file is how a conversation is found by its visitor's name, by any number it
// ever had, by its tags and by what was said in it; on the desk also by what the
// customer record says of the visitor. It needs no line. But for what is taken from
// the desk, nothing of it is done in the owner's goroutine: it may be much.

// foundMost is how many are found of those that are over.
const foundMost = 20

// Find are the conversations that have a word for each that is typed, which begins
// with it whatever the accents: those on the desk, then those that are over and known
// here, the last first but for one whose number was typed.
func (a *App) Find(typed string) ([]wire.Found, error) {
	var open []findable
	var who me
	var letters string
	err := a.signedIn(func(d *Desktop) error {
		who, letters = d.s.me(), d.s.session.Project.Letters
		for _, v := range d.s.convs {
			if v.held() || v.boxed() {
				v.lent = true // its lines are read when this is over
				open = append(open, findableOf(v, letters))
			}
		}
		return nil
	})
	out := []wire.Found{}
	sought := plainWords(typed)
	if err != nil || len(sought) == 0 {
		return out, err
	}
	slices.SortFunc(open, func(a, b findable) int {
		return cmp.Or(cmp.Compare(a.opened, b.opened), cmp.Compare(a.stream, b.stream))
	})
	for _, one := range open {
		if one.has(sought) {
			out = append(out, one.found(sought, false))
		}
	}
	past, err := a.d.findPast(who, letters, sought)
	return append(out, past...), asFault(err)
}

// findPast are those that are over, the last first.
func (d *Desktop) findPast(who me, letters string, sought []string) ([]wire.Found, error) {
	if err := d.word(who, letters); err != nil {
		return nil, err
	}
	streams, err := d.cache.Past(d.ctx, sought, numberSign+sought[len(sought)-1], foundMost)
	if err != nil {
		return nil, err
	}
	var out []wire.Found
	for _, stream := range streams {
		one, err := d.kept(stream, who, letters)
		if err != nil {
			return nil, err
		}
		// It may have been forgotten meanwhile.
		if one.opened > 0 && one.has(sought) {
			out = append(out, one.found(sought, true))
		}
	}
	return out, nil
}

// kept is what a conversation is found by that is read from the disk.
func (d *Desktop) kept(stream desk.Stream, who me, letters string) (findable, error) {
	events, err := d.cache.Conversation(d.ctx, stream)
	if err != nil {
		return findable{}, err
	}
	return findableOf(refold(stream, who, events), letters), nil
}

// wordAtOnce is how many conversations are gathered before the disk is asked for more.
const wordAtOnce = 100

// word gathers the words of what has come to be over since somebody last looked.
func (d *Desktop) word(who me, letters string) error {
	d.wording.Lock()
	defer d.wording.Unlock()
	for {
		all, err := d.cache.Unworded(d.ctx, wordAtOnce)
		if err != nil || len(all) == 0 {
			return err
		}
		var found []cache.Worded
		for stream, ended := range all {
			one, err := d.kept(stream, who, letters)
			if err != nil {
				return err
			}
			found = append(found, cache.Worded{Stream: stream, Ended: ended, Words: one.words()})
		}
		if err := d.cache.Word(d.ctx, found...); err != nil {
			return err
		}
	}
}

// findable is what a conversation is found by.
type findable struct {
	stream  desk.Stream
	channel desk.Channel
	opened  desk.Millis
	name    string
	// labels are all it ever had, the last last.
	labels []string
	lines  []wire.ThreadLine
	// customer is what the customer record calls the visitor and how they are reached,
	// while it is on the desk.
	customer []string
}

func findableOf(v *conversation, letters string) findable {
	f := findable{
		stream: v.stream(), channel: v.Channel, opened: v.OpenedAt, name: v.shownName(),
		lines: v.lines[:len(v.lines):len(v.lines)],
	}
	if c := v.customer; c != nil {
		f.customer = []string{v.recorded(), c.Email, c.Phone, c.ExternalID}
	}
	for _, no := range v.contacts {
		f.labels = append(f.labels, numbered(letters, no))
	}
	if len(f.labels) == 0 {
		f.labels = []string{numbered(letters, 0)}
	}
	return f
}

func (f findable) label() string { return f.labels[len(f.labels)-1] }

// texts are all it is found by, what was said last first, but for its name and its
// label.
func (f findable) texts(yield func(string) bool) {
	tagged := false
	for _, line := range slices.Backward(f.lines) {
		said := []string{line.Text, line.Original, line.Translation, line.Comment}
		switch {
		case line.System == wire.SysTagged && !tagged:
			tagged = true // those from before it was tagged anew are its tags no more
		case line.Kind == wire.LineSystem: // what the desk says of itself is not what was said
			said = []string{line.Comment}
		}
		for _, text := range said {
			if text != "" && !yield(markup.Plain(text)) {
				return
			}
		}
	}
	for _, text := range f.customer {
		if text != "" && !yield(text) {
			return
		}
	}
	for _, label := range slices.Backward(f.labels[:len(f.labels)-1]) {
		if !yield(label) {
			return
		}
	}
}

// numberSign stands in a word before a number of the conversation's own, as in ac-4711:
// no word of a text has it.
const numberSign = "-"

// words are those of all of it, each once, and its numbers.
func (f findable) words() []string {
	seen := map[string]bool{}
	add := func(text string) {
		for _, w := range plainWords(text) {
			seen[w] = true
		}
	}
	add(f.name)
	add(f.label())
	for _, label := range f.labels {
		seen[strings.Join(plainWords(label), numberSign)] = true
	}
	for text := range f.texts {
		add(text)
	}
	all := make([]string, 0, len(seen))
	for w := range seen {
		all = append(all, w)
	}
	slices.Sort(all)
	return all
}

// has tells whether it has a word for each that is sought.
func (f findable) has(sought []string) bool {
	left := missing(sought, f.name+" "+f.label())
	for text := range f.texts {
		if len(left) == 0 {
			break
		}
		left = missing(left, text)
	}
	return len(left) == 0
}

// found is it as it is told, with the text that has most of what its name and its
// label do not say.
func (f findable) found(sought []string, over bool) wire.Found {
	out := wire.Found{Stream: f.stream, Over: over, Channel: f.channel, Label: f.label(), Name: f.name, OpenedAt: f.opened}
	left := missing(sought, f.name+" "+f.label())
	fewest := len(left)
	for text := range f.texts {
		if fewest == 0 {
			break
		}
		if n := len(missing(left, text)); n < fewest {
			fewest, out.Text = n, desk.CutText(text, lastTextRunes)
		}
	}
	return out
}

// missing are those of the words sought that begin no word of a text.
func missing(sought []string, text string) (left []string) {
	words := plainWords(text)
	for _, w := range sought {
		if !slices.ContainsFunc(words, func(has string) bool { return strings.HasPrefix(has, w) }) {
			left = append(left, w)
		}
	}
	return left
}

// plainWords are the words of a text without case and accents.
func plainWords(text string) []string {
	words := lexis.Words(text)
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.Plain
	}
	return all
}
