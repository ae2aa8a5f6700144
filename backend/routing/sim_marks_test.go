package routing_test

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/routing"
)

// What a run was through is counted: what comes up all the time by its number,
// the rest by what it is called.
const (
	grouped = iota
	doubled
	reordered
	loweredBelow
	lateClose
	restartWithTurns
	restartWithoutTurns
	jumpedAhead
	jumpedBack
	wokeInTime
	noLongerReserved
	onlyTried
	colleagueThere
	triedLeftOut
	laterRing
	ringSkipped
	joinedRule
	escalated
	toldApart
	withoutShare
	offeredPlace
	firstHappening
	// There is room for more happenings than there are.
	marks = firstHappening + 32
)

var markNames = [firstHappening]string{
	"grouped", "doubled", "reordered", "lowered below the load", "late close of what another has",
	"restart with turns", "restart without turns", "clock jumped ahead", "clock jumped back", "woken in time",
	"reserved no more", "nobody but those tried", "a colleague is there, though not available", "tried ones left out",
	"later ring", "ring skipped", "joined rule", "escalated", "apart", "without a share", "offered a place",
}

// sight is something that was come upon: of what kind, and which.
type sight struct{ kind, which, why string }

func (s sight) String() string {
	if s.why != "" {
		return s.kind + " " + s.which + ": " + s.why
	}
	return s.kind + " " + s.which
}

// sees counts a sight, and tells how often it was seen.
func (w *world) sees(kind, which, why string) int {
	s := sight{kind, which, why}
	n := w.seen[s] + 1
	w.seen[s] = n
	return n
}

// reached is all that a run was through, by name.
func (w *world) reached() map[string]int {
	all := map[string]int{}
	for i, n := range w.marks {
		switch {
		case n == 0:
		case i < firstHappening:
			all[markNames[i]] = n
		default:
			all[happenings[i-firstHappening].name] = n
		}
	}
	for s, n := range w.seen {
		all[s.String()] = n
	}
	return all
}

// wantedMarks is what a run must have been through to say anything.
func wantedMarks() []string {
	list := append([]string{
		"woken, kept true", "woken, kept false",
		"method fair", "method custom", "method reactive", "method escalation",
		"offered ", "offered full", "offered nobody", "offered closed",
	}, markNames[:]...)
	for _, o := range []routing.Obstacle{
		routing.NoGroup, routing.NotAtWork, routing.NotGranted, routing.NotOnLine, routing.NotAvailable, routing.NotSpoken,
		routing.NotSkilled, routing.Engaged, routing.NoSlot, routing.Gap, routing.AllTried,
	} {
		list = append(list, "waits, : "+string(o))
		if o != routing.Gap {
			list = append(list, "dropped: "+string(o))
		}
	}
	for _, o := range []routing.Obstacle{
		routing.NotGranted, routing.NotOnLine, routing.Away, routing.InDoubt, routing.NotAvailable, routing.Engaged, routing.NoSlot, routing.Gap,
	} {
		list = append(list, "waits, reserved: "+string(o))
		if o != routing.NotGranted && o != routing.NotOnLine {
			list = append(list, "waits, sticky: "+string(o))
		}
	}
	for _, h := range happenings {
		list = append(list, h.name)
	}
	for _, o := range []desk.Order{"", desk.Balanced, desk.LongestIdle, desk.FairShare, desk.FillFirst, desk.BestSkill} {
		list = append(list, "order "+string(o))
	}
	for _, r := range []routing.Reason{
		routing.Reserved, routing.Transferred, routing.BySticky, routing.ByMatch, routing.OnlyOne, routing.ByLanguage, routing.ByFit, routing.ByScarcity,
		routing.ByPriority, routing.ByLoad, routing.ByFill, routing.ByRest, routing.ByShare, routing.ByDraw,
	} {
		list = append(list, "reason "+string(r))
	}
	return list
}

// mark counts what an explanation of an assignment shows.
func (w *world) mark(e *routing.Explanation) {
	w.sees("reason", string(e.Reason), "")
	w.marks[laterRing] += count(e.Ring > 1)
	w.marks[joinedRule] += count(e.Rule != "")
	w.marks[triedLeftOut] += count(e.Left > 0)
	w.marks[escalated] += count(e.Passed > 0)
	w.marks[toldApart] += count(e.Apart != "" && e.Apart != e.Reason)
	if e.Groups > 1 {
		w.sees("method", string(e.Method), "")
	}
	if e.Reason != routing.Reserved && e.Reason != routing.Transferred {
		w.sees("order", string(e.Order), "")
	}
}

// trace is what was written down, as a digest (FNV-1a) and its last lines: two
// runs that leave the same one gave the same sentences, byte for byte.
type trace struct {
	sum  uint64
	tail []string
}

func newTrace() trace { return trace{sum: 14695981039346656037} }

func (t *trace) write(line string) {
	sum := t.sum
	for i := range len(line) {
		sum = (sum ^ uint64(line[i])) * 1099511628211
	}
	t.sum = (sum ^ '\n') * 1099511628211
	if len(t.tail) >= 60 {
		t.tail = append(t.tail[:0], t.tail[30:]...)
	}
	t.tail = append(t.tail, line)
}
