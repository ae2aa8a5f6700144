package app

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// told builds a conversation of Ada's from a few words: V the visitor writes, A
// Ada writes, L the visitor leaves, R they return, X the contact ends, C the
// conversation is closed.
func told(id desk.Stream, at desk.Millis, contact desk.ContactNo, agent desk.AgentID, story string) *conversation {
	v := newConversation(id, me{ada, "Ada"})
	visitor := desk.Visitor("v_" + desk.VisitorID(id))
	add := func(e wire.AgentEvent) {
		e.Stream, e.Seq, e.At = id, v.Seq+1, at
		at++
		v.fold(e)
	}
	add(wire.AgentEvent{Kind: desk.ConversationOpened, Actor: visitor, Channel: desk.Chat, Visitor: desk.VisitorID(visitor.ID)})
	add(wire.AgentEvent{Kind: desk.ContactOpened, Actor: desk.System, Contact: contact, Agent: agent, Why: "because"})
	for _, word := range story {
		switch word {
		case 'V':
			add(wire.AgentEvent{Kind: desk.MessagePosted, Actor: visitor, Text: "visitor's\nwords"})
		case 'A':
			add(wire.AgentEvent{Kind: desk.MessagePosted, Actor: desk.AgentActor(ada), Text: "ours", ID: "id" + string(rune('0'+v.Seq))})
		case 'L':
			add(wire.AgentEvent{Kind: desk.VisitorLeft, Actor: visitor})
		case 'R':
			add(wire.AgentEvent{Kind: desk.VisitorReturned, Actor: visitor})
		case 'X':
			add(wire.AgentEvent{Kind: desk.ContactClosed, Actor: desk.System, Contact: contact, Agent: agent})
		case 'C':
			add(wire.AgentEvent{Kind: desk.ConversationClosed, Actor: desk.System})
		}
	}
	return v
}

func stateWith(convs ...*conversation) *state {
	s := newState(wire.Session{State: wire.SignedIn})
	s.introduce(wire.AgentWelcome{ID: ada, Username: "Ada", Project: wire.ProjectInfo{Letters: "AC"},
		Channels: []wire.ChannelInfo{{Channel: desk.Chat, Status: desk.Available, Slots: 2}}})
	for _, v := range convs {
		s.convs[v.stream()] = v
	}
	return &s
}

func TestBoxesOfOneMomentStandAsTheyWait(t *testing.T) {
	var all []*conversation
	for _, one := range []struct {
		stream  desk.Stream
		opened  desk.Millis
		contact desk.ContactNo
	}{{"c_1", 70, 12}, {"c_2", 50, 13}, {"c_3", 70, 9}, {"c_4", 60, 14}} {
		v := told(one.stream, one.opened, one.contact, ada, "V")
		v.Contact.OpenedAt = 100
		all = append(all, v)
	}
	var got []desk.Stream
	for _, b := range view(stateWith(all...), 1000).Boxes {
		got = append(got, b.Stream)
	}
	if want := []desk.Stream{"c_2", "c_4", "c_3", "c_1"}; !slices.Equal(got, want) {
		t.Errorf("the boxes stand as %q, want %q", got, want)
	}
}

// row: P-016, P-018, P-021
func TestBoxes(t *testing.T) {
	for name, c := range map[string]struct {
		story          string
		onScreen, mine bool
		tone           wire.BoxTone
		online         bool
		unseen         int
	}{
		"begun":                        {"", false, true, wire.ToneMine, true, 0},
		"the visitor wrote":            {"V", false, true, wire.ToneMine, true, 1},
		"on screen and unanswered":     {"VV", true, true, wire.ToneActive, true, 2},
		"answered":                     {"VA", false, false, wire.ToneTheirs, true, 1},
		"on screen and answered":       {"VA", true, false, wire.ToneActive, true, 1},
		"answered and asked again":     {"VAV", false, true, wire.ToneMine, true, 2},
		"the visitor left":             {"VL", false, true, wire.ToneMine, false, 1},
		"the visitor left, came again": {"VLR", false, true, wire.ToneMine, true, 1},
	} {
		v := told("c_one", 100, 4711, ada, c.story)
		s := stateWith(v)
		if c.onScreen {
			s.enter("c_one")
		}
		b := view(s, 1000).Boxes[0]
		if b.Tone != c.tone || b.Mine != c.mine || b.Online != c.online || b.New != c.unseen {
			t.Errorf("%s: %+v", name, b)
		}
		if b.Label != "AC 4711" || b.Name != madeUpName("v_c_one") || b.OpenedAt != 100 || b.LastAgentAt < 101 {
			t.Errorf("%s: %+v", name, b)
		}
		if c.unseen > 0 && b.LastText != "visitor's words" {
			t.Errorf("%s: last text %q", name, b.LastText)
		}
	}
}

