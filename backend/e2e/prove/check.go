package prove

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Report is what a history and the final state come to.
type Report struct {
	// Messages were invoked, Acked acknowledged; Unknown have no known outcome
	// and may or may not be there.
	Messages, Acked, Unknown int
	// Lost were acknowledged and are nowhere, Duplicated are there more than
	// once, Reordered stand before one their author wrote earlier, Strange
	// were refused or never written and are there.
	Lost, Duplicated, Reordered, Strange []string
}

// Clean tells whether every promise was kept.
func (r Report) Clean() bool {
	return len(r.Lost)+len(r.Duplicated)+len(r.Reordered)+len(r.Strange) == 0
}

// String is the report on one line, with an example of each fault.
func (r Report) String() string {
	s := fmt.Sprintf("%d messages, %d acked, %d unknown: %d lost, %d duplicated, %d reordered, %d strange",
		r.Messages, r.Acked, r.Unknown, len(r.Lost), len(r.Duplicated), len(r.Reordered), len(r.Strange))
	for name, list := range map[string][]string{"lost": r.Lost, "duplicated": r.Duplicated, "reordered": r.Reordered, "strange": r.Strange} {
		if len(list) > 0 {
			s += fmt.Sprintf("; %s for example %s", name, list[0])
		}
	}
	return s
}

type message struct {
	client string
	count  int
}

func (m message) String() string { return Text(m.client, m.count) }

// Check compares a history with the texts that are finally in each conversation,
// in their order.
func Check(history []Entry, final map[string][]string) Report {
	outcome := map[message]Op{}
	for _, e := range history {
		m := message{e.Client, e.Count}
		if e.Op == Invoke && outcome[m] != "" {
			continue // written down twice, for example before and after a kill
		}
		outcome[m] = e.Op
	}
	var r Report
	times := map[message]int{}
	for _, conversation := range slices.Sorted(maps.Keys(final)) {
		last := map[string]int{}
		for _, text := range final[conversation] {
			m, ok := parse(text)
			if !ok || outcome[m] == "" || outcome[m] == Fail {
				r.Strange = append(r.Strange, text+" in "+conversation)
				continue
			}
			if times[m]++; times[m] == 2 {
				r.Duplicated = append(r.Duplicated, text+" in "+conversation)
			}
			if m.count < last[m.client] {
				r.Reordered = append(r.Reordered, fmt.Sprintf("%s after %s in %s", text, Text(m.client, last[m.client]), conversation))
			}
			last[m.client] = m.count
		}
	}
	for m, op := range outcome {
		r.Messages++
		switch op {
		case OK:
			r.Acked++
			if times[m] == 0 {
				r.Lost = append(r.Lost, m.String())
			}
		case Invoke, Unknown:
			r.Unknown++
		}
	}
	slices.Sort(r.Lost)
	return r
}

func parse(text string) (message, bool) {
	client, number, ok := strings.Cut(text, "#")
	count, err := strconv.Atoi(number)
	return message{client, count}, ok && err == nil
}
