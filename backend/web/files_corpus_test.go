package web_test

import (
	"bytes"
	"image"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/attach/attachtest"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
)

// escaped is a name as a header carries it.
func escaped(name string) string { return strings.ReplaceAll(url.QueryEscape(name), "+", "%20") }

// everyKind lets all be sent that ever can be.
func everyKind(s *desk.Settings) {
	s.Files = desk.Files{MaxMegabytes: desk.MaxFileMegabytes, Kinds: desk.FileKinds}
}

// row: P-056
func TestHostileFilesAreRefused(t *testing.T) {
	d, _, ann := talking(t, "", everyKind)
	corpus := attachtest.Refused()
	if len(corpus) < 60 {
		t.Errorf("only %d hostile files", len(corpus))
	}
	guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
	for _, c := range corpus {
		if c.Code == desk.EmptyFile {
			continue // whether there was a body at all is not to be seen
		}
		d.Clock.Advance(desk.Minute) // or there would be too many
		status := http.StatusUnprocessableEntity
		switch c.Code {
		case desk.FileNotAllowed, desk.FileMismatch, desk.FileHasMacros, desk.FileFetches, desk.FileLocked, desk.ImageMoving:
			status = http.StatusUnsupportedMediaType
		case desk.FileTooLarge:
			status = http.StatusRequestEntityTooLarge
		}
		agent.send("PUT", "/conversations/"+string(ann.Stream)+"/files/"+rig.ID(), string(c.Body), called(escaped(c.Name))...).
			refused(status, c.Code, "/file")
		if strings.HasSuffix(c.Name, ".zip") {
			status, c.Code = http.StatusUnsupportedMediaType, desk.FileNotAllowed // an archive is no visitor's to send
		}
		guest.send("PUT", "/files/"+rig.ID(), string(c.Body), called(escaped(c.Name))...).refused(status, c.Code, "/file")
	}
}

// Nothing is ever served as anything but bytes to be saved, save pictures that were
// made anew; and these are all that there is a preview of.
//
// row: P-035, P-036, P-056
func TestNothingIsServedInline(t *testing.T) {
	d, ada, ann := talking(t, "", everyKind)
	guest, agent := guestOf(t, d, ann), as(t, d, rig.Ada)
	at := "/conversations/" + string(ann.Stream) + "/files/"
	for _, c := range append(attachtest.Taken(), attachtest.Disguised()...) {
		d.Clock.Advance(desk.Minute)
		to, p, files := guest, ann, "/files/"
		if c.Kind == desk.Zip {
			guest.send("PUT", files+rig.ID(), string(c.Body), called(escaped(c.Name))...).refused(415, desk.FileNotAllowed, "/file")
			to, p, files = agent, ada, at
		}
		f := handedIn(to, files+rig.ID(), escaped(c.Name), string(c.Body))
		if f.Kind != c.Kind || f.Name != c.Is {
			t.Errorf("%q is %+v", c.Name, f)
		}
		p.Carry(sends(rig.ID(), ann.Stream, f.ID))
		for _, reads := range []func(more string) reply{
			func(more string) reply { return guest.send("GET", "/files/"+string(f.ID)+more, nil) },
			func(more string) reply { return agent.send("GET", at+string(f.ID)+more, nil) },
		} {
			whole := reads("").done(200, nil)
			onlyToBeSaved(t, c, whole)
			small := reads("/preview")
			if !c.Kind.Picture() {
				small.refused(404, desk.NotFound, "/file")
				if whole.Raw != string(c.Body) {
					t.Errorf("%q did not come as it went", c.Name)
				}
				continue
			}
			onlyToBeSaved(t, c, small.done(200, nil))
		}
	}
}

func onlyToBeSaved(t *testing.T, c attachtest.File, r reply) {
	t.Helper()
	want := map[string]string{
		"Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename*=UTF-8''" + escaped(c.Is),
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'",
		"Cross-Origin-Resource-Policy": "same-site", "Cache-Control": "private, no-store",
	}
	if c.Kind.Picture() {
		_, format, err := image.Decode(bytes.NewReader([]byte(r.Raw)))
		if err != nil || format == "webp" || strings.Contains(r.Raw, "SMUGGLED") {
			t.Errorf("%q is served as %s, %v, with what was in it", c.Name, format, err)
		}
		want["Content-Type"] = "image/" + format
	}
	for name, want := range want {
		if got := r.Header.Values(name); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %s is %q, want %q", c.Name, name, got, want)
		}
	}
}
