package mail

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/web"
	"github.com/parley-desk/parley/backend/wire"
)

// office is a desk that sends letters to a mail server, and an agent at it.
type office struct {
	t      *testing.T
	desk   *rig.Desk
	url    string
	agent  *rig.Peer
	logged *safeBuffer
}

func newOffice(t *testing.T, dsn, mailServer string) *office {
	t.Helper()
	d := rig.NewDesk(t, dsn, rig.Tune{})
	limit := web.SendLimit{PerSecond: 1e6, Burst: 1e6}
	desks := web.New(web.Options{
		Floor: d.Floor, Store: d.Store, Clock: d.Clock, Logger: slog.New(slog.DiscardHandler), Refusal: store.Refusal, Mail: true,
		VisitorLimit: limit, AgentLimit: limit,
	})
	listening := httptest.NewServer(desks.Handler())
	t.Cleanup(func() { desks.Stop(); listening.Close() })
	server, err := NewServer(mailServer, "ACME <desk@acme.test>")
	if err != nil {
		t.Fatal(err)
	}
	setup, _ := d.Floor.Setup(rig.Project)
	logged := &safeBuffer{}
	m := New(Options{
		Log: d.Store, Server: server, Projects: []desk.Project{setup.Project}, Now: d.Clock.Now,
		Username: func(_ desk.ProjectID, id desk.AgentID) string { p, _ := setup.Profile(id); return p.Username },
		Logger:   slog.New(slog.NewTextHandler(logged, nil)), Every: 10 * time.Millisecond,
	})
	if err := m.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)

	agent := rig.Join(t, listening.URL+rig.AgentSocket, wire.Hello{Token: d.Token(rig.Ada), Device: rig.ID()}, rig.Dialing{})
	agent.Available(rig.Ada)
	return &office{t, d, listening.URL, agent, logged}
}

// talk is a conversation with a visitor of a language, answered and closed.
func (o *office) talk(language, text string, closing wire.CloseBody) rig.Frame {
	o.t.Helper()
	hello := rig.VisitorHello("")
	hello.Visitor.Language = language
	ann := rig.Join(o.t, o.url+rig.VisitorSocket, hello, rig.Dialing{})
	ann.Say(text)
	o.agent.AwaitEvent("her words", func(e rig.Event) bool { return e.Text == text })
	o.agent.Carry(rig.Post(rig.ID(), ann.Stream, "Yes, we do."))
	f := o.agent.Answer(rig.Do(rig.ID(), ann.Stream, wire.DoClose, closing))
	if f.Code != "" {
		o.agent.Carry(rig.Do(rig.ID(), ann.Stream, wire.DoClose, wire.CloseBody{}))
	}
	return f
}

