package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/rules"
	"github.com/parley-desk/parley/backend/wire"
)

// picture is a PNG of so many dots a side.
func picture(t testing.TB, side int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
	}
	img.Set(0, 0, color.RGBA{200, 10, 10, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const paper = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

func called(name string) []string {
	return []string{"Content-Type", "application/octet-stream", "Content-Disposition", "attachment; filename*=UTF-8''" + name}
}

// handedIn is what handing a file in came to.
func handedIn(a api, at, name, body string) desk.File {
	a.t.Helper()
	var f desk.File
	a.send("PUT", at, body, called(name)...).done(200, &f)
	return f
}

func guestOf(t *testing.T, d *rig.Desk, p *rig.Peer) api {
	return api{t, d.URL + "/api/v1/visitor/acme", p.Hello.Token}
}

func sends(id string, stream desk.Stream, f desk.FileID) wire.Do {
	return rig.Do(id, stream, wire.DoPost, wire.PostBody{File: f})
}

// row: P-035, P-036, P-056
func TestFilesBothWays(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
		at := "/conversations/" + string(ann.Stream) + "/files/"

		photo := handedIn(guest, "/files/photo-of-the-boots", "my%20boots.png", picture(t, 900))
		if photo.Name != "my boots.png" || photo.Kind != desk.PNG || photo.Width != 900 || photo.Height != 900 {
			t.Errorf("the photo is %+v", photo)
		}
		// Until a message sends it nobody can read it.
		agent.send("GET", at+string(photo.ID), nil).refused(404, desk.NotFound, "/file")
		guest.send("GET", "/files/"+string(photo.ID), nil).refused(404, desk.NotFound, "/file")
		ann.Carry(sends(rig.ID(), ann.Stream, photo.ID))
		if e := ada.AwaitEvent("the photo", func(e rig.Event) bool { return e.Text == "my boots.png" }); e.Actor.Kind != desk.ByVisitor {
			t.Errorf("the photo is by %v", e.Actor)
		}
		whole := agent.send("GET", at+string(photo.ID), nil).done(200, nil)
		if _, err := png.Decode(strings.NewReader(whole.Raw)); err != nil || int64(len(whole.Raw)) != photo.Size {
			t.Errorf("%d bytes of %d: %v", len(whole.Raw), photo.Size, err)
		}
		for name, want := range map[string]string{
			"Content-Type": "image/png", "Content-Disposition": "attachment; filename*=UTF-8''my%20boots.png", "X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": "sandbox; default-src 'none'", "Cross-Origin-Resource-Policy": "same-site", "Cache-Control": "private, no-store",
		} {
			if got := whole.Header.Values(name); len(got) != 1 || got[0] != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		small := agent.send("GET", at+string(photo.ID)+"/preview", nil).done(200, nil)
		if config, _, err := image.DecodeConfig(strings.NewReader(small.Raw)); err != nil || config.Width != 640 {
			t.Errorf("the preview is %v, %v", config, err)
		}

		bill := handedIn(agent, at+"the-bill-of-boots", "bill.pdf", paper)
		ada.Carry(sends(rig.ID(), ann.Stream, bill.ID))
		ann.AwaitEvent("the bill", func(e rig.Event) bool { return e.Text == "bill.pdf" && e.From == desk.AgentSide })
		if r := guest.send("GET", "/files/"+string(bill.ID), nil).done(200, nil); r.Raw != paper || r.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("the bill came as %s %q", r.Header.Get("Content-Type"), r.Raw)
		}
		guest.send("GET", "/files/"+string(bill.ID)+"/preview", nil).refused(404, desk.NotFound, "/file")
	})
}

