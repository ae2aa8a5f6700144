package routing

import (
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// String is the explanation in one sentence that is true of the moment it is
// about. "Among the lightest" is said where loads were equal in tenths only.
func (e Explanation) String() string {
	if e.Winner.Agent != "" {
		return e.given() + "."
	}
	verb := "Waiting: "
	if e.Dropped {
		verb = "Given up: "
	}
	return verb + e.kept() + e.later() + "."
}

// given says why the winner got it.
func (e Explanation) given() string {
	w := e.Winner
	slots := fmt.Sprintf("%d of %s", w.Used, counted(w.Slots, e.Channel))
	switch e.Reason {
	case Reserved:
		return fmt.Sprintf("It was reserved for %s, who had %s", w.Name, slots)
	case BySticky:
		return fmt.Sprintf("The visitor knows %s, who was free in %s with %s", w.Name, e.Where, slots)
	case OnlyOne:
		return fmt.Sprintf("%s was the only free agent in %s%s, with %s%s", w.Name, e.where(), e.leftOut(), slots, e.byWay())
	}
	of := fmt.Sprintf("%d free agents in %s%s", e.Rivals, e.where(), e.leftOut())
	if e.Apart != "" && e.Apart != e.Reason {
		of = "the best placed of " + of
	}
	return fmt.Sprintf("%s had %s%s%s", w.Name, slots, e.because(of), e.byWay())
}

// because says what decided among several; of says among whom.
func (e Explanation) because(of string) string {
	w, o := e.Winner, e.RunnerUp
	tied := ", among the lightest loads of " + of
	switch e.Order {
	case desk.LongestIdle, desk.FairShare:
		tied = " and came before the other " + of
	case desk.FillFirst:
		tied = ", among the fullest with room of " + of
	}
	switch e.Reason {
	case ByMatch:
		return fmt.Sprintf(" and was chosen in a match of %d waiting conversations with %d free agents, "+
			"which serves as many as it can, the first in the queue before all", e.Matched, e.Rivals)
	case ByLanguage:
		return " and, unlike others of " + of + ", speaks the visitor's language"
	case ByFit:
		return fmt.Sprintf(", the best of %s at what is asked, by %d levels to %d", of, w.Fit, o.Fit)
	case ByScarcity:
		return fmt.Sprintf(" and is, of %s, the one whose other skills are least in demand: %s to %s waiting for each free agent",
			of, hundredths(w.Scarcity), hundredths(o.Scarcity))
	case ByPriority:
		return fmt.Sprintf(", with the highest priority of %s, %d before %d", of, w.Priority, o.Priority)
	case ByLoad:
		if e.Order == desk.LongestIdle || e.Order == desk.FairShare {
			return ", the lighter load among the first placed of " + of
		}
		return ", the lightest load of " + of
	case ByFill:
		return ", the fullest with room of " + of
	case ByRest:
		if e.Order == desk.LongestIdle {
			tied = ", of " + of
		}
		if e.Order == desk.FairShare {
			tied = ", among those furthest behind a fair share and with the lightest loads of " + of
		}
		if w.Rested == 0 {
			return tied + ", and no contact so far"
		}
		return tied + ", and of those the longest time since a contact began or ended"
	case ByShare:
		switch e.Order {
		case desk.FairShare:
			return " and was furthest behind a fair share of " + of
		case desk.FillFirst:
			return ", among the fullest with room and longest rested of " + of + ", and was furthest behind a fair share"
		}
		return ", among the lightest and longest rested of " + of + ", and was furthest behind a fair share"
	}
	return " and was drawn among the best placed of " + of + ", who were equal in load, rest and share"
}

// where is the groups and what else was asked.
func (e Explanation) where() string {
	if e.Asks == "" {
		return e.Where
	}
	return e.Where + " (" + e.Asks + ")"
}

func (e Explanation) leftOut() string {
	if e.Left == 0 {
		return ""
	}
	return fmt.Sprintf(", %d who were tried before left out", e.Left)
}

// byWay says how the group was found, and which ring and rule were open.
func (e Explanation) byWay() (say string) {
	switch {
	case e.Method == desk.Escalation && e.Passed == 1:
		say = "; nobody in the group before it was free"
	case e.Method == desk.Escalation && e.Passed > 1:
		say = fmt.Sprintf("; nobody in the %d groups before it was free", e.Passed)
	case e.Groups < 2:
	case e.Method == desk.Escalation:
		say = fmt.Sprintf("; it is the first of %d groups with somebody free", e.Groups)
	case e.Method == desk.Fair:
		say = fmt.Sprintf("; of %d groups with somebody free, %s was furthest behind an equal share", e.Groups, e.Where)
	case e.Method == desk.Custom:
		say = fmt.Sprintf("; of %d groups with somebody free, %s was furthest behind its share", e.Groups, e.Where)
	case e.Method == desk.Reactive:
		say = fmt.Sprintf("; of %d groups with somebody free, %s had the greatest part of its slots free", e.Groups, e.Where)
	}
	if e.Rule != "" {
		say += fmt.Sprintf("; the rule %s had joined in", e.Rule)
	}
	if e.Ring > 1 {
		say += fmt.Sprintf("; ring %d was open", e.Ring)
	}
	return say
}

// kept says what keeps a conversation waiting.
func (e Explanation) kept() string {
	switch e.Reason {
	case Reserved:
		return fmt.Sprintf("it is reserved for %s, %s", e.Waits, e.who())
	case BySticky:
		return fmt.Sprintf("the visitor knows %s, %s", e.Waits, e.who())
	}
	n, ch := e.Counts, uncounted(e.Channel)
	some := func(n int, one, none string) string {
		if n == 1 {
			return fmt.Sprintf("the only agent in %s who is %s", e.Where, one)
		}
		return fmt.Sprintf("none of the %d agents in %s who are %s %s", n, e.Where, one, none)
	}
	// What else was asked is said where it kept somebody out: others may have a
	// slot, and this is why they do not count.
	ready := "available for " + ch
	if n.Speak < n.Available {
		ready += ", speak the visitor's language"
	}
	if n.Skilled < n.Speak {
		ready += ", have the skills it asks for"
	}
	if e.Obstacle == NoSlot && n.Unengaged == 1 || n.Skilled == 1 {
		ready = strings.NewReplacer("speak ", "speaks ", "have ", "has ").Replace(ready)
	}
	if i := strings.LastIndex(ready, ", "); i >= 0 {
		ready = ready[:i] + " and " + ready[i+2:]
	}
	switch e.Obstacle {
	case NoGroup:
		return "no group may answer it"
	case NotAtWork:
		return "none of its groups is in its opening hours"
	case NotGranted:
		return fmt.Sprintf("nobody in %s is granted %s", e.Where, ch)
	case NotOnLine:
		return fmt.Sprintf("nobody in %s who is granted %s is on the line", e.Where, ch)
	case NotAvailable:
		return fmt.Sprintf("nobody in %s is available for %s", e.Where, ch)
	case NotSpoken:
		return fmt.Sprintf("nobody in %s who is available for %s speaks the visitor's language", e.Where, ch)
	case NotSkilled:
		return fmt.Sprintf("nobody in %s who is available for %s has the skills it asks for", e.Where, ch)
	case Engaged:
		if n.Skilled == 1 {
			return some(1, ready, "") + " is engaged on another channel"
		}
		return fmt.Sprintf("all %d agents in %s who are %s are engaged on another channel", n.Skilled, e.Where, ready)
	case NoSlot:
		if n.Unengaged == 1 {
			return some(1, ready, "") + " has no slot left"
		}
		return some(n.Unengaged, ready, "has a slot left")
	case Gap:
		return fmt.Sprintf("who in %s has a slot left for %s was given a contact only just now", e.Where, ch)
	case AllTried:
		return fmt.Sprintf("who is free in %s was tried before", e.Where)
	}
	return fmt.Sprintf("it is about to be given to an agent in %s", e.Where)
}

// who says what keeps the one agent it waits for.
func (e Explanation) who() string { return "who " + e.is() }

// is says what an agent is who cannot be given more.
func (e Explanation) is() string {
	ch := uncounted(e.Channel)
	switch e.Obstacle {
	case NotGranted:
		return "is not granted " + ch
	case NotOnLine:
		return "is not on the line"
	case Away:
		return "is away"
	case InDoubt:
		return "has a line that did not confirm a contact"
	case NotAvailable:
		if e.Since < desk.Minute {
			return "is not available for " + ch
		}
		return fmt.Sprintf("has not been available for %s for %s", ch, spell(e.Since))
	case Engaged:
		return "is engaged on another channel"
	case NoSlot:
		return "has no slot left"
	case Gap:
		return "was given a contact only just now"
	}
	return "is about to be given it"
}

// later says when more may answer.
func (e Explanation) later() string {
	switch {
	case e.Opens <= 0:
		return ""
	case e.Reason == BySticky:
		return fmt.Sprintf("; others may answer in %s", spell(e.Opens))
	}
	return fmt.Sprintf("; more may answer in %s", spell(e.Opens))
}

// spell is a length of time in whole units, at least one second.
func spell(d desk.Millis) string {
	unit, n := "second", (d+desk.Second-1)/desk.Second
	switch {
	case d >= 2*desk.Hour:
		unit, n = "hour", d/desk.Hour
	case d >= 2*desk.Minute:
		unit, n = "minute", d/desk.Minute
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}

func hundredths(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

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
