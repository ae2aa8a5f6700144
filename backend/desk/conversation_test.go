package desk

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const (
	ann = VisitorID("v_ann")
	ada = AgentID("10423")
	ben = AgentID("10424")
)

// must applies what a command leads to.
func must(t *testing.T, c Conversation, cmd Command, by Actor, at Millis) Conversation {
	t.Helper()
	events, err := Decide(c, cmd, by, at)
	if err != nil {
		t.Fatalf("%T: %v", cmd, err)
	}
	for _, e := range events {
		e.Seq = c.Seq + 1
		c = c.Apply(e)
	}
	return c
}

func opened(t *testing.T) Conversation {
	return must(t, Conversation{}, Open{ID: "c_1", Opened: Opened{Visitor: ann, Channel: Chat, Groups: []GroupID{"sales"}}}, Visitor(ann), 1000)
}

func ongoing(t *testing.T) Conversation {
	c := must(t, opened(t), Post{Text: "Hello"}, Visitor(ann), 1001)
	return must(t, c, Assign{Agent: ada, Contact: 7, Why: "She was free."}, System, 1500)
}

func TestALife(t *testing.T) {
	c := ongoing(t)
	if c.State != Ongoing || c.Contact.No != 7 || c.Contact.Agent != ada || c.Awaits() != AgentSide {
		t.Fatalf("after the assignment: %+v", c)
	}
	c = must(t, c, Post{Text: "Good day"}, AgentActor(ada), 2000)
	if c.Awaits() != VisitorSide {
		t.Error("answered, and it still awaits the agent")
	}
	c = must(t, c, Leave{}, System, 2500)
	if c.Online {
		t.Error("left, and still online")
	}
	c = must(t, c, Return{}, System, 2600)
	c = must(t, c, Close{}, AgentActor(ada), 3000)
	if c.State != Ended || c.Contact.No != 0 || c.Contacts != 1 || c.ClosedAt != 3000 {
		t.Fatalf("after closing: %+v", c)
	}
}

func TestRefusals(t *testing.T) {
	closed := must(t, ongoing(t), Close{}, AgentActor(ada), 3000)
	for _, tt := range []struct {
		name string
		c    Conversation
		cmd  Command
		by   Actor
		want Code
	}{
		{"blank", ongoing(t), Post{Text: " \n\t"}, Visitor(ann), EmptyMessage},
		{"8,001 characters", ongoing(t), Post{Text: strings.Repeat("é", 8001)}, Visitor(ann), TextTooLong},
		{"more than 32 KiB", ongoing(t), Post{Text: strings.Repeat("😀", 8000)}, Visitor(ann), ""},
		{"a NUL", ongoing(t), Post{Text: "a\x00b"}, Visitor(ann), InvalidCharacter},
		{"broken UTF-8", ongoing(t), Post{Text: "a\xff"}, Visitor(ann), InvalidUTF8},
		{"a stranger writes", ongoing(t), Post{Text: "x"}, Visitor("v_bob"), NotFound},
		{"a stranger writes into what is closed", closed, Post{Text: "x"}, Visitor("v_bob"), NotFound},
		{"a colleague writes", ongoing(t), Post{Text: "x"}, AgentActor(ben), NotOwner},
		{"an agent before the assignment", opened(t), Post{Text: "x"}, AgentActor(ada), NotOwner},
		{"nobody's conversation", Conversation{}, Post{Text: "x"}, AgentActor(ada), NotFound},
		{"after closing", closed, Post{Text: "x"}, AgentActor(ada), WrongState},
		{"closing twice", closed, Close{}, AgentActor(ada), WrongState},
		{"a visitor closes", ongoing(t), Close{}, Visitor(ann), Forbidden},
		{"a colleague closes", ongoing(t), Close{}, AgentActor(ben), NotOwner},
		{"taken already", ongoing(t), Assign{Agent: ben, Contact: 8}, System, AlreadyTaken},
		{"an agent assigns", opened(t), Assign{Agent: ben, Contact: 8}, AgentActor(ben), Forbidden},
		{"opened twice", opened(t), Open{ID: "c_2"}, Visitor(ann), WrongState},
		{"a stranger leaves", ongoing(t), Leave{Ended: true}, Visitor("v_bob"), NotFound},
		{"an agent leaves for the visitor", ongoing(t), Leave{}, AgentActor(ada), NotFound},
		{"leaving what is closed", closed, Leave{}, System, WrongState},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, err := Decide(tt.c, tt.cmd, tt.by, 5000)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, &Error{Code: tt.want}) {
				t.Fatalf("got %v and %d events, want %s", err, len(events), tt.want)
			}
			if e := AsError(err); !strings.HasSuffix(e.Message, ".") {
				t.Errorf("not a sentence: %q", e.Message)
			}
		})
	}
}

