package desk

import "slices"

// Settings are what an administration decides about who gets which conversation
// and how a conversation lives. They are kept and changed as one whole, so that
// every change can be checked against all the rest, tested, and taken back.
// [Settings.Check] says what is wrong with them.
type Settings struct {
	Skills []Skill `json:"skills" toml:"skills"`
	Hours  []Hours `json:"hours" toml:"hours"`
	Groups []Group `json:"groups" toml:"groups"`
	Rules  []Rule  `json:"rules" toml:"rules"`
	// Targeting rules are tried in order; the first that fits is the
	// conversation's. A visitor whom none fits is offered nothing.
	Targeting []Targeting `json:"targeting" toml:"targeting"`
	// Categories decide which tags are recommended at closing.
	Categories []Topic   `json:"categories,omitempty" toml:"categories"`
	Lifecycle  Lifecycle `json:"lifecycle" toml:"lifecycle"`
	Team       Team      `json:"team,omitzero" toml:"team"`
	// Files are which files can be sent.
	Files Files `json:"files,omitzero" toml:"files"`
}

// Team is a page of the team's own that its agents can open from their desktop;
// none, where Page is empty.
type Team struct {
	// Title is what the entry is called; the desktop has a word of its own for
	// an empty one.
	Title string `json:"title,omitempty" toml:"title"`
	// Page is a web address.
	Page string `json:"page,omitempty" toml:"page"`
}

// Skill is something an agent can be good at, at a level from 1 to 5.
type Skill struct {
	ID   SkillID `json:"id" toml:"id"`
	Name string  `json:"name" toml:"name"`
}

// MaxLevel is the highest level of a skill; the lowest is 1.
const MaxLevel = 5

// Group is a routing group: those agents who have one of the roles, are in one
// of the organisations and have one of the skills, of each list that is not
// empty. So an agent enters and leaves it as their account changes.
type Group struct {
	ID            GroupID          `json:"id" toml:"id"`
	Name          string           `json:"name" toml:"name"`
	Roles         []Role           `json:"roles,omitempty" toml:"roles,omitempty"`
	Organisations []OrganisationID `json:"organisations,omitempty" toml:"organisations,omitempty"`
	Skills        []SkillID        `json:"skills,omitempty" toml:"skills,omitempty"`
	// Places is how many conversations may wait for the group. With none it is
	// synchronous: who finds nobody free is not engaged.
	Places int `json:"places" toml:"places"`
	// Hours are when the group is at work; always, where empty.
	Hours HoursID `json:"hours,omitempty" toml:"hours,omitempty"`
}

// Has tells whether an agent is in the group.
func (g Group) Has(p Profile) bool {
	in := func(n int, match func(int) bool) bool {
		for i := range n {
			if match(i) {
				return true
			}
		}
		return n == 0
	}
	return in(len(g.Roles), func(i int) bool { return g.Roles[i] == p.Role }) &&
		in(len(g.Organisations), func(i int) bool { return g.Organisations[i] == p.Organisation }) &&
		in(len(g.Skills), func(i int) bool { return p.Skills[g.Skills[i]] > 0 })
}

// GroupsOf are the groups an agent is in, in the order of the settings.
func (s Settings) GroupsOf(p Profile) []GroupID {
	var in []GroupID
	for _, g := range s.Groups {
		if g.Has(p) {
			in = append(in, g.ID)
		}
	}
	return in
}

// Hours are a calendar of opening hours in a time zone.
type Hours struct {
	ID   HoursID `json:"id" toml:"id"`
	Name string  `json:"name" toml:"name"`
	// Zone is an IANA name, as in "Europe/Paris".
	Zone string `json:"zone" toml:"zone"`
	Week []Span `json:"week" toml:"week"`
	// Except are days that are not like their weekday.
	Except []Exception `json:"except,omitempty" toml:"except,omitempty"`
}

// Span is a time of the day on some weekdays.
type Span struct {
	// Days are "mon", "tue", "wed", "thu", "fri", "sat" and "sun".
	Days []string `json:"days" toml:"days"`
	// From and To are local times as in "09:00" and "17:30"; To may be
	// "24:00", and where it is not after From it is of the next day.
	From string `json:"from" toml:"from"`
	To   string `json:"to" toml:"to"`
}

// Exception is one day with hours of its own; closed, where it has none.
type Exception struct {
	// Date is as in "2026-12-25".
	Date string `json:"date" toml:"date"`
	Name string `json:"name,omitempty" toml:"name,omitempty"`
	// Open holds spans whose days are empty.
	Open []Span `json:"open,omitempty" toml:"open,omitempty"`
}

// Method says how a routing rule chooses among its groups.
type Method string