// A file exists for whoever may read the conversation it hangs on, and for nobody
// else: what is forbidden and what is not there look the same.
func TestWhoSeesAFile(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		bob := d.Visitor("")
		bob.Say("Hello")
		soon(ada, "Bob", isWhole(bob.Stream))
		f := handedIn(guestOf(t, d, ann), "/files/photo-of-the-boots", "boots.png", picture(t, 8))
		own := "/conversations/" + string(ann.Stream) + "/files/"
		none := as(t, d, rig.Ada).send("GET", own+"f_nothing", nil).refused(404, desk.NotFound, "/file").Raw

		// Handed in is not sent, and not somebody else's to send.
		for _, p := range []*rig.Peer{bob, ada} {
			if r := p.Answer(sends(rig.ID(), p.Stream, f.ID)); r.Code != desk.NotFound {
				t.Errorf("somebody else sends it: %s", r.Raw)
			}
		}
		if r := ada.Answer(sends(rig.ID(), ann.Stream, f.ID)); r.Code != desk.NotFound {
			t.Errorf("the agent sends it: %s", r.Raw)
		}
		ann.Carry(sends(rig.ID(), ann.Stream, f.ID))
		if r := ann.Answer(sends(rig.ID(), ann.Stream, f.ID)); r.Code != desk.NotFound {
			t.Errorf("sent twice: %s", r.Raw)
		}
		for _, more := range []string{"", "/preview"} {
			for _, id := range []desk.AgentID{rig.Ada, mia, dan} {
				as(t, d, id).send("GET", own+string(f.ID)+more, nil).done(200, nil)
			}
			if r := as(t, d, rig.Ben).send("GET", own+string(f.ID)+more, nil).refused(404, desk.NotFound, "/file"); r.Raw != none {
				t.Errorf("Ben reads %s, of nothing %s", r.Raw, none)
			}
			as(t, d, rig.Ada).send("GET", "/conversations/"+string(bob.Stream)+"/files/"+string(f.ID)+more, nil).refused(404, desk.NotFound, "/file")
			guestOf(t, d, ann).send("GET", "/files/"+string(f.ID)+more, nil).done(200, nil)
			guestOf(t, d, bob).send("GET", "/files/"+string(f.ID)+more, nil).refused(404, desk.NotFound, "/file")
			api{t, d.URL + "/api/v1/visitor/acme", "made-up"}.send("GET", "/files/"+string(f.ID)+more, nil).refused(401, desk.TokenExpired, "")
			api{t, d.URL + "/api/v1/visitor/other", ann.Hello.Token}.send("GET", "/files/"+string(f.ID)+more, nil).refused(401, desk.TokenExpired, "")
		}
		as(t, d, rig.Ben).send("PUT", own+"by-ben-of-nothing", picture(t, 8), called("a.png")...).refused(404, desk.NotFound, "/id")
	})
}

// A line that breaks between a file and its message, or within either, leads to one
// file and one message.
func TestAFileIsHandedInOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, _, ann := talking(t, dsn)
		guest, body := guestOf(t, d, ann), picture(t, 300)
		first := handedIn(guest, "/files/photo-of-the-boots", "boots.png", body)
		ann.Drop()
		if again := handedIn(guest, "/files/photo-of-the-boots", "boots.png", body); again != first {
			t.Errorf("once more it is %+v, not %+v", again, first)
		}
		guest.send("PUT", "/files/photo-of-the-boots", paper, called("boots.pdf")...).refused(409, desk.IDReused, "/id")
		id := rig.ID()
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		done := back.Carry(sends(id, back.Stream, first.ID))
		back.Drop()
		back = rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		if again := back.Carry(sends(id, back.Stream, first.ID)); again.Seq != done.Seq {
			t.Errorf("the message stands at %d and at %d", done.Seq, again.Seq)
		}
		if again := handedIn(guest, "/files/photo-of-the-boots", "boots.png", body); again != first {
			t.Errorf("after it was sent it is %+v", again)
		}
	})
}

// A visitor can begin with a file: they are written down when it is.
func TestAFileCanBeTheFirstWord(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d := office(t, dsn)
		ada := d.Agent(rig.Ada).Available(rig.Ada)
		ann := d.Visitor("")
		f := handedIn(guestOf(t, d, ann), "/files/photo-of-the-boots", "boots.png", picture(t, 8))
		if r := ann.Answer(sends(rig.ID(), "", "f_nothing")); r.Code != desk.NotFound || r.Field != "file" {
			t.Errorf("a file that is not there: %s", r.Raw)
		}
		done := ann.Carry(sends(rig.ID(), "", f.ID))
		soon(ada, "the conversation", isWhole(done.Stream))
		as(t, d, rig.Ada).send("GET", "/conversations/"+string(done.Stream)+"/files/"+string(f.ID), nil).done(200, nil)
		// Whoever comes back is the same visitor.
		back := rig.Join(t, d.URL+rig.VisitorSocket, ann.Hello, rig.Dialing{})
		if back.Stream != done.Stream {
			t.Errorf("back in %q, not %q", back.Stream, done.Stream)
		}
	})
}

