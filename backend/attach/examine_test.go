package attach_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/attach/attachtest"
	"github.com/parley-desk/parley/backend/desk"
)

func examine(name string, body []byte) (attach.Examined, error) {
	return attach.Examine(desk.Files{MaxMegabytes: 10, Kinds: desk.FileKinds}, desk.ByAgent, name, bytes.Clone(body))
}

// Allowed files go through, with what they say of themselves taken out.
//
// row: P-056
func TestWhatIsAllowed(t *testing.T) {
	seen := map[desk.FileKind]bool{}
	for _, c := range attachtest.Taken() {
		e, err := examine(c.Name, c.Body)
		if err != nil {
			t.Errorf("%q: %v", c.Name, err)
			continue
		}
		seen[e.Kind] = true
		if e.Kind != c.Kind || e.Name != c.Is || e.Size != int64(len(e.Body)) {
			t.Errorf("%q is %+v", c.Name, e.File)
		}
		if e.Kind.Picture() != (len(e.Preview) > 0) || e.Kind.Picture() != (e.Width > 0 && e.Height > 0) {
			t.Errorf("%q: %d by %d, a preview of %d bytes", c.Name, e.Width, e.Height, len(e.Preview))
		}
		if !e.Kind.Picture() && !bytes.Equal(e.Body, c.Body) {
			t.Errorf("%q was changed", c.Name)
		}
	}
	for _, k := range desk.FileKinds {
		if !seen[k] && k != desk.WebP {
			t.Errorf("no %s was tried", k)
		}
	}
}

// The corpus: each of these is refused, with a code and a sentence that names the
// file.
//
// row: P-056
func TestWhatIsRefused(t *testing.T) {
	for _, c := range attachtest.Refused() {
		_, err := examine(c.Name, c.Body)
		var e *desk.Error
		if !errors.As(err, &e) || e.Code != c.Code || e.Field != "file" || !strings.HasSuffix(e.Message, ".") {
			t.Errorf("%q: %v, want %s", c.Name, err, c.Code)
		}
	}
}

// What is more than it seems goes on without that where it is a picture, and as it
// came where it is not.
func TestWhatIsDisguised(t *testing.T) {
	for _, c := range attachtest.Disguised() {
		e, err := examine(c.Name, c.Body)
		if err != nil {
			t.Errorf("%q: %v", c.Name, err)
			continue
		}
		if e.Kind != c.Kind || e.Name != c.Is {
			t.Errorf("%q is %+v", c.Name, e.File)
		}
		for _, out := range [][]byte{e.Body, e.Preview} {
			if e.Kind.Picture() && bytes.Contains(out, []byte("SMUGGLED")) {
				t.Errorf("%q still carries it", c.Name)
			}
		}
	}
}

// An archive is an agent's to send, and a visitor is told of none.
func TestOnlyAgentsSendArchives(t *testing.T) {
	files := desk.Files{Kinds: []desk.FileKind{desk.PDF, desk.Zip}}
	zip := attachtest.Made("some.zip")
	if _, err := attach.Examine(files, desk.ByAgent, "a.zip", bytes.Clone(zip)); err != nil {
		t.Error(err)
	}
	_, err := attach.Examine(files, desk.ByVisitor, "a.zip", bytes.Clone(zip))
	if e := desk.AsError(err); e.Code != desk.FileNotAllowed || e.Message != "Files ending in .zip cannot be sent, only PDF." {
		t.Errorf("a visitor is told %v", err)
	}
	files.Kinds = files.Kinds[1:]
	_, err = attach.Examine(files, desk.ByVisitor, "a.zip", bytes.Clone(zip))
	if e := desk.AsError(err); e.Code != desk.FileNotAllowed || e.Message != "Files ending in .zip cannot be sent." {
		t.Errorf("a visitor who can send none is told %v", err)
	}
}

