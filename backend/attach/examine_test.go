package attach_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/desk"
)

// scene is a picture that is not the same from any other side: red, green, blue
// and white in its corners.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case y < h/2 && x < w/2:
				c = color.RGBA{220, 20, 20, 255}
			case y < h/2:
				c = color.RGBA{20, 200, 20, 255}
			case x < w/2:
				c = color.RGBA{20, 20, 220, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func pngOf(img image.Image) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func jpegOf(img image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// gifOf is a moving picture of so many frames.
func gifOf(w, h, frames int) []byte {
	all := &gif.GIF{Config: image.Config{Width: w, Height: h, ColorModel: color.Palette(palette.Plan9)}}
	for range frames {
		all.Image = append(all.Image, image.NewPaletted(image.Rect(0, 0, w, h), palette.Plan9))
		all.Delay = append(all.Delay, 10)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, all); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// chunk is one of a PNG.
func chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngWith has more chunks behind its header.
func pngWith(img image.Image, more ...[]byte) []byte {
	whole := pngOf(img)
	const head = 8 + 25
	return append(append(bytes.Clone(whole[:head]), bytes.Join(more, nil)...), whole[head:]...)
}

// pngSaying is a PNG that says it is so large, with little in it.
func pngSaying(w, h uint32, depth, colour byte) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	header = append(header, depth, colour, 0, 0, 0)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	return bytes.Join([][]byte{[]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", header), chunk("IDAT", packed.Bytes()), chunk("IEND", nil)}, nil)
}

// segment is one of a JPEG.
func segment(marker byte, body string) []byte {
	out := []byte{0xff, marker}
	return append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
}

// jpegWith has more segments behind its beginning.
func jpegWith(img image.Image, more ...[]byte) []byte {
	whole := jpegOf(img)
	return append(append(bytes.Clone(whole[:2]), bytes.Join(more, nil)...), whole[2:]...)
}

// exif says how the camera was held, and where it was.
func exif(turn uint16, order binary.ByteOrder) []byte {
	out := []byte("II*\x00")
	if order == binary.BigEndian {
		out = []byte("MM\x00*")
	}
	put := func(v any) {
		switch v := v.(type) {
		case uint16:
			b := make([]byte, 2)
			order.PutUint16(b, v)
			out = append(out, b...)
		case uint32:
			b := make([]byte, 4)
			order.PutUint32(b, v)
			out = append(out, b...)
		}
	}
	put(uint32(8))
	put(uint16(2))
	put(uint16(0x010e)) // a description
	put(uint16(2))
	put(uint32(4))
	out = append(out, "GPS\x00"...)
	put(uint16(0x0112))
	put(uint16(3))
	put(uint32(1))
	put(turn)
	put(uint16(0))
	put(uint32(0))
	return segment(0xe1, "Exif\x00\x00"+string(out)+"latitude 48.85")
}

const pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj\n2 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF"

func examine(name string, body []byte) (attach.Examined, error) {
	return attach.Examine(desk.Files{MaxMegabytes: 10, Kinds: desk.FileKinds}, name, bytes.Clone(body))
}

// Allowed files go through, with what they say of themselves taken out.
//
// row: P-056
func TestWhatIsAllowed(t *testing.T) {
	for name, c := range map[string]struct {
		body []byte
		kind desk.FileKind
		is   string
	}{
		"a.png": {pngOf(scene(40, 20)), desk.PNG, "a.png"}, "a.JPG": {jpegOf(scene(40, 20)), desk.JPEG, "a.jpg"},
		"a.jpeg": {jpegOf(scene(40, 20)), desk.JPEG, "a.jpeg"}, "a.gif": {gifOf(40, 20, 3), desk.GIF, "a.gif"},
		"a.pdf": {[]byte(pdf), desk.PDF, "a.pdf"}, "a.txt": {[]byte("Bonjour, ça va ?"), desk.PlainText, "a.txt"},
		"a.csv": {[]byte("a;b\r\n1;\xe9"), desk.CSV, "a.csv"},
		// Phones and browsers misname pictures, and pasted ones have no name.
		"photo.png": {jpegOf(scene(40, 20)), desk.JPEG, "photo.jpg"}, "image": {pngOf(scene(40, 20)), desk.PNG, "image.png"},
		"": {gifOf(40, 20, 1), desk.GIF, "file.gif"},
	} {
		e, err := examine(name, c.body)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if e.Kind != c.kind || e.Name != c.is || e.Size != int64(len(e.Body)) {
			t.Errorf("%q is %+v", name, e.File)
		}
		if e.Kind.Picture() != (len(e.Preview) > 0) || e.Kind.Picture() && (e.Width != 40 || e.Height != 20) {
			t.Errorf("%q: %d by %d, a preview of %d bytes", name, e.Width, e.Height, len(e.Preview))
		}
		if !e.Kind.Picture() && !bytes.Equal(e.Body, c.body) {
			t.Errorf("%q was changed", name)
		}
	}
}

// What a picture carries besides its dots is gone, wherever it stood.
func TestNothingButTheDots(t *testing.T) {
	secret := "SECRET <script>alert(1)</script>"
	for name, body := range map[string][]byte{
		"text.png":     pngWith(scene(30, 30), chunk("tEXt", []byte("Comment\x00"+secret))),
		"exif.png":     pngWith(scene(30, 30), chunk("eXIf", []byte(secret))),
		"profile.png":  pngWith(scene(30, 30), chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret))),
		"behind.png":   append(pngOf(scene(30, 30)), secret...),
		"exif.jpg":     jpegWith(scene(30, 30), segment(0xe1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"+secret)),
		"comment.jpg":  jpegWith(scene(30, 30), segment(0xfe, secret)),
		"xmp.jpg":      jpegWith(scene(30, 30), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret)),
		"iptc.jpg":     jpegWith(scene(30, 30), segment(0xed, "Photoshop 3.0\x00"+secret)),
		"behind.jpg":   append(jpegOf(scene(30, 30)), secret...),
		"archive.jpg":  append(jpegOf(scene(30, 30)), "PK\x03\x04"+secret...),
		"behind.gif":   append(gifOf(30, 30, 2), secret...),
		"comment.gif":  gifWith(gifOf(30, 30, 2), "\x21\xfe\x20"+secret+"\x00"),
		"program.gif":  gifWith(gifOf(30, 30, 2), "\x21\xff\x0bXMP DataXMP\x20"+secret+"\x00"),
		"polyglot.gif": append(gifOf(30, 30, 1), "*/=1;"+secret...),
	} {
		e, err := examine(name, body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Contains(body, []byte("SECRET")) {
			t.Fatalf("%s tries nothing", name)
		}
		for _, out := range [][]byte{e.Body, e.Preview} {
			if bytes.Contains(out, []byte("SECRET")) || bytes.Contains(out, []byte("<script")) || bytes.Contains(out, []byte("PK\x03\x04")) {
				t.Errorf("%s still carries it", name)
			}
		}
	}
}

// gifWith has one more block behind its table of colours.
func gifWith(body []byte, block string) []byte {
	at := 13 + 3<<(body[10]&7+1)
	return append(append(bytes.Clone(body[:at]), block...), body[at:]...)
}

// A photograph stands as its camera was held.
func TestPhotographsStandUpright(t *testing.T) {
	// Where red, green, blue and white are afterwards: top left, top right,
	// bottom left, bottom right.
	for turn, want := range map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb", 9: "rgbw"} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			e, err := examine("photo.jpg", jpegWith(scene(64, 32), exif(turn, order)))
			if err != nil {
				t.Fatal(err)
			}
			img, err := jpeg.Decode(bytes.NewReader(e.Body))
			if err != nil {
				t.Fatal(err)
			}
			b := img.Bounds()
			if turned := turn >= 5 && turn <= 8; turned != (b.Dx() == 32) || e.Width != b.Dx() {
				t.Errorf("turn %d is %v", turn, b)
			}
			got := ""
			for _, at := range []image.Point{{4, 4}, {b.Dx() - 5, 4}, {4, b.Dy() - 5}, {b.Dx() - 5, b.Dy() - 5}} {
				r, g, bl, _ := img.At(at.X, at.Y).RGBA()
				switch {
				case r > 0x8000 && g > 0x8000:
					got += "w"
				case r > g && r > bl:
					got += "r"
				case g > bl:
					got += "g"
				default:
					got += "b"
				}
			}
			if got != want {
				t.Errorf("turn %d in %v: %s, want %s", turn, order, got, want)
			}
			if bytes.Contains(e.Body, []byte("Exif")) || bytes.Contains(e.Body, []byte("latitude")) {
				t.Errorf("turn %d: it still says where", turn)
			}
		}
	}
}

// The corpus: each of these is refused, with a code and a sentence, and in little
// memory.
func TestWhatIsRefused(t *testing.T) {
	small := pngOf(scene(30, 30))
	photo := jpegOf(scene(30, 30))
	page := []byte("<!DOCTYPE html><script>alert(document.domain)</script>")
	drawing := []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)
	program := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), make([]byte, 400)...)
	text := []byte("Hello")
	archive := append([]byte("PK\x03\x04"), make([]byte, 100)...)
	scans := photo[:len(photo)-2]
	for range 100 {
		scans = append(bytes.Clone(scans), "\xff\xda\x00\x08\x01\x01\x00\x00\x00\x00"...)
	}
	type refused struct {
		name string
		body []byte
		code desk.Code
	}
	corpus := []refused{
		{"nothing.png", nil, desk.EmptyFile},
		{"large.pdf", append([]byte(pdf), make([]byte, 11<<20)...), desk.FileTooLarge},
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
		{"book.docx", archive, desk.FileNotAllowed}, {"all.zip", archive, desk.FileNotAllowed}, {"lib.dll", program, desk.FileNotAllowed},
		{"screen.scr", program, desk.FileNotAllowed}, {"font.ttf", []byte("\x00\x01\x00\x00"), desk.FileNotAllowed}, {"picture.webp", []byte("RIFF\x00\x00\x00\x00WEBP"), desk.FileNotAllowed},
		{"picture.bmp", []byte("BM\x00\x00"), desk.FileNotAllowed}, {"picture.tiff", []byte("II*\x00"), desk.FileNotAllowed}, {"noname", text, desk.FileNotAllowed},
		{"noname", []byte(pdf), desk.FileNotAllowed}, {"invoice.pdf.exe", program, desk.FileNotAllowed}, {"invoice.png.html", page, desk.FileNotAllowed},
		{"photo_\u202egnp.exe", program, desk.FileNotAllowed}, {"photo.png\u200b.exe", small, desk.FileNotAllowed}, {"a.png/b.exe", program, desk.FileNotAllowed},
		{"photo.png .exe", program, desk.FileNotAllowed}, {"photo.p\u0000ng.exe", program, desk.FileNotAllowed},
		// By their content.
		{"drawing.png", drawing, desk.FileNotAllowed}, {"page.png", page, desk.FileNotAllowed}, {"setup.png", program, desk.FileNotAllowed},
		{"setup.pdf", program, desk.FileNotAllowed}, {"page.pdf", page, desk.FileNotAllowed}, {"bill.png", []byte(pdf), desk.FileNotAllowed},
		{"photo.pdf", photo, desk.FileNotAllowed}, {"photo.txt", photo, desk.FileNotAllowed}, {"page.txt", page, desk.FileNotAllowed},
		{"page.csv", page, desk.FileNotAllowed}, {"drawing.txt", drawing, desk.FileNotAllowed}, {"space.txt", append([]byte(" \r\n\t\xef\xbb\xbf"), page...), desk.FileNotAllowed},
		{"shell.txt", []byte("#!/bin/sh"), desk.FileNotAllowed}, {"zero.txt", []byte("a\x00b"), desk.FileNotAllowed}, {"escape.txt", []byte("\x1b[31m"), desk.FileNotAllowed},
		{"program.txt", program, desk.FileNotAllowed}, {"bill.gif", append([]byte("\n"), pdf...), desk.FileNotAllowed}, {"late.pdf", append([]byte("<html>\n"), pdf...), desk.FileNotAllowed},
		{"archive.pdf", append(archive, pdf...), desk.FileNotAllowed}, {"archive.png", archive, desk.FileNotAllowed}, {"begin.png", append([]byte("GIF"), small...), desk.FileNotAllowed},
		{"link.txt", []byte("[InternetShortcut]\nURL=file://x"), desk.FileNotAllowed},
		{"mail.txt", []byte("MIME-Version: 1.0\nContent-Type: text/html\n\n<script>"), desk.FileNotAllowed},
		// Damaged, or made to look so.
		{"half.png", small[:len(small)/2], desk.FileDamaged}, {"head.png", small[:20], desk.FileDamaged}, {"half.jpg", photo[:len(photo)/2], desk.FileDamaged},
		{"head.jpg", photo[:4], desk.FileDamaged}, {"half.gif", gifOf(30, 30, 2)[:900], desk.FileDamaged}, {"head.gif", []byte("GIF89a"), desk.FileDamaged},
		{"script.gif", []byte("GIF89a/*\x00\x00\x00\x00\x00*/=1;alert(1)"), desk.FileDamaged}, {"script.jpg", []byte("\xff\xd8\xff\xe0/*alert(1)"), desk.FileDamaged},
		{"none.png", pngSaying(0, 10, 8, 6), desk.FileDamaged}, {"scans.jpg", scans, desk.FileDamaged},
		{"again.jpg", jpegScanned(0xc0, 100, 100, 2), desk.FileDamaged}, {"often.jpg", jpegScanned(0xc2, 100, 100, 33), desk.FileDamaged},
		{"short.png", pngSaying(3000, 3000, 8, 6), desk.FileDamaged},
		// Too much of it.
		{"bomb.png", pngSaying(20_000, 20_000, 8, 6), desk.ImageTooLarge}, {"long.png", pngSaying(100_000, 1, 8, 0), desk.ImageTooLarge},
		{"many.png", pngSaying(8000, 8000, 1, 0), desk.ImageTooLarge}, {"deep.png", pngSaying(4500, 4500, 16, 6), desk.ImageTooLarge},
		{"most.png", pngSaying(0x7fffffff, 0x7fffffff, 1, 0), desk.FileDamaged},
		{"bomb.jpg", jpegSaying(0xc0, 20_000, 20_000), desk.ImageTooLarge}, {"fine.jpg", jpegSaying(0xc2, 4000, 4000), desk.ImageTooLarge},
		{"finest.jpg", jpegScanned(0xc2, 3000, 3000, 7), desk.ImageTooLarge},
		{"bomb.gif", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), desk.ImageTooLarge}, {"frames.gif", gifOf(2, 2, 201), desk.ImageTooLarge},
		{"moving.gif", gifSaying(4000, 4000, 10), desk.ImageTooLarge},
		// More pictures stand where a careless reader sees the end.
		{"text.gif", gifWith(gifOf(2, 2, 201), "\x21\x01\x00\x3b"+strings.Repeat("\x00", 12)), desk.ImageTooLarge},
		{"program.gif", gifWith(gifOf(2, 2, 201), "\x21\xff\x00\x3b"+strings.Repeat("\x00", 0x3c)), desk.ImageTooLarge},
		{"unknown.gif", gifWith(gifOf(2, 2, 1), "\x21\x02\x00"), desk.FileDamaged}, {"block.gif", gifWith(gifOf(2, 2, 1), "\x2d\x00"), desk.FileDamaged},
	}
	if len(corpus) < 60 {
		t.Errorf("only %d hostile files", len(corpus))
	}
	for _, c := range corpus {
		_, err := examine(c.name, c.body)
		var e *desk.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != "file" || !strings.HasSuffix(e.Message, ".") {
			t.Errorf("%q: %v, want %s", c.name, err, c.code)
		}
	}
}

