package desk

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const (
	mia = AgentID("10426")
	bob = VisitorID("v_bob")
)

// asked is a conversation that may wait, under the rule of a shop.
func asked(t *testing.T) Conversation {
	t.Helper()
	c := must(t, Conversation{}, Open{ID: "c_1", Opened: Opened{
		Visitor: ann, Channel: Chat, Rule: "shop", Async: true, Queue: "sales", Sticky: ben, Priority: High, Require: []Need{{"law", 2}},
	}}, Visitor(ann), 1000)
	return must(t, c, Post{Text: "Hello"}, Visitor(ann), 1001)
}

// taken is the same in the hands of Ada, who has answered.
func taken(t *testing.T) Conversation {
	t.Helper()
	c := must(t, asked(t), Assign{Agent: ada, Contact: 7, Group: "sales", Why: "She was free.", ShownBy: 4500, AnswerBy: 91500}, System, 1500)
	c = must(t, c, Confirm{Contact: 7}, AgentActor(ada), 1600)
	return must(t, c, Post{Text: "Good day"}, AgentActor(ada), 2000)
}

func snoozed(t *testing.T, keep bool) Conversation {
	t.Helper()
	return must(t, taken(t), Snooze{Until: 100_000, Keep: keep}, AgentActor(ada), 3000)
}

var free = Target{Known: true, Name: "Ben", Free: true}

func cometo(t *testing.T, c Conversation, cmd Command, by Actor, at Millis) (list []Fact) {
	t.Helper()
	events, err := Decide(c, cmd, by, at)
	if err != nil {
		t.Fatalf("%T: %v", cmd, err)
	}
	for _, e := range events {
		list = append(list, e.Fact)
	}
	return list
}