// Who was handed on was promised somebody, also where the last word was the
// colleague's.
//
// row: P-016, P-018
func TestWhoWasHandedOnAwaitsAWord(t *testing.T) {
	v := newConversation("c_one", me{ada, "Ada"})
	tell := func(e wire.AgentEvent) {
		e.Stream, e.Seq, e.At = "c_one", v.Seq+1, desk.Millis(v.Seq+1)
		v.fold(e)
	}
	for _, e := range []wire.AgentEvent{
		{Kind: desk.ConversationOpened, Actor: desk.Visitor("v"), Visitor: "v", Channel: desk.Chat},
		{Kind: desk.MessagePosted, Actor: desk.Visitor("v"), Text: "hello"},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 1, Agent: ben, AgentName: "Ben Osei"},
		{Kind: desk.MessagePosted, Actor: desk.AgentActor(ben), Text: "I give you to Ada", Contact: 1},
		{Kind: desk.ContactClosed, Actor: desk.AgentActor(ben), Contact: 1, Agent: ben, Reason: desk.HandedOn},
		{Kind: desk.ConversationTransferred, Actor: desk.AgentActor(ben), Agent: ben, ToAgent: ada},
		{Kind: desk.ContactOpened, Actor: desk.System, Contact: 2, Agent: ada},
	} {
		tell(e)
	}
	stands := func(mine bool, since desk.Millis) {
		t.Helper()
		if b := view(stateWith(v), 1000).Boxes[0]; b.Mine != mine || b.WaitingSince != since {
			t.Errorf("mine %v since %d, want %v since %d", b.Mine, b.WaitingSince, mine, since)
		}
	}
	stands(true, 7)
	// Also where the one they were promised did not come.
	tell(wire.AgentEvent{Kind: desk.ContactClosed, Actor: desk.System, Contact: 2, Agent: ada, Reason: desk.NotShown})
	tell(wire.AgentEvent{Kind: desk.ContactOpened, Actor: desk.System, Contact: 3, Agent: ada})
	stands(true, 9)
	tell(wire.AgentEvent{Kind: desk.MessagePosted, Actor: desk.AgentActor(ada), Text: "Ada here", Contact: 3})
	stands(false, 0)
	tell(wire.AgentEvent{Kind: desk.MessagePosted, Actor: desk.Visitor("v"), Text: "good"})
	stands(true, 11)
}

