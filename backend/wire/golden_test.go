package wire_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// story is a conversation and an agent's day in which every kind of event
// happens once at least, with all that an event can hold.
func story() []desk.Event {
	const ann, ada = desk.VisitorID("v_ann"), desk.AgentID("10423")
	stream := desk.ConversationID("c_boots").Stream()
	link := desk.Card{Title: "Returns", URL: "https://www.acme.test/returns"}
	offer := desk.Card{Title: "Two pairs", Text: "The second at half the price.",
		Picture: "https://www.acme.test/pairs.jpg", URL: "https://www.acme.test/pairs"}
	products := desk.Rich{Products: []desk.Product{
		{Name: "Shoes", Price: 12900, OfferPrice: 9950, Currency: "EUR", Digits: 2, Description: "Of leather.", Available: true,
			Picture: "https://www.acme.test/shoes.jpg", URL: "https://www.acme.test/shoes"},
		{Name: "Tea", Price: 1200, Currency: "JPY", URL: "https://www.acme.test/tea"}}}
	cards := desk.Rich{Cards: []desk.RichCard{{Title: "Sizes", Text: "How to measure a foot.",
		Actions: []desk.Action{{Label: "Look", URL: "https://www.acme.test/sizes"}}}}}
	photo := desk.File{ID: "f_photo", Name: "my shoes.jpg", Kind: desk.JPEG, Size: 2_345_678, Width: 4000, Height: 3000}
	facts := []desk.Event{
		{Stream: ada.Stream(), Actor: desk.System, Fact: desk.Connected{}},
		{Stream: ada.Stream(), Actor: desk.AgentActor(ada), Fact: desk.StatusChanged{Channel: desk.Chat, Status: desk.Available}},
		{Stream: stream, Actor: desk.Visitor(ann),
			Fact: desk.Opened{Visitor: ann, Channel: desk.Chat, Groups: []desk.GroupID{"sales"}, Site: "www.acme.test", Language: "fr-BE"},
			Content: &desk.Content{Name: "Ann", Note: "never shown to a visitor",
				Page: &desk.Page{URL: "https://www.acme.test/boots?size=43", Title: "Boots"}}},
		{Stream: stream, Actor: desk.Visitor(ann), Cmd: desk.CommandID{Device: "browser-1", ID: "visitor-message-1"},
			Fact: desk.Posted{}, Content: &desk.Content{Text: "Do you have these in 43? 👢\n<b>Thanks</b>"}},
		{Stream: stream, Actor: desk.System, Fact: desk.Assigned{Contact: 4711, Agent: ada, Why: "Ada is free.", Waited: 1500}},
		{Stream: stream, Actor: desk.AgentActor(ada), Cmd: desk.CommandID{Device: "desktop-1", ID: "agent-message-1"},
			Fact: desk.Posted{Contact: 4711}, Content: &desk.Content{Text: "Yes, we do.", Note: "likes boots"}},
		{Stream: stream, Actor: desk.AgentActor(ada), Cmd: desk.CommandID{Device: "desktop-1", ID: "agent-message-2"},
			Fact: desk.Posted{Contact: 4711, Form: desk.FormLink}, Content: &desk.Content{Text: link.Plain(), Card: &link}},
		{Stream: stream, Actor: desk.AgentActor(ada), Cmd: desk.CommandID{Device: "desktop-1", ID: "agent-message-3"},
			Fact: desk.Posted{Contact: 4711, Form: desk.FormOffer}, Content: &desk.Content{Text: offer.Plain(), Card: &offer}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Translated{Of: 2, From: "fr", To: "en"},
			Content: &desk.Content{Text: "a translation, never shown to a visitor"}},
		{Stream: stream, Actor: desk.AgentActor(ada), Cmd: desk.CommandID{Device: "desktop-1", ID: "agent-message-4"},
			Fact: desk.Posted{Contact: 4711, From: "en", To: "fr-BE"}, Content: &desk.Content{Text: "Avec plaisir.", Original: "My pleasure, never shown to a visitor."}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Posted{Contact: 4711, Form: desk.FormCarousel},
			Content: &desk.Content{Text: products.Plain(), Rich: &products}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Posted{Contact: 4711, Form: desk.FormCard},
			Content: &desk.Content{Text: cards.Plain(), Rich: &cards}},
		{Stream: stream, Actor: desk.Visitor(ann), Cmd: desk.CommandID{Device: "browser-1", ID: "visitor-message-file"},
			Fact: desk.Posted{Contact: 4711, Form: desk.FormFile, FileKind: desk.JPEG, FileSize: desk.LargeFile}, Content: &desk.Content{Text: photo.Name, File: &photo}},
		{Stream: stream, Actor: desk.Visitor(ann), Fact: desk.Viewed{},
			Content: &desk.Content{Page: &desk.Page{URL: "https://www.acme.test/boots/insoles", Title: "Insoles"}}},
		{Stream: stream, Actor: desk.Visitor(ann), Fact: desk.Arrived{Upto: 4}},
		{Stream: stream, Actor: desk.Visitor(ann), Fact: desk.Seen{Upto: 4}},
		{Stream: stream, Actor: desk.System, Fact: desk.Left{}},
		{Stream: stream, Actor: desk.System, Fact: desk.Returned{}},
		{Stream: stream, Actor: desk.Visitor(ann), Cmd: desk.CommandID{Device: "browser-1", ID: "visitor-leave-1"}, Fact: desk.Left{Ended: true}},
		// Of an erased visitor the words are gone and the event stays.
		{Stream: stream, Actor: desk.Visitor(ann), Fact: desk.Posted{Contact: 4711}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Delivered{Contact: 4711}},
		{Stream: stream, Actor: desk.Visitor(ann), Fact: desk.AddressLeft{}, Content: &desk.Content{Email: "ann@mail.test"}},
		{Stream: stream, Actor: desk.System, Fact: desk.Notified{}},
		{Stream: stream, Actor: desk.System, Fact: desk.Warned{ClosesAt: 1_700_000_600_000}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Unassigned{Contact: 4711, Agent: ada, Reason: desk.SetAside}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Snoozed{Agent: ada, Until: 1_700_010_800_000, Keep: true}},
		{Stream: stream, Actor: desk.System, Fact: desk.Woken{Reason: desk.WokenDue}},
		{Stream: stream, Actor: desk.System, Fact: desk.Released{Agent: ada, Groups: []desk.GroupID{"sales"}}},
		{Stream: stream, Actor: desk.System, Fact: desk.Assigned{Contact: 4712, Agent: ada, Group: "sales", Settings: 3,
			Why: "Ada is free.", Waited: 1500, ShownBy: 1_700_000_003_000, AnswerBy: 1_700_000_090_000}},
		{Stream: stream, Actor: desk.System, Fact: desk.Unassigned{Contact: 4712, Agent: ada, Reason: desk.LineLost}},
		{Stream: stream, Actor: desk.System, Fact: desk.Assigned{Contact: 4713, Agent: ada, Why: "Ada is free."}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Unassigned{Contact: 4713, Agent: ada, Reason: desk.HandedOn}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Transferred{From: ada, Group: "sales", Anyway: true, Told: true},
			Content: &desk.Content{Note: "wants a refund, never shown to a visitor"}},
		{Stream: stream, Actor: desk.System, Fact: desk.Assigned{Contact: 4714, Agent: ada, Group: "sales", Why: "Ada is free."}},
		{Stream: stream, Actor: desk.AgentActor(ada),
			Fact: desk.Tagged{Tags: []desk.TagRef{{ID: "refund", Name: "Refund, never shown to a visitor"}, {ID: "t_1", Name: "Boots"}}}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Rated{Contact: 4714, Agent: ada, Rating: 2}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Transcribed{Contact: 4714, WithNote: true}, Content: &desk.Content{Email: "boss@acme.test"}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Unassigned{Contact: 4714, Agent: ada, Reason: desk.ClosedByAgent}},
		{Stream: stream, Actor: desk.AgentActor(ada), Fact: desk.Closed{Reason: desk.ClosedByAgent},
			Content: &desk.Content{Note: "an endnote, never shown to a visitor"}},
		{Stream: ada.Stream(), Actor: desk.System, Fact: desk.Missed{Conversation: "c_boots", Contact: 4712}},
		{Stream: ada.Stream(), Actor: desk.System, Fact: desk.Imposed{Reason: desk.TooManyMissed}},
		{Stream: ada.Stream(), Actor: desk.System, Fact: desk.Undelivered{Conversation: "c_boots", Contact: 4714}},
		{Stream: ada.Stream(), Actor: desk.System, Fact: desk.Disconnected{}},
		{Stream: ann.Stream(), Actor: desk.AgentActor(ada), Fact: desk.Blocked{Conversation: "c_boots"}},
		{Stream: ann.Stream(), Actor: desk.AgentActor(ada), Fact: desk.Unblocked{}},
		{Stream: ann.Stream(), Actor: desk.AgentActor(ada), Fact: desk.Changed{Fields: []string{"phone"}},
			Content: &desk.Content{Customer: &desk.CustomerRecord{Phone: "+32 2 555 01 23"}}},
	}
	seq := map[desk.Stream]int64{}
	for i := range facts {
		e := &facts[i]
		seq[e.Stream]++
		e.Offset, e.Seq, e.At, e.Kind = int64(i)+1, seq[e.Stream], 1_700_000_000_000+desk.Millis(i)*1000, e.Fact.Kind()
	}
	return facts
}

