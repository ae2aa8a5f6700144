package routing

import "github.com/parley-desk/parley/backend/desk"

// lines are those of all plans, the one that comes due first on top. Each place has
// four below it: this heap is turned over with each ring that opens, and the wider it
// is, the less moves.
type lines []coming

// coming is when the first of a line comes to its next phase. It is stale where that
// one has gone, and what comes after it comes later: the place is brought up to date
// when it gets to the top, and only then.
type coming struct {
	due   desk.Millis
	stale bool
	line  *line
}

// due is when the first of all comes due, forever where none does.
func (h lines) due() desk.Millis {
	for len(h) > 0 {
		if !h[0].stale {
			return h[0].due
		}
		h[0].due, h[0].stale = h[0].line.comesDue(), false
		h.fix(0)
	}
	return forever
}

// put sees to it that a line does not come due later than at a moment.
func (h lines) put(l *line, due desk.Millis) {
	if due < h[l.at].due {
		h[l.at].due = due
		h.fix(l.at)
	}
}

// add adds a line in which nobody waits.
func (h *lines) add(l *line) {
	l.at = len(*h)
	*h = append(*h, coming{due: forever, line: l})
}

// remove takes a line out.
func (h *lines) remove(l *line) {
	last := len(*h) - 1
	moved := (*h)[last]
	(*h)[last] = coming{}
	if *h = (*h)[:last]; l.at < last {
		h.set(l.at, moved)
		h.fix(l.at)
	}
}

// fix moves a place up or down to where it belongs.
func (h lines) fix(i int) {
	c := h[i]
	for ; i > 0 && c.due < h[(i-1)/4].due; i = (i - 1) / 4 {
		h.set(i, h[(i-1)/4])
	}
	for {
		least, due := i, c.due
		for j := 4*i + 1; j < min(4*i+5, len(h)); j++ {
			if h[j].due < due {
				least, due = j, h[j].due
			}
		}
		if least == i {
			break
		}
		h.set(i, h[least])
		i = least
	}
	h.set(i, c)
}

// set writes a place, and in its line where that is.
func (h lines) set(i int, c coming) {
	h[i] = c
	c.line.at = i
}
