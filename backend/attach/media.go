package attach

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Videos and sounds are told by how they are built, and never played by us.

// played is what a video or a sound is, none for what is neither.
func played(body []byte) content {
	switch {
	case len(body) >= 16 && string(body[4:8]) == "ftyp":
		return inBoxes(body)
	case bytes.HasPrefix(body, []byte("\x1a\x45\xdf\xa3")):
		return inElements(body)
	case bytes.HasPrefix(body, []byte("OggS")):
		return inPages(body)
	case isMP3(body):
		return content{desk.MP3}
	}
	return nil
}

// brands are those of the boxes that every program plays; others are a telephone's
// or a still picture's.
var brands = []string{"isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "dash", "MSNV", "M4V "}

// inBoxes goes from box to box to the end, so that nothing stands behind it: the
// first says what it is, and one of the others how it is played.
func inBoxes(body []byte) content {
	var is content
	switch brand := string(body[8:12]); {
	case brand == "M4A " || brand == "M4B ":
		is = content{desk.M4A}
	case slices.Contains(brands, brand):
		is = filmed
	}
	playable := false
	for left := body; len(left) > 0; {
		if len(left) < 8 {
			return nil
		}
		size := uint64(binary.BigEndian.Uint32(left))
		switch size {
		case 0:
			size = uint64(len(left)) // to the end
		case 1:
			if len(left) < 16 {
				return nil
			}
			size = binary.BigEndian.Uint64(left[8:])
		}
		if size < 8 || size > uint64(len(left)) {
			return nil
		}
		for _, c := range left[4:8] {
			if c < 0x20 || c > 0x7e {
				return nil
			}
		}
		kind := string(left[4:8])
		playable = playable || kind == "moov" || kind == "moof"
		left = left[size:]
	}
	if !playable {
		return nil
	}
	return is
}

// inElements reads the head of a WebM, and that what it is the head of ends where
// the file does.
func inElements(body []byte) content {
	head, at, ok := element(body, 4)
	if !ok || head < 0 || at+head > int64(len(body)) {
		return nil
	}
	kind := ""
	for left := body[at : at+head]; len(left) > 0; {
		size, from, ok := element(left, idSize(left[0]))
		if !ok || size < 0 || from+size > int64(len(left)) {
			return nil
		}
		if bytes.HasPrefix(left, []byte("\x42\x82")) {
			kind = string(bytes.TrimRight(left[from:from+size], "\x00"))
		}
		left = left[from+size:]
	}
	rest := body[at+head:]
	if kind != "webm" || !bytes.HasPrefix(rest, []byte("\x18\x53\x80\x67")) {
		return nil
	}
	// What is recorded as it is played does not know how long it will be.
	if size, from, ok := element(rest, 4); !ok || size >= 0 && from+size != int64(len(rest)) {
		return nil
	}
	return content{desk.WebM}
}

// idSize is how many bytes an element's name has that begins with one.
func idSize(first byte) int {
	for n := 1; n <= 4; n++ {
		if first&(0x80>>(n-1)) != 0 {
			return n
		}
	}
	return 5 // which there is not
}

// element is how long what is in an element is, -1 where it does not say, and where
// that begins; its name has so many bytes.
func element(body []byte, name int) (size, from int64, ok bool) {
	if name > 4 || len(body) <= name {
		return 0, 0, false
	}
	first := body[name]
	n := 1
	for n <= 8 && first&(0x80>>(n-1)) == 0 {
		n++
	}
	if n > 8 || name+n > len(body) {
		return 0, 0, false
	}
	size = int64(first & (0xff >> n))
	unknown := size == int64(0xff>>n)
	for _, b := range body[name+1 : name+n] {
		size = size<<8 | int64(b)
		unknown = unknown && b == 0xff
	}
	if unknown {
		size = -1
	}
	return size, int64(name + n), true
}

// inPages reads the first page of an Ogg, which names what sounds.
func inPages(body []byte) content {
	const headSize = 27
	if len(body) < headSize || body[4] != 0 || body[5] != 2 || binary.LittleEndian.Uint32(body[18:]) != 0 {
		return nil // not of this sort, or not its beginning
	}
	parts := int(body[26])
	from := headSize + parts
	if len(body) < from {
		return nil
	}
	size := 0
	for _, n := range body[headSize:from] {
		size += int(n)
	}
	if len(body) < from+size || !summed(body[:from+size]) {
		return nil
	}
	for _, sound := range []string{"\x01vorbis", "OpusHead", "\x7fFLAC", "Speex   "} {
		if bytes.HasPrefix(body[from:from+size], []byte(sound)) {
			return content{desk.Ogg}
		}
	}
	return nil
}

// summed checks a page's sum, which is reckoned as if it were nothing.
func summed(page []byte) bool {
	var sum uint32
	for i, b := range page {
		if i >= 22 && i < 26 {
			b = 0
		}
		sum ^= uint32(b) << 24
		for range 8 {
			if sum&0x80000000 != 0 {
				sum = sum<<1 ^ 0x04c11db7
			} else {
				sum <<= 1
			}
		}
	}
	return sum == binary.LittleEndian.Uint32(page[22:])
}

// mp3Frames is how many pieces of sound have to follow each other: one alone may
// stand anywhere by chance.
const mp3Frames = 3

// isMP3 tells sound that begins at once, or behind what is said about it.
func isMP3(body []byte) bool {
	if len(body) >= 10 && string(body[:3]) == "ID3" {
		size := 0
		for _, b := range body[6:10] {
			if b&0x80 != 0 {
				return false
			}
			size = size<<7 | int(b)
		}
		body = body[min(10+size, len(body)):]
		body = bytes.TrimLeft(body, "\x00")
	}
	for range mp3Frames {
		size := mp3Frame(body)
		if size == 0 || size > len(body) {
			return false
		}
		if body = body[size:]; len(body) == 0 {
			return true
		}
	}
	return true
}

// mp3Frame is how many bytes the piece of sound has that begins here, 0 for none.
func mp3Frame(body []byte) int {
	if len(body) < 4 || body[0] != 0xff || body[1]&0xe0 != 0xe0 {
		return 0
	}
	version, layer := body[1]>>3&3, body[1]>>1&3
	rate, hertz, padding := int(body[2]>>4), int(body[2]>>2&3), int(body[2]>>1&1)
	if version == 1 || layer != 1 || rate == 0 || rate == 15 || hertz == 3 {
		return 0
	}
	kilobits := [...]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	speed := [...]int{44100, 48000, 32000}[hertz]
	samples := 72
	switch version {
	case 3:
		kilobits = [...]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
		samples = 144
	case 2:
		speed /= 2
	case 0:
		speed /= 4
	}
	return samples*1000*kilobits[rate]/speed + padding
}
