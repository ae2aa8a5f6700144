package floor

import (
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
	"github.com/parley-desk/parley/backend/routing"
)

// opening knows which groups are at work and when that changes.
type opening struct {
	groups []timetable
	first  desk.Millis
	// always are the groups without hours.
	always []desk.GroupID
}

type timetable struct {
	group    desk.GroupID
	calendar hours.Calendar
	changes  desk.Millis
}

// newOpening reads the calendars of groups that have one. Settings are checked
// before they come here, so a calendar that cannot be read is one of a machine
// without that zone; its group is open, since a shut one would lose visitors.
func newOpening(s desk.Settings) opening {
	var o opening
	for _, g := range s.Groups {
		if calendar, ok := calendarOf(g, s.Hours); ok {
			o.groups = append(o.groups, timetable{group: g.ID, calendar: calendar})
		} else {
			o.always = append(o.always, g.ID)
		}
	}
	return o
}

func calendarOf(g desk.Group, all []desk.Hours) (hours.Calendar, bool) {
	for _, h := range all {
		if h.ID == g.Hours {
			calendar, err := hours.Compile(h)
			return calendar, err == nil
		}
	}
	return hours.Calendar{}, false
}

// seed says of every group whether it is at work: of one without hours too, as
// it may have had some until now.
func (o *opening) seed(tell func(desk.GroupID, bool), now desk.Millis) {
	for _, g := range o.always {
		tell(g, true)
	}
	for i := range o.groups {
		o.groups[i].changes = now
	}
	o.first = now
	o.turn(tell, now)
}

// next is when something changes, 0 for never.
func (o *opening) next() desk.Millis { return o.first }

// turn says what has changed by now.
func (o *opening) turn(tell func(desk.GroupID, bool), now desk.Millis) {
	if o.first == 0 || o.first > now {
		return
	}
	o.first = 0
	for i := range o.groups {
		t := &o.groups[i]
		if t.changes > 0 && t.changes <= now {
			var open bool
			open, t.changes = t.calendar.At(now)
			tell(t.group, open)
		}
		if t.changes > 0 && (o.first == 0 || t.changes < o.first) {
			o.first = t.changes
		}
	}
}

// openGroups lets routing follow the hours.
func (s *step) openGroups() {
	s.w.hours.turn(func(g desk.GroupID, open bool) { s.route(routing.GroupOpen{Group: g, Open: open}) }, s.now)
}
