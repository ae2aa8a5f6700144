package hours_test

import (
	"errors"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/hours"
)

var everyDay = desk.Weekdays

func week(zone string, spans ...desk.Span) desk.Hours {
	return desk.Hours{ID: "h", Name: "Hours", Zone: zone, Week: spans}
}

func span(from, to string, days ...string) desk.Span {
	return desk.Span{Days: days, From: from, To: to}
}

func compile(t testing.TB, h desk.Hours) hours.Calendar {
	t.Helper()
	c, err := hours.Compile(h)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// utc is a moment as in "2026-03-29 01:00".
func utc(t testing.TB, text string) desk.Millis {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return desk.Millis(at.UnixMilli())
}

func TestHours(t *testing.T) {
	office := week("Europe/Paris", span("09:00", "18:00", "mon", "tue", "wed", "thu", "fri"))
	office.Except = []desk.Exception{
		{Date: "2026-12-25", Name: "Christmas Day"},
		{Date: "2026-12-26", Open: []desk.Span{span("10:00", "12:00")}},
	}
	night := week("Europe/Paris", span("22:00", "06:00", "fri"))
	night.Except = []desk.Exception{{Date: "2026-11-28"}}
	twoShifts := week("UTC", span("08:00", "12:00", "mon"), span("12:00", "24:00", "mon"), span("00:00", "02:00", "tue"))
	always := week("Europe/Paris", span("00:00", "24:00", everyDay...))
	alwaysBut := always
	alwaysBut.Except = []desk.Exception{{Date: "2031-05-01", Open: []desk.Span{span("12:00", "13:00")}}}
	nightsBut := week("Europe/Paris", span("20:00", "20:00", everyDay...))
	nightsBut.Week[0].To = "19:00"
	nightsBut.Week = append(nightsBut.Week, span("19:00", "20:00", everyDay...))
	nightsBut.Except = []desk.Exception{{Date: "2031-05-01"}}
	once := desk.Hours{Zone: "UTC", Except: []desk.Exception{{Date: "2030-01-01", Open: []desk.Span{span("12:00", "13:00")}}}}
	for _, tt := range []struct {
		name    string
		hours   desk.Hours
		at      string
		open    bool
		changes string // empty for never
	}{
		{"before work", office, "2026-11-25 07:59", false, "2026-11-25 08:00"},
		{"at the first minute", office, "2026-11-25 08:00", true, "2026-11-25 17:00"},
		{"at the last", office, "2026-11-25 16:59", true, "2026-11-25 17:00"},
		{"after work", office, "2026-11-25 17:00", false, "2026-11-26 08:00"},
		{"over the weekend", office, "2026-11-27 17:00", false, "2026-11-30 08:00"},
		{"in summer", office, "2026-07-01 07:00", true, "2026-07-01 16:00"},
		{"a closed day", office, "2026-12-25 10:00", false, "2026-12-26 09:00"},
		{"a day with hours of its own", office, "2026-12-26 09:30", true, "2026-12-26 11:00"},
		{"a night, its evening", night, "2026-11-20 21:00", true, "2026-11-21 05:00"},
		{"a night, its morning", night, "2026-11-21 04:00", true, "2026-11-21 05:00"},
		{"a night into a closed day goes home when it would have", night, "2026-11-28 04:00", true, "2026-11-28 05:00"},
		{"spans that join are one", twoShifts, "2026-11-23 09:00", true, "2026-11-24 02:00"},
		{"always", always, "2026-11-25 12:00", true, ""},
		{"always, but for a day far off", alwaysBut, "2026-11-25 12:00", true, "2031-04-30 22:00"},
		{"nights that join, but for a day far off", nightsBut, "2026-11-25 12:00", true, "2031-05-01 17:00"},
		{"never, but for a day far off", once, "2026-11-25 12:00", false, "2030-01-01 12:00"},
		{"never again", once, "2030-01-01 13:00", false, ""},
		{"no hours at all", week("UTC"), "2026-11-25 12:00", false, ""},

		// On 2026-03-29 Paris goes from 02:00 to 03:00, on 2026-10-25 back.
		{"Paris, spring: ends in the gap", week("Europe/Paris", span("01:00", "02:30", "sun")), "2026-03-29 00:00", true, "2026-03-29 01:00"},
		{"Paris, spring: begins in the gap", week("Europe/Paris", span("02:30", "05:00", "sun")), "2026-03-29 00:59", false, "2026-03-29 01:00"},
		{"Paris, spring: within the gap", week("Europe/Paris", span("02:15", "02:45", "sun")), "2026-03-29 00:00", false, "2026-04-05 00:15"},
		{"Paris, spring: the day has 23 hours", week("Europe/Paris", span("00:00", "24:00", "sun")), "2026-03-28 23:00", true, "2026-03-29 22:00"},
		{"Paris, autumn: ends in the second hour", week("Europe/Paris", span("01:00", "02:30", "sun")), "2026-10-25 00:45", true, "2026-10-25 01:30"},
		{"Paris, autumn: ends as the hour begins", week("Europe/Paris", span("01:00", "02:00", "sun")), "2026-10-24 23:30", true, "2026-10-25 00:00"},
		{"Paris, autumn: begins in the first hour", week("Europe/Paris", span("02:30", "05:00", "sun")), "2026-10-25 00:29", false, "2026-10-25 00:30"},
		{"Paris, autumn: the day has 25 hours", week("Europe/Paris", span("00:00", "24:00", "sun")), "2026-10-24 22:00", true, "2026-10-25 23:00"},
		// On 2026-04-05 Lord Howe goes back half an hour at 02:00, on 2026-10-04 forth.
		{"Lord Howe, autumn: ends in the second half hour", week("Australia/Lord_Howe", span("01:00", "01:45", "sun")), "2026-04-04 14:30", true, "2026-04-04 15:15"},
		{"Lord Howe, spring: begins in the gap", week("Australia/Lord_Howe", span("02:15", "03:00", "sun")), "2026-10-03 15:29", false, "2026-10-03 15:30"},
		// On 2026-03-08 New York goes from 02:00 to 03:00, on 2026-11-01 back.
		{"New York, spring: over the gap", week("America/New_York", span("22:00", "06:00", "sat")), "2026-03-08 04:00", true, "2026-03-08 10:00"},
		{"New York, autumn: over the second hour", week("America/New_York", span("22:00", "06:00", "sat")), "2026-11-01 03:00", true, "2026-11-01 11:00"},
		// Samoa had no 30 December 2011.
		{"Apia, a day that was not", week("Pacific/Apia", span("09:00", "17:00", "fri")), "2011-12-30 12:00", false, "2012-01-05 19:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			open, changes := compile(t, tt.hours).At(utc(t, tt.at))
			var want desk.Millis
			if tt.changes != "" {
				want = utc(t, tt.changes)
			}
			if open != tt.open || changes != want {
				t.Errorf("at %s it is open: %v until %s, want %v until %q", tt.at, open,
					time.UnixMilli(int64(changes)).UTC().Format("2006-01-02 15:04"), tt.open, tt.changes)
			}
		})
	}
}