// What each command comes to, in facts.
func TestWhatCommandsComeTo(t *testing.T) {
	handed := Unassigned{Contact: 7, Agent: ada, Reason: HandedOn}
	for _, tt := range []struct {
		name string
		c    Conversation
		cmd  Command
		by   Actor
		want []Fact
	}{
		{"an assignment", asked(t), Assign{Agent: ada, Contact: 7, Group: "sales", Why: "Free.", Settings: 3, ShownBy: 8000, AnswerBy: 95000}, System,
			[]Fact{Assigned{Contact: 7, Agent: ada, Group: "sales", Why: "Free.", Settings: 3, ShownBy: 8000, AnswerBy: 95000, Waited: 4000}}},
		{"shown", ongoing(t), Confirm{Contact: 7}, AgentActor(ada), []Fact{Delivered{Contact: 7}}},
		{"shown, said of another contact", ongoing(t), Confirm{Contact: 6}, AgentActor(ada), nil},
		{"shown, said twice", taken(t), Confirm{Contact: 7}, AgentActor(ada), nil},
		{"a bounce", ongoing(t), Bounce{Reason: NotShown}, System, []Fact{Unassigned{Contact: 7, Agent: ada, Reason: NotShown}}},
		{"a bounce of nothing", asked(t), Bounce{Reason: NotShown}, System, nil},
		{"to a colleague", taken(t), Transfer{Agent: ben, Target: free, Told: true}, AgentActor(ada),
			[]Fact{handed, Transferred{From: ada, Agent: ben, Told: true}}},
		{"to a group", taken(t), Transfer{Group: "support", Target: free}, AgentActor(ada),
			[]Fact{handed, Transferred{From: ada, Group: "support"}}},
		{"to who is not available, anyway", taken(t), Transfer{Agent: ben, Target: Target{Known: true, Why: "Busy."}, Anyway: true}, AgentActor(ada),
			[]Fact{handed, Transferred{From: ada, Agent: ben, Anyway: true}}},
		{"anyway, to who is free", taken(t), Transfer{Agent: ben, Target: free, Anyway: true}, AgentActor(ada),
			[]Fact{handed, Transferred{From: ada, Agent: ben}}},
		{"a snooze", taken(t), Snooze{Until: 90_000, Keep: true}, AgentActor(ada),
			[]Fact{Unassigned{Contact: 7, Agent: ada, Reason: SetAside}, Snoozed{Agent: ada, Until: 90_000, Keep: true}}},
		{"waking in time", snoozed(t, false), Wake{}, System, []Fact{Woken{Reason: WokenDue, Due: 5000}}},
		{"waking what is awake", taken(t), Wake{}, System, nil},
		{"taking back by hand", snoozed(t, true), Wake{Contact: 8}, AgentActor(ada),
			[]Fact{Woken{Reason: WokenByHand}, Assigned{
				Contact: 8, Agent: ada,
				Why: "Taken back from snooze by hand.", WhyFR: "Reprise à la main pendant la pause.",
			}}},
		{"waking by a word", snoozed(t, true), Post{Text: "Hello?"}, Visitor(ann), []Fact{Woken{Reason: WokenByMessage}, Posted{}}},
		{"taking what was kept", must(t, snoozed(t, true), Wake{}, System, 4000), Wake{Contact: 8}, AgentActor(ada),
			[]Fact{Assigned{Contact: 8, Agent: ada, Why: "Taken by hand, having been kept for them.", WhyFR: "Prise à la main, étant gardée pour cette personne."}}},
		{"a release", must(t, snoozed(t, true), Wake{}, System, 4000), Release{Groups: []GroupID{"sales"}}, System,
			[]Fact{Released{Agent: ada, Groups: []GroupID{"sales"}}}},
		{"a release of nothing", taken(t), Release{}, System, nil},
		{"a warning", taken(t), Warn{ClosesAt: 90_000}, System, []Fact{Warned{ClosesAt: 90_000}}},
		{"a second one", must(t, taken(t), Warn{ClosesAt: 90_000}, System, 4000), Warn{ClosesAt: 9000}, System, nil},
		{"an address", asked(t), LeaveAddress{Email: "ann@example.org"}, Visitor(ann), []Fact{AddressLeft{}}},
		{"a mail", asked(t), Notify{}, System, []Fact{Notified{}}},
		{"closing one's own, as a manager", taken(t), Close{As: Manager}, AgentActor(ada),
			[]Fact{Unassigned{Contact: 7, Agent: ada, Reason: ClosedByAgent}, Closed{Reason: ClosedByAgent}}},
		{"closing another's, as a manager", taken(t), Close{As: Manager, Comment: "Spam"}, AgentActor(mia),
			[]Fact{Unassigned{Contact: 7, Agent: ada, Reason: ClosedByAdmin}, Closed{Reason: ClosedByAdmin}}},
		{"closing what waits, as an administrator", asked(t), Close{As: Admin}, AgentActor(mia), []Fact{Closed{Reason: ClosedByAdmin}}},
		{"closing what sleeps, as a manager", snoozed(t, true), Close{As: Manager}, AgentActor(mia), []Fact{Closed{Reason: ClosedByAdmin}}},
		{"giving up", asked(t), End{Reason: NobodyFree, Why: "Nobody was free."}, System, []Fact{Closed{Reason: NobodyFree, Why: "Nobody was free."}}},
		{"the end of the silent", taken(t), End{Reason: VisitorInactive}, System,
			[]Fact{Unassigned{Contact: 7, Agent: ada, Reason: VisitorInactive}, Closed{Reason: VisitorInactive}}},
		{"blocking one's own", taken(t), Block{}, AgentActor(ada),
			[]Fact{Unassigned{Contact: 7, Agent: ada, Reason: VisitorBlocked}, Closed{Reason: VisitorBlocked}}},
		{"blocking what waits, as a manager", asked(t), Block{As: Manager}, AgentActor(mia), []Fact{Closed{Reason: VisitorBlocked}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cometo(t, tt.c, tt.cmd, tt.by, 5000); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %#v\nwant %#v", got, tt.want)
			}
		})
	}
}

