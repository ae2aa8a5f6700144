package hours

import (
	"fmt"

	"github.com/parley-desk/parley/backend/desk"
)

// Groups are the calendars of those groups that have one.
type Groups map[desk.GroupID]Calendar

// Of compiles the opening hours of a project's groups.
func Of(s desk.Settings) (Groups, error) {
	calendars := make(map[desk.HoursID]Calendar, len(s.Hours))
	for i, h := range s.Hours {
		c, err := Compile(h)
		if err != nil {
			refusal := desk.AsError(err)
			return nil, refusal.At(fmt.Sprintf("hours[%d].%s", i, refusal.Field))
		}
		calendars[h.ID] = c
	}
	groups := Groups{}
	for i, g := range s.Groups {
		if g.Hours == "" {
			continue
		}
		c, ok := calendars[g.Hours]
		if !ok {
			return nil, desk.Refuse(desk.Invalid, "There are no opening hours %q.", g.Hours).At(fmt.Sprintf("groups[%d].hours", i))
		}
		groups[g.ID] = c
	}
	return groups, nil
}

// Open tells whether a group is at work; one without hours always is.
func (g Groups) Open(group desk.GroupID, at desk.Millis) bool {
	open, _ := g[group].At(at)
	return open
}

// Changes is the first moment after at when some group opens or closes, 0 for
// never.
func (g Groups) Changes(at desk.Millis) (next desk.Millis) {
	for _, c := range g {
		if _, changes := c.At(at); changes > 0 && (next == 0 || changes < next) {
			next = changes
		}
	}
	return next
}
