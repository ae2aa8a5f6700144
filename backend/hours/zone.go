package hours

import (
	"strings"
	"time"
	_ "time/tzdata" // the zones, where the machine has none

	"github.com/parley-desk/parley/backend/desk"
)

// Zone tells whether there is a time zone of this name. The machine's own is
// none, because settings mean the same on every machine, and neither are those
// that count leap seconds, which no clock here does.
func Zone(name string) bool {
	_, ok := load(name)
	return ok
}

func load(name string) (*time.Location, bool) {
	if name == "" || name == "Local" || strings.HasPrefix(name, "right/") {
		return nil, false
	}
	loc, err := time.LoadLocation(name)
	return loc, err == nil
}

// shown is when a clock in a zone shows a time of a day.
type shown struct {
	// first and last differ where it shows the time twice.
	first, last desk.Millis
	// never: the time is in a gap, and both are when that ends.
	never bool
}

// when finds out when a clock shows so many milliseconds after the midnight a
// day begins with.
func when(zone *time.Location, d date, ms int64) shown {
	wall := d.utc().UnixMilli() + ms
	s := shown{never: true}
	// The zone is asked at both sides of the day: where the clocks change
	// between, the two differ, and either or both may lead to the time.
	for _, side := range [...]int64{wall - around, wall + around} {
		t := wall - offset(zone, side)
		if offset(zone, t) != wall-t {
			continue
		}
		at := desk.Millis(t)
		if s.never {
			s = shown{first: at} // what counted before the change counts first
		}
		s.last = at
	}
	if s.never {
		after := time.UnixMilli(wall - offset(zone, wall-around)).In(zone)
		start, _ := after.ZoneBounds()
		s.first = desk.Millis(start.UnixMilli())
		s.last = s.first
	}
	return s
}

// around reaches beyond any difference between two zones, one day long where an
// island changed the side of the date line.
const around = int64(36 * desk.Hour)

func offset(loc *time.Location, ms int64) int64 {
	_, seconds := time.UnixMilli(ms).In(loc).Zone()
	return int64(seconds) * 1000
}

// date is a day of the calendar.
type date struct{ year, month, day int }

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, int(m), d}
}

func (d date) utc() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

func (d date) plus(days int) date { return dateOf(d.utc().AddDate(0, 0, days)) }

func (d date) before(o date) bool { return d.utc().Before(o.utc()) }

// Moment is when a clock in a zone shows a local time as in "2026-03-03T09:00":
// the first time it does, or the end of the gap that holds it. An empty zone is
// UTC.
func Moment(zone, text string) (desk.Millis, error) {
	if zone == "" {
		zone = "UTC"
	}
	loc, ok := load(zone)
	if !ok {
		return 0, desk.Refuse(desk.Invalid, "There is no time zone %q.", desk.CutText(zone, 60)).At("zone")
	}
	day, clock, _ := strings.Cut(text, "T")
	y, m, d, ok := desk.ParseDate(day)
	minutes, okClock := desk.ParseClock(clock)
	if !ok || !okClock {
		return 0, desk.Refuse(desk.Invalid, "A moment is as in 2026-03-03T09:00.").At("at")
	}
	return when(loc, date{y, m, d}, int64(minutes)*int64(desk.Minute)).first, nil
}
