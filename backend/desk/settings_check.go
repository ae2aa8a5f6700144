package desk

import (
	"fmt"
	"slices"
	"strings"
)

// MaxSettingsName bounds the names in the settings, MaxPlaces a queue.
const (
	MaxSettingsName = 80
	MaxPlaces       = 10_000
)

// Check says what is wrong with the settings, as the first refusal met, with the
// path of the field at fault as in "rules[0].rings[1].groups"; nil where they
// hold together. zone tells the time zones there are.
func (s Settings) Check(zone func(name string) bool) error {
	c := checker{s: s, zone: zone}
	c.skills()
	c.hours()
	c.groups()
	c.rules()
	c.targeting()
	c.categories()
	c.lifecycle()
	c.team()
	c.files()
	if c.err == nil {
		return nil
	}
	return c.err
}

// checker keeps the first refusal.
type checker struct {
	s    Settings
	zone func(string) bool
	err  *Error
}

func (c *checker) refuse(field, format string, args ...any) {
	if c.err == nil {
		c.err = Refuse(Invalid, format, args...).At(field)
	}
}

// named checks an id and a name, which everything in the settings has.
func (c *checker) named(field, id, name string, seen map[string]bool) {
	switch {
	case !PlainID(id):
		c.refuse(field+".id", "An id has 1 to 40 small letters, digits, hyphens and underscores.")
	case seen[id]:
		c.refuse(field+".id", "There are two with the id %q.", id)
	case name == "" || CutText(name, MaxSettingsName) != name:
		c.refuse(field+".name", "A name has 1 to %d characters on one line.", MaxSettingsName)
	}
	seen[id] = true
}

// PlainID tells the ids that can stand in a path, a file and a sentence.
func PlainID(id string) bool {
	for _, r := range id {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_') {
			return false
		}
	}
	return id != "" && len(id) <= 40
}

// line checks a text that has no list to be looked up in.
func (c *checker) line(field, text string) {
	if text == "" || CutText(text, MaxURLBytes) != text {
		c.refuse(field, "This has 1 to %s characters on one line.", Thousands(MaxURLBytes))
	}
}

func (c *checker) skills() {
	seen := map[string]bool{}
	for i, k := range c.s.Skills {
		c.named(fmt.Sprintf("skills[%d]", i), string(k.ID), k.Name, seen)
	}
}

func (c *checker) hours() {
	seen := map[string]bool{}
	for i, h := range c.s.Hours {
		at := fmt.Sprintf("hours[%d]", i)
		c.named(at, string(h.ID), h.Name, seen)
		if !c.zone(h.Zone) {
			c.refuse(at+".zone", "There is no time zone %q.", CutText(h.Zone, 60))
		}
		for j, span := range h.Week {
			c.span(fmt.Sprintf("%s.week[%d]", at, j), span, true)
		}
		dates := map[string]bool{}
		for j, e := range h.Except {
			field := fmt.Sprintf("%s.except[%d]", at, j)
			if _, _, _, ok := ParseDate(e.Date); !ok {
				c.refuse(field+".date", "A date is as in 2026-12-25.")
			}
			if dates[e.Date] {
				c.refuse(field+".date", "There are two exceptions for %s.", e.Date)
			}
			dates[e.Date] = true
			for k, span := range e.Open {
				c.span(fmt.Sprintf("%s.open[%d]", field, k), span, false)
			}
		}
	}
}

// Weekdays are the names of the days, the first of the week first.
var Weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

func (c *checker) span(field string, s Span, days bool) {
	if days && len(s.Days) == 0 {
		c.refuse(field+".days", "Opening hours name their days.")
	}
	if !days && len(s.Days) > 0 {
		c.refuse(field+".days", "An exception is one day and names no others.")
	}
	for _, d := range s.Days {
		if !slices.Contains(Weekdays, d) {
			c.refuse(field+".days", "A day is one of %s.", strings.Join(Weekdays, ", "))
		}
	}
	if m, ok := ParseClock(s.From); !ok || m == 24*60 {
		c.refuse(field+".from", "A time is as in 09:00.")
	}
	if _, ok := ParseClock(s.To); !ok {
		c.refuse(field+".to", "A time is as in 17:30.")
	}
	if s.From == s.To {
		c.refuse(field+".to", "These hours end when they begin; for a whole day write 00:00 to 24:00.")
	}
}

func (c *checker) groups() {
	seen := map[string]bool{}
	for i, g := range c.s.Groups {
		at := fmt.Sprintf("groups[%d]", i)
		c.named(at, string(g.ID), g.Name, seen)
		if g.Places < 0 || g.Places > MaxPlaces {
			c.refuse(at+".places", "A queue has 0 to %s places.", Thousands(MaxPlaces))
		}
		if len(g.Roles)+len(g.Organisations)+len(g.Skills) == 0 {
			c.refuse(at, "A group says who is in it: by role, organisation or skill.")
		}
		for _, r := range g.Roles {
			if r != AgentRole && r != Manager && r != Admin {
				c.refuse(at+".roles", "There is no role %q.", CutText(string(r), 40))
			}
		}
		for _, o := range g.Organisations {
			c.line(at+".organisations", string(o))
		}
		for _, k := range g.Skills {
			c.skill(at+".skills", k)
		}
		if g.Hours != "" && !slices.ContainsFunc(c.s.Hours, func(h Hours) bool { return h.ID == g.Hours }) {
			c.refuse(at+".hours", "There are no opening hours %q.", g.Hours)
		}
	}
}

func (c *checker) skill(field string, id SkillID) {
	if !slices.ContainsFunc(c.s.Skills, func(k Skill) bool { return k.ID == id }) {
		c.refuse(field, "There is no skill %q.", id)
	}
}