// The methods of assignation.
const (
	// Escalation: the next group only if nobody in those before it is free.
	Escalation Method = "escalation"
	// Fair: each in turn; who lags behind an equal share is served first.
	Fair Method = "fair"
	// Custom: the same with the shares the rule names.
	Custom Method = "custom"
	// Reactive: the group with the greatest part of its slots free.
	Reactive Method = "reactive"
)

// Order says how a routing rule compares free agents; see the engine's doc.go.
type Order string

// The orders of agents. The empty one is Balanced.
const (
	Balanced    Order = "balanced"
	LongestIdle Order = "longest_idle"
	FairShare   Order = "fair_share"
	FillFirst   Order = "fill_first"
	BestSkill   Order = "best_skill"
)

// LanguageRule says what the visitor's language asks of an agent.
type LanguageRule string

// The language rules. The empty one is LanguageHard.
const (
	// LanguageHard: only who speaks it.
	LanguageHard LanguageRule = "hard"
	// LanguageSoft: who speaks it first.
	LanguageSoft LanguageRule = "soft"
	// LanguageAny: it does not matter.
	LanguageAny LanguageRule = "any"
)

// MaxRings is how many rings a routing rule has at most.
const MaxRings = 6

// Rule is a routing rule: which groups answer, chosen how, widening as a
// conversation waits.
type Rule struct {
	ID     RuleID `json:"id" toml:"id"`
	Name   string `json:"name" toml:"name"`
	Method Method `json:"method" toml:"method"`
	Order  Order  `json:"order,omitempty" toml:"order,omitempty"`
	// Rings widen: each holds the groups of the one before it and asks for no
	// more. The first begins at once.
	Rings []Ring `json:"rings" toml:"rings"`
	// Sticky is for how many seconds a returning visitor waits for the agent
	// they last talked to before others may answer; 0 for not at all.
	Sticky int `json:"sticky,omitempty" toml:"sticky,omitempty"`
	// AnswerWithin is in how many seconds the agent has to write a first word
	// before the conversation goes to another; 0 for any.
	AnswerWithin int `json:"answerWithin,omitempty" toml:"answerWithin,omitempty"`
	// Transfers shows the rule's groups in the lists of whom a conversation
	// can be transferred to.
	Transfers bool `json:"transfers" toml:"transfers"`
	// Then is the rule that joins in after the last ring, ThenAfter seconds
	// into the wait.
	Then      RuleID `json:"then,omitempty" toml:"then,omitempty"`
	ThenAfter int    `json:"thenAfter,omitempty" toml:"thenAfter,omitempty"`
}

// Ring is who may answer from some moment of the wait on.
type Ring struct {
	// After is in seconds from the beginning of the wait.
	After  int     `json:"after" toml:"after"`
	Groups []Share `json:"groups" toml:"groups"`
	// Require are skills an agent must have at a level.
	Require  []Need       `json:"require,omitempty" toml:"require,omitempty"`
	Language LanguageRule `json:"language,omitempty" toml:"language,omitempty"`
}

// Share is a group and, under [Custom], its part of the whole.
type Share struct {
	Group GroupID `json:"group" toml:"group"`
	Share int     `json:"share,omitempty" toml:"share,omitempty"`
}

// Need is a skill at a level.
type Need struct {
	Skill SkillID `json:"skill" toml:"skill"`
	Level int     `json:"level" toml:"level"`
}

// Priority says how long a conversation gives way to others.
type Priority string

// The priorities. The empty one is Normal.
const (
	Urgent Priority = "urgent"
	High   Priority = "high"
	Normal Priority = "normal"
	Low    Priority = "low"
)

// Targeting is a targeting rule: which visitors are offered a conversation, on
// which channel, and which routing rule answers them.
type Targeting struct {
	ID      TargetID `json:"id" toml:"id"`
	Name    string   `json:"name" toml:"name"`
	Active  bool     `json:"active" toml:"active"`
	Channel Channel  `json:"channel" toml:"channel"`
	Rule    RuleID   `json:"rule" toml:"rule"`
	// Sites are host names, Paths beginnings of a page's path, Languages tags
	// as in "fr"; an empty list fits everything.
	Sites     []string `json:"sites,omitempty" toml:"sites,omitempty"`
	Paths     []string `json:"paths,omitempty" toml:"paths,omitempty"`
	Languages []string `json:"languages,omitempty" toml:"languages,omitempty"`
	// Require is asked of the agent besides what the routing rule asks.
	Require  []Need   `json:"require,omitempty" toml:"require,omitempty"`
	Priority Priority `json:"priority,omitempty" toml:"priority,omitempty"`
}

