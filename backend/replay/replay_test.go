package replay_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/replay"
)

func recording(log []desk.Event, s desk.Settings, from, to desk.Millis) *replay.Recording {
	r := replay.NewRecording(from, to, people(), []desk.Revision{{Version: 7, At: noon - 1000, Settings: s}})
	for _, e := range log {
		r.Take(e)
	}
	return r
}

func compare(t *testing.T, r *replay.Recording, a, b desk.Settings) replay.Report {
	t.Helper()
	report, err := r.Compare(replay.Scenario{Name: "as it was", Settings: a}, replay.Scenario{Name: "otherwise", Settings: b})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// lived is a day of a real desk.
func lived(t *testing.T, seed uint64, length desk.Millis) *day {
	t.Helper()
	d := newDay(t, seed, settings())
	for _, p := range people()[:8] {
		d.turn(p.ID)
	}
	d.pass(length, 12*desk.Second)
	return d
}

// What a real desk decided in hours of work is decided again, all of it.
//
// row: B-02
// row: B-01
func TestARealDayIsDecidedAgain(t *testing.T) {
	for seed := range uint64(3) {
		d := lived(t, seed, 3*desk.Hour)
		r := compare(t, recording(d.log.read(), settings(), noon+desk.Hour, d.clock.Now()+1), settings(), settings())
		t.Logf("seed %d\n%s", seed, r)
		f := r.Fidelity
		if f.Assignments < 200 || f.Drops < 30 {
			t.Errorf("only %d assignments and %d drops", f.Assignments, f.Drops)
		}
		if f.Same != f.Assignments || f.SameDrops != f.Drops || f.Besides != 0 {
			first, _ := json.MarshalIndent(f.First, "", "  ")
			t.Errorf("seed %d: %s\n%s", seed, f, first)
		}
		if diff := cmp.Diff(r.A, r.B); diff != "" {
			t.Errorf("the same settings lead to something else: %s", diff)
		}
		near(t, 10, "assigned", r.Recorded.Assigned, r.A.Assigned)
		near(t, 10, "dropped", r.Recorded.Dropped, r.A.Dropped)
		near(t, 10, "contacts", r.Recorded.Contacts, r.A.Contacts)
		near(t, 3, "mean wait", int(r.Recorded.Wait.Mean), int(r.A.Wait.Mean))
	}
}

// near holds a simulation to the day it is of, but for one part in so many: what
// agents did with each conversation is not the same once it goes to another, and
// the wait before a full desk tells most of it.
func near(t *testing.T, part int, what string, was, is int) {
	t.Helper()
	if diff := is - was; diff*part > was || -diff*part > was {
		t.Errorf("%s: %d, and %d when simulated", what, was, is)
	}
}

// The check is one that can fail: under other settings than those in force, and
// where the log says something else, it does.
func TestTheCheckCanFail(t *testing.T) {
	d := lived(t, 5, desk.Hour)
	to := d.clock.Now() + 1
	other := settings()
	other.Rules[0].Method, other.Rules[0].Order = desk.Reactive, desk.FillFirst
	other.Rules[0].Rings = other.Rules[0].Rings[1:]
	other.Rules[0].Rings[0].After = 0
	if f := compare(t, recording(d.log.read(), other, noon, to), other, other).Fidelity; f.Same == f.Assignments || len(f.First) == 0 {
		t.Errorf("under other settings: %s", f)
	}
	log := d.log.read()
	var changed desk.ConversationID
	for i, e := range log {
		if f, ok := e.Fact.(desk.Assigned); ok && e.Actor == desk.System && e.At > noon+desk.Hour/2 {
			f.Agent = "somebody"
			log[i].Fact = f
			changed, _ = e.Stream.Conversation()
			break
		}
	}
	f := compare(t, recording(log, settings(), noon, to), settings(), settings()).Fidelity
	if f.OtherAgent == 0 || f.First[0].Conversation != changed || f.First[0].Was != "somebody" || f.First[0].IsWhy == "" {
		t.Errorf("with one assignment forged: %s %+v", f, f.First)
	}
}

// Other settings lead to what they are for.
//
// row: B-02
func TestWhatIf(t *testing.T) {
	d := lived(t, 1, 2*desk.Hour)
	to := d.clock.Now() + 1
	for _, tt := range []struct {
		name   string
		change func(*desk.Settings)
		better func(as, b replay.Figures) bool
	}{
		{"all help on the telephone desk", func(s *desk.Settings) {
			s.Rules[2].Rings[0].Groups = append(s.Rules[2].Rings[0].Groups, desk.Share{Group: "sales"}, desk.Share{Group: "support"})
		}, func(a, b replay.Figures) bool {
			return b.Assigned != a.Assigned && b.Dropped != a.Dropped || b.Contacts > a.Contacts
		}},
		{"those who cannot wait can", func(s *desk.Settings) { s.Groups[2].Places = 1000 },
			func(a, b replay.Figures) bool { return a.Dropped > 0 && b.Dropped == 0 }},
		{"nobody can wait", func(s *desk.Settings) { s.Groups[0].Places, s.Groups[1].Places = 0, 0 },
			func(a, b replay.Figures) bool { return b.Dropped > a.Dropped && b.Wait.P50 <= a.Wait.P50 }},
		{"one place to wait", func(s *desk.Settings) { s.Groups[0].Places, s.Groups[1].Places = 1, 1 },
			func(a, b replay.Figures) bool { return b.Full > a.Full && b.Wait.Mean < a.Wait.Mean }},
		{"nothing is offered", func(s *desk.Settings) {
			for i := range s.Targeting {
				s.Targeting[i].Active = false
			}
		}, func(a, b replay.Figures) bool { return b.NotOffered == b.Arrivals && b.Missed() == b.Arrivals }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := settings()
			tt.change(&b)
			r := compare(t, recording(d.log.read(), settings(), noon, to), settings(), b)
			if !tt.better(r.A, r.B) || r.A.Arrivals != r.B.Arrivals {
				t.Errorf("it makes no difference:\n%s", r)
			}
		})
	}
}