// row: P-056
func TestWhatCannotBeHandedIn(t *testing.T) {
	d, _, ann := talking(t, "")
	at := "/conversations/" + string(ann.Stream) + "/files/"
	sides := map[string]api{at: as(t, d, rig.Ada), "/files/": guestOf(t, d, ann)}
	for at, who := range sides {
		for _, bad := range []struct {
			name, body string
			status     int
			code       desk.Code
			field      string
		}{
			{"big.pdf", paper + strings.Repeat("x", 6_000_000), 413, desk.FileTooLarge, "/file"},
			{"huge.pdf", paper + strings.Repeat("x", desk.MaxFileMegabytes*desk.Megabyte), 413, desk.FileTooLarge, "/file"},
			{"setup.exe", "MZ\x90\x00\x03", 415, desk.FileNotAllowed, "/file"},
			{"setup.png", "MZ\x90\x00\x03", 415, desk.FileNotAllowed, "/file"},
			{"drawing.svg", "<svg onload=alert(1)>", 415, desk.FileNotAllowed, "/file"},
			{"nothing.png", "", 422, desk.EmptyFile, "/file"},
			{"half.png", picture(t, 90)[:400], 422, desk.FileDamaged, "/file"},
		} {
			d.Clock.Advance(desk.Hour) // or there would be too many
			r := who.send("PUT", at+rig.ID(), bad.body, called(bad.name)...)
			if bad.body == "" {
				// Whether there was a body at all is not to be seen.
				if r.Status < 400 {
					t.Errorf("%s: %d %s", bad.name, r.Status, r.Raw)
				}
				continue
			}
			r.refused(bad.status, bad.code, bad.field)
		}
		who.send("PUT", at+"short", paper, called("a.pdf")...).refused(422, desk.Invalid, "/id")
	}
}

// A project says which files there are, and settings that make no sense are
// refused by name.
func TestFilesOfAProject(t *testing.T) {
	d, ada, ann := talking(t, "", func(s *desk.Settings) {
		s.Files = desk.Files{MaxMegabytes: 1, Kinds: []desk.FileKind{desk.PDF}, VisitorsNone: true}
	})
	guestOf(t, d, ann).send("PUT", "/files/"+rig.ID(), paper, called("a.pdf")...).refused(403, desk.Forbidden, "")
	if ann.Welcome.Visitor.Files != nil {
		t.Errorf("the visitor is told of %+v", ann.Welcome.Visitor.Files)
	}
	if f := ada.Welcome.Agent.Files; f.MaxBytes != desk.Megabyte || strings.Join(f.Endings, " ") != "pdf" {
		t.Errorf("the agent is told of %+v", f)
	}
	agent, at := as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/files/"
	agent.send("PUT", at+rig.ID(), picture(t, 8), called("a.png")...).refused(415, desk.FileNotAllowed, "/file")
	agent.send("PUT", at+rig.ID(), paper+strings.Repeat("x", desk.Megabyte), called("a.pdf")...).refused(413, desk.FileTooLarge, "/file")
	handedIn(agent, at+rig.ID(), "a.pdf", paper)
	for text, field := range map[string]string{
		"[files]\nmaxMegabytes = 11": "/files/maxMegabytes", "[files]\nagentMegabytes = 26": "/files/agentMegabytes", "[files]\nagentMegabytes = -1": "/files/agentMegabytes", "[files]\nroomGigabytes = -1": "/files/roomGigabytes", "[files]\nkeepMonths = 601": "/files/keepMonths", "[files]\nkinds = ['pdf', 'exe']": "/files/kinds/1",
	} {
		version := as(t, d, dan).send("GET", "/settings/text", nil).Header.Get("ETag")
		r := as(t, d, dan).send("PUT", "/settings/text", text, "Content-Type", "application/toml", "If-Match", version)
		if r.Status != 422 || len(r.Errors) != 1 || r.Errors[0].Pointer != field {
			t.Errorf("%q: %d %s", text, r.Status, r.Raw)
		}
	}
}

