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
	var is content
	take := func(kind string) {
		if k := mains[strings.ToLower(kind)]; k != "" {
			is = append(is, k)
		}
	}
	err = elements(text, func(e xml.StartElement) error {
		said, ok := once(e.Attr, "contenttype", "extension", "partname")
		if !ok {
			return damagedFile()
		}
		kind, ending, part := said[0], strings.ToLower(said[1]), strings.ToLower(said[2])
		switch e.Name.Local {
		case "Default":
			if !endings[ending] {
				return nil // of none that is here
			}
		case "Override":
			if !isProgram(kind) && !parts[strings.TrimPrefix(part, "/")] {
				return nil
			}
		default:
			return nil
		}
		if isProgram(kind) {
			return withMacros()
		}
		take(kind)
		return nil
	})
	if err != nil {
		return nil, err
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
		if err := elements(text, func(e xml.StartElement) error { return fetched(e.Attr) }); err != nil {
			return err
		}
	}
	return nil
}

// fetched refuses something of which it is said that it is fetched from elsewhere.
// What lies beside the document is where the document is.
func fetched(said []xml.Attr) error {
	values, ok := once(said, "type", "target", "targetmode")
	if !ok {
		return damagedFile()
	}
	sort, target, mode := values[0], values[1], values[2]
	if strings.HasSuffix(strings.ToLower(sort), "/relationships/hyperlink") {
		return nil
	}
	target, err := url.PathUnescape(target)
	if err != nil {
		return damagedFile() // who is less strict reads another address in it
	}
	target = strings.ReplaceAll(strings.TrimSpace(target), `\`, "/")
	outside := strings.Contains(target, ":/") || strings.HasPrefix(target, "//")
	if strings.EqualFold(mode, "External") {
		outside = strings.Contains(target, ":") || strings.HasPrefix(target, "/")
	}
	if outside {
		return withFetching()
	}
	return nil
}

// elements hands over what a part says, one element after the other. A type of
// document, which could say more of them than is written there, has no place in one
// (ECMA-376-2).
func elements(text []byte, take func(xml.StartElement) error) error {
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damagedFile()
		}
		switch t := token.(type) {
		case xml.Directive:
			return damagedFile()
		case xml.StartElement:
			if err := take(t); err != nil {
				return err
			}
		}
	}
}

// once are the values of the attributes of these names, in lower case. It is not ok
// where one is there twice, however it is written: programs differ in which counts.
func once(said []xml.Attr, names ...string) (values []string, ok bool) {
	values, seen := make([]string, len(names)), make([]bool, len(names))
	for _, a := range said {
		i := slices.Index(names, strings.ToLower(a.Name.Local))
		if i < 0 {
			continue
		}
		if seen[i] {
			return nil, false
		}
		values[i], seen[i] = a.Value, true
	}
	return values, true
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
