package attach

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/webp"

	"github.com/parley-desk/parley/backend/desk"
)

// A WebP is read and never written: what is made of its dots is a JPEG where it was
// packed with a loss and hides nothing, and a PNG otherwise. One that moves is
// refused: its decoder knows no such pictures, and the first of them alone would
// not be what was sent.

func isWebP(body []byte) bool {
	return len(body) >= 15 && string(body[:4]) == "RIFF" && string(body[8:15]) == "WEBPVP8"
}

// chunks calls f with each chunk of a WebP, until f says that it has enough or the
// picture ends.
func chunks(body []byte, f func(name string, said []byte) bool) {
	end := min(int64(len(body)), int64(binary.LittleEndian.Uint32(body[4:]))+8)
	for at := int64(12); at+8 <= end; {
		size := int64(binary.LittleEndian.Uint32(body[at+4:]))
		from := at + 8
		if !f(string(body[at:at+4]), body[from:min(from+size, end)]) {
			return
		}
		at = from + size + size&1
	}
}

// moves tells a WebP of more pictures than one.
func moves(body []byte) bool {
	moves := false
	chunks(body, func(name string, said []byte) bool {
		const flag = 1 << 1
		moves = name == "ANIM" || name == "ANMF" || name == "VP8X" && len(said) > 0 && said[0]&flag != 0
		return !moves
	})
	return moves
}

// turnOfWebP is how a camera was held, as EXIF numbers it.
func turnOfWebP(body []byte) int {
	turn := 1
	chunks(body, func(name string, said []byte) bool {
		if name != "EXIF" {
			return true
		}
		// Some write it as in a JPEG.
		if said = bytes.TrimPrefix(said, []byte("Exif\x00\x00")); len(said) >= 8 {
			turn = orientationIn(said)
		}
		return false
	})
	return turn
}

// rewritten makes another kind of picture of a WebP.
func rewritten(out *bytes.Buffer, body []byte) (image.Image, desk.FileKind, error) {
	img, err := webp.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, "", err
	}
	lossy := false
	switch img := img.(type) {
	case *image.YCbCr:
		lossy = true
		widen(img)
	case *image.NYCbCrA:
		widen(&img.YCbCr)
	}
	img = turned(img, turnOfWebP(body))
	if lossy {
		return img, desk.JPEG, jpeg.Encode(out, img, &jpeg.Options{Quality: photoQuality})
	}
	return img, desk.PNG, (&png.Encoder{CompressionLevel: packing(img)}).Encode(out, img)
}

// widen brings the colours of a WebP, which go from 16 to 235 as on television, to
// what everything else here takes them for: otherwise black would be grey.
func widen(img *image.YCbCr) {
	var light, colour [256]byte
	for v := range 256 {
		light[v] = spread(v, 16, 0, 219)
		colour[v] = spread(v, 128, 128, 224)
	}
	for i, v := range img.Y {
		img.Y[i] = light[v]
	}
	for i, v := range img.Cb {
		img.Cb[i] = colour[v]
	}
	for i, v := range img.Cr {
		img.Cr[i] = colour[v]
	}
}

// spread moves a value that stands so far from a middle to where it stands when all
// of them fill a byte.
func spread(v, middle, now, span int) byte {
	return byte(min(max(now+int(math.Round(float64(v-middle)*255/float64(span))), 0), 255)) //nolint:gosec // between the two
}
