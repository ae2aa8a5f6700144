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

// Examine says what a file is that somebody of a kind hands in, makes it fit to be
// handed on, or refuses it with a *desk.Error. It uses the body that is given.
func Examine(files desk.Files, by desk.ActorKind, name string, body []byte) (Examined, error) {
	if err := desk.CheckFileSize(int64(len(body)), files.MaxBytes(by)); err != nil {
		return Examined{}, err
	}
	allowed := files.Allowed(by)
	stem, ending := split(CleanName(name))
	named := kindOf(ending)
	if named == "" && ending != "" || named != "" && !named.Picture() && !slices.Contains(allowed, named) {
		return Examined{}, notAllowed(allowed, ending)
	}
	content, err := contentOf(body)
	if err != nil {
		return Examined{}, err
	}
	kind := content.called(named)
	switch {
	case kind == "":
		return Examined{}, desk.Refuse(desk.FileNotAllowed, "This file's content is not an allowed type.").At("file")
	case named == "" && !kind.Picture():
		return Examined{}, notAllowed(allowed, ending)
	case named != "" && kind != named && !(kind.Picture() && named.Picture()):
		return Examined{}, desk.Refuse(desk.FileMismatch, "What is in this file is not what its name says it is.").At("file")
	case !slices.Contains(allowed, kind):
		return Examined{}, notAllowed(allowed, ending)
	}
	e := Examined{File: desk.File{Kind: kind}, Body: body}
	if kind.Picture() {
		if err := e.anew(desk.MaxPictureBytes(by)); err != nil {
			return Examined{}, err
		}
	}
	if endings := e.Kind.Endings(); !slices.Contains(endings, ending) {
		ending = endings[0]
	}
	e.Name, e.Size = join(stem, ending), int64(len(e.Body))
	return e, nil
}

func notAllowed(allowed []desk.FileKind, ending string) error {
	var names []string
	for _, k := range allowed {
		names = append(names, strings.ToUpper(k.Endings()[0]))
	}
	what := "This kind of file cannot be sent"
	if ending != "" {
		what = "Files ending in ." + desk.CutText(ending, 20) + " cannot be sent"
	}
	switch last := len(names) - 1; {
	case last > 0:
		what += ", only " + strings.Join(names[:last], ", ") + " and " + names[last]
	case last == 0:
		what += ", only " + names[0]
	}
	return desk.Refuse(desk.FileNotAllowed, "%s.", what).At("file")
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

// content are the kinds that what is in a file can be: none where it is none of
// ours, and more than one where only the name tells them apart.
type content []desk.FileKind

var (
	textual = content{desk.PlainText, desk.CSV}
	// filmed are pictures that move, or their sound alone, in the same boxes.
	filmed = content{desk.MP4, desk.M4A}
)

// called is the kind of a file whose name stands for one, or for none.
func (c content) called(named desk.FileKind) desk.FileKind {
	switch {
	case slices.Contains(c, named):
		return named
	case len(c) > 0:
		return c[0]
	}
	return ""
}

// signatures are how files of a kind begin. A PDF may have something before that,
// and then it is something else as well.
var signatures = []struct {
	kind  desk.FileKind
	begin string
}{
	{desk.PNG, "\x89PNG\r\n\x1a\n"}, {desk.JPEG, "\xff\xd8\xff"}, {desk.GIF, "GIF87a"}, {desk.GIF, "GIF89a"}, {desk.PDF, "%PDF-"},
}

// signedAs is the kind that a file's first bytes name, if they do.
func signedAs(body []byte) desk.FileKind {
	for _, s := range signatures {
		if bytes.HasPrefix(body, []byte(s.begin)) {
			return s.kind
		}
	}
	if isWebP(body) {
		return desk.WebP
	}
	return ""
}

// Costs tells whether a file begins like one whose opening takes a while: a picture,
// or an archive. See [Examine].
func Costs(body []byte) bool { return signedAs(body).Picture() || isZip(body) }

// contentOf says what is in a file. An error is why a file of one of our kinds
// cannot be sent all the same.
func contentOf(body []byte) (content, error) {
	if k := signedAs(body); k != "" {
		return content{k}, nil
	}
	switch {
	case isZip(body):
		return inZip(body)
	case isCompound(body):
		return nil, lockedIn(body)
	case isText(body):
		return textual, nil
	}
	return played(body), nil
}

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
