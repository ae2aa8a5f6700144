package routing

import "github.com/parley-desk/parley/backend/desk"

// lines are those of all plans, with the moment when each next comes due: when the
// first of some phase comes to its next one. Of these the earliest is wanted at each
// decision, and one changes with each ring that opens: so each of the dues has its
// leaf in a binary tree, and above two of them stands the earlier. All of that is a
// page or two of memory, and nothing in it moves.
type lines struct {
	all []*line
	// dues are the tree: the root is at 1, what is below i at 2i and 2i+1, and the
	// leaves are the last half.
	dues []desk.Millis
}

// due is when the first of all comes due, forever where none does.
func (h *lines) due() desk.Millis {
	if len(h.all) == 0 {
		return forever
	}
	return h.dues[1]
}

// first is the line that comes due first. There is one.
func (h *lines) first() *line {
	i := 1
	for i < len(h.dues)/2 {
		if i *= 2; h.dues[i] != h.dues[i/2] {
			i++
		}
	}
	return h.all[i-len(h.dues)/2]
}

// of is when a line comes due.
func (h *lines) of(l *line) desk.Millis { return h.dues[len(h.dues)/2+l.at] }

// set says when a line comes due.
func (h *lines) set(l *line, due desk.Millis) {
	i := len(h.dues)/2 + l.at
	h.dues[i] = due
	for i > 1 {
		due = min(due, h.dues[i^1]) // the other one below the same
		if i /= 2; h.dues[i] == due {
			return
		}
		h.dues[i] = due
	}
}

// add adds a line in which nobody waits.
func (h *lines) add(l *line) {
	l.at = len(h.all)
	h.all = append(h.all, l)
	if leaves := len(h.dues) / 2; l.at == leaves {
		old := h.dues[leaves:]
		h.dues = make([]desk.Millis, max(4*leaves, 2))
		for i := range h.dues {
			h.dues[i] = forever
		}
		for i, due := range old {
			h.set(h.all[i], due)
		}
	}
}

// remove takes a line out.
func (h *lines) remove(l *line) {
	last := len(h.all) - 1
	moved := h.all[last]
	due := h.of(moved)
	h.set(moved, forever)
	h.all[last] = nil
	if h.all = h.all[:last]; moved != l {
		moved.at, h.all[l.at] = l.at, moved
		h.set(moved, due)
	}
}