// How large a file may be, and which ones, is told to who is on the line at once.
//
// row: P-056
func TestAChangedLimitOfFilesReachesTheAgents(t *testing.T) {
	d := office(t, "")
	admin, ada := as(t, d, dan), d.Agent(rig.Ada)
	told := func(text string) wire.FileLimits {
		t.Helper()
		now := admin.send("GET", "/settings/text", nil)
		admin.send("PUT", "/settings/text", now.Raw+text, "Content-Type", "application/toml", "If-Match", now.Header.Get("ETag")).done(200, nil)
		var me wire.Me
		if f := ada.AwaitFrame(wire.FrameMe); json.Unmarshal([]byte(f.Raw), &me) != nil {
			t.Fatalf("told %s", f.Raw)
		}
		return me.Agent.Files
	}
	if was := ada.Welcome.Agent.Files.MaxBytes; was != desk.DefaultFileMegabytes*desk.Megabyte {
		t.Fatalf("at first it is %d", was)
	}
	if f := told("\n[files]\nagentMegabytes = 25\n"); f.MaxBytes != 25*desk.Megabyte {
		t.Errorf("the agent is told of %+v", f)
	}
	if f := told("kinds = ['pdf']\n"); strings.Join(f.Endings, " ") != "pdf" {
		t.Errorf("the agent is told of %+v", f)
	}
}

// What an agent sends may be larger than what a visitor does, where the project says
// so. Who sends more hears of it in a sentence with what there may be, however much it
// is and whether or not they say so beforehand.
//
// row: P-056
func TestHowLargeAFileMayBe(t *testing.T) {
	d, ada, ann := talking(t, "", func(s *desk.Settings) {
		s.Files = desk.Files{MaxMegabytes: 2, AgentMegabytes: desk.MaxAgentMegabytes}
	})
	if v, a := ann.Welcome.Visitor.Files.MaxBytes, ada.Welcome.Agent.Files.MaxBytes; v != 2*desk.Megabyte || a != 25*desk.Megabyte {
		t.Errorf("the visitor is told of %d bytes, the agent of %d", v, a)
	}
	at := "/conversations/" + string(ann.Stream) + "/files/"
	guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
	of := func(megabytes int) string { return paper + strings.Repeat("x", megabytes*desk.Megabyte-len(paper)) }
	f := handedIn(agent, at+rig.ID(), "a.pdf", of(25))
	ada.Carry(sends(rig.ID(), ann.Stream, f.ID))
	if r := guest.send("GET", "/files/"+string(f.ID), nil).done(200, nil); len(r.Raw) != 25*desk.Megabyte {
		t.Errorf("%d bytes came", len(r.Raw))
	}
	handedIn(guest, "/files/"+rig.ID(), "a.pdf", of(2))
	for _, c := range []struct {
		who       api
		path      string
		megabytes int
		said      string
	}{
		{guest, "/files/", 3, "Files can be up to 2 MB."}, {guest, "/files/", 11, "Files can be up to 2 MB."}, {guest, "/files/", 12, "Files can be up to 2 MB."},
		{guest, "/files/", 63, "Files can be up to 2 MB."}, {agent, at, 26, "Files can be up to 25 MB."}, {agent, at, 27, "Files can be up to 25 MB."}, {agent, at, 63, "Files can be up to 25 MB."},
	} {
		d.Clock.Advance(desk.Hour) // or there would be too many
		body := of(c.megabytes)
		if r := c.who.send("PUT", c.path+rig.ID(), body, called("a.pdf")...).refused(413, desk.FileTooLarge, "/file"); r.Detail != c.said {
			t.Errorf("of %d MB it is said %q", c.megabytes, r.Detail)
		}
		d.Clock.Advance(desk.Hour)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, c.who.url+c.path+rig.ID(), io.NopCloser(strings.NewReader(body)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+c.who.token)
		req.Header.Set("Content-Type", "application/octet-stream")
		req.Header.Set("Content-Disposition", "attachment; filename=a.pdf")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(raw), c.said) || !strings.Contains(string(raw), string(desk.FileTooLarge)) {
			t.Errorf("of %d MB of which it was not said: %d %s, %v", c.megabytes, resp.StatusCode, raw, err)
		}
	}
}