// The same log gives the same report for ever, to the letter.
func TestReplaysAreTheSame(t *testing.T) {
	d := lived(t, 2, desk.Hour)
	to := d.clock.Now() + 1
	var before []byte
	for range 3 {
		raw, err := json.Marshal(compare(t, recording(d.log.read(), settings(), noon+desk.Hour/4, to), settings(), settings()))
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && string(before) != string(raw) {
			t.Fatal(cmp.Diff(string(before), string(raw)))
		}
		before = raw
	}
}

// A log that is not read from its beginning still gives figures.
func TestFromTheMiddle(t *testing.T) {
	d := lived(t, 3, desk.Hour)
	log := d.log.read()
	for _, from := range []int{len(log) / 3, len(log) - 1, len(log)} {
		r := compare(t, recording(log[from:], settings(), noon, d.clock.Now()+1), settings(), settings())
		if r.String() == "" || r.A.Arrivals != r.Recorded.Arrivals {
			t.Errorf("from event %d:\n%s", from, r)
		}
	}
}

// A day on which the settings were changed is decided again by those of each
// moment.
//
// row: B-02
func TestADayWithAChange(t *testing.T) {
	d := lived(t, 4, desk.Hour)
	d.clock.Advance(1)
	changed := desk.Revision{Version: 8, At: d.clock.Now(), Settings: settings()}
	changed.Settings.Rules[0].Order = desk.FillFirst
	changed.Settings.Rules[0].Rings = []desk.Ring{{Groups: changed.Settings.Rules[0].Rings[1].Groups, Language: desk.LanguageAny}}
	changed.Settings.Groups[2].Places = 3
	changed.Settings.Lifecycle.PushGap = 0
	err := d.floor.Reconfigure(context.Background(), rig.Project, func(s *floor.Setup) { s.Revision = changed })
	if err != nil {
		t.Fatal(err)
	}
	d.pass(desk.Hour, 12*desk.Second)
	r := replay.NewRecording(noon, d.clock.Now()+1, people(), []desk.Revision{changed, {Version: 7, At: noon - 1000, Settings: settings()}})
	for _, e := range d.log.read() {
		r.Take(e)
	}
	f := compare(t, r, settings(), changed.Settings).Fidelity
	if !slices.Equal(f.Versions, []int64{7, 8}) || f.Same != f.Assignments || f.SameDrops != f.Drops || f.Besides != 0 || f.Assignments < 150 {
		t.Errorf("%s %+v", f, f.First)
	}
}