func TestTheZeroCalendarIsAlwaysOpen(t *testing.T) {
	if open, changes := (hours.Calendar{}).At(1); !open || changes != 0 {
		t.Errorf("got %v until %d", open, changes)
	}
}

func TestZone(t *testing.T) {
	for name, want := range map[string]bool{
		"Europe/Paris": true, "UTC": true, "Australia/Lord_Howe": true, "Asia/Kolkata": true,
		"": false, "Local": false, "Europe/Atlantis": false, "../../etc/passwd": false, "right/Europe/Paris": false,
	} {
		if hours.Zone(name) != want {
			t.Errorf("%q is a zone: %v, want %v", name, !want, want)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, tt := range []struct {
		field string
		hours desk.Hours
	}{
		{"zone", week("Europe/Atlantis")},
		{"week[1].from", week("UTC", span("09:00", "10:00", "mon"), span("9", "10:00", "mon"))},
		{"week[0].to", week("UTC", span("09:00", "25:00", "mon"))},
		{"week[0].days", week("UTC", span("09:00", "10:00", "lundi"))},
		{"except[0].date", desk.Hours{Zone: "UTC", Except: []desk.Exception{{Date: "2026-02-29"}}}},
		{"except[0].open[0].to", desk.Hours{Zone: "UTC", Except: []desk.Exception{{Date: "2026-02-28", Open: []desk.Span{span("09:00", "x")}}}}},
	} {
		_, err := hours.Compile(tt.hours)
		var refusal *desk.Error
		if !errors.As(err, &refusal) || refusal.Field != tt.field {
			t.Errorf("got %v, want a refusal of %s", err, tt.field)
		}
	}
}

func TestGroups(t *testing.T) {
	s := desk.Settings{
		Hours: []desk.Hours{
			{ID: "day", Zone: "UTC", Week: []desk.Span{span("09:00", "18:00", everyDay...)}},
			{ID: "night", Zone: "UTC", Week: []desk.Span{span("17:00", "09:00", everyDay...)}},
		},
		Groups: []desk.Group{{ID: "sales", Hours: "day"}, {ID: "guard", Hours: "night"}, {ID: "support"}},
	}
	groups, err := hours.Of(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		at                    string
		sales, guard, support bool
		changes               string
	}{
		{"2026-11-25 12:00", true, false, true, "2026-11-25 17:00"},
		{"2026-11-25 17:00", true, true, true, "2026-11-25 18:00"},
		{"2026-11-25 20:00", false, true, true, "2026-11-26 09:00"},
	} {
		at := utc(t, tt.at)
		if groups.Open("sales", at) != tt.sales || groups.Open("guard", at) != tt.guard || groups.Open("support", at) != tt.support {
			t.Errorf("at %s the wrong groups are at work", tt.at)
		}
		if got := groups.Changes(at); got != utc(t, tt.changes) {
			t.Errorf("at %s it changes at %d, want %s", tt.at, got, tt.changes)
		}
	}
	s.Groups[0].Hours = "lost"
	if _, err := hours.Of(s); desk.AsError(err).Field != "groups[0].hours" {
		t.Errorf("got %v", err)
	}
	s.Hours[1].Zone = "Mars/Olympus"
	if _, err := hours.Of(s); desk.AsError(err).Field != "hours[1].zone" {
		t.Errorf("got %v", err)
	}
}

func TestMoment(t *testing.T) {
	for _, tt := range []struct{ zone, text, want string }{
		{"", "2026-03-03T09:00", "2026-03-03 09:00"},
		{"Europe/Paris", "2026-03-03T09:00", "2026-03-03 08:00"},
		{"Europe/Paris", "2026-03-29T02:30", "2026-03-29 01:00"}, // in a gap
		{"Europe/Paris", "2026-10-25T02:30", "2026-10-25 00:30"}, // the first of two
	} {
		if got, err := hours.Moment(tt.zone, tt.text); err != nil || got != utc(t, tt.want) {
			t.Errorf("%s in %q is %d, %v, want %s", tt.text, tt.zone, got, err, tt.want)
		}
	}
	for _, tt := range []struct{ zone, text, field string }{
		{"Mars/Olympus", "2026-03-03T09:00", "zone"},
		{"", "2026-03-03", "at"},
		{"", "2026-02-30T09:00", "at"},
		{"", "2026-03-03T9:00", "at"},
	} {
		if _, err := hours.Moment(tt.zone, tt.text); desk.AsError(err).Field != tt.field {
			t.Errorf("%s in %q: got %v, want a refusal of %s", tt.text, tt.zone, err, tt.field)
		}
	}
}
