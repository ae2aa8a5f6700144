package desk

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func missed(t *testing.T, a Agent, at Millis) Agent {
	t.Helper()
	events, err := DecideAgent(a, adaProfile, Miss{Conversation: "c_1", Contact: 7}, System, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		e.Seq = a.Seq + 1
		a = a.Apply(e)
	}
	return a
}

// A second contact missed within ten minutes makes an agent away, and says why.
func TestMissing(t *testing.T) {
	a := agentAfter(t, Agent{}, SetStatus{Chat, Available}, AgentActor(ada))
	once := missed(t, a, 1000)
	if once.Imposed != "" || len(once.Missed) != 1 {
		t.Fatalf("missed once: %+v", once)
	}
	if later := missed(t, once, 1000+MissedWithin); later.Imposed != "" || len(later.Missed) != 1 {
		t.Errorf("missed again ten minutes later: %+v", later)
	}
	twice := missed(t, once, 1000+MissedWithin-1)
	if twice.Imposed != TooManyMissed || twice.Light(Chat, 0, 2) != Red || twice.StatusOf(Chat) != Available {
		t.Fatalf("missed twice: %+v", twice)
	}
	if len(once.Missed) != 1 {
		t.Error("the older value changed")
	}
	if again := missed(t, twice, 2000); again.Seq != twice.Seq+1 || again.Imposed != TooManyMissed {
		t.Errorf("imposed twice: %+v", again)
	}
	if red := agentAfter(t, twice, SetStatus{Chat, NotAvailable}, AgentActor(ada)); red.Imposed == "" {
		t.Error("choosing red ends what was imposed")
	}
	back := agentAfter(t, twice, SetStatus{Chat, Available}, AgentActor(ada))
	if back.Imposed != "" || back.Missed != nil || back.Light(Chat, 0, 2) != Green {
		t.Errorf("available again: %+v", back)
	}
	if once := missed(t, back, 3000); once.Imposed != "" {
		t.Errorf("what was missed before still counts: %+v", once)
	}
}

func TestAnyAgent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Agent
		var log []Event
		at := Millis(1)
		for range rapid.IntRange(1, 40).Draw(t, "commands") {
			at += Millis(rapid.SampledFrom([]int{0, 1000, 300_000}).Draw(t, "later"))
			cmd := rapid.SampledFrom([]Command{
				Connect{}, Disconnect{}, Miss{Conversation: "c", Contact: 1}, SetStatus{Chat, Available},
				SetStatus{Chat, NotAvailable}, SetStatus{Call, Available}, Post{Text: "x"},
			}).Draw(t, "command")
			before := a
			events, err := DecideAgent(a, adaProfile, cmd, rapid.SampledFrom([]Actor{System, AgentActor(ada)}).Draw(t, "by"), at)
			if !reflect.DeepEqual(a, before) || err != nil && len(events) > 0 {
				t.Fatalf("%T: %v, %v", cmd, events, err)
			}
			for _, e := range events {
				e.Seq = a.Seq + 1
				a = a.Apply(e)
				log = append(log, e)
			}
			if a.Seq != int64(len(log)) || len(log) > 0 && a.ID != ada {
				t.Fatalf("%+v after %d events", a, len(log))
			}
			if a.Imposed != "" && a.Light(Chat, 0, 2) != Red {
				t.Fatalf("away and not red: %+v", a)
			}
		}
		var again Agent
		for _, e := range log {
			again = again.Apply(e)
		}
		if !reflect.DeepEqual(again, a) {
			t.Fatalf("folded from the log %+v, was %+v", again, a)
		}
	})
}

func customerAfter(t *testing.T, c Customer, cmd Command, by Actor) Customer {
	t.Helper()
	events, err := DecideCustomer(c, cmd, by, 5000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		e.Seq = c.Seq + 1
		c = c.Apply(e)
	}
	return c
}

func TestBlocking(t *testing.T) {
	c := customerAfter(t, Customer{ID: ann}, BlockCustomer{Conversation: "c_1", As: AgentRole}, AgentActor(ada))
	if !c.Blocked || c.BlockedAt != 5000 || c.BlockedBy != AgentActor(ada) || c.ID != ann {
		t.Fatalf("blocked: %+v", c)
	}
	if again := customerAfter(t, c, BlockCustomer{As: Manager}, AgentActor(mia)); again != c {
		t.Errorf("blocked twice: %+v", again)
	}
	c = customerAfter(t, c, UnblockCustomer{As: Manager}, AgentActor(mia))
	if c.Blocked || c.BlockedAt != 0 || c.BlockedBy != (Actor{}) || c.Seq != 2 {
		t.Fatalf("let in again: %+v", c)
	}
	if again := customerAfter(t, c, UnblockCustomer{As: Admin}, AgentActor(mia)); again != c {
		t.Errorf("let in twice: %+v", again)
	}
	for _, tt := range []struct {
		name string
		cmd  Command
		by   Actor
		want Code
	}{
		{"a visitor blocks", BlockCustomer{Conversation: "c_1", As: Admin}, Visitor(bob), Forbidden},
		{"an agent blocks out of the blue", BlockCustomer{As: AgentRole}, AgentActor(ada), Forbidden},
		{"the system blocks", BlockCustomer{As: Admin}, System, Forbidden},
		{"an agent unblocks", UnblockCustomer{As: AgentRole}, AgentActor(ada), Forbidden},
		{"the visitor unblocks", UnblockCustomer{As: Admin}, Visitor(ann), Forbidden},
		{"a conversation's command", Close{}, AgentActor(ada), UnknownType},
	} {
		if events, err := DecideCustomer(c, tt.cmd, tt.by, 1); !errors.Is(err, &Error{Code: tt.want}) || len(events) > 0 {
			t.Errorf("%s: %v, %v, want %s", tt.name, events, err, tt.want)
		}
	}
}

// Numbers are copied from pages that keep them on one line.
func TestATelephoneNumberAsItIsPasted(t *testing.T) {
	for _, pasted := range []string{"+33\u00a01\u202f23\u200945\u00a067\u00a089", "\u00a0+33 1 23 45 67 89\u202f"} {
		record, changed, err := CustomerRecord{}.Changing(RecordChange{Phone: &pasted})
		if err != nil || record.Phone != "+33 1 23 45 67 89" || len(changed) != 1 {
			t.Errorf("%q: %q, %v, %v", pasted, record.Phone, changed, err)
		}
	}
	for _, bad := range []string{"\u00a0", "12\u200b34", "12\n34"} {
		record, _, err := CustomerRecord{}.Changing(RecordChange{Phone: &bad})
		if bad == "\u00a0" {
			if err != nil || record.Phone != "" {
				t.Errorf("blanks alone: %q, %v", record.Phone, err)
			}
			continue
		}
		if e := AsError(err); e.Code != Invalid || e.Field != "phone" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