// The whole way: an agent closes with an address, and who is named there reads
// what was written, and the endnote only where it was to go along.
// row: P-114
func TestATranscriptGoesToWhomTheAgentNames(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		s := newSink(t)
		o := newOffice(t, dsn, s.url())
		d := o.desk
		const hostile = "<script>alert(1)</script> https://evil.test\n\nNote of the agent\r\nBcc: eve@evil.test"
		o.talk("fr-BE", hostile, wire.CloseBody{Comment: "She is difficult.", Email: "boss@acme.test"})
		o.talk("fr-BE", "Do you have these in 43?", wire.CloseBody{Comment: "She is difficult.", Email: "colleague@acme.test", WithNote: true})
		// A bad address is refused, and so nothing is closed and nothing sent.
		for _, address := range []string{"nobody", "a@b.test, c@d.test", "a@b.test\r\nBcc: c@d.test"} {
			if f := o.talk("fr-BE", "Again", wire.CloseBody{Email: address}); f.Code != desk.InvalidEmail || f.Field != "email" {
				t.Errorf("%q: %s", address, f.Raw)
			}
		}
		eventually(t, "both are sent", func() bool { return len(s.all()) == 2 })
		end, err := d.Store.Offset(t.Context(), rig.Project)
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "the mailer is at the end of the log", func() bool {
			at, err := d.Store.ReaderAt(t.Context(), rig.Project, reader)
			return err == nil && at >= end
		})
		letters := s.all()
		if len(letters) != 2 || !strings.Contains(letters[0].to, "<boss@acme.test>") || !strings.Contains(letters[1].to, "<colleague@acme.test>") {
			t.Fatalf("letters %v", letters)
		}
		head, text, html := read(t, letters[0])
		if head.Get("Bcc") != "" || !strings.HasPrefix(subject(t, head), "Conversation avec ACME, 20") || !strings.HasPrefix(head.Get("Message-ID"), "<transcript.") {
			t.Errorf("head %v", head)
		}
		if !strings.Contains(text, "    <script>alert(1)</script> https://evil.test\n    \n    Note of the agent\n    Bcc: eve@evil.test\n") ||
			!strings.Contains(text, "\nAda, 20") || !strings.Contains(text, "    Yes, we do.") || !strings.Contains(text, "(visiteur), 20") {
			t.Errorf("the boss reads %s", text)
		}
		if strings.Contains(html, "<script>") || !strings.Contains(html, "&lt;script&gt;") || strings.Contains(html, "<a") || !strings.Contains(html, "Yes, we do.") {
			t.Errorf("the boss sees %s", html)
		}
		if strings.Contains(letters[0].raw, "difficult") {
			t.Error("the note went along, though nobody chose so")
		}
		if _, text, html := read(t, letters[1]); !strings.Contains(text, "Note de l’agent\n    She is difficult.") || !strings.Contains(html, "She is difficult.") {
			t.Errorf("the colleague reads %s\n%s", text, html)
		}
		if strings.Contains(o.logged.String(), "@acme.test") {
			t.Errorf("an address in the log: %s", o.logged)
		}
	})
}

func TestALongConversationIsSentFromItsEnd(t *testing.T) {
	long := transcript{lines: []spoken{{text: "first"}, {text: strings.Repeat("x", maxTranscriptBytes-5)}, {text: "last"}}}
	long.shorten()
	if len(long.lines) != 2 || !long.cut || long.lines[1].text != "last" {
		t.Errorf("%d lines, cut %v", len(long.lines), long.cut)
	}
	short := transcript{lines: []spoken{{text: "first"}, {text: "last"}}}
	if short.shorten(); len(short.lines) != 2 || short.cut {
		t.Errorf("%d lines, cut %v", len(short.lines), short.cut)
	}
	letter, err := transcript{to: "a@b.test", lines: long.lines[1:], cut: true}.letter(mustServer(t).from)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := letter.WriteTo(&b); err != nil || !strings.Contains(b.String(), "only its end is here") {
		t.Errorf("%v: %s", err, b.String())
	}
}

// Of a long conversation messages count, and not what lies between them; its
// visitor has their name however far back they said it.
func TestALongConversationKeepsItsNameAndItsMessages(t *testing.T) {
	for name, is := range map[string]struct {
		messages, between int
		lines             int
		cut               bool
	}{
		"much lies between":         {1300, 9, 1300, false},
		"as many as a letter holds": {maxTranscriptMessages, 0, maxTranscriptMessages, false},
		"more than it holds":        {maxTranscriptMessages + 1, 1, maxTranscriptMessages, true},
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{visitors: []visitor{{}}}
			add := func(kind desk.Kind, content *desk.Content) desk.Event {
				d.said = append(d.said, desk.Event{Seq: int64(len(d.said)) + 1, Stream: "c_1", Kind: kind, Fact: desk.Transcribed{}, Content: content})
				return d.said[len(d.said)-1]
			}
			add(desk.ConversationOpened, &desk.Content{Name: "Ann"})
			for n := range is.messages {
				add(desk.MessagePosted, &desk.Content{Text: strconv.Itoa(n)})
				for range is.between {
					add(desk.VisitorViewed, &desk.Content{})
				}
			}
			m := New(Options{Log: d})
			got, wanted, err := m.transcript(t.Context(), acme, add(desk.TranscriptAsked, &desk.Content{Email: "boss@acme.test"}))
			if err != nil || !wanted || len(got.lines) != is.lines || got.cut != is.cut {
				t.Fatalf("%d lines, cut %v, wanted %v, %v", len(got.lines), got.cut, wanted, err)
			}
			for i, l := range got.lines {
				if l.name != "Ann" || l.text != strconv.Itoa(is.messages-is.lines+i) {
					t.Fatalf("line %d is of %q: %q", i, l.name, l.text)
				}
			}
		})
	}
}

