package hours

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// Calendar is opening hours, ready to be asked. The zero one is always open.
type Calendar struct {
	zone *time.Location
	// week holds what begins on each weekday, as [time.Weekday] counts them.
	week   [7][]span
	except map[date][]span
	// dates are those of except, in order.
	dates []date
}

// span is in milliseconds from the midnight it is counted from.
type span struct{ from, to int64 }

// Compile reads opening hours. What it refuses, [desk.Settings.Check] refuses
// too.
func Compile(h desk.Hours) (Calendar, error) {
	zone, ok := load(h.Zone)
	if !ok {
		return Calendar{}, desk.Refuse(desk.Invalid, "There is no time zone %q.", desk.CutText(h.Zone, 60)).At("zone")
	}
	c := Calendar{zone: zone, except: make(map[date][]span, len(h.Except))}
	for i, s := range h.Week {
		sp, err := compileSpan(fmt.Sprintf("week[%d]", i), s)
		if err != nil {
			return Calendar{}, err
		}
		for _, name := range s.Days {
			day := slices.Index(desk.Weekdays, name)
			if day < 0 {
				return Calendar{}, desk.Refuse(desk.Invalid, "There is no day %q.", desk.CutText(name, 60)).
					At(fmt.Sprintf("week[%d].days", i))
			}
			weekday := (day + 1) % 7 // desk's week begins on Monday, time's on Sunday
			c.week[weekday] = append(c.week[weekday], sp)
		}
	}
	for i, e := range h.Except {
		y, m, d, ok := desk.ParseDate(e.Date)
		if !ok {
			return Calendar{}, desk.Refuse(desk.Invalid, "A date is as in 2026-12-25.").At(fmt.Sprintf("except[%d].date", i))
		}
		open := []span{}
		for j, s := range e.Open {
			sp, err := compileSpan(fmt.Sprintf("except[%d].open[%d]", i, j), s)
			if err != nil {
				return Calendar{}, err
			}
			open = append(open, sp)
		}
		day := date{y, m, d}
		c.except[day] = open
		c.dates = append(c.dates, day)
	}
	slices.SortFunc(c.dates, func(a, b date) int { return a.utc().Compare(b.utc()) })
	c.dates = slices.Compact(c.dates)
	return c, nil
}

func compileSpan(field string, s desk.Span) (span, error) {
	from, ok := desk.ParseClock(s.From)
	if !ok {
		return span{}, desk.Refuse(desk.Invalid, "A time is as in 09:00.").At(field + ".from")
	}
	to, ok := desk.ParseClock(s.To)
	if !ok {
		return span{}, desk.Refuse(desk.Invalid, "A time is as in 17:30.").At(field + ".to")
	}
	if to <= from {
		to += 24 * 60
	}
	const minute = int64(desk.Minute)
	return span{int64(from) * minute, int64(to) * minute}, nil
}

// steady is after how many days without an exception what was so all along
// stays so: a week, another in case the clocks changed in the first, and the
// nights at both ends.
const steady = 16

// At tells whether it is open at a moment, and when that next changes, 0 for
// never.
func (c Calendar) At(at desk.Millis) (open bool, changes desk.Millis) {
	if c.zone == nil {
		return true, 0
	}
	// What began two days ago may last until now: a span is a day long at most
	// and may begin late on its own.
	day := dateOf(time.UnixMilli(int64(at)).In(c.zone)).plus(-2)
	dates := c.dates
	for len(dates) > 0 && dates[0].before(day) {
		dates = dates[1:]
	}
	for quiet := 0; ; day = day.plus(1) {
		for _, s := range c.on(day) {
			switch {
			case s.to <= at:
			case !open && s.from > at:
				return false, s.from
			case open && s.from > changes:
				return true, changes
			default:
				open, changes = true, max(changes, s.to)
			}
		}
		quiet++
		if len(dates) > 0 && dates[0] == day {
			dates, quiet = dates[1:], 0
		}
		if quiet < steady {
			continue
		}
		midnight := when(c.zone, day, 0).first
		switch {
		case open && changes < midnight:
			return true, changes
		case len(dates) == 0:
			return open, 0
		}
		// Nothing changes until an exception does it: go there.
		if there := dates[0].plus(-3); day.before(there) {
			day = there
			if open { // and the day after, whoever's night that is
				changes = when(c.zone, day.plus(2), 0).first
			}
		}
	}
}

// period is a span of a certain day.
type period struct{ from, to desk.Millis }

// on is what begins on a day, in order.
func (c Calendar) on(day date) []period {
	spans, special := c.except[day]
	if !special {
		spans = c.week[day.utc().Weekday()]
	}
	list := make([]period, 0, len(spans))
	for _, s := range spans {
		// The end is after the last moment that is still within, so that a
		// clock which shows the end once more does not open again.
		end := when(c.zone, day, s.to-1)
		to := end.last
		if !end.never {
			to++
		}
		if from := when(c.zone, day, s.from).first; from < to {
			list = append(list, period{from, to})
		}
	}
	slices.SortFunc(list, func(a, b period) int { return cmp.Compare(a.from, b.from) })
	return list
}
