package hours_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
)

// scan is the other way to know: it looks at a clock on the wall every minute.
// A span holds from the first minute at which the clock shows a time within it
// to the last.
func scan(h desk.Hours, from time.Time, minutes int) []bool {
	zone, err := time.LoadLocation(h.Zone)
	if err != nil {
		panic(err)
	}
	// The wall's clock, as if it were UTC's, so that two readings compare.
	walls := make([]time.Time, minutes)
	for i := range walls {
		t := from.Add(time.Duration(i) * time.Minute).In(zone)
		walls[i] = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
	}
	open := make([]bool, minutes)
	first := walls[0].Truncate(24*time.Hour).AddDate(0, 0, -3)
	for day := first; day.Before(walls[minutes-1].AddDate(0, 0, 2)); day = day.AddDate(0, 0, 1) {
		for _, s := range spansOn(h, day) {
			begin, _ := desk.ParseClock(s.From)
			end, _ := desk.ParseClock(s.To)
			if end <= begin {
				end += 24 * 60
			}
			lowest, highest := -1, -1
			for i, wall := range walls {
				if m := int(wall.Sub(day) / time.Minute); m >= begin && m < end {
					if lowest < 0 {
						lowest = i
					}
					highest = i
				}
			}
			for i := lowest; i >= 0 && i <= highest; i++ {
				open[i] = true
			}
		}
	}
	return open
}

func spansOn(h desk.Hours, day time.Time) []desk.Span {
	for _, e := range h.Except {
		if e.Date == day.Format(time.DateOnly) {
			return e.Open
		}
	}
	var spans []desk.Span
	for _, s := range h.Week {
		for _, d := range s.Days {
			if desk.Weekdays[(int(day.Weekday())+6)%7] == d {
				spans = append(spans, s)
			}
		}
	}
	return spans
}

// switches are days around which a zone's clocks change.
var switches = []struct{ zone, day string }{
	{"Europe/Paris", "2026-03-29"}, {"Europe/Paris", "2026-10-25"},
	{"America/New_York", "2026-03-08"}, {"America/New_York", "2026-11-01"},
	{"Australia/Lord_Howe", "2026-04-05"}, {"Australia/Lord_Howe", "2026-10-04"},
	{"America/Sao_Paulo", "2018-11-04"}, {"America/Sao_Paulo", "2018-02-18"}, // at midnight
	{"Africa/Casablanca", "2026-02-15"}, {"Asia/Kathmandu", "2026-06-01"}, {"Pacific/Apia", "2011-12-30"},
}

func drawHours(t *rapid.T, zone string, around time.Time) desk.Hours {
	clock := rapid.Custom(func(t *rapid.T) string {
		// Many between midnight and four, where the clocks change.
		hour := rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 23)).Draw(t, "hour")
		return fmt.Sprintf("%02d:%02d", hour, rapid.SampledFrom([]int{0, 15, 30, 45, 59}).Draw(t, "minute"))
	})
	spans := func(label string, days bool) []desk.Span {
		var list []desk.Span
		for range rapid.IntRange(0, 3).Draw(t, label) {
			s := desk.Span{From: clock.Draw(t, "from"), To: rapid.OneOf(clock, rapid.Just("24:00")).Draw(t, "to")}
			if days {
				s.Days = rapid.SliceOfNDistinct(rapid.SampledFrom(desk.Weekdays), 1, 7, rapid.ID[string]).Draw(t, "days")
			}
			if s.From != s.To {
				list = append(list, s)
			}
		}
		return list
	}
	h := desk.Hours{ID: "h", Name: "Hours", Zone: zone, Week: spans("week", true)}
	for range rapid.IntRange(0, 2).Draw(t, "exceptions") {
		day := around.AddDate(0, 0, rapid.IntRange(-3, 5).Draw(t, "day")).Format(time.DateOnly)
		if len(h.Except) > 0 && h.Except[0].Date == day {
			continue
		}
		h.Except = append(h.Except, desk.Exception{Date: day, Open: spans("open", false)})
	}
	return h
}

// The calendar agrees with the wall's clock, and names exactly the first moment
// at which the answer differs.
func TestAgreesWithAClockOnTheWall(t *testing.T) {
	const before, minutes = 4, 12 * 24 * 60
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(switches).Draw(t, "switch")
		around, err := time.Parse(time.DateOnly, s.day)
		if err != nil {
			t.Fatal(err)
		}
		h := drawHours(t, s.zone, around)
		c, err := hours.Compile(h)
		if err != nil {
			t.Fatal(err)
		}
		from := around.AddDate(0, 0, -before)
		want := scan(h, from, minutes)
		// The last days are kept out: what is cut off at the window's end has no
		// last minute there.
		next := make([]int, minutes) // the first minute that differs, or minutes
		next[minutes-1] = minutes
		for i := minutes - 2; i >= 0; i-- {
			next[i] = next[i+1]
			if want[i] != want[i+1] {
				next[i] = i + 1
			}
		}
		const whole = minutes - 3*24*60
		for i := rapid.IntRange(0, 16).Draw(t, "first minute"); i < whole; i += 17 {
			at := desk.Millis(from.UnixMilli()) + desk.Millis(i)*desk.Minute
			open, changes := c.At(at)
			if open != want[i] {
				t.Fatalf("%s: open %v, the wall says %v (%+v)", from.Add(time.Duration(i)*time.Minute), open, want[i], h)
			}
			wantChange := desk.Millis(from.UnixMilli()) + desk.Millis(next[i])*desk.Minute
			if end := from.Add(minutes * time.Minute); next[i] >= whole {
				if changes != 0 && changes < desk.Millis(end.UnixMilli())-3*desk.Day {
					t.Fatalf("%s: changes at %d, the wall does not", from.Add(time.Duration(i)*time.Minute), changes)
				}
			} else if changes != wantChange {
				t.Fatalf("%s: changes at %s, the wall at %s (%+v)", from.Add(time.Duration(i)*time.Minute),
					time.UnixMilli(int64(changes)).UTC(), time.UnixMilli(int64(wantChange)).UTC(), h)
			}
		}
	})
}
