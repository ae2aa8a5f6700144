package attach

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Examined is a file as it may be kept and handed on.
type Examined struct {
	// File has no id yet.
	desk.File
	Body []byte
	// Preview is a small still picture, JPEG or PNG; empty where the file is no
	// picture.
	Preview []byte
}

// Examine says what a file is, makes it fit to be handed on, or refuses it with a
// *desk.Error. It uses the body that is given.
func Examine(files desk.Files, name string, body []byte) (Examined, error) {
	if err := files.CheckSize(int64(len(body))); err != nil {
		return Examined{}, err
	}
	name = CleanName(name)
	kind := contentOf(body)
	stem, ending := split(name)
	named := kindOf(ending)
	switch {
	case named == "" && ending != "", named == "" && !kind.Picture():
		return Examined{}, notAllowed(files, ending)
	case named == "":
		named = kind
	}
	if kind == textual && (named == desk.PlainText || named == desk.CSV) {
		kind = named
	}
	if kind != named && !(kind.Picture() && named.Picture()) || kind == textual || kind == "" {
		return Examined{}, desk.Refuse(desk.FileNotAllowed, "This file's content is not an allowed type.").At("file")
	}
	if !slices.Contains(files.Allowed(), kind) {
		return Examined{}, notAllowed(files, ending)
	}
	if !slices.Contains(kind.Endings(), ending) {
		name = join(stem, kind.Endings()[0])
	}
	e := Examined{File: desk.File{Name: name, Kind: kind}, Body: body}
	if kind.Picture() {
		if err := e.anew(); err != nil {
			return Examined{}, err
		}
	}
	e.Size = int64(len(e.Body))
	return e, nil
}

func notAllowed(files desk.Files, ending string) error {
	var names []string
	for _, k := range files.Allowed() {
		names = append(names, strings.ToUpper(k.Endings()[0]))
	}
	list := names[0]
	if last := len(names) - 1; last > 0 {
		list = strings.Join(names[:last], ", ") + " and " + names[last]
	}
	if ending == "" {
		return desk.Refuse(desk.FileNotAllowed, "This kind of file cannot be sent, only %s.", list).At("file")
	}
	return desk.Refuse(desk.FileNotAllowed, "Files ending in .%s cannot be sent, only %s.", desk.CutText(ending, 20), list).At("file")
}

// kindOf is the kind that a name's ending stands for.
func kindOf(ending string) desk.FileKind {
	for _, k := range desk.FileKinds {
		if slices.Contains(k.Endings(), ending) {
			return k
		}
	}
	return ""
}

// textual is what looks like a text; which sort, the name says.
const textual desk.FileKind = "textual"

// signatures are how files of a kind begin. A PDF may have something before that,
// and then it is something else as well.
var signatures = []struct {
	kind  desk.FileKind
	begin string
}{
	{desk.PNG, "\x89PNG\r\n\x1a\n"}, {desk.JPEG, "\xff\xd8\xff"}, {desk.GIF, "GIF87a"}, {desk.GIF, "GIF89a"}, {desk.PDF, "%PDF-"},
}

// contentOf is the kind of what is in a file, empty for none of ours.
func contentOf(body []byte) desk.FileKind {
	for _, s := range signatures {
		if bytes.HasPrefix(body, []byte(s.begin)) {
			return s.kind
		}
	}
	if isText(body) {
		return textual
	}
	return ""
}

// IsPicture tells whether a file begins like a picture, whose opening costs: see
// [Examine].
func IsPicture(body []byte) bool { return contentOf(body[:min(len(body), 64)]).Picture() }

// isText tells a text from what a browser would take for a page, a drawing or a
// program. Bytes beyond ASCII are put up with, whatever alphabet they are of.
func isText(body []byte) bool {
	for _, b := range body {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7f {
			return false
		}
	}
	begin := bytes.ToLower(bytes.TrimLeft(body, " \t\r\n\ufeff"))
	for _, mark := range []string{"<", "#!", "mime-version:", "[internetshortcut]", "[shell]", "<?"} {
		if bytes.HasPrefix(begin, []byte(mark)) {
			return false
		}
	}
	return strings.HasPrefix(http.DetectContentType(body), "text/plain")
}