func TestRepeatsChangeNothing(t *testing.T) {
	c := ongoing(t)
	for _, cmd := range []Command{Return{}} {
		if events, err := Decide(c, cmd, System, 9); err != nil || len(events) != 0 {
			t.Errorf("%T while it is so already: %v, %v", cmd, events, err)
		}
	}
	c = must(t, c, Leave{}, System, 10)
	if events, err := Decide(c, Leave{}, System, 11); err != nil || len(events) != 0 {
		t.Errorf("leaving twice: %v, %v", events, err)
	}
}

// TestAnyHistory drives a conversation with arbitrary commands of anybody.
func TestAnyHistory(t *testing.T) {
	actors := []Actor{System, Visitor(ann), Visitor("v_bob"), AgentActor(ada), AgentActor(ben)}
	rapid.Check(t, func(t *rapid.T) {
		var c Conversation
		var log []Event
		at := Millis(1000)
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			at += Millis(rapid.IntRange(0, 5000).Draw(t, "later"))
			cmd := rapid.SampledFrom([]Command{
				Open{ID: "c_1", Opened: Opened{Visitor: ann, Channel: Chat}}, Post{Text: "x"}, Post{Text: ""},
				Assign{Agent: ada, Contact: ContactNo(len(log) + 1)}, Assign{Agent: ben, Contact: ContactNo(len(log) + 1)},
				Leave{}, Leave{Ended: true}, Return{}, Close{},
			}).Draw(t, "command")
			before := c
			events, err := Decide(c, cmd, rapid.SampledFrom(actors).Draw(t, "by"), at)
			if !reflect.DeepEqual(c, before) {
				t.Fatalf("Decide changed the state")
			}
			if err != nil && len(events) > 0 {
				t.Fatalf("refused, and events: %v", events)
			}
			for _, e := range events {
				e.Seq = c.Seq + 1
				c = c.Apply(e)
				log = append(log, e)
			}
			check(t, c, len(log))
		}
		var again Conversation
		for _, e := range log {
			raw, _ := json.Marshal(e.Fact)
			fact, err := DecodeFact(e.Kind, raw)
			if err != nil {
				t.Fatal(err)
			}
			e.Fact = fact
			again = again.Apply(e)
		}
		if !reflect.DeepEqual(normal(again), normal(c)) {
			t.Fatalf("folded from the log %+v, was %+v", again, c)
		}
	})
}

func check(t *rapid.T, c Conversation, events int) {
	switch {
	case c.Seq != int64(events):
		t.Fatalf("seq %d after %d events", c.Seq, events)
	case (c.Contact.No != 0) != (c.State == Ongoing):
		t.Fatalf("an open contact goes with an ongoing conversation: %+v", c)
	case c.State == Ended && c.ClosedAt == 0:
		t.Fatalf("closed at no time: %+v", c)
	}
}

// normal forgets the difference between no groups and none.
func normal(c Conversation) Conversation {
	c.Groups = slices.Clip(append([]GroupID{}, c.Groups...))
	return c
}

func TestWritingIsReturning(t *testing.T) {
	c := must(t, ongoing(t), Leave{Ended: true}, Visitor(ann), 2000)
	if c = must(t, c, Post{Text: "One more thing"}, Visitor(ann), 2100); !c.Online {
		t.Error("writes, and is said to be away")
	}
}

func TestAnOldDesktopSurvivesANewServer(t *testing.T) {
	c := ongoing(t)
	fact, err := DecodeFact("conversation.sang", []byte(`{"key":"C"}`))
	if err != nil {
		t.Fatal(err)
	}
	after := c.Apply(Event{Stream: "c_1", Seq: c.Seq + 1, Kind: fact.Kind(), Fact: fact})
	if c.Seq++; !reflect.DeepEqual(after, c) {
		t.Errorf("%+v became %+v", c, after)
	}
	if raw, _ := json.Marshal(fact); string(raw) != `{"key":"C"}` {
		t.Errorf("an unknown fact was written as %s", raw)
	}
}