// row: P-056
func TestAFileIsTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, ada, ann := talking(t, dsn)
		hers, at, name := as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/files/", rig.ID()
		f := handedIn(hers, at+name, "a.pdf", paper)
		as(t, d, rig.Ben).send("DELETE", at+name, nil).done(204, nil) // his own of that name, of which there is none
		ada.Carry(sends(rig.ID(), ann.Stream, f.ID))
		hers.send("DELETE", at+name, nil).refused(409, desk.WrongState, "/file")
		hers.send("GET", at+string(f.ID), nil).done(200, nil)

		other := rig.ID()
		f = handedIn(hers, at+other, "b.pdf", paper)
		for range 2 {
			hers.send("DELETE", at+other, nil).done(204, nil)
		}
		if f := ada.Answer(sends(rig.ID(), ann.Stream, f.ID)); f.Frame != "refused" {
			t.Errorf("what was taken back was sent: %+v", f)
		}
		hers.send("DELETE", at+"x", nil).refused(404, desk.NotFound, "/file")
	})
}

// Somebody who sends many waits, and who sends none is not kept waiting.
func TestManyFiles(t *testing.T) {
	d, ada, ann := talking(t, "")
	bob := d.Visitor("")
	bob.Say("Hello")
	soon(ada, "Bob", isWhole(bob.Stream))
	guest := guestOf(t, d, ann)
	for range 9 {
		handedIn(guest, "/files/"+rig.ID(), "a.pdf", paper)
	}
	// With the last that passes it is said when the next one does.
	r := guest.send("PUT", "/files/"+rig.ID(), paper, called("a.pdf")...)
	if r.done(200, nil); r.Header.Get("Retry-After") != "10" {
		t.Errorf("the next is to come after %q", r.Header.Get("Retry-After"))
	}
	if r := guest.send("PUT", "/files/"+rig.ID(), paper, called("a.pdf")...).refused(429, desk.RateLimited, ""); r.Header.Get("Retry-After") == "" {
		t.Errorf("not told when: %v", r.Header)
	}
	handedIn(guestOf(t, d, bob), "/files/"+rig.ID(), "a.pdf", paper)
}

// A visitor's day is 50 MB, told with the time when there is room again; an agent's
// is a day of its own.
func TestADayOfFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, _, ann := talking(t, dsn, func(s *desk.Settings) { s.Files.MaxMegabytes = desk.MaxFileMegabytes })
		guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
		ten := paper + strings.Repeat("x", 10*desk.Megabyte-len(paper))
		first := d.Clock.Now()
		name := rig.ID()
		for i := range 5 {
			if i > 0 {
				name = rig.ID()
			}
			handedIn(guest, "/files/"+name, "a.pdf", ten)
			d.Clock.Advance(10 * desk.Minute)
		}
		handedIn(guest, "/files/"+name, "a.pdf", ten) // which is here already
		r := guest.send("PUT", "/files/"+rig.ID(), paper, called("a.pdf")...).refused(429, desk.QuotaExceeded, "/file")
		wait := int64(first+desk.Day-d.Clock.Now()) / 1000
		if r.Header.Get("Retry-After") != fmt.Sprint(wait) || !strings.Contains(r.Detail, "50 MB") || !strings.Contains(r.Detail, "about 24 hours") {
			t.Errorf("told %q, after %s and not %d", r.Detail, r.Header.Get("Retry-After"), wait)
		}
		ann.Say("It did not go.")
		handedIn(agent, "/conversations/"+string(ann.Stream)+"/files/"+rig.ID(), "a.pdf", ten)
		d.Clock.Advance(desk.Millis(wait)*desk.Second + 1)
		handedIn(guest, "/files/"+rig.ID(), "a.pdf", paper)
		guest.send("PUT", "/files/"+rig.ID(), ten, called("a.pdf")...).refused(429, desk.QuotaExceeded, "/file")
	})
}

