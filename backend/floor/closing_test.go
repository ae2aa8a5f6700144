package floor_test

import (
	"context"
	"slices"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/floor"
)

// named are the names of tags.
func named(tags []desk.Tag) []string {
	names := []string{}
	for _, t := range tags {
		names = append(names, t.Name)
	}
	return names
}

func (s *stage) tags() []desk.Tag {
	setup, _ := s.Setup(rig.Project)
	return setup.Tags
}

// tagged are the tags a conversation was given, by its log.
func (s *stage) tagged(stream desk.Stream) (refs []desk.TagRef) {
	s.t.Helper()
	id, _ := stream.Conversation()
	events, err := s.log.ConversationEvents(context.Background(), rig.Project, id, 0, 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range events {
		if f, ok := e.Fact.(desk.Tagged); ok {
			refs = append(refs, f.Tags...)
		}
	}
	return refs
}

// row: P-109
func TestANewTagIsMadeWithTheClosing(t *testing.T) {
	s := newStage(t, 3)
	_, leave := s.at(rig.Ada)
	defer leave()
	if err := s.log.PutTag(context.Background(), rig.Project, desk.Tag{ID: "refund", Name: "Refund"}); err != nil {
		t.Fatal(err)
	}
	s.changes(func(setup *floor.Setup) { setup.Tags = []desk.Tag{{ID: "refund", Name: "Refund"}} })
	one, two, three := s.opens("ann"), s.opens("bob"), s.opens("eve")

	refused := does(rig.Ada, one, desk.Close{NewTags: []string{"Lost"}, Tags: []desk.TagID{"gone"}})
	s.refused(desk.NotFound, refused)
	if names := named(s.tags()); !slices.Equal(names, []string{"Refund"}) {
		t.Fatalf("what was refused made %q", names)
	}
	// Two in the same step make one tag, and a name that is there is that tag.
	waiting, release := s.log.hold()
	first := s.send(does(rig.Ada, rig.Ada.Stream(), desk.SetStatus{Channel: desk.Chat, Status: desk.NotAvailable}))
	<-waiting
	closing := does(rig.Ada, one, desk.Close{Tags: []desk.TagID{"refund"}, NewTags: []string{"Tents", "refund"}})
	answers := []<-chan floor.Answer{first, s.send(closing), s.send(does(rig.Ada, two, desk.Close{NewTags: []string{"tents"}}))}
	release()
	for _, a := range answers {
		s.carried(a)
	}
	if names := named(s.tags()); !slices.Equal(names, []string{"Refund", "Tents"}) {
		t.Fatalf("there are %q", names)
	}
	given := s.tagged(one)
	if len(given) != 2 || given[0] != (desk.TagRef{ID: "refund", Name: "Refund"}) || given[1].Name != "Tents" {
		t.Errorf("the first was given %v", given)
	}
	if again := s.tagged(two); len(again) != 1 || again[0] != given[1] {
		t.Errorf("the second was given %v", again)
	}
	// Said twice it is done once.
	s.carried(s.send(closing))
	if again := s.tagged(one); len(again) != 2 {
		t.Errorf("twice it was given %v", again)
	}
	// A writer that comes to it anew knows them, also if it was not told.
	s.log.fail("append", errUnknown)
	s.refused(desk.Unavailable, does(rig.Ada, three, desk.Close{NewTags: []string{"Boots"}}))
	s.settle()
	if names := named(s.tags()); len(names) != 3 || !slices.Contains(names, "Boots") {
		t.Errorf("after a take-over there are %q", names)
	}
}

// row: P-110
func TestTheProjectSaysHowItTags(t *testing.T) {
	s := newStage(t, 3, with(func(set *desk.Settings) { set.Lifecycle.Tagging, set.Lifecycle.FixedTags = desk.TagsRequired, true }))
	_, leave := s.at(rig.Ada)
	defer leave()
	// Where there are no tags and agents make none, none is asked for.
	none := s.opens("bob")
	id, _ := none.Conversation()
	if form, err := s.Closing(context.Background(), rig.Project, rig.Ada, id); err != nil || form.Tagging != desk.TagsOffered || !form.Fixed {
		t.Errorf("without any tag: %+v, %v", form, err)
	}
	s.refused(desk.Forbidden, does(rig.Ada, none, desk.Close{NewTags: []string{"Tents"}}))
	s.carried(s.send(does(rig.Ada, none, desk.Close{})))

	s.changes(func(setup *floor.Setup) { setup.Tags = []desk.Tag{{ID: "refund", Name: "Refund"}} })
	stream := s.opens("ann")
	s.refused(desk.TagsMissing, does(rig.Ada, stream, desk.Close{}))
	s.refused(desk.Forbidden, does(rig.Ada, stream, desk.Close{NewTags: []string{"Tents"}}))
	s.carried(s.send(does(rig.Ada, stream, desk.Close{NewTags: []string{"REFUND"}})))
	if given := s.tagged(stream); len(given) != 1 || given[0].ID != "refund" {
		t.Errorf("given %v", given)
	}
}

// row: P-111
func TestTagsThatFitComeFirst(t *testing.T) {
	s := newStage(t, 3, with(func(set *desk.Settings) {
		set.Categories = []desk.Topic{{ID: "shop", Name: "Shop", Targets: []desk.TargetID{"shop"}}, {ID: "app", Name: "App"}}
	}))
	_, leave := s.at(rig.Ada)
	defer leave()
	s.changes(func(setup *floor.Setup) {
		setup.Tags = []desk.Tag{
			{ID: "1", Name: "zebra"}, {ID: "2", Name: "Apple"}, {ID: "3", Name: "Size", Categories: []desk.TopicID{"shop"}},
			{ID: "4", Name: "Version", Categories: []desk.TopicID{"app"}},
		}
	})
	one, two := s.opens("ann"), s.opens("bob")
	ask := func(agent desk.AgentID, stream desk.Stream) (floor.Closing, error) {
		id, _ := stream.Conversation()
		return s.Closing(context.Background(), rig.Project, agent, id)
	}
	first, err := ask(rig.Ada, one)
	if err != nil || !slices.Equal(named(first.Recommended), []string{"Size"}) || !slices.Equal(named(first.Others), []string{"Apple", "Version", "zebra"}) {
		t.Fatalf("%+v, %v", first, err)
	}
	s.carried(s.send(does(rig.Ada, one, desk.Close{Tags: []desk.TagID{"1"}})))
	if later, err := ask(rig.Ada, two); err != nil || !slices.Equal(named(later.Recommended), []string{"Size", "zebra"}) {
		t.Errorf("%+v, %v", later, err)
	}
	s.clock.Advance(31 * desk.Day)
	if later, err := ask(rig.Ada, two); err != nil || !slices.Equal(named(later.Recommended), []string{"Size"}) {
		t.Errorf("a month later %+v, %v", later, err)
	}
	if _, err := ask(rig.Ben, two); desk.AsError(err).Code != desk.NotOwner {
		t.Errorf("a colleague: %v", err)
	}
	if _, err := ask(rig.Ada, "c_none"); desk.AsError(err).Code != desk.NotFound {
		t.Errorf("of nothing: %v", err)
	}
}

// row: P-114
func TestATranscriptThatReachedNobodyIsToldOnce(t *testing.T) {
	s := newStage(t, 3)
	e, leave := s.at(rig.Ada)
	defer leave()
	asked := desk.Event{
		Offset: 7, Stream: "c_1", Kind: desk.TranscriptAsked, Actor: desk.AgentActor(rig.Ada), Fact: desk.Transcribed{Contact: 4711},
	}
	for range 2 {
		if err := s.Undelivered(t.Context(), rig.Project, asked); err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	for _, n := range e.all() {
		if f, ok := n.Event.Fact.(desk.Undelivered); ok && f.Contact == 4711 && f.Conversation == "c_1" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	asked.Actor = desk.AgentActor("nobody")
	if err := s.Undelivered(t.Context(), rig.Project, asked); err != nil {
		t.Errorf("of somebody who is gone: %v", err)
	}
	s.refused(desk.Forbidden, does(rig.Ada, rig.Ada.Stream(), desk.Undeliver{}))
}
