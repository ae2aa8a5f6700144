package attach

import (
	"encoding/binary"

	"github.com/parley-desk/parley/backend/desk"
)

// Limits of a moving picture.
const (
	maxFrames    = 200
	maxFrameDots = 50_000_000
)

// checkFrames counts the pictures of a GIF and their dots by its blocks alone, and
// refuses it where there are too many. It goes from block to block just as image/gif
// does, so that no picture stands where only the decoder looks. What breaks off in
// the middle is left to the decoder.
func checkFrames(body []byte) (frames int, err error) {
	dots := int64(0)
	r := blocks{body: body, at: 6}
	screen := r.take(7)
	if screen == nil {
		return 0, nil
	}
	r.table(screen[4])
	for {
		switch kind := r.take(1); {
		case kind == nil, kind[0] == 0x3b:
			return frames, nil
		case kind[0] == 0x21:
			if !r.extension() {
				return frames, damaged()
			}
		case kind[0] == 0x2c:
			place := r.take(9)
			if place == nil {
				return frames, nil
			}
			frames++
			dots += int64(binary.LittleEndian.Uint16(place[4:])) * int64(binary.LittleEndian.Uint16(place[6:]))
			if frames > maxFrames || dots > maxFrameDots {
				return frames, desk.Refuse(desk.ImageTooLarge, "Moving pictures can have up to %d frames and %d megapixels in all.",
					maxFrames, maxFrameDots/1_000_000).At("file")
			}
			r.table(place[8])
			r.take(1)
			r.parts()
		default:
			return frames, damaged()
		}
	}
}

// blocks reads a GIF block by block.
type blocks struct {
	body []byte
	at   int
}

func (b *blocks) take(n int) []byte {
	if b.at+n > len(b.body) {
		b.at = len(b.body)
		return nil
	}
	b.at += n
	return b.body[b.at-n : b.at]
}

// table passes over a table of colours, where the flags say that there is one.
func (b *blocks) table(flags byte) {
	if flags&0x80 != 0 {
		b.take(3 << (flags&7 + 1))
	}
}

// extension passes over an extension, and is false at one of no known sort.
func (b *blocks) extension() bool {
	sort := b.take(1)
	if sort == nil {
		return true // broken off
	}
	switch sort[0] {
	case 0x01: // text, which begins with 13 bytes whatever they say
		b.take(13)
	case 0xf9: // how the next picture is shown: 6 bytes, and no parts
		b.take(6)
		return true
	case 0xfe: // a comment
	case 0xff: // a program's own, which begins with its name
		if n := b.take(1); n != nil {
			b.take(int(n[0]))
		}
	default:
		return false
	}
	b.parts()
	return true
}

// parts passes over the parts of a block.
func (b *blocks) parts() {
	for {
		n := b.take(1)
		if n == nil || n[0] == 0 {
			return
		}
		b.take(int(n[0]))
	}
}
