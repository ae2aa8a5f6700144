package attachtest

import (
	"bytes"
	"embed"

	"github.com/parley-desk/parley/backend/desk"
)

//go:embed testdata
var made embed.FS

// Made is a file that was written by a program people use.
func Made(name string) []byte {
	body, err := made.ReadFile("testdata/" + name)
	if err != nil {
		panic(err)
	}
	return body
}

// File is one that somebody hands in.
type File struct {
	Name string
	Body []byte
	// Code is what it is refused with, empty where it is taken.
	Code desk.Code
	// Kind and Is are what is made of one that is taken, and how that is called.
	Kind desk.FileKind
	Is   string
}

// PDF is a document that would run something, where it is let.
const PDF = "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj\n2 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF"

// Taken are files that can be sent, one of each kind at least.
func Taken() []File {
	still := Scene(40, 20)
	return []File{
		{Name: "a.png", Body: PNG(still), Kind: desk.PNG, Is: "a.png"}, {Name: "a.JPG", Body: JPEG(still), Kind: desk.JPEG, Is: "a.jpg"},
		{Name: "a.jpeg", Body: JPEG(still), Kind: desk.JPEG, Is: "a.jpeg"}, {Name: "a.gif", Body: GIF(40, 20, 3), Kind: desk.GIF, Is: "a.gif"},
		{Name: "a.pdf", Body: []byte(PDF), Kind: desk.PDF, Is: "a.pdf"}, {Name: "a.txt", Body: []byte("Bonjour, ça va ?"), Kind: desk.PlainText, Is: "a.txt"},
		{Name: "a.csv", Body: []byte("a;b\r\n1;\xe9"), Kind: desk.CSV, Is: "a.csv"},
		// Phones and browsers misname pictures, and pasted ones have no name.
		{Name: "photo.png", Body: JPEG(still), Kind: desk.JPEG, Is: "photo.jpg"}, {Name: "image", Body: PNG(still), Kind: desk.PNG, Is: "image.png"},
		{Name: "", Body: GIF(40, 20, 1), Kind: desk.GIF, Is: "file.gif"},
		// A WebP becomes what everything shows.
		{Name: "photo.webp", Body: Made("lossy.webp"), Kind: desk.JPEG, Is: "photo.jpg"}, {Name: "photo.jpg", Body: Made("lossy.webp"), Kind: desk.JPEG, Is: "photo.jpg"},
		{Name: "logo.webp", Body: Made("lossless.webp"), Kind: desk.PNG, Is: "logo.png"}, {Name: "veil.webp", Body: Made("alpha.webp"), Kind: desk.PNG, Is: "veil.png"},
		{Name: "letter.docx", Body: Made("letter.docx"), Kind: desk.DOCX, Is: "letter.docx"}, {Name: "Table.XLSX", Body: Made("table.xlsx"), Kind: desk.XLSX, Is: "Table.xlsx"},
		{Name: "slides.pptx", Body: Made("slides.pptx"), Kind: desk.PPTX, Is: "slides.pptx"}, {Name: "letter.odt", Body: Made("letter.odt"), Kind: desk.ODT, Is: "letter.odt"},
		{Name: "table.ods", Body: Made("table.ods"), Kind: desk.ODS, Is: "table.ods"}, {Name: "small.docx", Body: Document(DOCX, "word/document.xml"), Kind: desk.DOCX, Is: "small.docx"},
		{Name: "film.mp4", Body: Made("film.mp4"), Kind: desk.MP4, Is: "film.mp4"}, {Name: "live.mp4", Body: Made("live.mp4"), Kind: desk.MP4, Is: "live.mp4"},
		{Name: "film.webm", Body: Made("film.webm"), Kind: desk.WebM, Is: "film.webm"}, {Name: "live.webm", Body: Made("live.webm"), Kind: desk.WebM, Is: "live.webm"},
		{Name: "tone.mp3", Body: Made("tone.mp3"), Kind: desk.MP3, Is: "tone.mp3"}, {Name: "bare.mp3", Body: Made("bare.mp3"), Kind: desk.MP3, Is: "bare.mp3"},
		{Name: "tone.ogg", Body: Made("tone.ogg"), Kind: desk.Ogg, Is: "tone.ogg"}, {Name: "opus.ogg", Body: Made("opus.ogg"), Kind: desk.Ogg, Is: "opus.ogg"},
		{Name: "tone.m4a", Body: Made("tone.m4a"), Kind: desk.M4A, Is: "tone.m4a"}, {Name: "film.m4a", Body: Made("film.mp4"), Kind: desk.M4A, Is: "film.m4a"},
		{Name: "some.zip", Body: Made("some.zip"), Kind: desk.Zip, Is: "some.zip"}, {Name: "locked.zip", Body: Made("locked.zip"), Kind: desk.Zip, Is: "locked.zip"},
		// In the wide form, zip64.
		{Name: "streamed.zip", Body: Made("streamed.zip"), Kind: desk.Zip, Is: "streamed.zip"}, {Name: "wide.zip", Body: Made("wide.zip"), Kind: desk.Zip, Is: "wide.zip"},
		{Name: "wide.docx", Body: Made("wide.docx"), Kind: desk.DOCX, Is: "wide.docx"},
		// What a reader has to press first, and what lies beside the document.
		{Name: "linked.docx", Body: Related(Hyperlink, "https://www.acme.test/?a=b", true), Kind: desk.DOCX, Is: "linked.docx"},
		{Name: "shared.docx", Body: Related(Hyperlink, `file://///server/share/a.docx`, true), Kind: desk.DOCX, Is: "shared.docx"},
		{Name: "strict.docx", Body: Related("http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink", "https://www.acme.test/", true), Kind: desk.DOCX, Is: "strict.docx"},
		{Name: "beside.docx", Body: Related(Office+"externalLinkPath", "Book%202.xlsx", true), Kind: desk.DOCX, Is: "beside.docx"},
		{Name: "inside.docx", Body: Related(Office+"image", "/word/media/image1.png", false), Kind: desk.DOCX, Is: "inside.docx"},
	}
}

