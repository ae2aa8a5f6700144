package mail

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-desk/parley/backend/desk"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var acme = desk.Project{ID: "acme", Name: "ACME", Sites: []string{"https://www.acme.test", "http://localhost:*"}}

const now = desk.Millis(1_700_000_000_000)

// visitor is somebody in the log of a test.
type visitor struct {
	email, language, page string
	online                bool
}

// diary is a log of visitors, each of whom is to be told of an answer.
type diary struct {
	mu       sync.Mutex
	visitors []visitor
	at       desk.Millis
	cursor   int64
	ahead    []int64
	failing  error
	// said is what every conversation holds, where a test says so.
	said []desk.Event
}

func (d *diary) of(id desk.ConversationID) visitor {
	var i int
	_, _ = fmt.Sscanf(string(id), "c_%d", &i)
	return d.visitors[i-1]
}

func (d *diary) EventsAfter(_ context.Context, _ desk.ProjectID, after int64, kinds []desk.Kind, limit int) ([]desk.Event, int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Contains(kinds, desk.VisitorNotified) {
		return nil, after, errors.New("asked for something else")
	}
	var events []desk.Event
	for after < int64(len(d.visitors)) && len(events) < limit {
		after++
		events = append(events, desk.Event{Offset: after, At: d.at, Kind: desk.VisitorNotified, Stream: desk.Stream(fmt.Sprint("c_", after))})
	}
	return events, after, d.failing
}

func (d *diary) ReaderAt(context.Context, desk.ProjectID, string) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cursor, nil
}

func (d *diary) ReaderAhead(context.Context, desk.ProjectID, string) ([]int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ahead), nil
}

func (d *diary) MoveReader(ctx context.Context, _ desk.ProjectID, _ string, at int64, ahead ...int64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cursor, d.ahead = at, slices.DeleteFunc(append(d.ahead, ahead...), func(done int64) bool { return done <= at })
	return ctx.Err()
}

func (d *diary) Address(_ context.Context, _ desk.ProjectID, id desk.ConversationID) (string, error) {
	if v := d.of(id); v.email != "" {
		return v.email, nil
	}
	return "", desk.ErrNone
}

func (d *diary) Conversation(_ context.Context, _ desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error) {
	v := d.of(id)
	return desk.Conversation{ID: id, Language: v.language, Online: v.online, State: desk.Ongoing}, true, nil
}

func (d *diary) ConversationEvents(_ context.Context, _ desk.ProjectID, id desk.ConversationID, after int64, limit int) ([]desk.Event, error) {
	if d.said != nil {
		events := slices.DeleteFunc(slices.Clone(d.said), func(e desk.Event) bool { return e.Seq <= after })
		slices.SortFunc(events, func(a, b desk.Event) int { return cmp.Compare(a.Seq, b.Seq) })
		return events[:min(limit, len(events))], nil
	}
	return []desk.Event{{Content: &desk.Content{Name: "Ann Secret", Page: &desk.Page{URL: d.of(id).page}}}}, nil
}

// mailer starts one upon a log; what it logs collects.
func mailer(t *testing.T, d *diary, s *sink, changes ...func(*Options)) (m *Mailer, logged *safeBuffer) {
	t.Helper()
	server, err := NewServer(s.url(), "ACME Desk <desk@acme.test>")
	if err != nil {
		t.Fatal(err)
	}
	if d.at == 0 {
		d.at = now
	}
	logged = &safeBuffer{}
	o := Options{
		Log: d, Server: server, Projects: []desk.Project{acme}, Now: func() desk.Millis { return now },
		Logger: slog.New(slog.NewTextHandler(logged, nil)), Every: 5 * time.Millisecond, Retry: 10 * time.Millisecond,
	}
	for _, change := range changes {
		change(&o)
	}
	m = New(o)
	if err := m.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)
	return m, logged
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func (d *diary) done(n int64) func() bool {
	return func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.cursor == n
	}
}

// read takes a letter apart: its head, and its two bodies.
func read(t *testing.T, r received) (head mail.Header, text, html string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(r.raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("a letter of %s: %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	var bodies []string
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, string(all))
	}
	if len(bodies) != 2 {
		t.Fatalf("%d bodies", len(bodies))
	}
	return m.Header, bodies[0], bodies[1]
}

