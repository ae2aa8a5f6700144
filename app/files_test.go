package app

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

const dots = "\x89PNG\r\n\x1a\n and so on"

// hands a file over as the window does.
func (r *rig) hands(stream desk.Stream, name, body string) error {
	return r.handsBeside("", stream, name, body)
}

// handsBeside does so for a file that goes with a message.
func (r *rig) handsBeside(message string, stream desk.Stream, name, body string) error {
	key, err := r.App.BeginFile(string(stream), name, int64(len(body)))
	for at := 0; err == nil && at < len(body); at += 1000 {
		err = r.App.FilePart(key, base64.StdEncoding.EncodeToString([]byte(body[at:min(at+1000, len(body))])))
	}
	if err == nil {
		_, err = r.App.SendFile(key, message)
	}
	return err
}

// row: P-056
func TestAFileIsSentInItsPlace(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.must(r.send(string(one), "Look at this:"))
	r.must(r.hands(one, "boots and laces.png", dots+strings.Repeat("x", 2500)))
	r.must(r.send(string(one), "And?"))
	p := r.eventually("all is sent", func(p wire.Panel) bool {
		lines := p.OnScreen().Lines
		return p.Line.Unsent == 0 && lines[len(lines)-1].Text == "And?" && lines[len(lines)-1].State == wire.Sent
	})
	if said := r.peer.texts(one); !slices.Equal(said, []string{"Look at this:", "boots and laces.png", "And?"}) {
		t.Errorf("said %q", said)
	}
	lines := p.OnScreen().Lines
	file := lines[len(lines)-2]
	if file.Form != desk.FormFile || file.File.ID == "" || file.File.Size != int64(len(dots)+2500) || file.State != wire.Sent {
		t.Errorf("shown as %+v", file)
	}
	if body, err := r.cache.Body(t.Context(), strings.TrimPrefix(string(file.File.ID), "f_")); err != nil || body != nil {
		t.Errorf("its bytes are still here: %d, %v", len(body), err)
	}
}

// What was begun and given up makes room, and what is on its way does not.
func TestAFileThatIsGivenUpCostsNoOther(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	begin := func() string {
		key, err := r.App.BeginFile(string(one), "a.png", int64(len(dots)))
		r.must(err)
		r.clock.advance(time.Millisecond)
		return key
	}
	first, second := begin(), begin()
	for range maxIncoming - 2 {
		begin()
	}
	slice := base64.StdEncoding.EncodeToString([]byte(dots))
	r.must(r.App.FilePart(first, slice))
	begin()
	_, err := r.App.SendFile(first, "")
	r.must(err)
	r.refused(r.App.FilePart(second, slice), desk.Invalid)
}

// row: P-056
func TestWhatCannotBeSentIsRefusedAtOnce(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	for _, bad := range []struct {
		name string
		size int64
		code desk.Code
	}{
		{"setup.exe", 10, desk.FileNotAllowed}, {"photo.png.exe", 10, desk.FileNotAllowed}, {"nothing.png", 0, desk.EmptyFile},
		{"large.pdf", 6_000_000, desk.FileTooLarge},
	} {
		_, err := r.App.BeginFile(string(one), bad.name, bad.size)
		r.refused(err, bad.code)
	}
	key, err := r.App.BeginFile(string(one), "a.png", 10)
	r.must(err)
	_, err = r.App.SendFile(key, "")
	r.refused(err, desk.Invalid)
	key, err = r.App.BeginFile(string(one), "a.png", 3)
	r.must(err)
	r.refused(r.App.FilePart(key, base64.StdEncoding.EncodeToString([]byte("more"))), desk.Invalid)
	r.refused(r.App.FilePart("made up", ""), desk.Invalid)
	// There is an end to what may wait here.
	r.offline()
	body := strings.Repeat("x", 5<<20)
	r.must(r.Desktop.do(func() error {
		v := r.s.convs[one]
		for range 40 {
			i := r.stored(v, "a.png")
			i.Form, i.File = desk.FormFile, desk.File{Size: 5 << 20}
			r.s.outbox.add(i)
		}
		return nil
	}))
	_, err = r.App.BeginFile(string(one), "a.png", int64(len(body)))
	r.refused(err, desk.OutboxFull)
}