// Mark stands in everything that a disguised file is to smuggle past.
const Mark = "SMUGGLED<script>alert(document.domain)</script>"

// Disguised are files that are taken although there is more to them: a picture
// loses it, and anything else is only ever handed on as bytes to be saved.
func Disguised() []File {
	still := Scene(30, 30)
	behind := func(body []byte) []byte { return append(bytes.Clone(body), Mark...) }
	named := func(name, is string) File {
		return File{Name: name, Body: Document(DOCX, "word/document.xml"), Kind: desk.DOCX, Is: is}
	}
	return []File{
		{Name: "behind.webp", Body: behind(Made("lossy.webp")), Kind: desk.JPEG, Is: "behind.jpg"},
		{Name: "inside.webp", Body: WebPWith(Made("lossy.webp"), "XMP ", Mark), Kind: desk.JPEG, Is: "inside.jpg"},
		{Name: "page.png", Body: behind(PNG(still)), Kind: desk.PNG, Is: "page.png"},
		{Name: "text.png", Body: PNGWith(still, Chunk("tEXt", []byte("Comment\x00"+Mark))), Kind: desk.PNG, Is: "text.png"},
		{Name: "archive.jpg", Body: append(JPEG(still), Archive(Part{Name: "a.html", Body: Mark, Stored: true})...), Kind: desk.JPEG, Is: "archive.jpg"},
		{Name: "comment.jpg", Body: JPEGWith(still, Segment(0xfe, Mark)), Kind: desk.JPEG, Is: "comment.jpg"},
		{Name: "script.gif", Body: behind(append(GIF(30, 30, 1), "*/=1;"...)), Kind: desk.GIF, Is: "script.gif"},
		{Name: "page.pdf", Body: behind([]byte(PDF)), Kind: desk.PDF, Is: "page.pdf"},
		{Name: "late.txt", Body: []byte("Hello\n" + Mark), Kind: desk.PlainText, Is: "late.txt"},
		{Name: "sums.csv", Body: []byte("=HYPERLINK(\"http://x\";" + Mark + ")\n"), Kind: desk.CSV, Is: "sums.csv"},
		{Name: "page.docx", Body: Document(DOCX, "word/document.xml", Part{Name: "word/page.html", Body: Mark, Stored: true}), Kind: desk.DOCX, Is: "page.docx"},
		{Name: "said.mp3", Body: append([]byte("ID3\x04\x00\x00\x00\x00\x00\x30"+Mark+" "), Made("bare.mp3")...), Kind: desk.MP3, Is: "said.mp3"},
		{Name: "behind.mp3", Body: behind(Made("tone.mp3")), Kind: desk.MP3, Is: "behind.mp3"},
		{Name: "free.mp4", Body: append(Made("film.mp4"), Box("free", Mark)...), Kind: desk.MP4, Is: "free.mp4"},
		{Name: "page.zip", Body: Archive(Part{Name: "page.html", Body: Mark, Stored: true}), Kind: desk.Zip, Is: "page.zip"},
		// By their names.
		named("letter\u202excod.docx", "letterxcod.docx"), named("CON.docx", "_CON.docx"), named("..\\..\\run.exe\\a.docx", "a.docx"),
		named("/etc/a.docx", "a.docx"), named("a.exe.docx", "a.exe.docx"), named("a.docx. . .", "a.docx"), named("a\u200b.d\u2066ocx", "a.docx"),
		named("lpt1 .docx", "_lpt1.docx"), named("a\r\nX-Evil: 1.docx", "a  X-Evil_ 1.docx"), named(".docx", "file.docx"),
	}
}
