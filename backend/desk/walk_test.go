package desk

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyCommand is one of all there are, sensible or not.
func anyCommand(t *rapid.T, at Millis, next ContactNo) Command {
	agent := rapid.SampledFrom([]AgentID{ada, ben, ""})
	group := rapid.SampledFrom([]GroupID{"", "", "sales", "support"})
	later := func(label string) Millis { return at + Millis(rapid.IntRange(1, 200_000).Draw(t, label)) }
	role := rapid.SampledFrom([]Role{AgentRole, Manager, Admin})
	switch rapid.IntRange(0, 18).Draw(t, "command") {
	case 0, 1, 2:
		return Assign{
			Agent: rapid.SampledFrom([]AgentID{ada, ben}).Draw(t, "agent"), Contact: next, Group: group.Draw(t, "group"),
			ShownBy: later("shown by"), AnswerBy: later("answer by"),
		}
	case 3, 4, 5:
		return Post{Text: rapid.SampledFrom([]string{"x", ""}).Draw(t, "text")}
	case 6:
		return Confirm{Contact: next - 1}
	case 7:
		return Bounce{Reason: rapid.SampledFrom([]Reason{NotShown, NotAnswered, LineLost, AgentRemoved}).Draw(t, "reason")}
	case 8:
		return Transfer{
			Agent: agent.Draw(t, "agent"), Group: group.Draw(t, "group"), Anyway: rapid.Bool().Draw(t, "anyway"),
			Target: Target{Known: rapid.Bool().Draw(t, "known"), Free: rapid.Bool().Draw(t, "free"), Why: "Busy."},
		}
	case 9:
		return Snooze{Until: rapid.SampledFrom([]Millis{at, later("until")}).Draw(t, "when"), Keep: rapid.Bool().Draw(t, "keep")}
	case 10:
		return Wake{Contact: next}
	case 11:
		return Release{Groups: []GroupID{"support"}}
	case 12:
		return Warn{ClosesAt: later("closes")}
	case 13:
		return LeaveAddress{Email: "a@b.test"}
	case 14:
		return Leave{Ended: rapid.Bool().Draw(t, "ended"), Stays: rapid.Bool().Draw(t, "stays")}
	case 15:
		return Return{}
	case 16:
		return Browse{Page: Page{URL: rapid.SampledFrom([]string{"https://shop.test/", ""}).Draw(t, "page")}}
	case 17:
		upto := rapid.Int64Range(0, 40).Draw(t, "upto")
		return rapid.SampledFrom([]Command{Arrive{Upto: upto}, Look{Upto: upto}}).Draw(t, "mark")
	}
	// Few of these end it: a life is to be long.
	return rapid.SampledFrom([]Command{
		Notify{}, Notify{}, Notify{}, Notify{}, Close{As: role.Draw(t, "role")}, Block{As: role.Draw(t, "role")}, End{Reason: NobodyFree},
	}).Draw(t, "rare")
}

// anybody is most often who may do it, so that lives are long.
func anybody(t *rapid.T, c Conversation, cmd Command) Actor {
	if rapid.IntRange(0, 4).Draw(t, "stranger") == 0 {
		return rapid.SampledFrom([]Actor{System, Visitor(ann), Visitor(bob), AgentActor(ada), AgentActor(ben), AgentActor(mia)}).Draw(t, "by")
	}
	switch cmd.(type) {
	case Confirm, Transfer, Snooze, Wake, Close, Block:
		return AgentActor(c.Holder())
	case Post:
		return rapid.SampledFrom([]Actor{Visitor(ann), AgentActor(c.Contact.Agent)}).Draw(t, "writer")
	case LeaveAddress, Browse, Arrive, Look:
		return Visitor(ann)
	}
	return System
}

// life is a conversation with its log, driven by arbitrary commands of anybody
// and by its own timers.
type life struct {
	c     Conversation
	log   []Event
	at    Millis
	rules Lifecycle
	fired map[CommandID]bool
}

func begin(t *rapid.T) *life {
	l := &life{at: 1000, fired: map[CommandID]bool{}}
	l.rules.CloseIdleAfter = rapid.SampledFrom([]int{0, 1, 2}).Draw(t, "close idle after")
	l.do(t, Open{ID: "c_1", Opened: Opened{
		Visitor: ann, Channel: Chat, Rule: "shop", Async: rapid.Bool().Draw(t, "async"), Queue: "sales",
	}}, Visitor(ann))
	return l
}

// do decides a command, and checks all that holds of every one.
func (l *life) do(t *rapid.T, cmd Command, by Actor) (changed bool) {
	before := l.c
	events, err := Decide(l.c, cmd, by, l.at)
	if !reflect.DeepEqual(l.c, before) {
		t.Fatalf("%T changed the state before it happened", cmd)
	}
	if err != nil {
		if len(events) > 0 || AsError(err).Code == Internal {
			t.Fatalf("%T: %v and %v", cmd, err, events)
		}
		return false
	}
	for _, e := range events {
		if e.Stream != "c_1" || e.At != l.at || e.Actor != by || e.Kind != e.Fact.Kind() {
			t.Fatalf("%T leads to %+v", cmd, e)
		}
		e.Seq = l.c.Seq + 1
		older, copied := l.c, l.c
		copied.Tried, copied.Groups = slices.Clone(older.Tried), slices.Clone(older.Groups)
		l.c = l.c.Apply(e)
		if !slices.Equal(older.Tried, copied.Tried) || !slices.Equal(older.Groups, copied.Groups) {
			t.Fatalf("%T changed an older value", cmd)
		}
		l.log = append(l.log, e)
	}
	if before.State == Ended && len(events) > 0 {
		// How far it was read is still said of what is over, and nothing else.
		after := l.c
		after.Seq, after.ArrivedUpto, after.SeenUpto = before.Seq, before.ArrivedUpto, before.SeenUpto
		if mark := events[0].Kind; mark != ThreadDelivered && mark != ThreadSeen || !reflect.DeepEqual(after, before) {
			t.Fatalf("%T woke the dead: %v", cmd, events)
		}
	}
	l.check(t)
	return len(events) > 0
}

