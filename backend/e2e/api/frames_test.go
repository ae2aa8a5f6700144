package api

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// A frame that a client should not send, and what it is told. %S is the
// conversation at hand.
var badFrames = []struct {
	number, name, frame string
	code                desk.Code
	field, says         string
}{
	{"1", "an empty message", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":""}}`, desk.EmptyMessage, "text", "Write something or attach a file."},
	{"1", "blanks alone", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":" \n\t\u00a0"}}`, desk.EmptyMessage, "text", "Write something or attach a file."},
	{"1", "no body", `{"frame":"do","id":"%I","kind":"message.post"}`, desk.EmptyMessage, "text", "Write something or attach a file."},
	{"2", "8,001 characters", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"%L"}}`, desk.TextTooLong, "text", "Messages can have up to 8,000 characters; this one has 8,001."},
	{"3", "bytes that are no text", "{\"frame\":\"do\",\"id\":\"%I\",\"kind\":\"message.post\",\"body\":{\"text\":\"a\xff\xfeb\"}}", desk.InvalidUTF8, "", "The request is not valid UTF-8."},
	{"4", "a NUL", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"ab\u0000"}}`, desk.InvalidCharacter, "text", "Character U+0000 at position 3 cannot be stored."},
	{"4", "a bell", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"\u0007"}}`, desk.InvalidCharacter, "text", "Character U+0007 at position 1 cannot be stored."},
	{"4", "half a character", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"ab\ud800c"}}`, desk.InvalidCharacter, "", "Character U+D800 at position 3 cannot be stored."},
	{"4", "the other half", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"\udc00"}}`, desk.InvalidCharacter, "", "Character U+DC00 at position 1 cannot be stored."},
	{"5", "33 deep", `{"frame":"do","id":"%I","kind":"message.post","body":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + `}`, desk.PayloadTooLarge, "", "The request is larger or deeper than allowed."},
	{"6", "a strange frame", `{"frame":"foo","id":"%I"}`, desk.UnknownType, "frame", `Frame type "foo" is not known to protocol 1.`},
	{"6", "a strange command", `{"frame":"do","id":"%I","kind":"message.shout"}`, desk.UnknownType, "kind", `Command "message.shout" is not known to protocol 1.`},
	{"6", "an agent's command", `{"frame":"do","id":"%I","kind":"conversation.close","stream":"%S"}`, desk.UnknownType, "kind", `Command "conversation.close" is not known to protocol 1.`},
	{"6", "no JSON", `hello?`, desk.Invalid, "", "The request is not a valid frame."},
	{"6", "two values", `{"frame":"do"}{}`, desk.Invalid, "", "The request is not a valid frame."},
	{"6", "one bracket too many", `{"frame":"do"}}`, desk.Invalid, "", "The request is not a valid frame."},
	{"6", "a list", `[]`, desk.Invalid, "", "The request is not a valid frame."},
	{"6", "a second hello", `{"frame":"hello","proto":1}`, desk.UnknownType, "frame", `Frame type "hello" is not known to protocol 1.`},
	{"17", "a conversation that is none", `{"frame":"do","id":"%I","kind":"message.post","stream":"c_random","body":{"text":"x"}}`, desk.NotFound, "stream", "No such conversation."},
	{"17", "a name with a NUL", `{"frame":"do","id":"%I","kind":"message.post","stream":"c_\u0000","body":{"text":"x"}}`, desk.NotFound, "stream", "No such conversation."},
	{"17", "SQL for a name", `{"frame":"do","id":"%I","kind":"message.post","stream":"'OR'1'='1","body":{"text":"x"}}`, desk.NotFound, "stream", "No such conversation."},
	{"39", "a field nobody knows", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":"x","is_admin":true}}`, desk.Invalid, "body", "The body of this command is not what it should be."},
	{"39", "a number for a text", `{"frame":"do","id":"%I","kind":"message.post","body":{"text":7}}`, desk.Invalid, "body", "The body of this command is not what it should be."},
	{"–", "a short id", `{"frame":"do","id":"1","kind":"message.post","body":{"text":"x"}}`, desk.Invalid, "id", "A command is named by 8 to 64 letters, digits or signs."},
	{"–", "an id with a NUL", `{"frame":"do","id":"abcdefgh\u0000","kind":"message.post","body":{"text":"x"}}`, desk.Invalid, "id", "A command is named by 8 to 64 letters, digits or signs."},
}

