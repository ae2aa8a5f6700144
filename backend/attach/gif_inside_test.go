package attach

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// Whatever the decoder opens was counted before, to the last picture.
func FuzzCheckFrames(f *testing.F) {
	all := &gif.GIF{}
	for range 3 {
		all.Image = append(all.Image, image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black, color.White}))
		all.Delay = append(all.Delay, 1)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, all); err != nil {
		f.Fatal(err)
	}
	plain := out.Bytes()
	f.Add(plain)
	at := 13
	if plain[10]&0x80 != 0 {
		at += 3 << (plain[10]&7 + 1)
	}
	for _, block := range []string{
		"\x21\x01\x00\x3b" + string(make([]byte, 12)), "\x21\xff\x00\x3b" + string(make([]byte, 0x3c)),
		"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00", "\x21\xff\x0bNETSCAPE2.0\x00", "\x21\xfe\x01\x3b\x00",
		"\x21\xf9\x04\x00\x00\x00\x00\x00", "\x21\xf9\x00\x3b\x00\x00\x00\x00", "\x21\x02\x00", "\x00",
	} {
		f.Add(append(append(bytes.Clone(plain[:at]), block...), plain[at:]...))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) < 13 {
			return
		}
		counted, err := checkFrames(body)
		var refusal *desk.Error
		if errors.As(err, &refusal) && refusal.Code == desk.ImageTooLarge {
			return
		}
		opened, decodeErr := gif.DecodeAll(bytes.NewReader(body))
		if decodeErr == nil && (err != nil || counted != len(opened.Image)) {
			t.Errorf("%d pictures were counted (%v), %d are there", counted, err, len(opened.Image))
		}
	})
}