// fire carries out what is due by now. What fired once never fires again.
func (l *life) fire(t *rapid.T) bool {
	timer, ok := l.c.Timer(l.rules)
	if !ok || timer.At > l.at {
		return false
	}
	id := timer.ID(l.c.ID.Stream())
	if l.fired[id] {
		t.Fatalf("%s fires again", id.ID)
	}
	l.fired[id] = true
	if !l.do(t, timer.Command, System) {
		t.Fatalf("%s (%T) comes to nothing in %+v", timer.Name, timer.Command, l.c)
	}
	return true
}

func (l *life) check(t *rapid.T) {
	c := l.c
	no := func(is bool, what string) {
		if is {
			t.Fatalf("%s: %+v", what, c)
		}
	}
	no(c.Seq != int64(len(l.log)), "a gap in the log")
	no((c.Contact.No != 0) != (c.State == Ongoing), "an open contact goes with an ongoing conversation")
	no(c.Contact.No == 0 && c.Contact != (Contact{}), "something is left of a contact")
	no((c.Keeper != "") != (c.State == Reserved || c.State == Asleep), "a keeper goes with a conversation that is kept")
	no((c.Holder() != "") != (c.State == Ongoing || c.State == Reserved || c.State == Asleep), "it lies on somebody's desk or on nobody's")
	no(c.State != Asleep && c.Until != 0, "an end of no snooze")
	no(c.Kept && c.Keeper == "", "kept for nobody")
	no(c.State == Ended && c.ClosedAt == 0, "closed at no time")
	no(c.State == Asleep && !c.Async, "asleep, though visitors do not wait")
	no(c.QueuedSince > c.WaitingSince, "it stands in the queue later than it waits")
	no(c.SeenUpto > c.ArrivedUpto || c.ArrivedUpto > c.Seq, "seen is ahead of arrived, or that of the log")
	_, due := c.Timer(l.rules)
	no(due && c.State == Ended, "something is due after the end")
}

// TestAnyLife drives conversations through everything there is.
func TestAnyLife(t *testing.T) {
	reached := map[State]int{}
	missing := func() []State {
		return slices.DeleteFunc([]State{Waiting, Reserved, Ongoing, Asleep, Ended}, func(s State) bool { return reached[s] > 0 })
	}
	life := func(t *rapid.T) {
		l := begin(t)
		for range rapid.IntRange(1, 80).Draw(t, "commands") {
			l.at += Millis(rapid.SampledFrom([]int{0, 1, 1000, 60_000, 200_000}).Draw(t, "later"))
			for n := 0; l.fire(t); n++ {
				if n > 10 {
					t.Fatalf("timers do not come to an end: %+v", l.c)
				}
			}
			cmd := anyCommand(t, l.at, ContactNo(len(l.log)+1))
			l.do(t, cmd, anybody(t, l.c, cmd))
			reached[l.c.State]++
		}
		// Whatever state it is in, somebody can end it.
		if l.c.State != Ended {
			l.do(t, Close{As: Manager}, AgentActor(mia))
		}
		if l.c.State != Ended {
			t.Fatalf("it cannot be closed: %+v", l.c)
		}
		var again Conversation
		for _, e := range l.log {
			again = again.Apply(e)
		}
		if !reflect.DeepEqual(again, l.c) {
			t.Fatalf("folded from the log %+v, was %+v", again, l.c)
		}
	}
	rapid.Check(t, life)
	for tries := 0; len(missing()) > 0 && tries < 50; tries++ {
		rapid.Check(t, life) // chance is not to fail the test
	}
	if never := missing(); len(never) > 0 {
		t.Errorf("never %v", never)
	}
}

// TestLeftAlone: a conversation nobody touches any more comes to rest, and does
// not fire for ever.
func TestLeftAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := begin(t)
		for range rapid.IntRange(1, 30).Draw(t, "commands") {
			l.at += Millis(rapid.IntRange(0, 5000).Draw(t, "later"))
			cmd := anyCommand(t, l.at, ContactNo(len(l.log)+1))
			l.do(t, cmd, anybody(t, l.c, cmd))
		}
		for n := 0; ; n++ {
			timer, ok := l.c.Timer(l.rules)
			if !ok {
				return
			}
			if n > 10 {
				t.Fatalf("still due: %s at %d in %+v", timer.Name, timer.At, l.c)
			}
			l.at = max(l.at, timer.At)
			l.fire(t)
		}
	})
}

// TestEveryStateReachesClosed: from each state there is a way to the end by its
// own people, without a manager.
func TestEveryStateReachesClosed(t *testing.T) {
	kept := must(t, snoozed(t, true), Wake{}, System, 100_000)
	for _, c := range []Conversation{asked(t), taken(t), snoozed(t, false), snoozed(t, true), kept} {
		start := c.State
		at := Millis(200_000)
		switch c.State {
		case Asleep:
			c = must(t, c, Wake{Contact: 9}, AgentActor(ada), at)
		case Waiting, Reserved:
			c = must(t, c, Assign{Agent: ada, Contact: 9}, System, at)
		}
		if c = must(t, c, Close{}, AgentActor(ada), at+1); c.State != Ended {
			t.Errorf("from %s it came to %s", start, c.State)
		}
	}
}