// jpegSaying is a JPEG that says it is so large, and ends there.
func jpegSaying(frame byte, w, h uint16) []byte {
	said := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, h), w)
	said = append(said, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
	return bytes.Join([][]byte{{0xff, 0xd8}, segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"), segment(frame, string(said))}, nil)
}

// jpegScanned is a JPEG that goes so often over all of its three colours, each time
// to say that they are grey.
func jpegScanned(frame byte, w, h, scans int) []byte {
	out := append([]byte{0xff, 0xd8}, segment(0xdb, "\x00"+strings.Repeat("\x01", 64))...)
	size := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, uint16(h)), uint16(w)) //nolint:gosec // as small as it is given
	out = append(out, segment(frame, string(size)+"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00")...)
	for _, class := range []string{"\x00", "\x10"} {
		out = append(out, segment(0xc4, class+"\x01"+strings.Repeat("\x00", 16))...)
	}
	blocks := (w + 7) / 8 * ((h + 7) / 8) * 3
	for range scans {
		out = append(out, segment(0xda, "\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00")...)
		out = append(out, make([]byte, blocks/4+1)...)
	}
	return append(out, 0xff, 0xd9)
}

// A photograph with a second one behind its end is one photograph.
func TestBehindTheEnd(t *testing.T) {
	photo := jpegOf(scene(40, 20))
	if _, err := examine("a.jpg", append(bytes.Clone(photo), photo...)); err != nil {
		t.Error(err)
	}
	if _, err := examine("a.jpg", jpegScanned(0xc0, 100, 100, 1)); err != nil {
		t.Errorf("one scan: %v", err)
	}
}