// library holds one of everything.
func library() desk.Library {
	return desk.Library{
		Canned: desk.Canned{
			Categories: []desk.Category{{ID: "returns", Name: "Returns"}},
			Answers: []desk.CannedAnswer{{ID: "thirty-days", Category: "returns", Title: "Thirty days",
				Text: "You have thirty days, {visitor_name}."}},
		},
		Links: []desk.LinkEntry{{ID: "returns", Title: "Returns", URL: "https://www.acme.test/returns"}},
		Offers: []desk.OfferEntry{{ID: "pairs", Title: "Two pairs", Text: "The second at half the price.",
			Picture: "https://www.acme.test/pairs.jpg", URL: "https://www.acme.test/pairs"}},
	}
}

// names calls everybody the same.
type names struct{}

func (names) Agent(desk.AgentID) string    { return "Ada Lindqvist" }
func (names) Username(desk.AgentID) string { return "Ada" }
func (names) Group(desk.GroupID) string    { return "Sales" }

// frames are the golden files: for every audience every kind, and every frame.
func frames() map[string][]any {
	var conversation, own []wire.AgentEvent
	var narrow []wire.VisitorEvent
	for _, e := range story() {
		if _, customer := e.Stream.Customer(); customer {
			continue // a customer's own stream is shown to nobody
		}
		if _, agent := e.Stream.Agent(); agent {
			own = append(own, wire.ForAgent(e, names{}))
			continue
		}
		conversation = append(conversation, wire.ForAgent(e, names{}))
		if v, ok := wire.ForVisitor(e, names{}); ok {
			narrow = append(narrow, v)
		}
	}
	const stream = desk.Stream("c_boots")
	common := []any{
		wire.Done{Frame: wire.FrameDone, N: 4, ID: "visitor-message-1", Stream: stream, Seq: 2},
		wire.Done{Frame: wire.FrameDone, N: 5, ID: "nothing-to-change"},
		wire.Refused{Frame: wire.FrameRefused, N: 6, ID: "visitor-message-2", Code: desk.RateLimited, Message: "A little slower, please.", RetryAfter: 800},
		wire.Refused{Frame: wire.FrameRefused, N: 7, ID: "visitor-message-3", Code: desk.EmptyMessage, Field: "text", Message: "Write something or attach a file."},
		wire.Signal{Frame: wire.FrameSignal, N: 8, Stream: stream, Kind: wire.Typing, On: true},
		wire.Signal{Frame: wire.FrameSignal, N: 9, Stream: stream, Kind: wire.Typing},
		wire.Bye{Frame: wire.FrameBye, N: 10, Code: desk.GoingAway, Again: true, After: 500, Message: "The server is restarting; this page reconnects by itself."},
		wire.Bye{Frame: wire.FrameBye, N: 10, Code: desk.TokenExpired, Message: "You have been signed out. Please sign in again."},
	}
	welcome := wire.Welcome{Frame: wire.FrameWelcome, N: 1, Proto: wire.Proto, Epoch: "EPOCH", At: 1_700_000_000_000}
	toAgent, toVisitor := welcome, welcome
	toAgent.Agent = &wire.AgentWelcome{ID: "10423", Name: "Ada Lindqvist", Username: "Ada", Role: desk.AgentRole,
		Project: wire.ProjectInfo{ID: "acme", Name: "ACME", Letters: "AC",
			Team: desk.Team{Title: "The garden", Page: "https://team.acme.test/garden"}},
		Channels:   []wire.ChannelInfo{{Channel: desk.Chat, Status: desk.Available, Slots: 3}},
		Translates: true, Files: wire.FileLimitsOf(desk.Files{}, desk.ByAgent), FilesURL: "https://files.acme.example"}
	toVisitor.Visitor = &wire.VisitorWelcome{Token: "TOKEN", Project: "ACME", Stream: stream, Answerable: true,
		Files: &wire.FileLimits{MaxBytes: 5 << 20, Endings: []string{"png", "jpg", "jpeg", "gif", "pdf"}}, FilesURL: "https://files.acme.example"}
	return map[string][]any{
		"agent.json": append([]any{toAgent,
			wire.Whole[wire.AgentEvent]{Frame: wire.FrameWhole, N: 2, Stream: stream, Events: conversation},
			wire.Events[wire.AgentEvent]{Frame: wire.FrameEvents, N: 3, Cursor: 13, List: own},
			wire.Gone{Frame: wire.FrameGone, N: 11, Stream: stream},
			wire.SharedLibrary{Frame: wire.FrameLibrary, N: 12, Version: 2, Library: library()},
			wire.OwnAnswers{Frame: wire.FrameOwn, N: 13, Version: 1, Answers: library().Canned},

			wire.Customer{Frame: wire.FrameCustomer, N: 14, Customer: "v_ann", Record: desk.CustomerRecord{LastName: "Martin", Phone: "+32 2 555 01 23", Notes: "Boots, 43.\nWrites in the evening."}}}, common...),
		"visitor.json": append([]any{toVisitor,
			wire.Whole[wire.VisitorEvent]{Frame: wire.FrameWhole, N: 2, Stream: stream, Events: narrow},
			wire.Events[wire.VisitorEvent]{Frame: wire.FrameEvents, N: 3, Cursor: 10, List: []wire.VisitorEvent{}}}, common...),
		"up.json": {
			wire.Hello{Frame: wire.FrameHello, Proto: wire.Proto, Token: "TOKEN", Device: "desktop-1", Epoch: "EPOCH", Cursor: 13},
			wire.Hello{Frame: wire.FrameHello, Proto: wire.Proto, Device: "browser-1", Visitor: &wire.VisitorHello{Project: "acme",
				Stream: stream, Page: &desk.Page{URL: "https://www.acme.test/boots", Title: "Boots"}, Language: "fr-BE", Name: "Ann"}},
			wire.Do{Frame: wire.FrameDo, ID: "visitor-message-1", Kind: wire.DoPost, Body: json.RawMessage(`{"text":"Hello"}`)},
			wire.Do{Frame: wire.FrameDo, ID: "agent-message-3", Stream: stream, Kind: wire.DoPost, Body: json.RawMessage(`{"form":"offer","item":"pairs"}`)},
			wire.Do{Frame: wire.FrameDo, ID: "agent-message-4", Stream: stream, Kind: wire.DoPost,
				Body: json.RawMessage(`{"text":"Avec plaisir.","original":"My pleasure.","from":"en","to":"fr-BE"}`)},
			wire.Do{Frame: wire.FrameDo, ID: "agent-close-1", Stream: stream, Kind: wire.DoClose},
			wire.Do{Frame: wire.FrameDo, ID: "agent-close-2", Stream: stream, Kind: wire.DoClose,
				Body: json.RawMessage(`{"tags":["refund"],"newTags":["Boots"],"comment":"likes boots","rating":2,"email":"boss@acme.test","withNote":true}`)},
			wire.Do{Frame: wire.FrameDo, ID: "visitor-leave-1", Stream: stream, Kind: wire.DoLeave},
			wire.Do{Frame: wire.FrameDo, ID: "agent-status-1", Stream: "a_10423", Kind: wire.DoStatus, Body: json.RawMessage(`{"channel":"chat","status":"available"}`)},
			wire.Do{Frame: wire.FrameDo, ID: "visitor-view-1", Stream: stream, Kind: wire.DoView, Body: json.RawMessage(`{"page":{"url":"https://www.acme.test/boots","title":"Boots"}}`)},
			wire.Do{Frame: wire.FrameDo, ID: "visitor-mark-1", Stream: stream, Kind: wire.DoDeliver, Body: json.RawMessage(`{"upto":4}`)},
			wire.Do{Frame: wire.FrameDo, ID: "visitor-mark-2", Stream: stream, Kind: wire.DoSee, Body: json.RawMessage(`{"upto":4}`)},
			wire.Signal{Frame: wire.FrameSignal, Stream: stream, Kind: wire.Typing, On: true},
		},
	}
}

