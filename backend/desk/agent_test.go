package desk

import (
	"errors"
	"testing"
)

var adaProfile = Profile{ID: ada, Slots: map[Channel]int{Chat: 2}}

func agentAfter(t *testing.T, a Agent, cmd Command, by Actor) Agent {
	t.Helper()
	events, err := DecideAgent(a, adaProfile, cmd, by, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		e.Seq = a.Seq + 1
		a = a.Apply(e)
	}
	return a
}

// row: P-010 P-011 — orange is what green comes to with every slot in use.
func TestLights(t *testing.T) {
	var a Agent
	if got := a.Light(Chat, 0, 2); got != Red {
		t.Errorf("before any choice: %s", got)
	}
	a = agentAfter(t, a, SetStatus{Chat, Available}, AgentActor(ada))
	for used, want := range []Light{Green, Green, Orange, Orange} {
		if got := a.Light(Chat, used, 2); got != want {
			t.Errorf("%d of 2 in use: %s, want %s", used, got, want)
		}
	}
	before := a
	a = agentAfter(t, a, SetStatus{Chat, NotAvailable}, AgentActor(ada))
	if a.Light(Chat, 2, 2) != Red || before.StatusOf(Chat) != Available {
		t.Error("red by hand stays red when full, and changes no older value")
	}
}

func TestAgentRefusals(t *testing.T) {
	for _, tt := range []struct {
		name string
		cmd  Command
		by   Actor
		want Code
	}{
		{"a channel not granted", SetStatus{Call, Available}, AgentActor(ada), ChannelNotGranted},
		{"orange by hand", SetStatus{Chat, "busy"}, AgentActor(ada), Invalid},
		{"somebody else's status", SetStatus{Chat, Available}, AgentActor(ben), Forbidden},
		{"a visitor's", SetStatus{Chat, Available}, Visitor(ann), Forbidden},
		{"a conversation's command", Close{}, AgentActor(ada), UnknownType},
	} {
		if _, err := DecideAgent(Agent{}, adaProfile, tt.cmd, tt.by, 1); !errors.Is(err, &Error{Code: tt.want}) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestPresence(t *testing.T) {
	a := agentAfter(t, Agent{}, Connect{}, System)
	if !a.Connected || agentAfter(t, a, Connect{}, System).Seq != a.Seq {
		t.Error("connected once is connected")
	}
	if agentAfter(t, a, Disconnect{}, System).Connected {
		t.Error("disconnected, and still there")
	}
}
