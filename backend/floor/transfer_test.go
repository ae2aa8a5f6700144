package floor_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// row: P-084, B-01
func TestTransferToWhoIsFree(t *testing.T) {
	s := newStage(t, 1)
	ada, leaveAda := s.at(rig.Ada)
	defer leaveAda()
	stream := s.opens("ann")
	ben, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben, Comment: "She wants a refund."})))
	c := s.conversation(stream)
	if c.State != desk.Ongoing || c.Contact.Agent != rig.Ben || c.Contacts != 2 {
		t.Fatalf("after the transfer: %+v", c)
	}
	if ben.kinds()[desk.ConversationTransferred] != 1 || ada.kinds()[desk.ConversationTransferred] != 1 {
		t.Errorf("told of: Ada %v, Ben %v", ada.kinds(), ben.kinds())
	}
	why, err := s.Why(context.Background(), rig.Project, desk.ConversationID(stream))
	if err != nil || !strings.HasPrefix(why.Sentence, "Ada Surname transferred it to Ben") {
		t.Errorf("why it is with him: %+v, %v", why, err)
	}
	// Ada's slot is free: the next one comes to her.
	if next := s.conversation(s.opens("bob")); next.Contact.Agent != rig.Ada {
		t.Errorf("the sender's slot is not free: %+v", next)
	}
	s.refused(desk.NotOwner, does(rig.Ada, stream, desk.Post{Text: "One more thing"}))
}

// row: P-089, P-090
func TestTransferAnyway(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		setup.Agents = append(setup.Agents, cleo)
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	refusal := s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben}))
	if refusal.Field != "agent" || !strings.Contains(refusal.Message, "Ben") {
		t.Errorf("refused with %+v", refusal)
	}
	if c := s.conversation(stream); c.Contact.Agent != rig.Ada {
		t.Fatalf("a refused transfer moved it: %+v", c)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	if c := s.conversation(stream); c.State != desk.Reserved || c.Keeper != rig.Ben {
		t.Fatalf("not reserved for Ben: %+v", c)
	}
	why, err := s.Why(context.Background(), rig.Project, desk.ConversationID(stream))
	if err != nil || !strings.HasPrefix(why.Sentence, "Waiting: Ada Surname transferred it to Ben") {
		t.Errorf("why it waits: %+v, %v", why, err)
	}
	// A day later, somebody else of the group has it.
	s.clock.Advance(24*desk.Hour + desk.Second)
	c := s.until(stream, "given to another", func(c desk.Conversation) bool { return c.State == desk.Ongoing })
	if c.Contact.Agent != rig.Ada {
		t.Errorf("given to %s", c.Contact.Agent)
	}

	// And who comes before that gets it.
	other := s.opens("bob")
	s.carried(s.send(does(rig.Ada, other, desk.Transfer{Agent: rig.Ben, Anyway: true})))
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.until(other, "Ben's", func(c desk.Conversation) bool { return c.Contact.Agent == rig.Ben })
}

// row: P-085, P-086
func TestTransferToAGroupThatShowsItself(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		cleo.Organisation = "support"
		setup.Agents = append(setup.Agents, cleo)
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 5})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveCleo := s.at("10425")
	defer leaveCleo()
	stream := s.opens("ann")
	s.refused(desk.NotFound, does(rig.Ada, stream, desk.Transfer{Group: "support"}))
	err := s.Reconfigure(context.Background(), rig.Project, func(setup *floor.Setup) {
		rules := append([]desk.Rule(nil), setup.Revision.Settings.Rules...)
		rules[len(rules)-1].Transfers = true
		setup.Revision.Settings.Rules = rules
	})
	if err != nil {
		t.Fatal(err)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: "support"})))
	if c := s.conversation(stream); c.Contact.Agent != "10425" || c.Group != "support" {
		t.Fatalf("not Cleo's: %+v", c)
	}
}

// In what time agents answer was promised by the rule a conversation came by. It holds
// for whoever it is handed to with its group, too.
// row: P-085
func TestHandedToAGroupIsAnsweredInTime(t *testing.T) {
	s := newStage(t, 1, with(func(set *desk.Settings) { set.Rules[0].AnswerWithin = 30 }))
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: s.conversation(stream).Group})))
	c := s.conversation(stream)
	if by := c.Contact.OpenedAt + 30*desk.Second; c.Contact.Agent != rig.Ben || c.Contact.AnswerBy != by {
		t.Fatalf("not for Ben to answer by %d: %+v", by, c)
	}
	s.clock.Advance(30 * desk.Second)
	s.until(stream, "taken from Ben", func(c desk.Conversation) bool { return c.Contact.Agent != rig.Ben })
}