// Lifecycle is how conversations live in a project. Its zero value is the
// default of every switch.
type Lifecycle struct {
	// VisitorStays takes the control for leaving a conversation away.
	VisitorStays bool `json:"visitorStays,omitempty" toml:"visitorStays,omitempty"`
	// TellTransfers says one line to the visitor when a conversation changes
	// hands.
	TellTransfers bool `json:"tellTransfers,omitempty" toml:"tellTransfers,omitempty"`
	// CloseIdleAfter is after how many minutes without a word from a visitor
	// who was answered the conversation ends; they are warned one minute
	// before. 0 for never.
	CloseIdleAfter int `json:"closeIdleAfter,omitempty" toml:"closeIdleAfter,omitempty"`
	// LostAfter is for how many seconds an agent whose line is lost keeps
	// their contacts; 0 for [LostAfter].
	LostAfter int `json:"lostAfter,omitempty" toml:"lostAfter,omitempty"`
	// ShownWithin is in how many seconds a desktop has to say that it shows a
	// new contact before it goes to another agent; 0 for [ShownWithin].
	ShownWithin int `json:"shownWithin,omitempty" toml:"shownWithin,omitempty"`
	// PushGap is how many seconds pass between two new contacts of an agent.
	PushGap int `json:"pushGap,omitempty" toml:"pushGap,omitempty"`
	// Welcome is said to visitors who write where they may have to wait.
	Welcome string `json:"welcome,omitempty" toml:"welcome,omitempty"`
	// Tagging says whether agents tag what they close, or have to.
	Tagging Tagging `json:"tagging,omitempty" toml:"tagging,omitempty"`
	// FixedTags keeps agents from making new tags at closing.
	FixedTags bool `json:"fixedTags,omitempty" toml:"fixedTags,omitempty"`
}

// The spans the rules name that no setting changes, or that hold until one does.
const (
	// LostAfter and ShownWithin are the defaults of [Lifecycle].
	LostAfter   = 60 * Second
	ShownWithin = 3 * Second
	// ReservedFor is how long a conversation waits for one named agent before
	// another of the same group may have it.
	ReservedFor = 24 * Hour
	// WarnBefore is how long before its end an idle visitor is warned.
	WarnBefore = Minute
	// MissesAllowed within MissedWithin; one more and the agent is away.
	MissesAllowed = 1
	MissedWithin  = 10 * Minute
	// StickyFor is for how long a returning visitor is known to their agent.
	StickyFor = 30 * Day
)

// Grace is how long an agent whose line is lost keeps their contacts.
func (l Lifecycle) Grace() Millis {
	if l.LostAfter > 0 {
		return Millis(l.LostAfter) * Second
	}
	return LostAfter
}

// Shown is how long a desktop has to say that it shows a new contact.
func (l Lifecycle) Shown() Millis {
	if l.ShownWithin > 0 {
		return Millis(l.ShownWithin) * Second
	}
	return ShownWithin
}

// Group finds a group by its id.
func (s Settings) Group(id GroupID) (Group, bool) {
	return find(s.Groups, func(g Group) bool { return g.ID == id })
}

// Rule finds a routing rule by its id.
func (s Settings) Rule(id RuleID) (Rule, bool) {
	return find(s.Rules, func(r Rule) bool { return r.ID == id })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	for _, x := range list {
		if is(x) {
			return x, true
		}
	}
	var none T
	return none, false
}

// FirstGroup is the group in whose queue a conversation of the rule counts that
// found somebody free and yet comes to wait; empty for an unknown rule.
func (s Settings) FirstGroup(id RuleID) GroupID {
	rule, ok := s.Rule(id)
	if !ok || len(rule.Rings) == 0 || len(rule.Rings[0].Groups) == 0 {
		return ""
	}
	return rule.Rings[0].Groups[0].Group
}

// Async tells whether a visitor may wait under the rule: one of its groups has
// places in its queue.
func (s Settings) Async(id RuleID) bool {
	return slices.ContainsFunc(s.Answering(id), func(id GroupID) bool {
		g, ok := s.Group(id)
		return ok && g.Places > 0
	})
}

// Answering are the groups that may answer under a rule sooner or later, in the
// order in which it names them.
func (s Settings) Answering(id RuleID) []GroupID {
	var groups []GroupID
	seen := map[RuleID]bool{}
	for id != "" && !seen[id] {
		seen[id] = true
		r, ok := s.Rule(id)
		if !ok {
			break
		}
		for _, ring := range r.Rings {
			for _, share := range ring.Groups {
				if !slices.Contains(groups, share.Group) {
					groups = append(groups, share.Group)
				}
			}
		}
		id = r.Then
	}
	return groups
}

// Visit is what a targeting rule can look at.
type Visit struct {
	Channel  Channel
	Site     string
	Path     string
	Language string
}

// Target is the first active targeting rule that fits a visit.
func (s Settings) Target(v Visit) (Targeting, bool) {
	return find(s.Targeting, func(t Targeting) bool { return t.fits(v) })
}