func TestAVisitorsBadFrames(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, rig.Demo(3)...)
		ann := visitor(t, s, "")
		ann.Say("Hello")
		for _, tt := range badFrames {
			id := rig.ID()
			raw := strings.NewReplacer("%I", id, "%S", string(ann.Stream), "%L", strings.Repeat("é", 8001)).Replace(tt.frame)
			if err := ann.SendRaw(t.Context(), []byte(raw)); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			f := ann.AwaitFrame(wire.FrameRefused)
			if f.Code != tt.code || f.Field != tt.field || f.Message != tt.says {
				t.Errorf("%s %s: %s", tt.number, tt.name, f.Raw)
			}
		}
		// None of them cost the line, and none left a trace.
		ann.Say("Still here")
		back := visitor(t, s, ann.Hello.Token)
		var texts []string
		for _, e := range back.Opening[0].Events {
			if e.Message() {
				texts = append(texts, e.Text)
			}
		}
		if got := strings.Join(texts, "|"); got != "Hello|Still here" {
			t.Errorf("the log holds %q", got)
		}
	})
}

func TestCommandsThatAreTooLate(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, rig.Demo(1)...)
		ada, ann := agent(t, s, "ada"), visitor(t, s, "")
		post := rig.Post(rig.ID(), "", "Hello")
		ann.Stream = ann.Carry(post).Stream
		held(ada, ann.Stream)
		ben := agent(t, s, "ben")
		refused := func(number string, p *rig.Peer, do wire.Do, code desk.Code, says string) {
			t.Helper()
			if f := p.Answer(do); f.Code != code || f.Message != says {
				t.Errorf("%s: %s", number, f.Raw)
			}
		}
		other := post
		other.Body = json.RawMessage(`{"text":"Good-bye"}`)
		refused("8", ann, other, desk.IDReused, "This message id was already used for another message.")
		refused("12", ben, rig.Post(rig.ID(), ann.Stream, "x"), desk.NotOwner, "This conversation now belongs to agent 10423.")
		refused("17", ben, rig.Do(rig.ID(), "a_10423", wire.DoStatus, wire.StatusBody{Channel: desk.Chat, Status: desk.NotAvailable}), desk.NotFound, "No such stream.")
		refused("–", ada, rig.Do(rig.ID(), "a_10423", wire.DoStatus, wire.StatusBody{Channel: desk.Video, Status: desk.Available}),
			desk.ChannelNotGranted, `The channel "video" is not granted to this account.`)
		refused("–", ada, rig.Do(rig.ID(), "a_10423", wire.DoStatus, wire.StatusBody{Channel: desk.Chat, Status: "asleep"}),
			desk.Invalid, `A status is "available" or "unavailable".`)
		ada.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoClose, nil))
		refused("16", ada, rig.Do(rig.ID(), ann.Stream, wire.DoClose, nil), desk.WrongState, "This conversation is closed.")
	})
}

func TestHellosThatAreTurnedAway(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := started(t, dsn, rig.Demo(1)...)
		ann := visitor(t, s, "")
		ann.Say("Hello")
		for _, tt := range []struct {
			number, name string
			hello        wire.Hello
			code         desk.Code
			again        bool
		}{
			{"7", "an old protocol", wire.Hello{Proto: -1, Device: "device-1"}, desk.ProtocolUnsupported, false},
			{"7", "a new protocol", wire.Hello{Proto: 99, Device: "device-1"}, desk.ProtocolUnsupported, false},
			{"11", "a cursor beyond the log", wire.Hello{Device: "device-1", Token: ann.Hello.Token, Epoch: ann.Welcome.Epoch, Cursor: 1e6,
				Visitor: &wire.VisitorHello{Project: rig.Project, Stream: ann.Stream}}, desk.ResyncRequired, true},
			{"17", "another project", wire.Hello{Device: "device-1", Visitor: &wire.VisitorHello{Project: "none"}}, desk.NotFound, false},
			{"–", "a device that is no text", wire.Hello{Device: "device\x00\x00\x00", Visitor: &wire.VisitorHello{Project: rig.Project}}, desk.Invalid, false},
			{"–", "no project", wire.Hello{Device: "device-1"}, desk.Invalid, false},
		} {
			_, err := rig.Dial(t.Context(), s.URL+rig.VisitorSocket, tt.hello)
			var b *rig.Bye
			if !errors.As(err, &b) {
				t.Errorf("%s %s: %v", tt.number, tt.name, err)
				continue
			}
			if b.Frame.Code != tt.code || b.Frame.Again != tt.again || b.Frame.Message == "" {
				t.Errorf("%s %s: %s", tt.number, tt.name, b.Frame.Raw)
			}
		}
		// 10: an unknown epoch is no fault, but everything comes anew.
		h := ann.Hello
		h.Epoch, h.Cursor = "of another log", 5
		h.Visitor.Stream = ann.Stream
		if back := rig.Join(t, s.URL+rig.VisitorSocket, h, rig.Dialing{}); back.Opening[0].Frame != wire.FrameWhole {
			t.Errorf("10: %s", back.Opening[0].Raw)
		}
	})
}
