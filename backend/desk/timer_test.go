package desk

import "testing"

// due checks what happens next by itself.
func due(t *testing.T, c Conversation, l Lifecycle, name string, at Millis) Timer {
	t.Helper()
	timer, ok := c.Timer(l)
	if ok != (name != "") || timer.Name != name || timer.At != at {
		t.Fatalf("next is %q at %d, want %q at %d (%+v)", timer.Name, timer.At, name, at, c)
	}
	return timer
}

// fires carries out what is due.
func fires(t *testing.T, c Conversation, l Lifecycle, name string, at Millis) Conversation {
	t.Helper()
	return must(t, c, due(t, c, l, name, at).Command, System, at)
}

func TestNothingIsDue(t *testing.T) {
	due(t, Conversation{}, Lifecycle{}, "", 0)
	due(t, asked(t), Lifecycle{}, "", 0)
	due(t, taken(t), Lifecycle{}, "", 0)
	due(t, ongoing(t), Lifecycle{}, "", 0) // no deadlines
	due(t, must(t, taken(t), Close{}, AgentActor(ada), 3000), Lifecycle{CloseIdleAfter: 1}, "", 0)
}

func TestAContactThatIsNotShown(t *testing.T) {
	assign := Assign{Agent: ada, Contact: 7, ShownBy: 4500, AnswerBy: 91_500}
	c := must(t, asked(t), assign, System, 1500)
	if bounced := fires(t, c, Lifecycle{}, "shown", 4500); bounced.State != Waiting || bounced.Tried[0] != ada {
		t.Errorf("not shown: %+v", bounced)
	}
	c = must(t, c, Confirm{Contact: 7}, AgentActor(ada), 2000)
	if bounced := fires(t, c, Lifecycle{}, "answer", 91_500); bounced.State != Waiting || bounced.Tried[0] != ada {
		t.Errorf("not answered: %+v", bounced)
	}
	due(t, must(t, c, Post{Text: "Good day"}, AgentActor(ada), 3000), Lifecycle{}, "", 0)
	// Who writes is there, shown or not.
	due(t, must(t, must(t, asked(t), assign, System, 1500), Post{Text: "Good day"}, AgentActor(ada), 1600), Lifecycle{}, "", 0)
}

// Once an agent who took over an answered conversation was sent away at the
// visitor's next word: their time to answer had run out while there was nothing
// to answer.
func TestTheTimeToAnswerBeginsWithAQuestion(t *testing.T) {
	c := must(t, taken(t), Transfer{Agent: ben, Target: free}, AgentActor(ada), 10_000)
	c = must(t, c, Assign{Agent: ben, Contact: 8, AnswerBy: 101_000}, System, 11_000)
	due(t, c, Lifecycle{}, "", 0) // Ada has answered all there was
	c = must(t, c, Post{Text: "And another thing"}, Visitor(ann), 500_000)
	due(t, c, Lifecycle{}, "answer", 590_000)
	c = must(t, c, Post{Text: "Hello?"}, Visitor(ann), 550_000)
	due(t, c, Lifecycle{}, "answer", 590_000)
	due(t, must(t, c, Post{Text: "Here"}, AgentActor(ben), 580_000), Lifecycle{}, "", 0)
	fires(t, c, Lifecycle{}, "answer", 590_000)
}

func TestASilentVisitorIsWarned(t *testing.T) {
	l := Lifecycle{CloseIdleAfter: 15}
	const answered, ends = 2000, 2000 + 15*Minute
	c := fires(t, taken(t), l, "warn", ends-Minute)
	warned := c
	c = fires(t, c, l, "idle", ends)
	if c.State != Ended {
		t.Errorf("after the end: %+v", c)
	}
	// A word of either side begins it all again.
	due(t, must(t, warned, Post{Text: "Wait"}, Visitor(ann), ends-1), l, "", 0)
	due(t, must(t, warned, Post{Text: "Still there?"}, AgentActor(ada), ends-1), l, "warn", ends-1+14*Minute)
	// So does another agent.
	c = must(t, warned, Transfer{Agent: ben, Target: free}, AgentActor(ada), ends-1)
	c = must(t, c, Assign{Agent: ben, Contact: 8}, System, ends)
	due(t, c, l, "warn", ends+14*Minute)
	// A minute is too short to warn in.
	fires(t, taken(t), Lifecycle{CloseIdleAfter: 1}, "idle", answered+Minute)
	// Who was not answered is not silent.
	due(t, must(t, taken(t), Post{Text: "?"}, Visitor(ann), 9000), l, "", 0)
}