func (c *checker) needs(field string, needs []Need) {
	for i, n := range needs {
		c.skill(fmt.Sprintf("%s[%d].skill", field, i), n.Skill)
		if n.Level < 1 || n.Level > MaxLevel {
			c.refuse(fmt.Sprintf("%s[%d].level", field, i), "A level is from 1 to %d.", MaxLevel)
		}
		if slices.ContainsFunc(needs[:i], func(o Need) bool { return o.Skill == n.Skill }) {
			c.refuse(fmt.Sprintf("%s[%d].skill", field, i), "The skill %q is asked for twice.", n.Skill)
		}
	}
}

func (c *checker) targeting() {
	seen := map[string]bool{}
	for i, t := range c.s.Targeting {
		at := fmt.Sprintf("targeting[%d]", i)
		c.named(at, string(t.ID), t.Name, seen)
		if !slices.Contains(Channels, t.Channel) {
			c.refuse(at+".channel", "There is no channel %q.", CutText(string(t.Channel), 40))
		}
		if t.Rule == "" && t.Active {
			c.refuse(at+".rule", "An active targeting rule names the routing rule that answers.")
		}
		if _, ok := c.s.Rule(t.Rule); t.Rule != "" && !ok {
			c.refuse(at+".rule", "There is no routing rule %q.", t.Rule)
		}
		if t.Patience() < 0 {
			c.refuse(at+".priority", "A priority is urgent, high, normal or low.")
		}
		c.needs(at+".require", t.Require)
		c.sites(at+".sites", t.Sites)
		for _, path := range t.Paths {
			c.line(at+".paths", path)
			if !strings.HasPrefix(path, "/") {
				c.refuse(at+".paths", "A path begins with a slash.")
			}
		}
		for _, l := range t.Languages {
			if err := CheckLanguage(l); err != nil {
				c.refuse(at+".languages", "%s", AsError(err).Message)
			}
		}
	}
}

func (c *checker) categories() {
	seen := map[string]bool{}
	for i, k := range c.s.Categories {
		at := fmt.Sprintf("categories[%d]", i)
		c.named(at, string(k.ID), k.Name, seen)
		for _, id := range k.Targets {
			if !slices.ContainsFunc(c.s.Targeting, func(t Targeting) bool { return t.ID == id }) {
				c.refuse(at+".targets", "There is no targeting rule %q.", CutText(string(id), 40))
			}
		}
		for _, id := range k.Groups {
			if _, ok := c.s.Group(id); !ok {
				c.refuse(at+".groups", "There is no group %q.", CutText(string(id), 40))
			}
		}
		c.sites(at+".sites", k.Sites)
	}
}

// sites checks a list of host names.
func (c *checker) sites(field string, sites []string) {
	for _, site := range sites {
		c.line(field, site)
		if strings.ContainsAny(site, "/ ") {
			c.refuse(field, "A site is a host name as in www.acme.test.")
		}
	}
}

func (c *checker) files() {
	f := c.s.Files
	if f.MaxMegabytes < 0 || f.MaxMegabytes > MaxFileMegabytes {
		c.refuse("files.maxMegabytes", "This is a number of megabytes from 0 to %d.", MaxFileMegabytes)
	}
	if f.AgentMegabytes < 0 || f.AgentMegabytes > MaxAgentMegabytes {
		c.refuse("files.agentMegabytes", "This is a number of megabytes from 0 to %d.", MaxAgentMegabytes)
	}
	if f.RoomGigabytes < 0 || f.RoomGigabytes > MaxRoomGigabytes {
		c.refuse("files.roomGigabytes", "This is a number of gigabytes from 0 to %s.", Thousands(MaxRoomGigabytes))
	}
	if f.KeepMonths != nil && (*f.KeepMonths < 0 || *f.KeepMonths > MaxKeepMonths) {
		c.refuse("files.keepMonths", "This is a number of months from 0, for ever, to %d.", MaxKeepMonths)
	}
	for i, k := range f.Kinds {
		if !slices.Contains(FileKinds, k) {
			c.refuse(fmt.Sprintf("files.kinds[%d]", i), "There is no kind of file called %q.", CutText(string(k), 40))
		}
	}
}

func (c *checker) lifecycle() {
	l := c.s.Lifecycle
	for _, n := range []struct {
		field string
		n     int
		most  int
		what  string
	}{
		{"closeIdleAfter", l.CloseIdleAfter, 7 * 24 * 60, "minutes"},
		{"lostAfter", l.LostAfter, 24 * 60 * 60, "seconds"},
		{"shownWithin", l.ShownWithin, 60 * 60, "seconds"},
		{"pushGap", l.PushGap, 60 * 60, "seconds"},
	} {
		if n.n < 0 || n.n > n.most {
			c.refuse("lifecycle."+n.field, "This is a number of %s from 0 to %s.", n.what, Thousands(n.most))
		}
	}
	if !slices.Contains([]Tagging{"", TagsOffered, TagsRequired, TagsOff}, l.Tagging) {
		c.refuse("lifecycle.tagging", "Tagging is offered, required or off.")
	}
	if l.Welcome != "" {
		if err := CheckText(l.Welcome); err != nil {
			c.refuse("lifecycle.welcome", "%s", AsError(err).Message)
		}
	}
}

func (c *checker) team() {
	t := c.s.Team
	if t.Page != "" && !WebAddress(t.Page) {
		c.refuse("team.page", "This is not a web address, as in https://www.example.com/team.")
	}
	if t.Title != "" && t.Page == "" {
		c.refuse("team.page", "A team's page that has a title has an address.")
	}
	if CutText(t.Title, MaxSettingsName) != t.Title {
		c.refuse("team.title", "A title has up to %d characters on one line.", MaxSettingsName)
	}
}