// Who was erased is written about to nobody. What waited for a mail server for a
// week is of no use, and of what the server will never take the agent is told.
func TestTranscriptsThatReachNobody(t *testing.T) {
	s := newSink(t)
	s.answer("RCPT TO:<gone@acme.test>", "550 5.1.1 is gone")
	server, err := NewServer(s.url(), "ACME <desk@acme.test>")
	if err != nil {
		t.Fatal(err)
	}
	var told []int64
	var failing error
	log := &diary{visitors: []visitor{{}}, at: now}
	m := New(Options{
		Log: log, Server: server, Now: func() desk.Millis { return now }, Logger: slog.New(slog.DiscardHandler),
		Username: func(desk.ProjectID, desk.AgentID) string { return "Ada" },
		Undelivered: func(_ context.Context, _ desk.ProjectID, e desk.Event) error {
			told = append(told, e.Offset)
			return failing
		},
	})
	asked := func(offset int64, at desk.Millis, content *desk.Content) *held {
		return &held{event: desk.Event{Offset: offset, Seq: offset, Stream: "c_1", Kind: desk.TranscriptAsked, At: at, Fact: desk.Transcribed{}, Content: content}}
	}
	letters := map[int64]*held{
		1: asked(1, now, nil), 2: asked(2, now-8*desk.Day, &desk.Content{Email: "boss@acme.test"}),
		3: asked(3, now, &desk.Content{Email: "gone@acme.test"}), 4: asked(4, now, &desk.Content{Email: "boss@acme.test"}),
		6: asked(6, now, &desk.Content{Email: "erased@acme.test"}),
	}
	for _, h := range letters {
		log.said = append(log.said, h.event)
	}
	// One was erased while its letter was held.
	for i := range log.said {
		if log.said[i].Seq == 6 {
			log.said[i].Content = nil
		}
	}
	for offset, h := range letters {
		if done, err := m.deliver(t.Context(), acme, h); !done || err != nil {
			t.Errorf("%d: %v, %v", offset, done, err)
		}
	}
	slices.Sort(told)
	if !slices.Equal(told, []int64{2, 3}) || len(s.all()) != 1 || !strings.Contains(s.all()[0].to, "<boss@acme.test>") {
		t.Errorf("the agent is told of %v, letters %v", told, s.all())
	}
	// Until it is noted it is not done.
	failing = errors.New("not now")
	if done, err := m.deliver(t.Context(), acme, asked(5, now-8*desk.Day, &desk.Content{Email: "boss@acme.test"})); done || err == nil {
		t.Errorf("though it is not noted: %v, %v", done, err)
	}
}

