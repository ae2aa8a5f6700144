package replay

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Scenario is settings under a name.
type Scenario struct {
	Name     string
	Settings desk.Settings
}

// Report holds a stretch of time side by side: as it was, and as it would have
// been under two settings.
type Report struct {
	From     desk.Millis `json:"from"`
	To       desk.Millis `json:"to"`
	Fidelity Fidelity    `json:"fidelity"`
	// Recorded is what the log says.
	Recorded Recorded `json:"recorded"`
	A        Figures  `json:"a"`
	B        Figures  `json:"b"`
	NameA    string   `json:"nameA"`
	NameB    string   `json:"nameB"`
}

// Recorded are the figures of the log. It does not know who was turned away: of
// those it has no number, rather than none.
type Recorded struct {
	Figures
	NotOffered *int `json:"notOffered"`
	Full       *int `json:"full"`
}

// Compare ends the recording and lets its demand arrive under both settings. What
// differs between Recorded and the settings that were in force is what a replay
// cannot know; what differs between A and B is what the settings do.
func (r *Recording) Compare(a, b Scenario) (Report, error) {
	if err := r.finish(); err != nil {
		return Report{}, err
	}
	report := Report{From: r.From, To: r.To, Fidelity: r.real.fidelity, NameA: a.Name, NameB: b.Name}
	report.Recorded.Figures = r.tally.sum(func(id desk.ConversationID) desk.Millis {
		if c := r.demand.courses[id]; c != nil {
			return c.patience
		}
		return 0
	})
	var err error
	if report.A, err = r.simulate(a.Settings); err != nil {
		return Report{}, err
	}
	report.B, err = r.simulate(b.Settings)
	return report, err
}

// Accounts is what a reader has to know of figures that may have come otherwise a
// week ago: the versions of the settings are kept, those of an account are not.
const Accounts = "Accounts are as they are now, with their slots, skills and languages: what they were then is not recorded. " +
	"One that was changed since makes a difference to all but what is recorded."

// String is the report as a table.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "From %s to %s.\n%s\n%s\n\n", moment(r.From), moment(r.To), r.Fidelity, Accounts)
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	all := []Figures{r.Recorded.Figures, r.A, r.B}
	row := func(name string, of func(Figures) string) {
		fmt.Fprint(w, name)
		for _, f := range all {
			fmt.Fprint(w, "\t", of(f))
		}
		fmt.Fprintln(w)
	}
	count := func(name string, of func(Figures) int) {
		row(name, func(f Figures) string { return desk.Thousands(of(f)) })
	}
	fmt.Fprintf(w, "\trecorded\t%s\t%s\n", r.NameA, r.NameB)
	count("arrivals", func(f Figures) int { return f.Arrivals })
	count("assigned", func(f Figures) int { return f.Assigned })
	count("still waiting", func(f Figures) int { return f.Waiting })
	turned := func(name, recorded string, a, b int) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", name, recorded, desk.Thousands(a), desk.Thousands(b))
	}
	turned("missed", "at least "+desk.Thousands(r.Recorded.Missed()), r.A.Missed(), r.B.Missed())
	turned("  not offered", "not recorded", r.A.NotOffered, r.B.NotOffered)
	turned("  full", "not recorded", r.A.Full, r.B.Full)
	count("  dropped", func(f Figures) int { return f.Dropped })
	count("  gone before an agent came", func(f Figures) int { return f.Left })
	row("wait, mean", func(f Figures) string { return span(f.Wait.Mean) })
	row("wait, half within", func(f Figures) string { return span(f.Wait.P50) })
	row("wait, 90 % within", func(f Figures) string { return span(f.Wait.P90) })
	row("wait, 99 % within", func(f Figures) string { return span(f.Wait.P99) })
	row("wait, longest", func(f Figures) string { return span(f.Wait.Most) })
	count("contacts", func(f Figures) int { return f.Contacts })
	count("  of assumed length", func(f Figures) int { return f.Assumed })
	count("contacts, most less fewest", func(f Figures) int { return f.Spread })
	row("contacts, Gini", func(f Figures) string { return fmt.Sprintf("%.3f", f.Gini) })
	for _, g := range r.groups() {
		row("group "+string(g), func(f Figures) string { return f.group(g) })
	}
	for _, a := range r.agents() {
		row(a.Name, func(f Figures) string { return f.agent(a.Agent) })
	}
	w.Flush()
	return b.String()
}

// String says how faithful the replay is in two sentences.
func (f Fidelity) String() string {
	versions := make([]string, len(f.Versions))
	for i, v := range f.Versions {
		versions[i] = fmt.Sprint(v)
	}
	which := "version " + strings.Join(versions, ", then ")
	if len(versions) == 0 {
		which = "no version"
	}
	say := fmt.Sprintf("In force was %s of the settings. Decided again, %s of %s assignments come out the same",
		which, desk.Thousands(f.Same), desk.Thousands(f.Assignments))
	if f.Same < f.Assignments {
		say += fmt.Sprintf(" (%s to another agent, %s not at that moment)", desk.Thousands(f.OtherAgent), desk.Thousands(f.NotThen))
	}
	if f.Drops > 0 {
		say += fmt.Sprintf(", and %s of %s drops", desk.Thousands(f.SameDrops), desk.Thousands(f.Drops))
	}
	if f.Besides > 0 {
		say += fmt.Sprintf("; %s more would have been decided", desk.Thousands(f.Besides))
	}
	return say + "."
}

func (f Figures) group(id desk.GroupID) string {
	for _, g := range f.Groups {
		if g.Group == id {
			return fmt.Sprintf("%s (%.0f %%)", desk.Thousands(g.Contacts), 100*g.Share)
		}
	}
	return "0"
}

func (f Figures) agent(id desk.AgentID) string {
	for _, a := range f.Agents {
		if a.Agent == id {
			return fmt.Sprintf("%s, busy %.0f %%", desk.Thousands(a.Contacts), 100*a.BusyShare)
		}
	}
	return "-"
}

// groups and agents are those of any of the figures, in the order of their ids.
func (r Report) groups() (list []desk.GroupID) {
	seen := map[desk.GroupID]bool{}
	for _, f := range []Figures{r.Recorded.Figures, r.A, r.B} {
		for _, g := range f.Groups {
			if g.Group != "" {
				seen[g.Group] = true
			}
		}
	}
	return sortedKeys(seen)
}

func (r Report) agents() (list []AgentLoad) {
	seen := map[desk.AgentID]AgentLoad{}
	for _, f := range []Figures{r.Recorded.Figures, r.A, r.B} {
		for _, a := range f.Agents {
			seen[a.Agent] = a
		}
	}
	for _, id := range sortedKeys(seen) {
		list = append(list, seen[id])
	}
	return list
}

func span(ms desk.Millis) string {
	return (time.Duration(ms) * time.Millisecond).Round(100 * time.Millisecond).String()
}

func moment(at desk.Millis) string {
	return time.UnixMilli(int64(at)).UTC().Format("2006-01-02 15:04 MST")
}