// row: P-010, P-011
func TestLamps(t *testing.T) {
	mine := func(id desk.Stream) *conversation { return told(id, 100, 1, ada, "V") }
	for name, c := range map[string]struct {
		convs    []*conversation
		status   desk.Status
		choosing desk.Status
		want     desk.Light
		used     int
	}{
		"nothing open":                   {nil, desk.Available, "", desk.Green, 0},
		"one of two":                     {[]*conversation{mine("c_1")}, desk.Available, "", desk.Green, 1},
		"full":                           {[]*conversation{mine("c_1"), mine("c_2")}, desk.Available, "", desk.Orange, 2},
		"one was closed":                 {[]*conversation{mine("c_1"), told("c_2", 1, 2, ada, "VXC")}, desk.Available, "", desk.Green, 1},
		"one is somebody else's":         {[]*conversation{mine("c_1"), told("c_2", 1, 2, ben, "V")}, desk.Available, "", desk.Green, 1},
		"full and not available":         {[]*conversation{mine("c_1"), mine("c_2")}, desk.NotAvailable, "", desk.Red, 2},
		"chosen and not yet answered":    {nil, desk.Available, desk.NotAvailable, desk.Red, 0},
		"chosen the other way, and full": {[]*conversation{mine("c_1"), mine("c_2")}, desk.NotAvailable, desk.Available, desk.Orange, 2},
	} {
		s := stateWith(c.convs...)
		s.chosen(desk.Chat, c.status)
		if c.choosing != "" {
			s.choosing[desk.Chat] = &request{status: c.choosing}
		}
		l := view(s, 1000).Channels[0]
		if l.Light != c.want || l.Used != c.used || l.Slots != 2 {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

func TestElect(t *testing.T) {
	answered, early, late := told("c_1", 1, 1, ada, "VA"), told("c_2", 50, 2, ada, "VAV"), told("c_3", 20, 3, ada, "V")
	if got := stateWith(answered, early, late).elect(); got != "c_3" {
		t.Errorf("elected %s: who waits longest is first", got)
	}
	if got := stateWith(answered).elect(); got != "c_1" {
		t.Errorf("elected %s", got)
	}
	gone := told("c_0", 0, 4, ada, "VX")
	gone.departed = goneSentence
	if got := stateWith(gone, answered).elect(); got != "c_1" {
		t.Errorf("elected %s: what is gone comes behind all that is open", got)
	}
	if got := stateWith(gone).elect(); got != "c_0" {
		t.Errorf("elected %s: what is gone is still to be seen to", got)
	}
	if got := stateWith().elect(); got != "" {
		t.Errorf("elected %s", got)
	}
}

func TestAThreadTellsSinceWhenItIsTheAgents(t *testing.T) {
	v := newConversation("c_one", me{ada, "Ada"})
	since := func(seq int64, e wire.AgentEvent) desk.Millis {
		e.Stream, e.Seq, e.Actor, e.At = "c_one", seq, desk.System, desk.Millis(100*seq)
		v.fold(e)
		s := stateWith(v)
		s.enter("c_one")
		return view(s, 0).Threads[0].HeldSince
	}
	for i, says := range []struct {
		event wire.AgentEvent
		want  desk.Millis
	}{
		{wire.AgentEvent{Kind: desk.ConversationOpened, Channel: desk.Chat}, 0},
		{wire.AgentEvent{Kind: desk.ContactOpened, Contact: 1, Agent: ben}, 0},
		{wire.AgentEvent{Kind: desk.ContactClosed, Contact: 1, Agent: ben, Reason: desk.HandedOn}, 0},
		{wire.AgentEvent{Kind: desk.ContactOpened, Contact: 2, Agent: ada}, 400},
		{wire.AgentEvent{Kind: desk.ContactClosed, Contact: 2, Agent: ada, Reason: desk.ClosedByAgent}, 0},
	} {
		if got := since(int64(i+1), says.event); got != says.want {
			t.Errorf("after %s it is hers since %d, want %d", says.event.Kind, got, says.want)
		}
	}
}

func TestThreadShowsTheOutboxAfterTheLog(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "VA")
	s := stateWith(v)
	s.enter("c_one")
	s.drafts["c_one"] = "dear"
	s.outbox = newOutbox([]cache.Item{
		{ID: "w", Stream: "c_one", Text: "waits", State: cache.Queued}, {ID: "x", Stream: "c_two", State: cache.Queued},
		{ID: "y", Stream: "c_one", State: cache.Refused, Reason: "Not sent: no."}, {ID: "id3", Stream: "c_one", State: cache.Queued},
	})
	shown := view(s, 1000)
	all := shown.panel()
	th := all.OnScreen()
	var got []string
	for _, l := range th.Lines {
		got = append(got, l.Key+" "+string(l.Kind)+" "+string(l.State)+string(l.System))
	}
	// id3 is in the log: it is never there twice.
	want := []string{"e1 system opened", "e2 system assigned", "e3 visitor ", "id3 agent sent", "w agent queued", "y agent failed"}
	if !reflect.DeepEqual(got, want) || th.Draft != "dear" {
		t.Errorf("lines %q", got)
	}
	if len(v.lines) != 4 {
		t.Error("the outbox was written into the log's lines")
	}
}

// A window that applies patches shows what the state says.
func TestPatchesLeadToTheView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.Custom(func(t *rapid.T) wire.ThreadLine {
			return wire.ThreadLine{
				Key: rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "key"), Text: rapid.SampledFrom([]string{"", "x"}).Draw(t, "text"),
				State: rapid.SampledFrom([]wire.MessageState{wire.Queued, wire.Sent}).Draw(t, "state"),
			}
		})
		panel := rapid.Custom(func(t *rapid.T) picture {
			p := picture{}
			p.Panel = wire.Panel{Boxes: []wire.StateBox{}, Line: wire.Line{Unsent: rapid.IntRange(0, 1).Draw(t, "unsent")}}
			if rapid.Bool().Draw(t, "box") {
				p.Boxes = []wire.StateBox{{Stream: "c_one"}}
			}
			p.Panes = rapid.SliceOfNDistinct(rapid.SampledFrom([]desk.Stream{"c_one", "c_two", "c_three"}), 0, 3, rapid.ID).Draw(t, "panes")
			p.Threads = []wire.Thread{}
			for _, stream := range p.Panes {
				p.Active = stream
				lines := rapid.SliceOfNDistinct(line, 0, 5, func(l wire.ThreadLine) string { return l.Key }).Draw(t, "lines")
				log := rapid.IntRange(0, len(lines)).Draw(t, "in the log")
				p.unsent = append(p.unsent, lines[log:])
				p.Threads = append(p.Threads, wire.Thread{
					Stream: stream, Typing: rapid.Bool().Draw(t, "typing"),
					Page:  rapid.SampledFrom([]*desk.Page{nil, {URL: "https://a.test/"}, {URL: "https://a.test/b"}}).Draw(t, "page"),
					Lines: lines[:log:log], Fresh: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "fresh"),
				})
			}
			return p
		})
		before, after := panel.Draw(t, "before"), panel.Draw(t, "after")
		patch, changed := diff(before, after)
		raw, err := json.Marshal(patch)
		if err != nil {
			t.Fatal(err)
		}
		var received wire.PanelPatch
		if err := json.Unmarshal(raw, &received); err != nil {
			t.Fatal(err)
		}
		got := apply(before.panel(), received)
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(after.panel())
		if string(a) != string(b) {
			t.Fatalf("got  %s\nwant %s\nby %s", a, b, raw)
		}
		if !changed && string(raw) != `{"rev":0}` {
			t.Fatalf("no change, and yet %s", raw)
		}
	})
}