// What was refused says why, and under which field.
func TestWhatIsRefused(t *testing.T) {
	closed := must(t, taken(t), Close{}, AgentActor(ada), 3000)
	busy := Target{Known: true, Name: "Ben", Why: "Ben has no slot left."}
	for _, tt := range []struct {
		name  string
		c     Conversation
		cmd   Command
		by    Actor
		want  Code
		field string
	}{
		{"an agent bounces", ongoing(t), Bounce{}, AgentActor(ada), Forbidden, ""},
		{"a bounce of what is closed", closed, Bounce{}, System, WrongState, ""},
		{"a colleague confirms", ongoing(t), Confirm{Contact: 7}, AgentActor(ben), NotOwner, ""},
		{"a visitor confirms", ongoing(t), Confirm{Contact: 7}, Visitor(ann), Forbidden, ""},

		{"an assignment of what sleeps", snoozed(t, false), Assign{Agent: ada, Contact: 8}, System, WrongState, ""},
		{"an assignment of another's", must(t, taken(t), Transfer{Agent: ben, Target: free}, AgentActor(ada), 3000), Assign{Agent: ada, Contact: 8}, System, WrongState, ""},
		{"an assignment of what is closed", closed, Assign{Agent: ada, Contact: 8}, System, WrongState, ""},
		{"an assignment of nothing", Conversation{}, Assign{Agent: ada, Contact: 8}, System, NotFound, "stream"},

		{"a transfer to nobody", taken(t), Transfer{}, AgentActor(ada), Invalid, "agent"},
		{"a transfer to both", taken(t), Transfer{Agent: ben, Group: "sales", Target: free}, AgentActor(ada), Invalid, "group"},
		{"a transfer to oneself", taken(t), Transfer{Agent: ada, Target: free}, AgentActor(ada), Invalid, "agent"},
		{"a transfer to a stranger", taken(t), Transfer{Agent: "99", Anyway: true}, AgentActor(ada), NotFound, "agent"},
		{"a transfer to no group", taken(t), Transfer{Group: "x"}, AgentActor(ada), NotFound, "group"},
		{"a transfer to who is busy", taken(t), Transfer{Agent: ben, Target: busy}, AgentActor(ada), TargetUnavailable, "agent"},
		{"a long comment", taken(t), Transfer{Agent: ben, Target: free, Comment: strings.Repeat("é", MaxCommentRunes+1)}, AgentActor(ada), TextTooLong, "comment"},
		{"a comment with a NUL", taken(t), Transfer{Agent: ben, Target: free, Comment: "\x00"}, AgentActor(ada), InvalidCharacter, "comment"},
		{"a colleague transfers", taken(t), Transfer{Agent: ben, Target: free}, AgentActor(ben), NotOwner, ""},
		{"a visitor transfers", taken(t), Transfer{Agent: ben, Target: free}, Visitor(ann), Forbidden, ""},
		{"a transfer of what waits", asked(t), Transfer{Agent: ben, Target: free}, AgentActor(ada), NotOwner, ""},

		{"a snooze where visitors do not wait", ongoing(t), Snooze{Until: 9000}, AgentActor(ada), NotAsync, ""},
		{"a snooze until a past date", taken(t), Snooze{Until: 4000}, AgentActor(ada), InThePast, "until"},
		{"a snooze until now", taken(t), Snooze{Until: 5000}, AgentActor(ada), InThePast, "until"},
		{"a snooze for years", taken(t), Snooze{Until: 5001 + LongestSnooze}, AgentActor(ada), Invalid, "until"},
		{"a colleague snoozes", taken(t), Snooze{Until: 9000}, AgentActor(ben), NotOwner, ""},
		{"a colleague wakes", snoozed(t, true), Wake{Contact: 8}, AgentActor(ben), NotOwner, ""},
		{"a visitor wakes by command", snoozed(t, true), Wake{Contact: 8}, Visitor(ann), NotOwner, ""},
		{"waking too late", must(t, snoozed(t, false), Wake{}, System, 4000), Wake{Contact: 8}, AgentActor(ada), WrongState, ""},
		{"another takes what is kept", must(t, snoozed(t, true), Wake{}, System, 4000), Wake{Contact: 8}, AgentActor(ben), NotOwner, ""},
		{"waking what is closed", closed, Wake{}, System, WrongState, ""},
		{"writing to what one snoozed", snoozed(t, true), Post{Text: "x"}, AgentActor(ada), NotOwner, ""},
		{"an agent releases", must(t, snoozed(t, true), Wake{}, System, 4000), Release{}, AgentActor(ada), Forbidden, ""},

		{"an agent warns", taken(t), Warn{}, AgentActor(ada), Forbidden, ""},
		{"an agent leaves an address", taken(t), LeaveAddress{Email: "a@b.test"}, AgentActor(ada), Forbidden, ""},
		{"a stranger leaves an address", taken(t), LeaveAddress{Email: "a@b.test"}, Visitor(bob), NotFound, "stream"},
		{"no address", taken(t), LeaveAddress{Email: "ann"}, Visitor(ann), InvalidEmail, "email"},
		{"two recipients", taken(t), LeaveAddress{Email: "a@b.test,c@d.test"}, Visitor(ann), InvalidEmail, "email"},
		{"a header in an address", taken(t), LeaveAddress{Email: "a@b.test\r\nBcc: c@d.test"}, Visitor(ann), InvalidEmail, "email"},
		{"an address when all is over", closed, LeaveAddress{Email: "a@b.test"}, Visitor(ann), WrongState, ""},
		{"a visitor sends the mail", taken(t), Notify{}, Visitor(ann), Forbidden, ""},
		{"leaving where one stays", taken(t), Leave{Ended: true, Stays: true}, Visitor(ann), Forbidden, ""},

		{"closing another's, as an agent", taken(t), Close{As: AgentRole}, AgentActor(ben), NotOwner, ""},
		{"a manager closes nothing", Conversation{}, Close{As: Manager}, AgentActor(mia), NotFound, "stream"},
		{"a manager closes what is closed", closed, Close{As: Manager}, AgentActor(mia), WrongState, ""},
		{"the system closes as an agent", taken(t), Close{As: Admin}, System, Forbidden, ""},
		{"an agent ends as the system", taken(t), End{}, AgentActor(ada), Forbidden, ""},
		{"blocking another's, as an agent", taken(t), Block{As: AgentRole}, AgentActor(ben), NotOwner, ""},
		{"blocking what is closed", closed, Block{As: Manager}, AgentActor(mia), WrongState, ""},
		{"a visitor blocks", taken(t), Block{As: Manager}, Visitor(ann), Forbidden, ""},
		{"an agent's command", taken(t), Connect{}, AgentActor(ada), UnknownType, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, err := Decide(tt.c, tt.cmd, tt.by, 5000)
			var refusal *Error
			if !errors.As(err, &refusal) || len(events) > 0 {
				t.Fatalf("got %v and %v", events, err)
			}
			if refusal.Code != tt.want || refusal.Field != tt.field || !strings.HasSuffix(refusal.Message, ".") {
				t.Errorf("got %s of %q: %q, want %s of %q", refusal.Code, refusal.Field, refusal.Message, tt.want, tt.field)
			}
		})
	}
}

