package replay_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/replay"
)

// script writes a log by hand.
type script struct {
	log  []desk.Event
	seqs map[desk.Stream]int64
}

func (s *script) at(minutes desk.Millis, stream desk.Stream, by desk.Actor, facts ...desk.Fact) {
	for _, f := range facts {
		if s.seqs == nil {
			s.seqs = map[desk.Stream]int64{}
		}
		s.seqs[stream]++
		s.log = append(s.log, desk.Event{
			Offset: int64(len(s.log) + 1), Seq: s.seqs[stream], Stream: stream, At: noon + minutes*desk.Minute, Kind: f.Kind(), Actor: by, Fact: f,
		})
	}
}

// A small day, of which everything can be reckoned by hand: Ada has one slot,
// three visitors come within two minutes, and the third loses patience. If Ben
// helped, two of them would not have waited.
//
// row: B-02
func TestASmallDay(t *testing.T) {
	alone := desk.Settings{
		Groups: []desk.Group{
			{ID: "sales", Name: "Sales", Organisations: []desk.OrganisationID{"sales"}, Places: 5},
			{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}},
		},
		Rules:     []desk.Rule{{ID: "shop", Name: "Shop", Method: desk.Escalation, Rings: []desk.Ring{{Groups: []desk.Share{{Group: "sales"}}}}}},
		Targeting: []desk.Targeting{{ID: "shop", Name: "Shop", Active: true, Channel: desk.Chat, Rule: "shop"}},
	}
	helped := alone
	helped.Rules = []desk.Rule{alone.Rules[0]}
	helped.Rules[0].Rings = []desk.Ring{{Groups: []desk.Share{{Group: "sales"}, {Group: "support"}}}}
	slots := map[desk.Channel]int{desk.Chat: 1}
	staff := []desk.Profile{
		{ID: "1", Name: "Ada", Role: desk.AgentRole, Organisation: "sales", Slots: slots},
		{ID: "2", Name: "Ben", Role: desk.AgentRole, Organisation: "support", Slots: slots},
	}
	ada := desk.AgentActor("1")
	var s script
	for _, id := range []desk.AgentID{"1", "2"} {
		s.at(-10, id.Stream(), desk.System, desk.Connected{})
		s.at(-10, id.Stream(), desk.AgentActor(id), desk.StatusChanged{Channel: desk.Chat, Status: desk.Available})
	}
	comes := func(at desk.Millis, who string) desk.Stream {
		id := desk.ConversationID("c_" + who)
		s.at(at, id.Stream(), desk.Visitor(desk.VisitorID(who)), desk.Opened{
			Visitor: desk.VisitorID(who), Channel: desk.Chat, Target: "shop", Rule: "shop", Async: true, Queue: "sales",
		}, desk.Posted{})
		return id.Stream()
	}
	given := func(no desk.ContactNo) desk.Assigned {
		return desk.Assigned{Contact: no, Agent: "1", Group: "sales", Settings: 7, Why: "Ada was the only free agent in Sales, with 0 of 1 chat."}
	}
	ends := func(no desk.ContactNo) []desk.Fact {
		return []desk.Fact{
			desk.Posted{Contact: no}, desk.Unassigned{Contact: no, Agent: "1", Reason: desk.ClosedByAgent}, desk.Closed{Reason: desk.ClosedByAgent},
		}
	}
	ann := comes(0, "ann")
	s.at(0, ann, desk.System, given(1))
	bob := comes(1, "bob")
	cat := comes(2, "cat")
	s.at(4, cat, desk.System, desk.Left{})
	s.at(5, ann, ada, ends(1)...)
	s.at(5, bob, desk.System, given(2))
	s.at(10, bob, ada, ends(2)...)
	s.at(10, cat, desk.System, given(3))
	s.at(11, cat, ada, ends(3)...)

	r := replay.NewRecording(noon, noon+20*desk.Minute, staff, []desk.Revision{{Version: 7, Settings: alone}})
	for _, e := range s.log {
		r.Take(e)
	}
	report, err := r.Compare(replay.Scenario{Name: "as it was", Settings: alone}, replay.Scenario{Name: "with Ben", Settings: helped})
	if err != nil {
		t.Fatal(err)
	}
	was := replay.Figures{
		Arrivals: 3, Assigned: 3, Left: 1, Contacts: 3, Spread: 3, Gini: 0.5,
		Wait: replay.Waits{Mean: 4 * desk.Minute, P50: 4 * desk.Minute, P90: 8 * desk.Minute, P99: 8 * desk.Minute, Most: 8 * desk.Minute},
		Agents: []replay.AgentLoad{
			{Agent: "1", Name: "Ada", Contacts: 3, Online: 20 * desk.Minute, Busy: 11 * desk.Minute, BusyShare: 0.55},
			{Agent: "2", Name: "Ben", Online: 20 * desk.Minute},
		},
		Groups: []replay.GroupLoad{{Group: "sales", Contacts: 3, Share: 1}},
	}
	would := replay.Figures{
		Arrivals: 3, Assigned: 3, Left: 1, Contacts: 3, Spread: 1, Gini: 1.0 / 6,
		Wait: replay.Waits{Mean: desk.Minute, P90: 3 * desk.Minute, P99: 3 * desk.Minute, Most: 3 * desk.Minute},
		Agents: []replay.AgentLoad{
			{Agent: "1", Name: "Ada", Contacts: 2, Online: 20 * desk.Minute, Busy: 6 * desk.Minute, BusyShare: 0.3},
			{Agent: "2", Name: "Ben", Contacts: 1, Online: 20 * desk.Minute, Busy: 5 * desk.Minute, BusyShare: 0.25},
		},
		Groups: []replay.GroupLoad{{Group: "sales", Contacts: 2, Share: 2.0 / 3}, {Group: "support", Contacts: 1, Share: 1.0 / 3}},
	}
	want := replay.Report{
		From: noon, To: noon + 20*desk.Minute, NameA: "as it was", NameB: "with Ben",
		Fidelity: replay.Fidelity{Versions: []int64{7}, Assignments: 3, Same: 3}, Recorded: replay.Recorded{Figures: was}, A: was, B: would,
	}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Error(diff)
	}
	text := report.String()
	for _, line := range []string{
		"From 2026-03-03 12:00 UTC to 2026-03-03 12:20 UTC.",
		"In force was version 7 of the settings. Decided again, 3 of 3 assignments come out the same.",
		// The log does not know what they were, and so it is said.
		"Accounts are as they are now, with their slots, skills and languages: what they were then is not recorded.",
		"recorded as it was with Ben",
		"arrivals 3 3 3",
		// The log does not know of any, which is not to say that there were none.
		"missed at least 1 1 1",
		"not offered not recorded 0 0",
		"full not recorded 0 0",
		"gone before an agent came 1 1 1",
		"wait, mean 4m0s 4m0s 1m0s",
		"group sales 3 (100 %) 3 (100 %) 2 (67 %)",
		"Ada 3, busy 55 % 3, busy 55 % 2, busy 30 %",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	raw, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), `"notOffered":null,"full":null`) {
		t.Errorf("of the log it is said who was turned away: %s", raw)
	}
	var read replay.Report
	if err := json.Unmarshal(raw, &read); err != nil || cmp.Diff(report, read) != "" {
		t.Errorf("%v: %s", err, fmt.Sprint(cmp.Diff(report, read)))
	}
}