// FuzzFold: whatever a server says of a conversation, it can be shown.
func FuzzFold(f *testing.F) {
	f.Add([]byte(`[{"stream":"c_one","seq":1,"kind":"conversation.opened","actor":{"kind":"visitor","id":"v"},"name":"Lea","channel":"chat"},
		{"seq":2,"kind":"contact.opened","agent":"10423","contact":4711},{"seq":3,"kind":"message.posted","actor":{"kind":"agent","id":"10423"},"id":"e1","text":"x"}]`))
	f.Add([]byte(`[{"seq":-1,"kind":"conversation.closed"},{"kind":"no such thing"},{"seq":9223372036854775807,"kind":"message.posted"}]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var events []wire.AgentEvent
		if json.Unmarshal(raw, &events) != nil {
			return
		}
		v := newConversation("c_one", me{ada, "Ada"})
		for _, e := range events {
			v.fold(e)
		}
		s := stateWith(v)
		s.enter("c_one")
		before := view(s, 0)
		v.departed = v.whyGone()
		if _, err := json.Marshal(before.panel()); err != nil {
			t.Fatal(err)
		}
		diff(before, view(s, 1))
		if n := v.unseen(); n < 0 || n > len(events) {
			t.Errorf("%d unseen of %d", n, len(events))
		}
	})
}
