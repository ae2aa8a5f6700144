package desk

import (
	"fmt"
	"slices"
)

func (c *checker) rules() {
	seen := map[string]bool{}
	for i, r := range c.s.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		c.named(at, string(r.ID), r.Name, seen)
		if !slices.Contains([]Method{Escalation, Fair, Custom, Reactive}, r.Method) {
			c.refuse(at+".method", "A method is escalation, fair, custom or reactive.")
		}
		if !slices.Contains([]Order{"", Balanced, LongestIdle, FairShare, FillFirst, BestSkill}, r.Order) {
			c.refuse(at+".order", "An order is balanced, longest_idle, fair_share, fill_first or best_skill.")
		}
		if len(r.Rings) == 0 || len(r.Rings) > MaxRings {
			c.refuse(at+".rings", "A routing rule has 1 to %d rings.", MaxRings)
		}
		for j, ring := range r.Rings {
			c.ring(fmt.Sprintf("%s.rings[%d]", at, j), r.Method, ring)
			if j > 0 {
				c.widens(fmt.Sprintf("%s.rings[%d]", at, j), r.Rings[j-1], ring)
			}
		}
		if len(r.Rings) > 0 && r.Rings[0].After != 0 {
			c.refuse(at+".rings[0].after", "The first ring begins at once.")
		}
		if r.Sticky < 0 || r.Sticky > 3600 {
			c.refuse(at+".sticky", "A returning visitor waits 0 to 3,600 seconds for their agent.")
		}
		if r.AnswerWithin < 0 || r.AnswerWithin > 24*3600 {
			c.refuse(at+".answerWithin", "A first answer is due within 0 to 86,400 seconds.")
		}
		c.then(at, r)
	}
}

func (c *checker) ring(at string, method Method, ring Ring) {
	if ring.After < 0 || ring.After > 24*3600 {
		c.refuse(at+".after", "A ring begins 0 to 86,400 seconds into the wait.")
	}
	if len(ring.Groups) == 0 {
		c.refuse(at+".groups", "A ring names the groups that answer.")
	}
	for k, g := range ring.Groups {
		field := fmt.Sprintf("%s.groups[%d]", at, k)
		if _, ok := c.s.Group(g.Group); !ok {
			c.refuse(field+".group", "There is no group %q.", g.Group)
		}
		if slices.ContainsFunc(ring.Groups[:k], func(o Share) bool { return o.Group == g.Group }) {
			c.refuse(field+".group", "The group %q is named twice.", g.Group)
		}
		if method == Custom && (g.Share < 1 || g.Share > 1000) {
			c.refuse(field+".share", "Under custom each group has a share from 1 to 1,000.")
		}
		if method != Custom && g.Share != 0 {
			c.refuse(field+".share", "Only custom knows shares.")
		}
	}
	if !slices.Contains([]LanguageRule{"", LanguageHard, LanguageSoft, LanguageAny}, ring.Language) {
		c.refuse(at+".language", "A language rule is hard, soft or any.")
	}
	c.needs(at+".require", ring.Require)
}

// widens refuses a ring that keeps somebody out whom the one before it let in.
func (c *checker) widens(at string, before, ring Ring) {
	if ring.After <= before.After {
		c.refuse(at+".after", "A ring begins later than the one before it.")
	}
	for _, g := range before.Groups {
		if !slices.ContainsFunc(ring.Groups, func(o Share) bool { return o.Group == g.Group }) {
			c.refuse(at+".groups", "Rings only widen: the group %q is missing.", g.Group)
		}
	}
	for i, n := range ring.Require {
		asked := slices.ContainsFunc(before.Require, func(o Need) bool { return o.Skill == n.Skill && o.Level >= n.Level })
		if !asked {
			c.refuse(fmt.Sprintf("%s.require[%d]", at, i), "Rings only widen: the one before it asks for less.")
		}
	}
	if ring.Language.strictness() > before.Language.strictness() {
		c.refuse(at+".language", "Rings only widen: the one before it asks for less.")
	}
}

func (l LanguageRule) strictness() int {
	switch l {
	case LanguageAny:
		return 0
	case LanguageSoft:
		return 1
	}
	return 2
}

// then refuses a rule that comes back to itself, or leads nowhere.
func (c *checker) then(at string, r Rule) {
	if r.Then == "" {
		if r.ThenAfter != 0 {
			c.refuse(at+".then", "There is a moment for another rule, and no rule.")
		}
		return
	}
	if r.ThenAfter < 0 || r.ThenAfter > 24*3600 {
		c.refuse(at+".thenAfter", "Another rule joins in 0 to 86,400 seconds into the wait.")
	}
	if n := len(r.Rings); n > 0 && r.ThenAfter < r.Rings[n-1].After {
		c.refuse(at+".thenAfter", "Another rule joins in after the last ring.")
	}
	entered := []RuleID{r.ID}
	for next := r.Then; next != ""; {
		if slices.Contains(entered, next) {
			c.refuse(at+".then", "The rules lead in a circle: %q comes up again.", next)
			return
		}
		entered = append(entered, next)
		rule, ok := c.s.Rule(next)
		if !ok {
			c.refuse(at+".then", "There is no routing rule %q.", next)
			return
		}
		next = rule.Then
	}
}

// The patience of each priority: how long a conversation gives way to others.
// It ages by itself, so that nobody is overtaken for longer than the difference.
const (
	UrgentPatience Millis = 0
	HighPatience          = 30 * Second
	NormalPatience        = 120 * Second
	LowPatience           = 600 * Second
)

// Patience is how long a conversation of this priority gives way, negative for
// an unknown one.
func (p Priority) Patience() Millis {
	switch p {
	case Urgent:
		return UrgentPatience
	case High:
		return HighPatience
	case "", Normal:
		return NormalPatience
	case Low:
		return LowPatience
	}
	return -1
}

// Patience is how long conversations of this targeting rule give way.
func (t Targeting) Patience() Millis { return t.Priority.Patience() }