// Who hands a conversation to their own group while nobody else of it is free
// would have it back at once: they are told, before and not after.
// row: P-085
func TestHandedToOnesOwnGroup(t *testing.T) {
	s := newStage(t, 1)
	_, leave := s.at(rig.Ada)
	defer leave()
	stream := s.opens("ann")
	group := s.conversation(stream).Group
	own := func() floor.Target {
		t.Helper()
		list, err := s.Targets(context.Background(), rig.Project, rig.Ada, desk.ConversationID(stream))
		i := slices.IndexFunc(list, func(t floor.Target) bool { return t.Group == group })
		if err != nil || i < 0 {
			t.Fatalf("whom it can be handed to: %+v, %v", list, err)
		}
		return list[i]
	}
	if g := own(); g.Free || !strings.HasPrefix(g.Why, "Nobody else in") || !strings.HasPrefix(g.WhyFR, "Personne d’autre") {
		t.Errorf("alone: %+v", g)
	}
	s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: group}))
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	if g := own(); !g.Free {
		t.Errorf("with Ben: %+v", g)
	}
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: group})))
	if c := s.conversation(stream); c.Contact.Agent != rig.Ben {
		t.Errorf("not Ben's: %+v", c)
	}
	why, err := s.Why(context.Background(), rig.Project, desk.ConversationID(stream))
	if err != nil || !strings.HasSuffix(why.Sentence, "; it was transferred by Ada Surname.") {
		t.Errorf("why it is with Ben: %+v, %v", why, err)
	}
}

// Once a group was said to be free of whom nobody speaks the visitor's language,
// and what was handed to it waited there for nobody.
func TestAGroupIsFreeForThisConversation(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		setup.Agents[1].Organisation, setup.Agents[1].Languages = "support", []string{"en"}
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation, Transfers: true,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveBen := s.at(rig.Ben)
	defer leaveBen()
	french := says("v_ann", "first-of-ann", "", "Bonjour")
	french.Opening.Opened.Language = "fr-BE"
	stream := s.carried(s.send(french)).Stream
	if e := s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: "support"})); !strings.Contains(e.Message, "language") {
		t.Errorf("refused with %q", e.Message)
	}
	s.carried(s.send(does(rig.Ada, s.opens("bob"), desk.Transfer{Group: "support"})))
}

// Handed to a group nobody of which speaks the visitor's language, a conversation
// is answered all the same: somebody chose so.
func TestHandedToAGroupThatDoesNotSpeakTheLanguage(t *testing.T) {
	s := newStage(t, 2, func(setup *floor.Setup) {
		cleo := setup.Agents[0]
		cleo.ID, cleo.Name, cleo.Username, cleo.Email = "10425", "Cleo Surname", "Cleo", "cleo@acme.test"
		cleo.Organisation, cleo.Languages = "support", []string{"en"}
		setup.Agents = append(setup.Agents, cleo)
		set := &setup.Revision.Settings
		set.Groups = append(set.Groups, desk.Group{ID: "support", Name: "Support", Organisations: []desk.OrganisationID{"support"}, Places: 5})
		set.Rules = append(set.Rules, desk.Rule{ID: "support", Name: "Support", Method: desk.Escalation, Transfers: true,
			Rings: []desk.Ring{{Groups: []desk.Share{{Group: "support"}}}}})
	})
	_, leave := s.at(rig.Ada)
	defer leave()
	_, leaveCleo := s.at("10425")
	defer leaveCleo()
	french := says("v_ann", "first-of-ann", "", "Bonjour")
	french.Opening.Opened.Language = "fr-BE"
	stream := s.carried(s.send(french)).Stream
	list, err := s.Targets(context.Background(), rig.Project, rig.Ada, desk.ConversationID(stream))
	support := slices.IndexFunc(list, func(t floor.Target) bool { return t.Group == "support" })
	if err != nil || support < 0 || !strings.HasPrefix(list[support].Why, "Nobody who is free in Support has the language") ||
		!strings.HasPrefix(list[support].WhyFR, "Personne de libre dans Support n’a la langue") {
		t.Errorf("whom it can be handed to: %+v, %v", list, err)
	}
	s.refused(desk.TargetUnavailable, does(rig.Ada, stream, desk.Transfer{Group: "support"}))
	s.carried(s.send(does(rig.Ada, stream, desk.Transfer{Group: "support", Anyway: true})))
	if c := s.conversation(stream); c.Contact.Agent != "10425" {
		t.Errorf("waits for nobody: %+v", c)
	}
}