// What may be sent is what the settings say now, not what they said at sign-in.
//
// row: P-056
func TestALimitThatIsRaisedHoldsAtOnce(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	_, err := r.App.BeginFile(string(one), "large.pdf", 6_000_000)
	r.refused(err, desk.FileTooLarge)
	r.peer.account(func() { r.peer.files.limits.AgentMegabytes = 25 })
	r.eventually("the window knows", func(p wire.Panel) bool { return p.Session.Files.MaxBytes == 25*desk.Megabyte })
	_, err = r.App.BeginFile(string(one), "large.pdf", 6_000_000)
	r.must(err)
}

func TestAFileWaitsForALineAndOutlivesAnEnd(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.offline()
	r.must(r.hands(one, "bill.pdf", "%PDF-1.4 and so on"))
	r.restart()
	p := r.eventually("it waits", func(p wire.Panel) bool { return p.Line.Unsent == 1 })
	if l := last(p); l.File.Name != "bill.pdf" || l.File.Kind != desk.PDF || l.File.ID != "" || l.State != wire.Queued {
		t.Errorf("shown as %+v", l)
	}
	r.back()
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.State == wire.Online && p.Line.Unsent == 0 })
	if said := r.peer.texts(one); !slices.Equal(said, []string{"bill.pdf"}) {
		t.Errorf("said %q", said)
	}
}

// The line breaks between a file and its message: one file and one message.
func TestAFileIsHandedInUnderOneName(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() { r.peer.files.lose = true })
	r.must(r.hands(one, "bill.pdf", "%PDF-1.4 and so on"))
	r.eventually("it was tried", func(wire.Panel) bool {
		n := 0
		r.peer.with(func() { n = len(r.peer.files.tries) })
		return n == 1
	})
	r.eventually("it is sent", func(p wire.Panel) bool { r.clock.advance(time.Second); return len(r.peer.texts(one)) == 1 })
	r.peer.with(func() {
		for name, n := range r.peer.files.tries {
			if n != 2 || len(r.peer.files.tries) != 1 {
				t.Errorf("%s came %d times", name, n)
			}
		}
	})
	if said := r.peer.texts(one); !slices.Equal(said, []string{"bill.pdf"}) {
		t.Errorf("said %q", said)
	}
}

// However long a name is, the server and the colleague see what it ends with.
func TestALongNameKeepsItsEnding(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.must(r.hands(one, strings.Repeat("a", 125)+".pdf", "%PDF-1.4 and so on"))
	r.eventually("it is sent", func(p wire.Panel) bool { return len(r.peer.texts(one)) == 1 })
	if said := r.peer.texts(one)[0]; said != strings.Repeat("a", desk.MaxFileNameRunes-4)+".pdf" {
		t.Errorf("sent as %q", said)
	}
}

func TestARefusedFileSaysWhyAndCanBeTriedAgain(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() { r.peer.files.refuse = func(string) (int, desk.Code) { return 422, desk.FileDamaged } })
	r.must(r.hands(one, "half.png", dots))
	r.must(r.send(string(one), "Did it come?"))
	p := r.eventually("it failed", func(p wire.Panel) bool {
		return p.Line.Unsent == 0 && boxOf(p, one).Failed && len(r.peer.texts(one)) == 1
	})
	failed := last(p)
	if failed.State != wire.Failed || failed.Reason != "Not sent: this picture is damaged and cannot be shown." {
		t.Errorf("it says %+v", failed)
	}
	r.peer.with(func() { r.peer.files.refuse = nil })
	r.must(r.App.Retry(string(one), failed.Key))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 && !boxOf(p, one).Failed })
	r.peer.with(func() { r.peer.files.refuse = func(string) (int, desk.Code) { return 415, desk.FileNotAllowed } })
	r.must(r.hands(one, "other.png", dots))
	p = r.eventually("another failed", func(p wire.Panel) bool { return boxOf(p, one).Failed })
	r.must(r.App.Discard(string(one), last(p).Key))
	r.eventually("it is gone", func(p wire.Panel) bool { return p.Line.Unsent == 0 && !boxOf(p, one).Failed })
}