// What an agent notes down goes with the event, and is nowhere in its skeleton.
func TestComments(t *testing.T) {
	for _, cmd := range []Command{Transfer{Agent: ben, Target: free, Comment: " Ask about the invoice. "}, Close{Comment: " Ask about the invoice. "}} {
		events, err := Decide(taken(t), cmd, AgentActor(ada), 5000)
		if err != nil {
			t.Fatal(err)
		}
		if last := events[len(events)-1]; last.Content == nil || last.Content.Note != "Ask about the invoice." {
			t.Errorf("%T: %+v", cmd, last.Content)
		}
	}
}

func TestHandedToAGroup(t *testing.T) {
	before := taken(t)
	c := must(t, before, Transfer{Group: "support", Target: free}, AgentActor(ada), 9000)
	switch {
	case c.State != Waiting || c.Holder() != "":
		t.Errorf("it is %s and lies with %q", c.State, c.Holder())
	case c.Rule != "" || len(c.Groups) != 1 || c.Groups[0] != "support" || c.Queue != "support":
		t.Errorf("it waits for %q, %v in the queue of %q", c.Rule, c.Groups, c.Queue)
	case len(c.Tried) != 1 || c.Tried[0] != ada || c.Gave != ada || c.HandedBy != ada || c.Sticky != "":
		t.Errorf("Ada handed it on: tried %v, gave %q, sticky %q", c.Tried, c.Gave, c.Sticky)
	case c.QueuedSince != before.QueuedSince || c.WaitingSince != 9000:
		t.Errorf("it lost its place: queued since %d, waits since %d", c.QueuedSince, c.WaitingSince)
	}
}

func TestHandedToAColleague(t *testing.T) {
	c := must(t, taken(t), Transfer{Agent: ben, Target: free}, AgentActor(ada), 9000)
	if c.State != Reserved || c.Holder() != ben || c.Kept || c.Rule != "shop" || c.HandedBy != ada || c.Gave != "" || c.Tried != nil {
		t.Fatalf("after the transfer: %+v", c)
	}
	c = must(t, c, Assign{Agent: ben, Contact: 8}, System, 9100)
	if c.State != Ongoing || c.Holder() != ben || c.Contacts != 2 || c.Keeper != "" || c.Group != "sales" {
		t.Fatalf("after the assignment: %+v", c)
	}
}