// A file that was kept long enough goes by the server's own clock; its message stays
// with its place in the log, and says so to both sides.
func TestFilesAreNotKeptForEver(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		months := 3
		d, ada, ann := talking(t, dsn, func(s *desk.Settings) { s.Files.KeepMonths = &months })
		guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
		at := "/conversations/" + string(ann.Stream) + "/files/"
		f := handedIn(guest, "/files/"+rig.ID(), "boots.png", picture(t, 90))
		ann.Carry(sends(rig.ID(), ann.Stream, f.ID))
		ada.AwaitEvent("the photo", func(e rig.Event) bool { return e.Text == "boots.png" })
		before, err := d.Store.StreamEvents(t.Context(), rig.Project, ann.Stream, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		sweeper := attach.NewSweeper(d.Store, d.Floor, []desk.ProjectID{rig.Project}, d.Clock, slog.New(slog.DiscardHandler))
		if err := sweeper.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer sweeper.Stop()
		agent.send("GET", at+string(f.ID), nil).done(200, nil)
		d.Clock.Advance(93 * desk.Day)
		rig.Eventually(t, "it is gone", func() bool {
			d.Clock.Advance(desk.Minute) // the sweeper may have looked at the clock only now
			kept, err := d.Store.File(t.Context(), rig.Project, f.ID)
			return err == nil && kept.Gone
		})
		for _, path := range []string{"/files/" + string(f.ID), "/files/" + string(f.ID) + "/preview"} {
			if r := guest.send("GET", path, nil); r.Status != 410 {
				t.Errorf("the visitor is told %d %s", r.Status, r.Raw)
			}
		}
		if _, err := d.Store.FileBody(t.Context(), rig.Project, f.ID, false); !errors.Is(err, desk.ErrNone) {
			t.Errorf("what was in it: %v", err)
		}
		as(t, d, mia).send("GET", at+string(f.ID), nil).refused(410, desk.FileExpired, "/file")
		after, err := d.Store.StreamEvents(t.Context(), rig.Project, ann.Stream, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for i, e := range before {
			if after[i].Offset != e.Offset || after[i].Kind != e.Kind {
				t.Errorf("event %d was changed", e.Seq)
			}
			if e.Content != nil && e.Content.File != nil {
				said = !e.Content.File.Gone && after[i].Content.File.Gone && after[i].Content.Text == "boots.png"
			}
		}
		if !said {
			t.Error("its message does not say that the file is gone")
		}
		if err := d.Store.Verify(t.Context(), rig.Project); err != nil {
			t.Error(err)
		}
	})
}

func TestHowLongFilesAreKept(t *testing.T) {
	never := 0
	if (desk.Files{}).Kept() != desk.DefaultKeepMonths || (desk.Files{KeepMonths: &never}).Kept() != 0 {
		t.Error("what is not said is the default, and nothing is for ever")
	}
	text := rules.Print(rules.Document{Settings: desk.Settings{Files: desk.Files{KeepMonths: &never}}})
	back, err := rules.Parse(text)
	if err != nil || back.Files.KeepMonths == nil || *back.Files.KeepMonths != 0 {
		t.Errorf("%q is read as %+v, %v", text, back.Files, err)
	}
}

