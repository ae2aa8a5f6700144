package web

import (
	"context"
	"slices"
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// maxWaiting is how many pictures wait to be opened at most. One takes a second or
// two at the worst, so the last of them has its answer before its sender gives up.
const maxWaiting = 16

// turns lets one at a time do what is dear, and the others wait: each place after
// the other, and within a place each asker. Whoever hands in many waits for
// themselves, not everybody for them. Where too many wait, the place with the most
// of them is told to come again.
type turns struct {
	most int

	mu   sync.Mutex
	busy bool
	// places are those with somebody who waits; the first has the next turn.
	places  []*crowded
	waiting int
}

// crowded are those of one place who wait, the askers in the order of their turns.
type crowded struct {
	place  string
	askers []*patient
	n      int
}

// patient is an asker who waits, with all they handed in, the oldest first. Each of
// these is told once: nil for its turn.
type patient struct {
	name string
	told []chan error
}

func newTurns(most int) *turns { return &turns{most: most} }

// take returns when it is the asker's turn, which leave ends, or says that too many
// wait.
func (t *turns) take(ctx context.Context, who asker) (leave func(), err error) {
	told := t.enter(who)
	select {
	case err = <-told:
	case <-ctx.Done():
		if !t.withdraw(told) {
			err = <-told // it has just been told
			if err == nil {
				t.leave()
			}
		}
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return t.leave, nil
}

// enter has somebody wait.
func (t *turns) enter(who asker) <-chan error {
	t.mu.Lock()
	defer t.mu.Unlock()
	told := make(chan error, 1)
	if !t.busy {
		t.busy = true
		told <- nil
		return told
	}
	place := who.place
	if place == "" {
		place = who.name
	}
	at := slices.IndexFunc(t.places, func(c *crowded) bool { return c.place == place })
	if at < 0 {
		at = len(t.places)
		t.places = append(t.places, &crowded{place: place})
	}
	t.places[at].join(who.name, told)
	t.waiting++
	if t.waiting > t.most {
		t.turnAway()
	}
	return told
}

func (c *crowded) join(name string, told chan error) {
	c.n++
	at := slices.IndexFunc(c.askers, func(w *patient) bool { return w.name == name })
	if at < 0 {
		c.askers = append(c.askers, &patient{name, []chan error{told}})
		return
	}
	c.askers[at].told = append(c.askers[at].told, told)
}

// turnAway tells one of those who crowd most to come again: of the place with the
// most the asker with the most, and of theirs the last. Among equals it is who
// has the last turn.
func (t *turns) turnAway() {
	var c *crowded
	for _, other := range t.places {
		if c == nil || other.n >= c.n {
			c = other
		}
	}
	var w *patient
	for _, other := range c.askers {
		if w == nil || len(other.told) >= len(w.told) {
			w = other
		}
	}
	last := w.told[len(w.told)-1]
	t.remove(last)
	last <- desk.Refuse(desk.TryLater, "Many pictures are coming in; please try again in a moment.").After(3 * desk.Second)
}

// leave ends a turn, and begins the next.
func (t *turns) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.places) == 0 {
		t.busy = false
		return
	}
	c := t.places[0]
	w := c.askers[0]
	told := w.told[0]
	// Whoever has more of them waits behind the others again.
	t.places = append(t.places[1:], c)
	c.askers = append(c.askers[1:], w)
	t.remove(told)
	told <- nil
}

// withdraw takes out who waits no longer; false where they were told already.
func (t *turns) withdraw(told <-chan error) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.remove(told)
}

func (t *turns) remove(told <-chan error) bool {
	for p, c := range t.places {
		for a, w := range c.askers {
			at := slices.IndexFunc(w.told, func(other chan error) bool { return other == told })
			if at < 0 {
				continue
			}
			w.told = slices.Delete(w.told, at, at+1)
			if len(w.told) == 0 {
				c.askers = slices.Delete(c.askers, a, a+1)
			}
			if c.n--; c.n == 0 {
				t.places = slices.Delete(t.places, p, p+1)
			}
			t.waiting--
			return true
		}
	}
	return false
}