func subject(t *testing.T, head mail.Header) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// row: P-105
func TestOneLetterInTheVisitorsLanguage(t *testing.T) {
	s := newSink(t)
	d := &diary{visitors: []visitor{
		{email: "ann@home.test", language: "en-GB", page: "https://www.acme.test/boots/42?token=secret#top"},
		{email: "anaïs@maison.test", language: "fr-BE", page: "https://elsewhere.test/boots"},
	}}
	_, logged := mailer(t, d, s)
	eventually(t, "both are done", d.done(2))
	letters := s.all()
	if len(letters) != 2 {
		t.Fatalf("%d letters", len(letters))
	}
	head, text, html := read(t, letters[0])
	if head.Get("From") != `"ACME Desk" <desk@acme.test>` || head.Get("To") != "<ann@home.test>" || subject(t, head) != "ACME has answered you" ||
		head.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(head.Get("Message-ID"), ".1@acme.test>") {
		t.Errorf("head %v", head)
	}
	const link = "https://www.acme.test/boots/42"
	if !strings.Contains(text, "\n"+link+"\n") || !strings.Contains(html, `href="`+link+`"`) {
		t.Errorf("%s\n%s", text, html)
	}
	head, text, html = read(t, letters[1])
	if subject(t, head) != "ACME vous a répondu" || !strings.Contains(text, "Bonjour") || strings.Contains(text+html, "elsewhere") || strings.Contains(html, "<a") {
		t.Errorf("head %v, %s\n%s", head, text, html)
	}
	for _, secret := range []string{"secret", "Ann Secret"} {
		if strings.Contains(letters[0].raw+letters[1].raw, secret) {
			t.Errorf("%s in a letter", secret)
		}
	}
	if strings.Contains(logged.String(), "@") {
		t.Errorf("an address in the log: %s", logged)
	}
}

// Who has come back, was erased or gave an address that is none gets nothing,
// and holds nobody up.
func TestNoLetterWhereNoneIsWanted(t *testing.T) {
	s := newSink(t)
	d := &diary{visitors: []visitor{
		{email: "ann@home.test", online: true}, {}, {email: "nowhere"}, {email: "a@b.test\r\nBcc: c@d.test"},
		{email: "a@b.test>\r\nRCPT TO:<c@d.test"}, {email: "bob@home.test"},
	}}
	_, logged := mailer(t, d, s)
	eventually(t, "all are done", d.done(6))
	if got := s.all(); len(got) != 1 || !strings.Contains(got[0].to, "bob@home.test") || strings.Contains(got[0].to+got[0].raw, "c@d.test") {
		t.Errorf("letters %v", got)
	}
	if strings.Contains(logged.String(), "c@d") {
		t.Errorf("an address in the log: %s", logged)
	}
}

func TestAnOldNoticeIsOfNoUse(t *testing.T) {
	s := newSink(t)
	d := &diary{visitors: []visitor{{email: "ann@home.test"}}, at: now - 25*desk.Hour}
	mailer(t, d, s)
	eventually(t, "it is done", d.done(1))
	if got := s.all(); len(got) != 0 {
		t.Errorf("letters %v", got)
	}
}

// One who is refused for good is passed over; one who is put off is tried again
// and holds nobody up, and the cursor waits for them.
func TestRefusedForGoodAndForNow(t *testing.T) {
	s := newSink(t)
	s.answer("RCPT TO:<gone@home.test>", "550 5.1.1 <gone@home.test> is gone")
	s.answer("RCPT TO:<full@home.test>", "452 4.2.2 <full@home.test> is full", "452 4.2.2 still full", "450 greylisted")
	d := &diary{visitors: []visitor{{email: "gone@home.test"}, {email: "full@home.test"}, {email: "ann@home.test"}}}
	_, logged := mailer(t, d, s)
	eventually(t, "Ann is told", func() bool { return len(s.all()) > 0 })
	if to := s.all()[0].to; !strings.Contains(to, "ann@") {
		t.Errorf("the first letter went to %s", to)
	}
	eventually(t, "all are done", d.done(3))
	if got := s.all(); len(got) != 2 || !strings.Contains(got[1].to, "full@") {
		t.Errorf("letters %v", got)
	}
	if out := logged.String(); strings.Contains(out, "@") || !strings.Contains(out, "refused for good") || !strings.Contains(out, "550") {
		t.Errorf("logged %s", out)
	}
}

