package attachtest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"html"
	"strings"
)

// Part is a file in an archive.
type Part struct {
	Name, Body string
	// Stored: it is not packed.
	Stored bool
}

// Archive is one of these files.
func Archive(parts ...Part) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		head := &zip.FileHeader{Name: p.Name, Method: zip.Deflate}
		if p.Stored {
			head.Method = zip.Store
		}
		w, err := z.CreateHeader(head)
		if err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(p.Body)); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// What the main part of a document is.
const (
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
	// DOCM is of one with macros.
	DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
	// VBA is of the macros themselves.
	VBA = "application/vnd.ms-office.vbaProject"
)

// Types is what a document of Office says of its parts: pairs of a name and what
// that is.
func Types(parts ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, parts[i], parts[i+1])
	}
	return b.String() + "</Types>"
}

// Document is one of Office with a main part and more.
func Document(kind, main string, more ...Part) []byte {
	return Archive(append([]Part{{Name: "[Content_Types].xml", Body: Types(main, kind)}, {Name: main, Body: "<a/>"}}, more...)...)
}

// What a part of a document is to another, and where it is said so.
const (
	Office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	Hyperlink = Office + "hyperlink"
	relations = "word/_rels/document.xml.rels"
)

// Relations says that a document has something of a sort at a target, which is not in
// it where it is outside.
func Relations(sort, target string, outside bool) string {
	mode := ""
	if outside {
		mode = ` TargetMode="External"`
	}
	return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + sort + `" Target="` + html.EscapeString(target) + `"` + mode + `/></Relationships>`
}

// Related is a document that says so.
func Related(sort, target string, outside bool) []byte {
	return Document(DOCX, "word/document.xml", Part{Name: relations, Body: Relations(sort, target, outside)})
}

// OpenDocument is one that says what it is in the first of its files.
func OpenDocument(kind string, more ...Part) []byte {
	return Archive(append([]Part{{Name: "mimetype", Body: kind, Stored: true}, {Name: "content.xml", Body: "<a/>"}}, more...)...)
}

// Directory changes the directory of an archive: f is given each of its lines.
func Directory(body []byte, f func(line []byte)) []byte {
	out := bytes.Clone(body)
	for at := 0; ; {
		next := bytes.Index(out[at:], []byte("PK\x01\x02"))
		if next < 0 {
			return out
		}
		at += next
		f(out[at:])
		at += 4
	}
}

// Unpacking says of each file in an archive that it unpacks to so many bytes.
func Unpacking(body []byte, size uint32) []byte {
	return Directory(body, func(line []byte) { binary.LittleEndian.PutUint32(line[24:], size) })
}

// Locked says of each file in an archive that it is locked.
func Locked(body []byte) []byte {
	out := Directory(body, func(line []byte) { line[8] |= 1 })
	for at := 0; at+6 < len(out); at++ {
		if string(out[at:at+4]) == "PK\x03\x04" {
			out[at+6] |= 1
		}
	}
	return out
}

// Compound is the beginning of what old office programs wrote, with more in it.
func Compound(name string) []byte {
	out := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 504)...)
	for _, c := range []byte(name) {
		out = append(out, c, 0)
	}
	return append(out, make([]byte, 512)...)
}

// Box is one of a film.
func Box(kind, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)) //nolint:gosec // as short as it is given
	return append(append(out, kind...), body...)
}

// webp is a picture of these chunks: a name and what is in it, in turn.
func webp(chunks ...string) []byte {
	inside := []byte("WEBP")
	for i := 0; i < len(chunks); i += 2 {
		inside = append(inside, chunks[i]...)
		inside = binary.LittleEndian.AppendUint32(inside, uint32(len(chunks[i+1]))) //nolint:gosec // as short as it is given
		inside = append(inside, chunks[i+1]...)
		if len(chunks[i+1])%2 == 1 {
			inside = append(inside, 0)
		}
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(inside))) //nolint:gosec // as above
	return append(out, inside...)
}

// webpHead says what there is besides the dots, and how many these are.
func webpHead(flags byte, w, h uint32) string {
	w, h = w-1, h-1
	return string([]byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
}

// lossless is the beginning of a picture that says it is so large.
func lossless(w, h uint32) string {
	return string(binary.LittleEndian.AppendUint32([]byte{0x2f}, w-1|(h-1)<<14)) + strings.Repeat("\x00", 20)
}

// WebPWith is a lossy picture of 64 by 48 dots with one more chunk.
func WebPWith(body []byte, name, said string) []byte {
	const exif, xmp = 1 << 3, 1 << 2
	size := binary.LittleEndian.Uint32(body[16:])
	return webp("VP8X", webpHead(exif|xmp, 64, 48), "VP8 ", string(body[20:20+size]), name, said)
}

// WebPSaying says it is so large, with little in it.
func WebPSaying(w, h uint32) []byte { return webp("VP8L", lossless(w, h)) }

// WebPLying says of itself that it is small, and then that it is large.
func WebPLying(w, h uint32) []byte {
	return webp("VP8X", webpHead(0, 1, 1), "VP8L", lossless(w, h))
}