// TestGoldenFrames holds what is sent against files that the other language
// reads as well (go test ./backend/wire -update).
func TestGoldenFrames(t *testing.T) {
	for name, list := range frames() {
		raw, err := json.MarshalIndent(list, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, '\n')
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		golden, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(raw, golden) {
			t.Errorf("%s is not what is sent now:\n%s", file, raw)
		}
	}
}

// Every kind there is stands in the story, and so in the golden files.
func TestTheStoryHasEveryKind(t *testing.T) {
	raw, err := os.ReadFile("../desk/testdata/kinds.golden")
	if err != nil {
		t.Fatal(err)
	}
	told := map[desk.Kind]bool{}
	for _, e := range story() {
		told[e.Kind] = true
	}
	for _, kind := range strings.Fields(string(raw)) {
		if !told[desk.Kind(kind)] {
			t.Errorf("%s does not happen in the story", kind)
		}
	}
}

// A visitor's view has so many fields and no others, whatever an event holds.
func TestAVisitorIsShownNoMoreThanTheirs(t *testing.T) {
	allowed := []string{"at", "card", "closesAt", "end", "file", "form", "from", "id", "kind", "name", "rich", "seq", "text"}
	shown := map[desk.Kind]bool{
		desk.MessagePosted: true, desk.ContactOpened: true, desk.VisitorWarned: true, desk.ConversationClosed: true,
	}
	for _, e := range story() {
		v, ok := wire.ForVisitor(e, names{})
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(raw, &fields); err != nil {
			t.Fatal(err)
		}
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			if !slices.Contains(allowed, field) {
				t.Errorf("%s shows a visitor %q", e.Kind, field)
			}
		}
		want := shown[e.Kind]
		switch f := e.Fact.(type) {
		case desk.Unassigned:
			want = f.Reason == desk.LineLost
		case desk.Transferred:
			want = f.Told
		}
		if ok != want {
			t.Errorf("%s is shown to a visitor: %v", e.Kind, ok)
		}
		for _, secret := range []string{"4711", "10423", "free", "boots\"", "never shown", "agent-message", "sales", "ann@", "insoles", "boss@", "Refund", "endnote", "ating"} {
			if bytes.Contains(raw, []byte(secret)) {
				t.Errorf("%s: a visitor reads %s", secret, raw)
			}
		}
	}
}