// stuck begins requests with a token that neither end nor read their answers.
func stuck(t *testing.T, d *rig.Desk, n int, token, request string, more ...string) (lines []net.Conn, end func()) {
	t.Helper()
	host := strings.TrimPrefix(d.URL, "http://")
	end = func() {
		for _, l := range lines {
			_ = l.Close()
		}
	}
	t.Cleanup(end)
	for range n {
		line, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
		_ = line.(*net.TCPConn).SetReadBuffer(4096)
		head := append([]string{strings.ReplaceAll(request, "ID", rig.ID()) + " HTTP/1.1", "Host: " + host, "Authorization: Bearer " + token}, more...)
		if _, err := io.WriteString(line, strings.Join(head, "\r\n")+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	return lines, end
}

// Whoever sends slowly takes nobody's place but their own neighbours': not another
// place's, and however many do, not an agent's.
func TestSlowUploadsShutNobodyOut(t *testing.T) {
	d := rig.NewDesk(t, "", rig.Tune{Proxied: true})
	ada := d.Agent(rig.Ada).Available(rig.Ada)
	ann := d.Visitor("")
	ann.Say("Hello")
	ada.Await("the conversation", isWhole(ann.Stream))
	from := func(place int) string { return fmt.Sprintf("203.0.113.%d", place) }
	// A file of this name is read, and refused for its name.
	try := func(place int) reply {
		return guestOf(t, d, d.Visitor("")).send("PUT", "/files/short", paper, append(called("a.pdf"), "X-Forwarded-For", from(place))...)
	}
	var first []func()
	slow := func(place int) {
		for range 2 {
			_, end := stuck(t, d, 2, d.Visitor("").Hello.Token, "PUT /api/v1/visitor/acme/files/ID",
				"X-Forwarded-For: "+from(place), "Content-Type: application/octet-stream", "Content-Length: 1000")
			if place == 1 {
				first = append(first, end)
			}
		}
	}
	// What tries takes a place for a moment, and may have turned a slow one away: then there are to be more of them.
	full := func(what string, place int, fill ...int) {
		t.Helper()
		rig.Eventually(t, what, func() bool {
			if try(place).Code == desk.TryLater {
				return true
			}
			for _, other := range fill {
				slow(other)
			}
			return false
		})
	}
	full("no more come from one place", 1, 1)
	try(9).refused(422, desk.Invalid, "/id")
	full("of five places no more come", 3, 2, 3, 4, 5)
	try(9).refused(422, desk.Invalid, "/id") // there is room for who has nobody inside yet
	full("no more come from strangers", 9, 2, 3, 4, 5, 11, 12, 13, 14)
	handedIn(as(t, d, rig.Ada), "/conversations/"+string(ann.Stream)+"/files/"+rig.ID(), "a.pdf", paper)
	for _, end := range first {
		end()
	}
	rig.Eventually(t, "there is room again", func() bool { return try(1).Code == desk.Invalid })
}

// Who asks for files and does not take them is given no more, and nobody else waits
// for them.
func TestSlowDownloadsAreBounded(t *testing.T) {
	d, _, ann := talking(t, "", func(s *desk.Settings) { s.Files.MaxMegabytes = desk.MaxFileMegabytes })
	guest := guestOf(t, d, ann)
	f := handedIn(guest, "/files/"+rig.ID(), "a.pdf", paper+strings.Repeat("x", 10_000_000))
	ann.Carry(sends(rig.ID(), ann.Stream, f.ID))
	at := "/files/" + string(f.ID)
	lines, end := stuck(t, d, 3, ann.Hello.Token, "GET /api/v1/visitor/acme"+at)
	for _, line := range lines {
		begin := make([]byte, len("HTTP/1.1 200"))
		if _, err := io.ReadFull(line, begin); err != nil || string(begin) != "HTTP/1.1 200" {
			t.Fatalf("%q, %v", begin, err)
		}
	}
	guest.send("GET", at, nil).refused(429, desk.TryLater, "")
	as(t, d, rig.Ada).send("GET", "/conversations/"+string(ann.Stream)+at, nil).done(200, nil)
	end()
	rig.Eventually(t, "there is room again", func() bool { return guest.send("GET", at, nil).Status == 200 })
}

func TestAnErasedVisitorsFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		d, _, ann := talking(t, dsn)
		f := handedIn(guestOf(t, d, ann), "/files/"+rig.ID(), "a.pdf", paper)
		ann.Carry(sends(rig.ID(), ann.Stream, f.ID))
		c, _, err := d.Store.Conversation(t.Context(), rig.Project, desk.ConversationID(ann.Stream))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Store.EraseVisitor(t.Context(), rig.Project, c.Visitor); err != nil {
			t.Fatal(err)
		}
		as(t, d, mia).send("GET", "/conversations/"+string(ann.Stream)+"/files/"+string(f.ID), nil).refused(http.StatusNotFound, desk.NotFound, "/file")
	})
}