// gifSaying is a GIF of so many large frames with nothing in them.
func gifSaying(w, h uint16, frames int) []byte {
	place := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, w), h)
	out := append([]byte("GIF89a"), place...)
	out = append(out, 0x80, 0, 0, 0, 0, 0, 255, 255, 255)
	for range frames {
		out = append(append(append(out, 0x2c, 0, 0, 0, 0), place...), 0, 2, 1, 0x00, 0)
	}
	return append(out, 0x3b)
}

// A refused bomb costs nothing: what it would open to is never asked for.
func TestBombsAreNotOpened(t *testing.T) {
	for name, body := range map[string][]byte{
		"bomb.png": pngSaying(20_000, 20_000, 8, 6), "bomb.jpg": jpegSaying(0xc0, 20_000, 20_000), "moving.gif": gifSaying(4000, 4000, 200),
	} {
		got := testing.Benchmark(func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, _ = examine(name, body)
			}
		})
		if got.AllocedBytesPerOp() > 1<<20 {
			t.Errorf("%s takes %d bytes", name, got.AllocedBytesPerOp())
		}
	}
}

// A moving picture goes on moving, its preview stands still.
func TestMovingPicturesMove(t *testing.T) {
	e, err := examine("a.gif", gifOf(50, 40, 7))
	if err != nil {
		t.Fatal(err)
	}
	all, err := gif.DecodeAll(bytes.NewReader(e.Body))
	if err != nil || len(all.Image) != 7 || all.Delay[3] != 10 {
		t.Errorf("%d frames, %v", len(all.Image), err)
	}
	if _, kind, err := image.DecodeConfig(bytes.NewReader(e.Preview)); err != nil || kind == "gif" {
		t.Errorf("the preview is %s, %v", kind, err)
	}
}

func TestPreviewsAreSmall(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {640, 640}, {641, 10}, {3000, 2000}, {8192, 3}, {3, 8192}} {
		e, err := examine("a.png", pngOf(scene(size.X, size.Y)))
		if err != nil {
			t.Fatalf("%v: %v", size, err)
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(e.Preview))
		if err != nil || max(c.Width, c.Height) > 640 || min(c.Width, c.Height) < 1 || max(size.X, size.Y) <= 640 && c.Width != size.X {
			t.Errorf("%v has a preview of %d by %d, %v", size, c.Width, c.Height, err)
		}
	}
}