// A day's files are all that is refused: the next words go, and it is said from when
// on there is room again.
func TestAFileBeyondTheDayIsRefusedInWords(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() {
		r.peer.files.refuse = func(string) (int, desk.Code) { return 429, desk.QuotaExceeded }
		r.peer.files.after = "5400"
	})
	r.must(r.hands(one, "film.png", dots))
	r.must(r.send(string(one), "Did it come?"))
	p := r.eventually("it failed", func(p wire.Panel) bool {
		return p.Line.Unsent == 0 && boxOf(p, one).Failed && len(r.peer.texts(one)) == 1
	})
	hour := hourOf(r.clock.Now()+90*desk.Minute, r.clock.Now())
	if want := "Not sent: you have sent as many files as fit into a day. There is room again from " + hour + "."; last(p).Reason != want {
		t.Errorf("it says %q, not %q", last(p).Reason, want)
	}
	r.must(r.App.SetLanguage("fr"))
	r.eventually("it is said in French", func(p wire.Panel) bool {
		return strings.HasPrefix(last(p).Reason, "Non envoyé") && last(p).Reason == french.reason(notSent+fullUntil+hour+".")
	})
}

// row: P-056
func TestAFileIsStoppedOnItsWay(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() { r.peer.files.silent = true })
	r.must(r.hands(one, "wrong.png", dots))
	r.must(r.hands(one, "wrong too.png", dots))
	r.must(r.send(string(one), "Not that one."))
	p := r.eventually("it is on its way", func(p wire.Panel) bool {
		came := 0
		r.peer.with(func() { came = len(r.peer.files.kept) })
		return came == 1 && p.Line.Unsent == 3
	})
	lines := p.OnScreen().Lines
	first, second, text := lines[len(lines)-3], lines[len(lines)-2], lines[len(lines)-1]
	if !first.Coming || first.State != wire.Sending || !second.Coming || second.State != wire.Queued || text.Coming {
		t.Errorf("shown as %+v, %+v, %+v", first, second, text)
	}
	r.refused(r.App.Discard(string(one), text.Key), desk.WrongState)
	// The one that waits leaves no trace, nor does the one that has come already.
	r.must(r.App.Discard(string(one), second.Key))
	r.must(r.App.Discard(string(one), first.Key))
	r.refused(r.App.Discard(string(one), first.Key), desk.WrongState)
	r.eventually("nothing is left, and what followed is said", func(p wire.Panel) bool {
		kept, back := 0, 0
		r.peer.with(func() { kept, back = len(r.peer.files.kept), r.peer.files.back })
		return p.Line.Unsent == 0 && kept == 0 && back > 0 && len(r.peer.texts(one)) == 1
	})
	if said := r.peer.texts(one); !slices.Equal(said, []string{"Not that one."}) {
		t.Errorf("said %q", said)
	}
	for _, l := range []wire.ThreadLine{first, second} {
		if body, err := r.cache.Body(t.Context(), l.Key); err != nil || body != nil {
			t.Errorf("its bytes are still here: %d, %v", len(body), err)
		}
	}
	// After it others go as ever.
	r.peer.with(func() { r.peer.files.silent = false })
	r.must(r.hands(one, "right.png", dots))
	r.eventually("it is sent", func(p wire.Panel) bool { return p.Line.Unsent == 0 && len(r.peer.texts(one)) == 2 })
}

