package attach_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"

	"github.com/parley-desk/parley/backend/attach/attachtest"
)

// A picture packed with a loss looks like the same one packed without: black is
// black, and not the darkest grey of a television.
func TestColoursOfAWebP(t *testing.T) {
	dots := func(name string) image.Image {
		e, err := examine("a.webp", attachtest.Made(name))
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(bytes.NewReader(e.Body))
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	lossy, exact := dots("lossy.webp"), dots("lossless.webp")
	sum, n := 0, 0
	for y := range 48 {
		for x := range 64 {
			r, g, b, _ := lossy.At(x, y).RGBA()
			r2, g2, b2, _ := exact.At(x, y).RGBA()
			for _, d := range []int{int(r>>8) - int(r2>>8), int(g>>8) - int(g2>>8), int(b>>8) - int(b2>>8)} {
				sum += max(d, -d)
				n++
			}
		}
	}
	if sum > 10*n {
		t.Errorf("the colours are off by %.1f of 255", float64(sum)/float64(n))
	}
	if r, g, b, _ := lossy.At(2, 2).RGBA(); (r+g+b)>>8 > 20 {
		t.Errorf("black is %d %d %d", r>>8, g>>8, b>>8)
	}
}

// A photograph stands as its camera was held, whichever way that is written.
func TestAWebPStandsUpright(t *testing.T) {
	said := attachtest.EXIF(6, binary.BigEndian)[4:]
	for _, exif := range [][]byte{said, said[6:]} {
		e, err := examine("a.webp", attachtest.WebPWith(attachtest.Made("lossy.webp"), "EXIF", string(exif)))
		if err != nil || e.Width != 48 || e.Height != 64 || bytes.Contains(e.Body, []byte("latitude")) {
			t.Errorf("it is %d by %d: %v", e.Width, e.Height, err)
		}
	}
}

// What is hidden stays hidden.
func TestAVeiledWebP(t *testing.T) {
	e, err := examine("a.webp", attachtest.Made("alpha.webp"))
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range [][]byte{e.Body, e.Preview} {
		img, _, err := image.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, a := img.At(20, 20).RGBA(); a>>8 < 120 || a>>8 > 135 {
			t.Errorf("half seen through is %d", a>>8)
		}
	}
}