// Once whoever had been silent for longer, as the delay was set or while the
// server was down, was warned and closed in the same breath.
func TestWhoIsWarnedLateHasTheirMinute(t *testing.T) {
	l := Lifecycle{CloseIdleAfter: 15}
	const late = 3 * Hour
	warning := due(t, taken(t), l, "warn", 2000+14*Minute).Command
	events, err := Decide(taken(t), warning, System, late)
	if err != nil || events[0].Fact.(Warned).ClosesAt != late+Minute {
		t.Fatalf("warned with %+v, %v", events, err)
	}
	fires(t, must(t, taken(t), warning, System, late), l, "idle", late+Minute)
}

func TestWhatIsKeptIsNotKeptForEver(t *testing.T) {
	c := fires(t, snoozed(t, true), Lifecycle{}, "snooze", 100_000)
	c = fires(t, c, Lifecycle{}, "reserved", 100_000+ReservedFor)
	due(t, c, Lifecycle{}, "", 0)
	c = must(t, taken(t), Transfer{Agent: ben, Target: free}, AgentActor(ada), 10_000)
	fires(t, c, Lifecycle{}, "reserved", 10_000+ReservedFor)
}

func TestOneMailForAnAbsence(t *testing.T) {
	c := must(t, taken(t), LeaveAddress{Email: "ann@example.org"}, Visitor(ann), 3000)
	due(t, c, Lifecycle{}, "", 0)
	c = must(t, c, Leave{}, System, 60_000)
	due(t, c, Lifecycle{}, "", 0) // answered long before
	c = must(t, c, Post{Text: "Found it"}, AgentActor(ada), 70_000)
	c = must(t, c, Post{Text: "Here it is"}, AgentActor(ada), 72_000)
	away := fires(t, c, Lifecycle{}, "notify", 72_000+NotifyAfter)
	due(t, must(t, away, Post{Text: "And more"}, AgentActor(ada), 90_000), Lifecycle{}, "", 0)
	due(t, must(t, c, Return{}, System, 73_000), Lifecycle{}, "", 0)
	// Gone again, answered again.
	c = must(t, must(t, away, Return{}, System, 100_000), Leave{}, System, 110_000)
	c = must(t, c, Post{Text: "Tomorrow"}, AgentActor(ada), 120_000)
	due(t, c, Lifecycle{}, "notify", 125_000)
	// What was said while it was not yet known that they had gone.
	c = must(t, taken(t), LeaveAddress{Email: "ann@example.org"}, Visitor(ann), 3000)
	c = must(t, c, Leave{}, System, 2000+VisitorGrace-1)
	due(t, c, Lifecycle{}, "notify", 2000+VisitorGrace-1+NotifyAfter)
}

// Once nobody was told of an answer after which the agent closed at once.
func TestAnAnswerThatIsTheLastWordIsToldToo(t *testing.T) {
	c := must(t, taken(t), LeaveAddress{Email: "ann@example.org"}, Visitor(ann), 3000)
	c = must(t, c, Leave{}, System, 60_000)
	if ended := must(t, c, Close{}, AgentActor(ada), 61_000); ended.NotifiedAt != 0 {
		t.Errorf("told of nothing: %+v", ended)
	}
	c = must(t, c, Post{Text: "Found it"}, AgentActor(ada), 70_000)
	if ended := must(t, c, Close{}, AgentActor(ada), 71_000); ended.NotifiedAt != 71_000 || ended.State != Ended {
		t.Errorf("not told: %+v", ended)
	}
	if ended := must(t, c, Block{}, AgentActor(ada), 71_000); ended.NotifiedAt != 0 {
		t.Errorf("blocked, and told: %+v", ended)
	}
	told := must(t, c, Notify{}, System, 75_000)
	if ended := must(t, told, Close{}, AgentActor(ada), 80_000); ended.NotifiedAt != 75_000 {
		t.Errorf("told twice: %+v", ended)
	}
}

func TestTimersHaveNamesForEver(t *testing.T) {
	timer := due(t, snoozed(t, false), Lifecycle{}, "snooze", 100_000)
	if id := timer.ID("c_1"); id.Device != "timer" || id.ID != "c_1/snooze/100000/7" {
		t.Errorf("it is %+v", id)
	}
}