// How much has left is told from time to time, however small the parts are.
func TestTheWindowHearsSparinglyHowMuchHasLeft(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.peer.with(func() { r.peer.files.silent = true })
	r.must(r.hands(one, "photo.png", dots))
	p := r.eventually("it is on its way", func(p wire.Panel) bool { return last(p).State == wire.Sending })
	var left func(int64)
	r.must(r.Desktop.do(func() error { left = r.leaving(last(p).Key, 1000); return nil }))
	heard := map[int]bool{}
	for part := range int64(1000) {
		left(part + 1)
		if part%100 == 99 {
			r.clock.advance(time.Second)
		}
		r.must(r.Desktop.do(func() error { heard[r.s.outbox.items[0].left] = true; return nil }))
	}
	if len(heard) < 10 || len(heard) > 12 {
		t.Errorf("heard of %d parts", len(heard))
	}
	r.eventually("it is shown", func(p wire.Panel) bool { return last(p).Left == 90 })
}

// row: P-035, P-036
func TestPicturesAreShownAndFilesSaved(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	var name, saved string
	r.o.SaveFile = func(n string, body []byte) error { name, saved = n, string(body); return nil }
	r.must(r.hands(one, "boots.png", dots))
	p := r.eventually("it is sent", func(p wire.Panel) bool { return last(p).File.ID != "" })
	id := string(last(p).File.ID)
	want := "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(dots))
	for range 3 {
		if got, err := r.App.Picture(string(one), id, false); err != nil || got != want {
			t.Fatalf("%q, %v", got, err)
		}
		r.eventually("it is kept", func(wire.Panel) bool {
			kept, err := r.cache.Preview(t.Context(), one, desk.FileID(id))
			return err == nil && kept != nil
		})
	}
	if _, err := r.App.Picture(string(one), id, true); err != nil {
		t.Error(err)
	}
	r.must(r.App.Save(string(one), id))
	if name != "boots.png" || saved != dots {
		t.Errorf("saved %q as %q", saved, name)
	}
	r.peer.with(func() {
		if r.peer.files.previews != 1 || r.peer.files.asked != 2 {
			t.Errorf("read %d previews and %d files", r.peer.files.previews, r.peer.files.asked)
		}
	})
	_, err := r.App.Picture(string(one), "f_nothing", true)
	r.refused(err, desk.NotFound)
	// Whatever the server says, nothing but a picture is one.
	r.peer.with(func() { r.peer.files.bodies[desk.FileID(id)] = "<svg onload=alert(1)>" })
	_, err = r.App.Picture(string(one), id, true)
	r.refused(err, desk.FileDamaged)
	// A picture that was made anew may be larger than any file that is handed in.
	const large = 40 << 20
	r.peer.with(func() { r.peer.files.bodies[desk.FileID(id)] = dots + strings.Repeat("x", large) })
	if got, err := r.App.Picture(string(one), id, true); err != nil || len(got) < large {
		t.Errorf("of a large picture came %d bytes, %v", len(got), err)
	}
	// A place that takes nothing has its own sentence: nothing was to be sent.
	save := r.o.SaveFile
	r.o.SaveFile = func(string, []byte) error { return errors.New("read-only") }
	err = r.App.Save(string(one), id)
	r.refused(err, notSaved)
	if strings.Contains(err.Error(), "sent") {
		t.Error(err)
	}
	r.o.SaveFile = save
	// Without a line what is here is still shown.
	r.offline()
	if got, err := r.App.Picture(string(one), id, false); err != nil || got != want {
		t.Errorf("offline: %v", err)
	}
	_, err = r.App.Picture(string(one), id, true)
	r.refused(err, desk.Unavailable)
	r.refused(r.App.Save(string(one), id), desk.Unavailable)
	r.o.SaveFile = nil
	r.refused(r.App.Save(string(one), id), desk.Unavailable)
}