// What a picture carries besides its dots is gone, wherever it stood.
func TestNothingButTheDots(t *testing.T) {
	secret := "SECRET <script>alert(1)</script>"
	for name, body := range map[string][]byte{
		"text.png":     attachtest.PNGWith(attachtest.Scene(30, 30), attachtest.Chunk("tEXt", []byte("Comment\x00"+secret))),
		"exif.png":     attachtest.PNGWith(attachtest.Scene(30, 30), attachtest.Chunk("eXIf", []byte(secret))),
		"profile.png":  attachtest.PNGWith(attachtest.Scene(30, 30), attachtest.Chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret))),
		"behind.png":   append(attachtest.PNG(attachtest.Scene(30, 30)), secret...),
		"exif.jpg":     attachtest.JPEGWith(attachtest.Scene(30, 30), attachtest.Segment(0xe1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"+secret)),
		"comment.jpg":  attachtest.JPEGWith(attachtest.Scene(30, 30), attachtest.Segment(0xfe, secret)),
		"xmp.jpg":      attachtest.JPEGWith(attachtest.Scene(30, 30), attachtest.Segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret)),
		"iptc.jpg":     attachtest.JPEGWith(attachtest.Scene(30, 30), attachtest.Segment(0xed, "Photoshop 3.0\x00"+secret)),
		"behind.jpg":   append(attachtest.JPEG(attachtest.Scene(30, 30)), secret...),
		"archive.jpg":  append(attachtest.JPEG(attachtest.Scene(30, 30)), "PK\x03\x04"+secret...),
		"behind.gif":   append(attachtest.GIF(30, 30, 2), secret...),
		"comment.gif":  attachtest.GIFWith(attachtest.GIF(30, 30, 2), "\x21\xfe\x20"+secret+"\x00"),
		"program.gif":  attachtest.GIFWith(attachtest.GIF(30, 30, 2), "\x21\xff\x0bXMP DataXMP\x20"+secret+"\x00"),
		"polyglot.gif": append(attachtest.GIF(30, 30, 1), "*/=1;"+secret...),
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

// A photograph stands as its camera was held.
func TestPhotographsStandUpright(t *testing.T) {
	// Where red, green, blue and white are afterwards: top left, top right,
	// bottom left, bottom right.
	for turn, want := range map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb", 9: "rgbw"} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			e, err := examine("photo.jpg", attachtest.JPEGWith(attachtest.Scene(64, 32), attachtest.EXIF(turn, order)))
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

// A photograph with a second one behind its end is one photograph.
func TestBehindTheEnd(t *testing.T) {
	photo := attachtest.JPEG(attachtest.Scene(40, 20))
	if _, err := examine("a.jpg", append(bytes.Clone(photo), photo...)); err != nil {
		t.Error(err)
	}
	if _, err := examine("a.jpg", attachtest.JPEGScanned(0xc0, 100, 100, 1)); err != nil {
		t.Errorf("one scan: %v", err)
	}
}

// A refused bomb costs nothing: what it would open to is never asked for.
func TestBombsAreNotOpened(t *testing.T) {
	for name, body := range map[string][]byte{
		"bomb.png": attachtest.PNGSaying(20_000, 20_000, 8, 6), "bomb.jpg": attachtest.JPEGSaying(0xc0, 20_000, 20_000), "moving.gif": attachtest.GIFSaying(4000, 4000, 200),
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
	e, err := examine("a.gif", attachtest.GIF(50, 40, 7))
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
		e, err := examine("a.png", attachtest.PNG(attachtest.Scene(size.X, size.Y)))
		if err != nil {
			t.Fatalf("%v: %v", size, err)
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(e.Preview))
		if err != nil || max(c.Width, c.Height) > 640 || min(c.Width, c.Height) < 1 || max(size.X, size.Y) <= 640 && c.Width != size.X {
			t.Errorf("%v has a preview of %d by %d, %v", size, c.Width, c.Height, err)
		}
	}
}

// An agent's picture may be larger than any visitor's; what it becomes is as well.
func TestAPictureIsNotRefusedForWhatItBecame(t *testing.T) {
	// Grey and how dense: two bytes a dot, four of which it becomes.
	const side = 2900
	dots := make([]byte, side*(1+2*side))
	if _, err := rand.NewChaCha8([32]byte{}).Read(dots); err != nil {
		t.Fatal(err)
	}
	for y := range side {
		dots[y*(1+2*side)] = 0 // each line says how it is to be read: as it is
	}
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.NoCompression)
	if _, err := z.Write(dots); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, side), side)
	body := slices.Concat([]byte("\x89PNG\r\n\x1a\n"), attachtest.Chunk("IHDR", append(head, 8, 4, 0, 0, 0)),
		attachtest.Chunk("IDAT", packed.Bytes()), attachtest.Chunk("IEND", nil))
	limits := desk.Files{MaxMegabytes: desk.MaxFileMegabytes, AgentMegabytes: desk.MaxAgentMegabytes}
	e, err := attach.Examine(limits, desk.ByAgent, "noise.png", body)
	if err != nil || e.Size <= 3*desk.MaxFileMegabytes*desk.Megabyte {
		t.Errorf("of %d bytes became %d, %v", len(body), e.Size, err)
	}
}