// A server that takes nothing is waited for, and nothing is lost or sent twice.
func TestAServerThatIsDown(t *testing.T) {
	for name, says := range map[string]struct{ command, answer string }{
		"it hangs up":            {"MAIL", "hang up"},
		"it goes":                {"RCPT", "421 4.3.2 going"},
		"the sender is refused":  {"MAIL", "550 5.7.1 who are you"},
		"it hangs up in the end": {"END", "hang up"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSink(t)
			s.answer(says.command, says.answer, says.answer, says.answer)
			d := &diary{visitors: []visitor{{email: "ann@home.test"}, {email: "bob@home.test"}}}
			_, logged := mailer(t, d, s)
			eventually(t, "both are done", d.done(2))
			got := s.all()
			to := func(whom string) bool {
				return slices.ContainsFunc(got, func(r received) bool { return strings.Contains(r.to, whom) })
			}
			if len(got) != 2 || !to("ann@") || !to("bob@") {
				t.Errorf("letters %v", got)
			}
			if strings.Contains(logged.String(), "home.test") {
				t.Errorf("an address in the log: %s", logged)
			}
		})
	}
}

// Letters at which the server hangs up each time hold nobody up. They are tried
// again, and sent as soon as they can be.
func TestALetterAtWhichTheServerHangsUp(t *testing.T) {
	s := newSink(t)
	for _, odd := range []string{"RCPT TO:<odd@home.test>", "RCPT TO:<odder@home.test>"} {
		s.answer(odd, slices.Repeat([]string{"hang up"}, 10000)...)
	}
	d := &diary{visitors: []visitor{{email: "odd@home.test"}, {email: "odder@home.test"}, {email: "ann@home.test"}}}
	_, logged := mailer(t, d, s)
	eventually(t, "Ann is told", func() bool { return len(s.all()) > 0 })
	if to := s.all()[0].to; !strings.Contains(to, "ann@") {
		t.Errorf("the first letter went to %s", to)
	}
	s.answer("RCPT TO:<odd@home.test>")
	eventually(t, "so is one of them", func() bool { return len(s.all()) > 1 })
	s.answer("RCPT TO:<odder@home.test>")
	eventually(t, "all are done", d.done(3))
	if strings.Contains(logged.String(), "home.test") {
		t.Errorf("an address in the log: %s", logged)
	}
}

// torn is a log of which one project's part cannot be read.
type torn struct {
	*diary
	off desk.ProjectID
}

func (l torn) ReaderAt(ctx context.Context, project desk.ProjectID, name string) (int64, error) {
	if project == l.off {
		return 0, errors.New("it cannot be read")
	}
	return l.diary.ReaderAt(ctx, project, name)
}

// What stops one project's mail stops no other's.
func TestOneProjectHoldsNoOtherUp(t *testing.T) {
	s := newSink(t)
	d := &diary{visitors: []visitor{{email: "ann@home.test"}}}
	off := desk.Project{ID: "off"}
	mailer(t, d, s, func(o *Options) { o.Log, o.Projects = torn{d, off.ID}, []desk.Project{off, acme} })
	eventually(t, "Ann is told", d.done(1))
	if got := s.all(); len(got) != 1 {
		t.Errorf("letters %v", got)
	}
}

// A mailer that starts again goes on where it was; what it does again carries the
// same id.
func TestAMailerStartsAgain(t *testing.T) {
	s := newSink(t)
	d := &diary{visitors: []visitor{{email: "ann@home.test"}}}
	m, _ := mailer(t, d, s)
	eventually(t, "she is told", d.done(1))
	m.Stop()
	m, _ = mailer(t, d, s)
	time.Sleep(50 * time.Millisecond) // ten looks at the log
	if got := s.all(); len(got) != 1 {
		t.Fatalf("%d letters", len(got))
	}
	m.Stop()
	d.cursor = 0 // it ended before it had noted it
	mailer(t, d, s)
	eventually(t, "it was sent again", func() bool { return len(s.all()) == 2 })
	first, _, _ := read(t, s.all()[0])
	second, _, _ := read(t, s.all()[1])
	if first.Get("Message-ID") != second.Get("Message-ID") || first.Get("Date") != second.Get("Date") {
		t.Errorf("%v, then %v", first, second)
	}
}