func TestSnoozesEnd(t *testing.T) {
	for _, keep := range []bool{false, true} {
		c := snoozed(t, keep)
		if c.State != Asleep || c.Holder() != ada || c.Contact.No != 0 {
			t.Fatalf("asleep: %+v", c)
		}
		c = must(t, c, Wake{}, System, 100_000)
		want, holder := Waiting, AgentID("")
		if keep {
			want, holder = Reserved, ada
		}
		if c.State != want || c.Holder() != holder || c.QueuedSince != 100_000 || c.Queue != "sales" || c.Until != 0 {
			t.Fatalf("kept %v, awake: %+v", keep, c)
		}
		if !keep {
			continue
		}
		c = must(t, c, Release{Groups: []GroupID{"support", "sales"}}, System, 200_000)
		if c.State != Waiting || c.Holder() != "" || c.Rule != "" || c.Queue != "support" || c.Kept {
			t.Fatalf("released: %+v", c)
		}
	}
	c := must(t, snoozed(t, true), Wake{Contact: 8}, AgentActor(ada), 50_000)
	if c.State != Ongoing || c.Holder() != ada || c.Contact.No != 8 || c.Kept {
		t.Fatalf("taken back: %+v", c)
	}
}

// Who did not take a conversation up is not given it again; whose line was lost
// is the best to have it.
func TestWhatABounceLeaves(t *testing.T) {
	for reason, want := range map[Reason]struct {
		tried  int
		sticky AgentID
	}{NotShown: {1, ben}, NotAnswered: {1, ben}, LineLost: {0, ada}, AgentRemoved: {0, ben}} {
		before := taken(t)
		c := must(t, before, Bounce{Reason: reason}, System, 9000)
		if len(c.Tried) != want.tried || c.Sticky != want.sticky {
			t.Errorf("%s: tried %v, sticky %q", reason, c.Tried, c.Sticky)
		}
		if c.State != Waiting || c.QueuedSince != before.QueuedSince || c.WaitingSince != 9000 {
			t.Errorf("%s: %+v", reason, c)
		}
	}
	// The list of the older value is its own.
	one := must(t, taken(t), Bounce{Reason: NotShown}, System, 9000)
	two := must(t, must(t, one, Assign{Agent: ben, Contact: 8}, System, 9001), Bounce{Reason: NotShown}, System, 9002)
	three := must(t, must(t, one, Assign{Agent: mia, Contact: 8}, System, 9001), Bounce{Reason: NotShown}, System, 9002)
	if !reflect.DeepEqual(two.Tried, []AgentID{ada, ben}) || !reflect.DeepEqual(three.Tried, []AgentID{ada, mia}) {
		t.Errorf("tried %v and %v", two.Tried, three.Tried)
	}
}

// Who held a conversation may see what completes the end of their contact, and
// nothing of what others did with it in the same moment.
func TestWhatCompletesTheEndOfAContact(t *testing.T) {
	end := func(why Reason) Event {
		return Event{Offset: 7, Stream: "c_1", At: 5, Actor: System, Fact: Unassigned{Contact: 7, Agent: ada, Reason: why}}
	}
	next := Event{Offset: 8, Stream: "c_1", At: 5, Actor: System}
	is := func(f Fact, change func(*Event)) Event {
		e := next
		e.Fact = f
		change(&e)
		return e
	}
	same := func(*Event) {}
	closed := Closed{Reason: VisitorInactive}
	for name, c := range map[string]struct {
		before, e Event
		want      bool
	}{
		"its closing":               {end(VisitorInactive), is(closed, same), true},
		"where it was handed":       {end(HandedOn), is(Transferred{From: ada, Agent: ben}, same), true},
		"a closing that came after": {end(LineLost), is(Closed{Reason: NobodyFree}, same), false},
		"who had it next":           {end(LineLost), is(Assigned{Contact: 8, Agent: ben}, same), false},
		"of another conversation":   {end(VisitorInactive), is(closed, func(e *Event) { e.Stream = "c_2" }), false},
		"by somebody else":          {end(VisitorInactive), is(closed, func(e *Event) { e.Actor = AgentActor(ben) }), false},
		"later":                     {end(VisitorInactive), is(closed, func(e *Event) { e.At++ }), false},
		"not next to it":            {end(VisitorInactive), is(closed, func(e *Event) { e.Offset++ }), false},
		"after another event":       {Event{Offset: 7, Stream: "c_1", At: 5, Actor: System, Fact: Posted{}}, is(closed, same), false},
	} {
		if got := c.e.Completes(c.before); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