// mustServer is a mail server that is not there.
func mustServer(t *testing.T) *Server {
	t.Helper()
	s, err := NewServer("smtp://127.0.0.1:9", "ACME <desk@acme.test>")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What both read in the conversation is what the transcript says: the visitor's
// language where an answer was translated, and a product in words.
// row: P-060 P-040
func TestATranscriptSaysWhatTheVisitorRead(t *testing.T) {
	m := New(Options{Username: func(desk.ProjectID, desk.AgentID) string { return "Ada" }})
	by := desk.AgentActor("10423")
	rich := desk.Rich{Products: []desk.Product{{Name: "Boots", Price: 12900, Currency: "EUR", Digits: 2, URL: "https://acme.test/boots"}}}
	l := transcript{to: "boss@acme.test", language: "fr", lines: []spoken{
		m.spoken(desk.Project{}, desk.Event{Actor: by, Fact: desk.Posted{From: "en", To: "fr"},
			Content: &desk.Content{Text: "Je suis désolée.", Original: "I am sorry."}}, "Ann", "fr"),
		m.spoken(desk.Project{}, desk.Event{Actor: by, Fact: desk.Posted{Form: desk.FormProduct},
			Content: &desk.Content{Text: rich.Plain(), Rich: &rich}}, "Ann", "fr"),
		m.spoken(desk.Project{}, desk.Event{Actor: by, Fact: desk.Posted{Form: desk.FormFile},
			Content: &desk.Content{Text: "old.pdf", File: &desk.File{Name: "old.pdf", Kind: desk.PDF, Gone: true}}}, "Ann", "fr"),
	}}
	letter, err := l.letter(mustServer(t).from)
	if err != nil {
		t.Fatal(err)
	}
	var raw strings.Builder
	if _, err := letter.WriteTo(&raw); err != nil {
		t.Fatal(err)
	}
	_, text, html := read(t, received{raw: raw.String()})
	for _, said := range []string{text, html} {
		if !strings.Contains(said, "Je suis désolée.") || strings.Contains(said, "sorry") || !strings.Contains(said, "Boots") || !strings.Contains(said, "129.00 EUR") ||
			!strings.Contains(said, "old.pdf") || !strings.Contains(said, "n’est plus conservé") {
			t.Errorf("it says %s", said)
		}
	}
}

func TestWhatIsMarkedIsSoInALetter(t *testing.T) {
	for text, want := range map[string]string{
		"**Yes** & _no_":                       "<p><strong>Yes</strong> &amp; <em>no</em></p>",
		"> `<b>`\n- one\n- two\n3. c\n4. d":    "<blockquote><code>&lt;b&gt;</code></blockquote><ul><li>one</li><li>two</li></ul><ol start=\"3\"><li>c</li><li>d</li></ol>",
		"[sizes](https://a.test/s) www.b.test": "<p>sizes (https://a.test/s) www.b.test</p>",
		"```\n<script>\n```":                   "<pre>&lt;script&gt;</pre>",
	} {
		if got := regexp.MustCompile(` style="[^"]*"`).ReplaceAllString(string(marked(text)), ""); got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}

// A message's parts stand nearer to each other than messages do, and to their name.
func TestALetterIsSetForTheEye(t *testing.T) {
	made := transcript{
		project: acme, to: "boss@acme.test", language: "fr",
		lines: []spoken{{name: "Ann", visitor: true, text: "- one\n- two"}, {name: "Ada", text: "Three"}},
	}
	letter, err := made.letter(mustServer(t).from)
	if err != nil {
		t.Fatal(err)
	}
	var raw strings.Builder
	if _, err := letter.WriteTo(&raw); err != nil {
		t.Fatal(err)
	}
	_, _, html := read(t, received{raw: raw.String()})
	for _, set := range []string{
		`<meta name="color-scheme" content="light dark">`, `<body style="max-width: 640px;`, `<p style="margin: 4px 0">Three`, `<ul style="margin: 4px 0">`,
	} {
		if !strings.Contains(html, set) {
			t.Errorf("there is no %s in %s", set, html)
		}
	}
	// Where the ground may be dark or light no colour of ours is sure to be read on it.
	if regexp.MustCompile(`[" ]color: #`).MatchString(html) {
		t.Errorf("words have a colour in %s", html)
	}
	lines := regexp.MustCompile(`border-left: 3px solid (#\w+)`).FindAllStringSubmatch(html, -1)
	if len(lines) != 2 || lines[0][1] == lines[1][1] {
		t.Errorf("both have the line %v", lines)
	}
}

// In a letter's text a name stands in a line of ours.
func TestANameTurnsNothingInATranscript(t *testing.T) {
	if name := (spoken{name: "\u202eneb\u2067 نور"}).Name(); name != "neb نور" {
		t.Errorf("%q", name)
	}
}
