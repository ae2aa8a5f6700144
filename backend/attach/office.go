package attach

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// Documents of office programs are archives: one file inside says what all of them
// are together, and some of what each has to do with what is outside. Nothing else is
// unpacked.

// inZip is what is in an archive: a document, or files that are none.
func inZip(body []byte) (content, error) {
	entries, err := entriesOf(body)
	if err != nil {
		return nil, err
	}
	if entries[0].name == "mimetype" {
		return inOpenDocument(body, entries)
	}
	for _, e := range entries {
		if strings.EqualFold(e.name, "[Content_Types].xml") {
			return inOfficeDocument(body, entries, e)
		}
	}
	return content{desk.Zip}, nil
}

func withMacros() error {
	return desk.Refuse(desk.FileHasMacros, "Documents with macros cannot be sent.").At("file")
}

func withPassword() error {
	return desk.Refuse(desk.FileLocked, "Documents that are locked with a password cannot be sent.").At("file")
}

func withFetching() error {
	return desk.Refuse(desk.FileFetches, "Documents that fetch something from elsewhere when they are opened cannot be sent.").At("file")
}

// mains are what the main part of a document is.
var mains = map[string]desk.FileKind{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml":   desk.DOCX,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":         desk.XLSX,
	"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": desk.PPTX,
}

// programs are parts of names, and of types, that only what runs by itself has.
var programs = []string{"vbaproject", "vbadata", "macrosheet", "activex", "macroenabled"}

func isProgram(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(programs, func(p string) bool { return strings.Contains(s, p) })
}

// inOfficeDocument reads what a document of Office says of its parts.
func inOfficeDocument(body []byte, entries []entry, said entry) (content, error) {
	parts, endings := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		name := strings.ToLower(e.name)
		switch {
		case e.locked():
			return nil, withPassword()
		case isProgram(name):
			return nil, withMacros()
		case parts[name]:
			return nil, damagedFile()
		}
		parts[name] = true
		if at := strings.LastIndexByte(name, '.'); at >= 0 {
			endings[name[at+1:]] = true
		}
	}
	text, err := said.read(body)
	if err != nil {
		return nil, err
	}
	var types struct {
		Default []struct {
			Extension   string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
		Override []struct {
			PartName    string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(text, &types); err != nil {
		return nil, damagedFile()
	}
	var is content
	take := func(kind string) {
		if k := mains[strings.ToLower(kind)]; k != "" {
			is = append(is, k)
		}
	}
	for _, d := range types.Default {
		if !endings[strings.ToLower(d.Extension)] {
			continue // of none that is here
		}
		if isProgram(d.ContentType) {
			return nil, withMacros()
		}
		take(d.ContentType)
	}
	for _, o := range types.Override {
		if isProgram(o.ContentType) {
			return nil, withMacros()
		}
		if parts[strings.ToLower(strings.TrimPrefix(o.PartName, "/"))] {
			take(o.ContentType)
		}
	}
	if len(is) != 1 {
		return nil, nil // a document of another sort, or of more than one
	}
	return is, fetchesNothing(body, entries)
}

// maxRelations is how much is unpacked of all that a document says of what it has to
// do with: some ten thousand links.
const maxRelations = 2 * desk.Megabyte

// fetchesNothing refuses a document which, when it is opened, has something fetched
// that is not in it: a template, which may have macros, a picture, which tells that it
// was opened, or anything of another machine's, which is shown who asks. A link is
// followed only by who presses it.
func fetchesNothing(body []byte, entries []entry) error {
	left := int64(maxRelations)
	for _, e := range entries {
		if !strings.HasSuffix(strings.ToLower(e.name), ".rels") {
			continue
		}
		if left -= e.size; left < 0 {
			return unpacksTooFar()
		}
		text, err := e.unpack(body, e.size)
		if err != nil {
			return err
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			token, err := d.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return damagedFile()
			}
			if start, ok := token.(xml.StartElement); ok && fetched(start.Attr) {
				return withFetching()
			}
		}
	}
	return nil
}

// fetched tells from what is said of something that it is fetched from elsewhere.
// What lies beside the document is where the document is.
func fetched(said []xml.Attr) bool {
	var sort, target, mode string
	for _, a := range said {
		switch strings.ToLower(a.Name.Local) {
		case "type":
			sort = strings.ToLower(a.Value)
		case "target":
			target = a.Value
		case "targetmode":
			mode = a.Value
		}
	}
	if strings.HasSuffix(sort, "/relationships/hyperlink") {
		return false
	}
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	target = strings.ReplaceAll(strings.TrimSpace(target), `\`, "/")
	if !strings.EqualFold(mode, "External") {
		return strings.Contains(target, ":/") || strings.HasPrefix(target, "//")
	}
	return strings.Contains(target, ":") || strings.HasPrefix(target, "/")
}

// inOpenDocument reads what a document says it is in the very first of its files.
func inOpenDocument(body []byte, entries []entry) (content, error) {
	said := entries[0]
	if said.method != 0 || !said.plain || said.locked() {
		return nil, nil
	}
	var is content
	for _, k := range []desk.FileKind{desk.ODT, desk.ODS} {
		if string(body[said.from:said.to]) == k.MediaType() {
			is = content{k}
		}
	}
	if is == nil {
		return nil, nil
	}
	for _, e := range entries {
		switch {
		case e.locked(), e.name == "encrypted-package":
			return nil, withPassword()
		case strings.HasPrefix(e.name, "Basic/"), strings.HasPrefix(e.name, "Scripts/"), isProgram(e.name):
			return nil, withMacros()
		case strings.EqualFold(e.name, "[Content_Types].xml"):
			return nil, nil // it would be another document to another program
		case e.name == "META-INF/manifest.xml":
			// The names of what is locked are not.
			list, err := e.read(body)
			if err != nil {
				return nil, err
			}
			if bytes.Contains(list, []byte("encryption-data")) {
				return nil, withPassword()
			}
		}
	}
	return is, nil
}

// isCompound tells what old office programs wrote, and what new ones put a document
// into that is locked.
func isCompound(body []byte) bool {
	return bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
}

// lockedIn is the refusal of a document that is locked, nil of any other.
func lockedIn(body []byte) error {
	var name []byte
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	if bytes.Contains(body, name) {
		return withPassword()
	}
	return nil
}