// The desktop folds what it was told to the state the server has.
func TestAnAgentsViewFoldsToTheSameState(t *testing.T) {
	var server, desktop desk.Conversation
	var agent, ownAgent desk.Agent
	for _, e := range story() {
		raw, err := json.Marshal(wire.ForAgent(e, names{}))
		if err != nil {
			t.Fatal(err)
		}
		var told wire.AgentEvent
		if err := json.Unmarshal(raw, &told); err != nil {
			t.Fatal(err)
		}
		if _, own := e.Stream.Agent(); own {
			agent, ownAgent = agent.Apply(e), ownAgent.Apply(told.Event())
			continue
		}
		if _, customer := e.Stream.Customer(); customer {
			continue
		}
		server, desktop = server.Apply(e), desktop.Apply(told.Event())
		// How routing looks at it is none of an agent's business.
		for _, c := range []*desk.Conversation{&server, &desktop} {
			c.Groups, c.Queue, c.Group, c.Tried, c.Contact.AnswerBy, c.Settings = nil, "", "", nil, 0, 0
		}
		if !reflect.DeepEqual(server, desktop) {
			t.Errorf("after %s the server has %+v, the desktop %+v", e.Kind, server, desktop)
		}
	}
	if !reflect.DeepEqual(agent, ownAgent) {
		t.Errorf("the server has %+v, the desktop %+v", agent, ownAgent)
	}
}

// Who did not take a contact up in time has gone nowhere: once visitors were told
// that they had.
func TestAVisitorIsToldThatAnAgentIsGoneWhereThatIsSo(t *testing.T) {
	for reason, want := range map[desk.Reason]bool{
		desk.LineLost: true, desk.AgentRemoved: true, desk.NotAnswered: false, desk.NotShown: false,
		desk.HandedOn: false, desk.SetAside: false, desk.ClosedByAgent: false,
	} {
		_, told := wire.ForVisitor(desk.Event{Stream: desk.ConversationID("c_boots").Stream(), Fact: desk.Unassigned{Reason: reason}}, names{})
		if told != want {
			t.Errorf("%s is told: %v", reason, told)
		}
	}
}
