package routing

import (
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Reason is what decided between the winner and the runner-up.
type Reason string

// The reasons, in the order in which they are compared. A wait has none.
const (
	// OnlyOne: nobody else was free.
	OnlyOne Reason = "only_one"
	// ByLoad: a smaller part of their slots was in use.
	ByLoad Reason = "load"
	// ByRest: longest since a contact of theirs began or ended.
	ByRest Reason = "rest"
	// ByShare: furthest behind their fair share.
	ByShare Reason = "share"
	// ByDraw: equal in all of these, and next on the ring.
	ByDraw Reason = "draw"
)

// Candidate is an agent with the values that were compared, as they were before
// the assignment.
type Candidate struct {
	Agent desk.AgentID
	Name  string
	// Used of Slots were taken on the channel.
	Used, Slots int
	// Rested is when a contact of theirs last began or ended, 0 if none did.
	Rested desk.Millis
	// Share is the fair share; see [Turn].
	Share int64
}

// Explanation says why a conversation was given to an agent, or why it waits.
// [Explanation.String] says it in one sentence.
type Explanation struct {
	Channel desk.Channel
	// Where is the names of the groups that may answer, as in "Sales or
	// Support"; empty when there is no such group.
	Where string
	// Counts are of the moment before the assignment.
	Counts Counts
	// Reason is empty while the conversation waits.
	Reason Reason
	// Winner and RunnerUp are empty where there is none.
	Winner, RunnerUp Candidate
}

// WhyWaiting explains a wait as of the last decision, and is false for a
// conversation that does not wait.
func (s *State) WhyWaiting(id desk.ConversationID) (Explanation, bool) {
	it := s.items[id]
	if it == nil {
		return Explanation{}, false
	}
	return s.explain(it.bucket, rank{}, rank{}), true
}

func (s *State) explain(b *bucket, first, second rank) Explanation {
	if b.where == "" {
		b.where = s.namesOf(b.groups)
	}
	e := Explanation{Channel: b.channel, Where: b.where, Winner: first.candidate(), RunnerUp: second.candidate()}
	for _, c := range b.classes {
		e.Counts.add(c)
	}
	if first.seat != nil {
		e.Reason = first.reason(second)
	}
	return e
}

func (r rank) candidate() Candidate {
	if r.seat == nil {
		return Candidate{}
	}
	a := r.seat.agent
	return Candidate{
		Agent: a.id, Name: a.name, Used: r.seat.used, Slots: r.seat.slots, Rested: a.last, Share: a.share,
	}
}

func (s *State) namesOf(groups []desk.GroupID) string {
	var names []string
	for _, g := range groups {
		group, _ := s.settings.Group(g)
		name := desk.CutText(group.Name, desk.MaxNameRunes)
		if name == "" {
			name = string(g)
		}
		names = append(names, name)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return strings.Join(names, "")
}

// String is the explanation in one sentence that is true of the moment it is
// about. "Among the lightest" is said where loads were equal in tenths only.
func (e Explanation) String() string {
	w, n := e.Winner, e.Counts
	had := fmt.Sprintf("%s had %d of %s", w.Name, w.Used, counted(w.Slots, e.Channel))
	of := fmt.Sprintf("%d free agents in %s", n.Free, e.Where)
	switch e.Reason {
	case OnlyOne:
		return fmt.Sprintf("%s was the only free agent in %s, with %d of %s.",
			w.Name, e.Where, w.Used, counted(w.Slots, e.Channel))
	case ByLoad:
		return had + ", the lightest load of " + of + "."
	case ByRest:
		if w.Rested == 0 {
			return had + ", among the lightest loads of " + of + ", and no contact so far."
		}
		return had + ", among the lightest loads of " + of + ", and of those the longest time since a contact began or ended."
	case ByShare:
		return had + ", among the lightest and longest rested of " + of + ", and was furthest behind a fair share."
	case ByDraw:
		return had + " and was drawn among the best placed of " + of + ", who were equal in load, rest and share."
	}
	return "Waiting: " + e.obstacle() + "."
}

// obstacle is the first stage that nobody passes.
func (e Explanation) obstacle() string {
	n, ch := e.Counts, uncounted(e.Channel)
	switch {
	case e.Where == "":
		return "no group may answer it"
	case n.InGroup == 0:
		return fmt.Sprintf("nobody in %s is granted %s", e.Where, ch)
	case n.OnLine == 0:
		return fmt.Sprintf("nobody in %s who is granted %s is on the line", e.Where, ch)
	case n.Available == 0:
		return fmt.Sprintf("nobody in %s is available for %s", e.Where, ch)
	case n.Free > 0:
		return fmt.Sprintf("it is about to be given to an agent in %s", e.Where)
	case n.Available == 1:
		return fmt.Sprintf("the only agent in %s who is available for %s has no slot left", e.Where, ch)
	}
	return fmt.Sprintf("none of the %d agents in %s who are available for %s has a slot left", n.Available, e.Where, ch)
}

// counted is a number of contacts on a channel.
func counted(n int, ch desk.Channel) string {
	noun := string(ch)
	switch ch {
	case desk.Chat, desk.Call:
	case desk.Video:
		noun = "video call"
	default:
		noun += " conversation"
	}
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// uncounted is a channel as what somebody is granted or available for.
func uncounted(ch desk.Channel) string {
	if ch == desk.Call {
		return "calls"
	}
	return string(ch)
}