// row: P-056
// Files come from where the server says they are, with the token and no other way.
func TestFilesComeFromAHostOfTheirOwn(t *testing.T) {
	r, one := stockedRig(t, "Lea")
	r.o.SaveFile = func(string, []byte) error { return nil }
	r.must(r.hands(one, "boots.png", dots))
	p := r.eventually("it is sent", func(p wire.Panel) bool { return last(p).File.ID != "" })
	id := string(last(p).File.ID)
	mux, asked := http.NewServeMux(), make(chan string, 9)
	mux.HandleFunc("GET /api/v1/conversations/{id}/files/{file}", func(w http.ResponseWriter, q *http.Request) {
		asked <- q.Header.Get("Authorization") + " " + q.URL.RawQuery
		r.peer.getFile(w, q)
	})
	files := httptest.NewServer(mux)
	defer files.Close()
	tell := func(url string) {
		r.peer.account(func() { r.peer.filesURL = url })
		r.eventually("the desktop knows", func(wire.Panel) bool {
			var at string
			r.must(r.Desktop.do(func() error { at = r.s.filesURL; return nil }))
			return at == url
		})
	}
	tell(files.URL)
	if got, err := r.App.Picture(string(one), id, true); err != nil || !strings.HasPrefix(got, "data:image/png") {
		t.Errorf("%.40s, %v", got, err)
	}
	r.must(r.App.Save(string(one), id))
	for range 2 {
		if how := <-asked; how != "Bearer "+token+" " {
			t.Errorf("asked with %q", how)
		}
	}
	// A token goes to no place that is not as good as the server's own.
	for _, bad := range []string{"http://files.acme.example", "ftp://127.0.0.1", "https://ada@files.acme.example"} {
		tell(bad)
		if _, err := r.App.Picture(string(one), id, true); err == nil {
			t.Errorf("asked at %s", bad)
		}
	}
	tell("")
	r.must(r.App.Save(string(one), id))
	if r.peer.files.asked != 3 || len(asked) != 0 {
		t.Errorf("asked %d times, %d more of them there", r.peer.files.asked, len(asked))
	}
}

func TestWhatLiesInTheClipboardIsTold(t *testing.T) {
	r, _ := stockedRig(t, "Lea")
	r.Desktop.o.Pasted = func(limit int64) []platform.Pasted {
		return []platform.Pasted{{Size: 3, Body: []byte("one")}, {Name: "film.mp4", Size: limit + 1}, {Name: "photos", Unread: platform.Folder}}
	}
	got, err := r.App.Pasted()
	if yes, err := r.App.Dragged(); yes || err != nil {
		t.Errorf("dragged: %v, %v", yes, err)
	}
	r.o.Dragged = func() bool { return true }
	if yes, err := r.App.Dragged(); !yes || err != nil {
		t.Errorf("dragged: %v, %v", yes, err)
	}
	want := []wire.PastedFile{
		{Size: 3, Body: "b25l"}, {Name: "film.mp4", Size: r.window.Session.Files.MaxBytes + 1}, {Name: "photos", Unread: "folder"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("told %+v, %v; want %+v", got, err, want)
	}
	if got, err := r.App.Dropped(); err != nil || len(got) != 0 {
		t.Errorf("nothing was let go over the window, and it is told %+v, %v", got, err)
	}
	r.must(r.App.SignOut(true))
	if got, err := r.App.Pasted(); err == nil {
		t.Errorf("somebody who is signed out was told %+v", got)
	}
}

// An hour that is not today's says whose it is, in both languages and however late
// it is read.
func TestRoomAgainOnAnotherDay(t *testing.T) {
	moment := func(day, hour, minute int) desk.Millis {
		return desk.Millis(time.Date(2026, 11, day, hour, minute, 0, 0, time.Local).UnixMilli())
	}
	for _, c := range []struct {
		at     desk.Millis
		en, fr string
	}{
		{moment(26, 15, 5), "There is room again from 15:05.", "à partir de 15:05."},
		{moment(27, 13, 5), "There is room again from 13:05 on Friday.", "à partir de vendredi à 13:05."},
	} {
		kept := notSent + fullUntil + hourOf(c.at, moment(26, 13, 10)) + "."
		if got := english.reason(kept); !strings.HasSuffix(got, c.en) {
			t.Errorf("%q", got)
		}
		if got := french.reason(kept); !strings.HasSuffix(got, c.fr) {
			t.Errorf("%q", got)
		}
	}
}
