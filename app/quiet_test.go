package app

import (
	"reflect"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-033, P-043, P-088
func TestQuietLinesTellWhatAConversationWentThrough(t *testing.T) {
	cleo, mia := desk.AgentActor("10425"), desk.AgentActor("10426")
	visitor := desk.Visitor("v")
	v := newConversation("c_one", me{ada, "Ada"})
	at := desk.Millis(0)
	for _, e := range []wire.AgentEvent{
		{Kind: desk.ConversationOpened, Actor: visitor, Visitor: "v", Channel: desk.InApp, Target: "Shop", Async: true},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 1, Agent: ben, AgentName: "Ben Osei", Why: "Ben had the longest rest."},
		{Kind: desk.ContactDelivered, Actor: desk.AgentActor(ben), Contact: 1},
		{Kind: desk.MessagePosted, Actor: desk.AgentActor(ben), AgentName: "Ben Osei", Text: "hello", Contact: 1},
		{Kind: desk.ContactClosed, Actor: desk.System, Contact: 1, Agent: ben, AgentName: "Ben Osei", Reason: desk.NotAnswered},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 2, Agent: "10425", AgentName: "Cleo Roux"},
		{Kind: desk.ContactClosed, Actor: cleo, Contact: 2, Agent: "10425", AgentName: "Cleo Roux", Reason: desk.HandedOn},
		{
			Kind: desk.ConversationTransferred, Actor: cleo, Agent: "10425", AgentName: "Cleo Roux",
			ToAgent: ada, ToName: "Ada Lindqvist", Comment: "the blue one", Anyway: true,
		},
		{Kind: desk.ConversationReleased, Actor: desk.System, Agent: ada, AgentName: "Ada Lindqvist"},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 3, Agent: ada, AgentName: "Ada Lindqvist"},
		{Kind: desk.ContactClosed, Actor: desk.AgentActor(ada), Contact: 3, Agent: ada, Reason: desk.SetAside},
		{Kind: desk.ConversationSnoozed, Actor: desk.AgentActor(ada), Agent: ada, AgentName: "Ada Lindqvist", Until: 99, Keep: true},
		{Kind: desk.VisitorAddressLeft, Actor: visitor},
		{Kind: desk.ConversationWoken, Actor: desk.AgentActor(ada), Waking: desk.WokenByHand},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 4, Agent: ada},
		{Kind: desk.VisitorNotified, Actor: desk.System},
		{Kind: desk.VisitorWarned, Actor: desk.System, ClosesAt: 77},
		{Kind: desk.VisitorLeft, Actor: visitor, Ended: true},
		{Kind: desk.VisitorReturned, Actor: visitor},
		{Kind: desk.ContactClosed, Actor: mia, Contact: 4, Agent: ada, Reason: desk.ClosedByAdmin},
		{Kind: desk.ConversationClosed, Actor: mia, AgentName: "Mia Okoro", Reason: desk.ClosedByAdmin, Comment: "asked by telephone"},
	} {
		at++
		e.Stream, e.Seq, e.At = "c_one", v.Seq+1, at
		v.fold(e)
	}
	var got []wire.ThreadLine
	for _, l := range v.lines {
		if l.Kind == wire.LineAgent {
			if l.Name != "Ben Osei" {
				t.Errorf("a colleague is called %q", l.Name)
			}
			continue
		}
		l.Key, l.At, l.Kind = "", 0, ""
		got = append(got, l)
	}
	want := []wire.ThreadLine{
		{System: wire.SysOpened, Text: "Shop"},
		{System: wire.SysAssigned, Name: "Ben Osei", Text: "Ben had the longest rest."},
		{System: wire.SysUnassigned, Name: "Ben Osei", Ending: desk.NotAnswered},
		{System: wire.SysAssigned, Name: "Cleo Roux"},
		{System: wire.SysTransferred, From: "Cleo Roux", To: "Ada Lindqvist", Comment: "the blue one", Anyway: true},
		{System: wire.SysReleased, Name: "Ada Lindqvist"},
		{System: wire.SysAssigned, Name: "Ada Lindqvist"},
		{System: wire.SysSnoozed, Name: "Ada Lindqvist", Until: 99, Keep: true},
		{System: wire.SysAddressLeft},
		{System: wire.SysWoken, Name: "Ada Lindqvist", Waking: desk.WokenByHand},
		{System: wire.SysAssigned, Name: "Ada Lindqvist"},
		{System: wire.SysNotified},
		{System: wire.SysWarned, Until: 77},
		{System: wire.SysEnded},
		{System: wire.SysReturned},
		{System: wire.SysClosed, Name: "Mia Okoro", Ending: desk.ClosedByAdmin, Comment: "asked by telephone"},
	}
	if !reflect.DeepEqual(got, want) {
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("line %d of %d: %+v", i, len(got), got[min(i, len(got)-1)])
			}
		}
	}
}

// row: P-100
func TestTheShelfIsInOrder(t *testing.T) {
	lies := func(id desk.Stream, facts ...desk.Fact) *conversation {
		v := told(id, 100, 1, ada, "V")
		for _, f := range append([]desk.Fact{desk.Unassigned{Contact: 1, Agent: ada}}, facts...) {
			v.Conversation = v.Apply(desk.Event{Stream: id, Seq: v.Seq + 1, At: 200 + desk.Millis(id[2]), Kind: f.Kind(), Fact: f})
		}
		return v
	}
	snoozed := func(id desk.Stream, until desk.Millis) *conversation {
		return lies(id, desk.Snoozed{Agent: ada, Until: until})
	}
	s := stateWith(
		told("c_0", 1, 1, ada, "V"), lies("c_5", desk.Transferred{From: ben, Agent: ada}), snoozed("c_3", 900), snoozed("c_2", 500),
		lies("c_4", desk.Snoozed{Agent: ada, Keep: true}, desk.Woken{Reason: desk.WokenDue}), snoozed("c_1", 700),
		lies("c_9", desk.Transferred{From: ada, Agent: ben}),
	)
	p := view(s, 1000)
	var got []desk.Stream
	for _, i := range p.Shelf {
		got = append(got, i.Stream)
	}
	if want := []desk.Stream{"c_2", "c_1", "c_3", "c_4", "c_5"}; !reflect.DeepEqual(got, want) {
		t.Errorf("shelf %v", got)
	}
	if len(p.Boxes) != 1 || p.Channels[0].Used != 1 {
		t.Errorf("what lies on the shelf has a box or takes a slot: %+v", p)
	}
}
