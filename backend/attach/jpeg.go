package attach

import (
	"encoding/binary"
	"image"

	"golang.org/x/image/draw"
)

// A JPEG may go over its dots again and again, each time for a few bytes and the
// time of the whole picture. maxScans is how often it may, and maxPassed how many
// dots it may pass over in all its colours: the usual ten scans of a photograph in
// ever finer passes go fourteen times over one colour or another.
const (
	maxScans  = 32
	maxPassed = 14 * maxDots / 2
)

// segments calls f with each marker of a JPEG and what it says, until f says that
// it has enough or the picture ends.
func segments(body []byte, f func(marker byte, said []byte) bool) {
	for at := 2; at+1 < len(body); {
		if body[at] != 0xff {
			at++ // within a scan, or garbage
			continue
		}
		marker := body[at+1]
		switch {
		case marker == 0xff:
			at++
		case marker == 0xd9:
			return // the end; phones put another picture behind it
		case marker == 0 || marker == 1 || marker >= 0xd0 && marker <= 0xd8:
			at += 2 // without a length
		default:
			if at+4 > len(body) {
				return
			}
			length := int(binary.BigEndian.Uint16(body[at+2:]))
			end := min(at+2+max(length, 2), len(body))
			if !f(marker, body[min(at+4, end):end]) {
				return
			}
			at = end
		}
	}
}

// scans is what a JPEG asks to be done with its dots.
type scans struct {
	// progressive is a picture in ever finer passes.
	progressive bool
	// colours are how many there are, n how many scans, and passes how many
	// colours these go over in all.
	colours, n, passes int
}

// allowed tells whether it is no more than a picture can need: without finer passes,
// each colour comes once.
func (s scans) allowed() bool { return s.n <= maxScans && (s.progressive || s.passes <= s.colours) }

func scansOf(body []byte) scans {
	var s scans
	segments(body, func(marker byte, said []byte) bool {
		switch marker {
		case 0xc0, 0xc1, 0xc2:
			s.progressive = marker == 0xc2
			if len(said) > 5 {
				s.colours = int(said[5])
			}
		case 0xda:
			s.n++
			if len(said) > 0 {
				s.passes += int(said[0])
			}
		}
		return s.allowed()
	})
	return s
}

// orientation is how a camera was held, as EXIF numbers it: 1 is upright.
func orientation(body []byte) int {
	turn := 1
	segments(body, func(marker byte, said []byte) bool {
		if marker == 0xe1 && len(said) > 14 && string(said[:6]) == "Exif\x00\x00" {
			turn = orientationIn(said[6:])
			return false
		}
		return marker != 0xda
	})
	return turn
}

// orientationIn finds the tag in a TIFF directory.
func orientationIn(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:2]) {
	case "II":
	case "MM":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	count := int64(order.Uint16(tiff[at:]))
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			return 1
		}
		const tag, short = 0x0112, 3
		if order.Uint16(tiff[entry:]) == tag && order.Uint16(tiff[entry+2:]) == short {
			if turn := int(order.Uint16(tiff[entry+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
	}
	return 1
}

// turned is a picture as it was meant to be looked at.
func turned(img image.Image, turn int) image.Image {
	if turn == 1 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	from := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(from, from.Bounds(), img, b.Min, draw.Src)
	outW, outH := w, h
	if turn >= 5 {
		outW, outH = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, outW, outH))
	for y := range outH {
		for x := range outW {
			fx, fy := x, y
			if turn >= 5 {
				fx, fy = y, x
			}
			switch turn {
			case 2, 7: // mirrored
				fx = w - 1 - fx
			case 4, 5:
				// 5 is turned over its diagonal alone, 4 upside down and mirrored.
				if turn == 4 {
					fy = h - 1 - fy
				}
			case 3:
				fx, fy = w-1-fx, h-1-fy
			case 6:
				fy = h - 1 - fy
			case 8:
				fx = w - 1 - fx
			}
			if turn == 7 {
				fy = h - 1 - fy
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], from.Pix[from.PixOffset(fx, fy):][:4])
		}
	}
	return out
}
