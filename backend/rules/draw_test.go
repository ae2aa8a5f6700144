package rules_test

import (
	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rules"
)

// The generators draw whatever the types can hold, sensible or not: a text is
// printed and read before anybody checks it.

var anyText = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
	"", "Sales", "a \"quoted\" word", `back\slash`, "two\nlines", "tab\tand\rreturn", "#no comment", "'''", `"""`, "é€😀", "\x7f\x01",
}))

func drawText[T ~string](t *rapid.T) T { return T(anyText.Draw(t, "text")) }

func drawList[T any](t *rapid.T, draw func(*rapid.T) T) (list []T) {
	for range rapid.IntRange(0, 3).Draw(t, "n") {
		list = append(list, draw(t))
	}
	return list
}

func drawLevels[K ~string](t *rapid.T) (m map[K]int) {
	for range rapid.IntRange(0, 2).Draw(t, "n") {
		if m == nil {
			m = map[K]int{}
		}
		m[drawText[K](t)] = drawInt(t)
	}
	return m
}

func drawInt(t *rapid.T) int { return rapid.OneOf(rapid.Just(0), rapid.Int()).Draw(t, "int") }

func drawBool(t *rapid.T) bool { return rapid.Bool().Draw(t, "bool") }

func drawSpan(t *rapid.T) desk.Span {
	return desk.Span{Days: drawList(t, drawText[string]), From: drawText[string](t), To: drawText[string](t)}
}

func drawNeed(t *rapid.T) desk.Need {
	return desk.Need{Skill: drawText[desk.SkillID](t), Level: drawInt(t)}
}

func drawSettings(t *rapid.T) desk.Settings {
	return desk.Settings{
		Skills: drawList(t, func(t *rapid.T) desk.Skill {
			return desk.Skill{ID: drawText[desk.SkillID](t), Name: drawText[string](t)}
		}),
		Hours: drawList(t, func(t *rapid.T) desk.Hours {
			return desk.Hours{
				ID: drawText[desk.HoursID](t), Name: drawText[string](t), Zone: drawText[string](t), Week: drawList(t, drawSpan),
				Except: drawList(t, func(t *rapid.T) desk.Exception {
					return desk.Exception{Date: drawText[string](t), Name: drawText[string](t), Open: drawList(t, drawSpan)}
				}),
			}
		}),
		Groups: drawList(t, func(t *rapid.T) desk.Group {
			return desk.Group{
				ID: drawText[desk.GroupID](t), Name: drawText[string](t), Roles: drawList(t, drawText[desk.Role]),
				Organisations: drawList(t, drawText[desk.OrganisationID]), Skills: drawList(t, drawText[desk.SkillID]),
				Places: drawInt(t), Hours: drawText[desk.HoursID](t),
			}
		}),
		Rules: drawList(t, func(t *rapid.T) desk.Rule {
			return desk.Rule{
				ID: drawText[desk.RuleID](t), Name: drawText[string](t), Method: drawText[desk.Method](t), Order: drawText[desk.Order](t),
				Rings: drawList(t, func(t *rapid.T) desk.Ring {
					return desk.Ring{
						After: drawInt(t), Require: drawList(t, drawNeed), Language: drawText[desk.LanguageRule](t),
						Groups: drawList(t, func(t *rapid.T) desk.Share {
							return desk.Share{Group: drawText[desk.GroupID](t), Share: drawInt(t)}
						}),
					}
				}),
				Sticky: drawInt(t), AnswerWithin: drawInt(t), Transfers: drawBool(t), Then: drawText[desk.RuleID](t), ThenAfter: drawInt(t),
			}
		}),
		Targeting: drawList(t, func(t *rapid.T) desk.Targeting {
			return desk.Targeting{
				ID: drawText[desk.TargetID](t), Name: drawText[string](t), Active: drawBool(t), Channel: drawText[desk.Channel](t),
				Rule: drawText[desk.RuleID](t), Sites: drawList(t, drawText[string]), Paths: drawList(t, drawText[string]),
				Languages: drawList(t, drawText[string]), Require: drawList(t, drawNeed), Priority: drawText[desk.Priority](t),
			}
		}),
		Categories: drawList(t, func(t *rapid.T) desk.Topic {
			return desk.Topic{
				ID: drawText[desk.TopicID](t), Name: drawText[string](t), Targets: drawList(t, drawText[desk.TargetID]),
				Groups: drawList(t, drawText[desk.GroupID]), Sites: drawList(t, drawText[string]),
			}
		}),
		Lifecycle: desk.Lifecycle{
			VisitorStays: drawBool(t), TellTransfers: drawBool(t), CloseIdleAfter: drawInt(t), LostAfter: drawInt(t),
			ShownWithin: drawInt(t), PushGap: drawInt(t), Welcome: drawText[string](t),
			Tagging: drawText[desk.Tagging](t), FixedTags: drawBool(t),
		},
		Team: desk.Team{Title: drawText[string](t), Page: drawText[string](t)},
	}
}

func drawDocument(t *rapid.T) rules.Document {
	return rules.Document{Settings: drawSettings(t), Tests: drawList(t, func(t *rapid.T) rules.Test {
		return rules.Test{
			Name: drawText[string](t), At: drawText[string](t), Zone: drawText[string](t), Waited: drawInt(t),
			Visit: rules.Visit{
				Channel: drawText[desk.Channel](t), Site: drawText[string](t), Path: drawText[string](t),
				Language: drawText[string](t), Knows: drawText[desk.AgentID](t), Offered: drawBool(t),
			},
			People: drawList(t, func(t *rapid.T) rules.Person {
				return rules.Person{
					Agent: drawText[desk.AgentID](t), Like: drawText[desk.AgentID](t), Role: drawText[desk.Role](t),
					Organisation: drawText[desk.OrganisationID](t), Skills: drawLevels[desk.SkillID](t),
					Languages: drawList(t, drawText[string]), Slots: drawLevels[desk.Channel](t), Used: drawLevels[desk.Channel](t),
					Priority: drawLevels[desk.Channel](t), CallAndChat: drawBool(t), Status: drawText[rules.Presence](t),
				}
			}),
			Queued: drawLevels[desk.GroupID](t),
			Expect: rules.Expect{
				Outcome: drawText[rules.Outcome](t), Target: drawText[desk.TargetID](t), Rule: drawText[desk.RuleID](t),
				Ring: drawInt(t), Group: drawText[desk.GroupID](t), Agent: drawText[desk.AgentID](t),
			},
		}
	})}
}
