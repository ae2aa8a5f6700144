package routing

import (
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// String is the explanation in one English sentence that is true of the moment it
// is about. "Among the lightest" is said where loads were equal in tenths only.
func (e Explanation) String() string { return e.sentence(english) }

// InFrench is the same in French.
func (e Explanation) InFrench() string { return e.sentence(french) }

func (e Explanation) sentence(t tongue) string {
	if e.Winner.Agent != "" {
		return e.given(t) + e.handed(t) + "."
	}
	verb := t.say("Waiting: ")
	if e.Dropped {
		verb = t.say("Given up: ")
	}
	return verb + e.kept(t) + e.handed(t) + e.later(t) + "."
}

// handed says who transferred it, where the sentence does not begin by that.
func (e Explanation) handed(t tongue) string {
	if e.HandedBy == "" || e.Reason == Transferred {
		return ""
	}
	return t.say("; it was transferred by %s", e.HandedBy)
}

// given says why the winner got it.
func (e Explanation) given(t tongue) string {
	w := e.Winner
	slots := t.taken(w.Used, w.Slots, e.Channel)
	switch e.Reason {
	case Reserved:
		return t.say("It was reserved for %s, who had %s", w.Name, slots)
	case Transferred:
		if e.HandedBy != "" {
			return t.say("%s transferred it to %s, who had %s", e.HandedBy, w.Name, slots)
		}
		return t.say("It was transferred to %s, who had %s", w.Name, slots)
	case BySticky:
		return t.say("The visitor knows %s, who was free in %s with %s", w.Name, e.where(t), slots)
	case OnlyOne:
		return t.say("%s was the only free agent in %s%s, with %s%s", w.Name, e.asked(t), e.leftOut(t), slots, e.byWay(t))
	}
	of := t.say("%d free agents in %s%s", e.Rivals, e.asked(t), e.leftOut(t))
	if e.Apart != "" && e.Apart != e.Reason && e.Reason != ByDraw { // which says so itself
		of = t.say("the best placed of %s", of)
	}
	return t.say("%s had %s%s%s", w.Name, slots, e.because(t, of), e.byWay(t))
}

// because says what decided among several; of says among whom.
func (e Explanation) because(t tongue, of string) string {
	w, o := e.Winner, e.RunnerUp
	switch e.Reason {
	case ByMatch:
		return t.say(" and was chosen in a match of %d waiting conversations with %d free agents, "+
			"which serves as many as it can, the first in the queue before all", e.Matched, e.Rivals)
	case ByLanguage:
		return t.say(" and, unlike others of %s, speaks the visitor's language", of)
	case ByFit:
		return t.say(", the best of %s at what is asked, by %d levels to %d", of, w.Fit, o.Fit)
	case ByScarcity:
		return t.say(" and is, of %s, the one whose other skills are least in demand: %s to %s waiting for each free agent",
			of, t.hundredths(w.Scarcity), t.hundredths(o.Scarcity))
	case ByPriority:
		return t.say(", with the highest priority of %s, %d before %d", of, w.Priority, o.Priority)
	case ByLoad:
		if e.Order == desk.LongestIdle || e.Order == desk.FairShare {
			return t.say(", the lighter load among the first placed of %s", of)
		}
		return t.say(", the lightest load of %s", of)
	case ByFill:
		return t.say(", the fullest with room of %s", of)
	case ByRest:
		return e.rested(t, of)
	case ByShare:
		switch e.Order {
		case desk.FairShare:
			return t.say(" and was furthest behind a fair share of %s", of)
		case desk.FillFirst:
			return t.say(", among the fullest with room and longest rested of %s, and was furthest behind a fair share", of)
		}
		return t.say(", among the lightest and longest rested of %s, and was furthest behind a fair share", of)
	}
	return t.say(" and was drawn among the best placed of %s, who were equal in load, rest and share", of)
}

// rested says that rest decided, which comes first under one order and between those
// who were equal in something under the others.
func (e Explanation) rested(t tongue, of string) string {
	none := e.Winner.Rested == 0
	switch {
	case e.Order == desk.LongestIdle && none:
		return t.say(" and was, of %s, one with no contact so far", of)
	case e.Order == desk.LongestIdle:
		return t.say(" and had, of %s, gone longest since a contact began or ended", of)
	case none:
		return t.say("%s, and no contact so far", e.tied(t, of))
	}
	return t.say("%s, and of those had gone longest since a contact began or ended", e.tied(t, of))
}

// tied says in what those were equal of whom rest decided, where it was not the first
// to be compared.
func (e Explanation) tied(t tongue, of string) string {
	switch e.Order {
	case desk.FairShare:
		return t.say(", among those furthest behind a fair share and with the lightest loads of %s", of)
	case desk.FillFirst:
		return t.say(", among the fullest with room of %s", of)
	}
	return t.say(", among those with the lightest loads of %s", of)
}

// where is the groups, as in "Sales, Support or Care".
func (e Explanation) where(t tongue) string {
	names := strings.Split(e.Where, "\n")
	if n := len(names); n > 1 {
		return t.say("%s or %s", strings.Join(names[:n-1], ", "), names[n-1])
	}
	return e.Where
}

// asked is the groups and what else was asked.
func (e Explanation) asked(t tongue) string {
	if e.Asks == "" {
		return e.where(t)
	}
	return e.where(t) + " (" + e.Asks + ")"
}

func (e Explanation) leftOut(t tongue) string {
	if e.Left == 0 {
		return ""
	}
	// They missed it, or handed it on.
	return t.say(", leaving out %d who had it before", e.Left)
}

// byWay says how the group was found, and which ring and rule were open.
func (e Explanation) byWay(t tongue) (say string) {
	switch {
	case e.Method == desk.Escalation && e.Passed == 1:
		say = t.say("; nobody in the group before it was free")
	case e.Method == desk.Escalation && e.Passed > 1:
		say = t.say("; nobody in the %d groups before it was free", e.Passed)
	case e.Groups < 2:
	case e.Even > 1:
		say = e.drawn(t)
	case e.Method == desk.Escalation:
		say = t.say("; it is the first of %d groups with somebody free", e.Groups)
	case e.Method == desk.Fair:
		say = t.say("; of %d groups with somebody free, %s was furthest behind an equal share", e.Groups, e.where(t))
	case e.Method == desk.Custom:
		say = t.say("; of %d groups with somebody free, %s was furthest behind its share", e.Groups, e.where(t))
	case e.Method == desk.Reactive:
		say = t.say("; of %d groups with somebody free, %s had the greatest part of its slots free", e.Groups, e.where(t))
	}
	if e.Rule != "" {
		say += t.say("; the rule %s had joined in", e.Rule)
	}
	if e.Ring > 1 {
		say += t.say("; ring %d was open", e.Ring)
	}
	return say
}

// drawn says that the method led to several groups alike, of which the first was
// taken.
func (e Explanation) drawn(t tongue) string {
	var all, first string
	switch e.Method {
	case desk.Reactive:
		all, first = t.say("had equal parts of their slots free"), t.say("had the greatest part of their slots free")
	case desk.Fair:
		all, first = t.say("were even in their shares"), t.say("were furthest behind an equal share")
	default:
		all, first = t.say("were even in their shares"), t.say("were furthest behind their shares")
	}
	if e.Even == e.Groups {
		return t.say("; the %d groups with somebody free %s, and %s comes first in the rule", e.Groups, all, e.where(t))
	}
	return t.say("; of %d groups with somebody free, %d %s, and of these %s comes first in the rule", e.Groups, e.Even, first, e.where(t))
}

// kept says what keeps a conversation waiting.
func (e Explanation) kept(t tongue) string {
	switch e.Reason {
	case Reserved:
		return t.say("it is reserved for %s, who %s", e.Waits, e.is(t))
	case Transferred:
		if e.HandedBy != "" {
			return t.say("%s transferred it to %s, who %s", e.HandedBy, e.Waits, e.is(t))
		}
		return t.say("it was transferred to %s, who %s", e.Waits, e.is(t))
	case BySticky:
		return t.say("the visitor knows %s, who %s", e.Waits, e.is(t))
	}
	n, ch, where := e.Counts, t.channel(e.Channel), e.where(t)
	switch e.Obstacle {
	case NoGroup:
		return t.say("no group may answer it")
	case NotAtWork:
		return t.say("none of its groups is in its opening hours")
	case NotGranted:
		return t.say("nobody in %s is granted %s", where, ch)
	case NotOnLine:
		return t.say("nobody in %s who is granted %s is on the line", where, ch)
	case NotAvailable:
		return t.say("nobody in %s is available for %s", where, ch)
	case NotSpoken:
		return t.say("nobody in %s who is available for %s speaks the visitor's language", where, ch)
	case NotSkilled:
		return t.say("nobody in %s who is available for %s has the skills it asks for", where, ch)
	case Engaged:
		if n.Skilled == 1 {
			return t.say("the only agent in %s who %s is engaged on another channel", where, e.ready(t, true))
		}
		return t.say("all %d agents in %s who %s are engaged on another channel", n.Skilled, where, e.ready(t, false))
	case NoSlot:
		if n.Unengaged == 1 {
			return t.say("the only agent in %s who %s has no slot left", where, e.ready(t, true))
		}
		return t.say("none of the %d agents in %s who %s has a slot left", n.Unengaged, where, e.ready(t, false))
	case Gap:
		return t.say("who in %s has a slot left for %s was given a contact only just now", where, ch)
	case AllTried:
		return t.say("who is free in %s had it before", where)
	}
	return t.say("it is about to be given to an agent in %s", where)
}

// ready says what those have who could answer but for their slots. What else was
// asked is said where it kept somebody out: others may have a slot, and this is
// why they do not count.
func (e Explanation) ready(t tongue, one bool) string {
	n, ch := e.Counts, t.channel(e.Channel)
	var is []string
	some := func(said bool, single, several string, values ...any) {
		switch {
		case !said:
		case one:
			is = append(is, t.say(single, values...))
		default:
			is = append(is, t.say(several, values...))
		}
	}
	some(true, "is available for %s", "are available for %s", ch)
	some(n.Speak < n.Available, "speaks the visitor's language", "speak the visitor's language")
	some(n.Skilled < n.Speak, "has the skills it asks for", "have the skills it asks for")
	if last := len(is) - 1; last > 0 {
		return t.say("%s and %s", strings.Join(is[:last], ", "), is[last])
	}
	return is[0]
}

// is says what an agent is who cannot be given more.
func (e Explanation) is(t tongue) string {
	ch := t.channel(e.Channel)
	switch e.Obstacle {
	case NotGranted:
		return t.say("is not granted %s", ch)
	case NotOnLine:
		return t.say("is not on the line")
	case Away:
		return t.say("is away")
	case InDoubt:
		return t.say("has a line that did not confirm a contact")
	case NotAvailable:
		if e.Since < desk.Minute {
			return t.say("is not available for %s", ch)
		}
		return t.say("has not been available for %s for %s", ch, t.spell(e.Since))
	case Engaged:
		return t.say("is engaged on another channel")
	case NoSlot:
		return t.say("has no slot left")
	case Gap:
		return t.say("was given a contact only just now")
	}
	return t.say("is about to be given it")
}

// later says when more may answer.
func (e Explanation) later(t tongue) string {
	switch {
	case e.Opens <= 0:
		return ""
	case e.Reason == BySticky:
		return t.say("; others may answer in %s", t.spell(e.Opens))
	}
	return t.say("; more may answer in %s", t.spell(e.Opens))
}