// A letter that is put off holds the cursor back; what was sent behind it is not
// sent again by a mailer that starts anew.
func TestAMailerStartsAgainWhileALetterIsPutOff(t *testing.T) {
	s := newSink(t)
	s.answer("RCPT TO:<full@home.test>", "452 4.2.2 <full@home.test> is full")
	d := &diary{visitors: []visitor{{email: "full@home.test"}, {email: "ann@home.test"}, {email: "bob@home.test"}}}
	m, _ := mailer(t, d, s, func(o *Options) { o.Retry = time.Hour })
	eventually(t, "the others are told", func() bool { return len(s.all()) == 2 })
	m.Stop()
	if d.cursor != 0 || !slices.Equal(d.ahead, []int64{2, 3}) {
		t.Errorf("the cursor is at %d, done are %v", d.cursor, d.ahead)
	}
	mailer(t, d, s)
	eventually(t, "all are done", d.done(3))
	if got := s.all(); len(got) != 3 || !strings.Contains(got[2].to, "full@") {
		t.Errorf("letters %v", got)
	}
	if d.mu.Lock(); len(d.ahead) > 0 {
		t.Errorf("still noted are %v", d.ahead)
	}
	d.mu.Unlock()
}

func TestLinks(t *testing.T) {
	for page, want := range map[string]string{
		"https://www.acme.test/a%20b/c?d=e#f": "https://www.acme.test/a%20b/c",
		"https://www.acme.test":               "https://www.acme.test",
		"https://WWW.acme.test:443/":          "https://WWW.acme.test:443/",
		"http://localhost:8420/demo/":         "http://localhost:8420/demo/",
		"http://www.acme.test/":               "",
		"https://www.acme.test:8443/":         "",
		"https://www.acme.test@evil.test/":    "",
		"https://user@www.acme.test/":         "",
		"https://www.acme.test.evil.test/":    "",
		"javascript:alert(1)":                 "",
		"//www.acme.test/":                    "",
		"https://www.acme.test/\r\nX: y":      "",
		"":                                    "",
	} {
		if got := (notice{project: acme, page: page}).link(); got != want {
			t.Errorf("%q: %q, want %q", page, got, want)
		}
	}
}

// A company may be called what it likes; no letter has another line for it.
func TestANameIsNoHeader(t *testing.T) {
	s := newSink(t)
	server, err := NewServer(s.url(), "desk@acme.test")
	if err != nil {
		t.Fatal(err)
	}
	n := notice{project: desk.Project{ID: "a\r\nb", Name: "AC\r\nBcc: eve@evil.test\r\n\r\n<script>alert(1)</script>"}, to: "ann@home.test", at: now}
	letter, err := n.letter(server.from)
	if err != nil {
		t.Fatal(err)
	}
	if fate, err := server.send(t.Context(), letter); fate != sent {
		t.Fatal(err)
	}
	head, _, html := read(t, s.all()[0])
	if head.Get("Bcc") != "" || len(s.all()[0].to) > len("RCPT TO:<ann@home.test>") || strings.Contains(html, "<script>") {
		t.Errorf("head %v, to %s, %s", head, s.all()[0].to, html)
	}
}

func TestWhereAMailServerIs(t *testing.T) {
	for _, good := range []string{"smtp://mail.test", "smtp://user:p%40ss@mail.test:2525", "smtps://user:pass@mail.test/", "smtp://[::1]:25"} {
		if _, err := NewServer(good, "Desk <desk@acme.test>"); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "mail.test:25", "http://mail.test", "smtp://", "smtp://user:hunter2@", "smtp://user:hunter2@mail.test:0", "smtp://user:hunter2@mail.test:99999",
		"smtp://user:hunter2@mail.test/path", "smtp://user:hunter2@mail.test?tls=no", "smtp://user:hunter2@mail.test:x",
	} {
		if _, err := NewServer(bad, "desk@acme.test"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "desk", "Desk <desk@acme.test>\r\nBcc: a@b.test"} {
		if _, err := NewServer("smtp://mail.test", bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
