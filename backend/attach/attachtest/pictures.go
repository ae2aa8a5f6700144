package attachtest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
)

// Scene is a picture that is not the same from any other side: red, green, blue
// and white in its corners.
func Scene(w, h int) *image.RGBA {
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

func PNG(img image.Image) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func JPEG(img image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// GIF is a moving picture of so many frames.
func GIF(w, h, frames int) []byte {
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

// Chunk is one of a PNG.
func Chunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// PNGWith has more chunks behind its header.
func PNGWith(img image.Image, more ...[]byte) []byte {
	whole := PNG(img)
	const head = 8 + 25
	return append(append(bytes.Clone(whole[:head]), bytes.Join(more, nil)...), whole[head:]...)
}

// PNGSaying is a PNG that says it is so large, with little in it.
func PNGSaying(w, h uint32, depth, colour byte) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	header = append(header, depth, colour, 0, 0, 0)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	return bytes.Join([][]byte{[]byte("\x89PNG\r\n\x1a\n"), Chunk("IHDR", header), Chunk("IDAT", packed.Bytes()), Chunk("IEND", nil)}, nil)
}

// Segment is one of a JPEG.
func Segment(marker byte, body string) []byte {
	out := []byte{0xff, marker}
	return append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
}

// JPEGWith has more segments behind its beginning.
func JPEGWith(img image.Image, more ...[]byte) []byte {
	whole := JPEG(img)
	return append(append(bytes.Clone(whole[:2]), bytes.Join(more, nil)...), whole[2:]...)
}

// EXIF says how the camera was held, and where it was.
func EXIF(turn uint16, order binary.ByteOrder) []byte {
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
	return Segment(0xe1, "Exif\x00\x00"+string(out)+"latitude 48.85")
}

// GIFWith has one more block behind its table of colours.
func GIFWith(body []byte, block string) []byte {
	at := 13 + 3<<(body[10]&7+1)
	return append(append(bytes.Clone(body[:at]), block...), body[at:]...)
}

// JPEGSaying is a JPEG that says it is so large, and ends there.
func JPEGSaying(frame byte, w, h uint16) []byte {
	said := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, h), w)
	said = append(said, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
	return bytes.Join([][]byte{{0xff, 0xd8}, Segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"), Segment(frame, string(said))}, nil)
}

// JPEGScanned is a JPEG that goes so often over all of its three colours, each time
// to say that they are grey.
func JPEGScanned(frame byte, w, h, scans int) []byte {
	out := append([]byte{0xff, 0xd8}, Segment(0xdb, "\x00"+strings.Repeat("\x01", 64))...)
	size := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, uint16(h)), uint16(w)) //nolint:gosec // as small as it is given
	out = append(out, Segment(frame, string(size)+"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00")...)
	for _, class := range []string{"\x00", "\x10"} {
		out = append(out, Segment(0xc4, class+"\x01"+strings.Repeat("\x00", 16))...)
	}
	blocks := (w + 7) / 8 * ((h + 7) / 8) * 3
	for range scans {
		out = append(out, Segment(0xda, "\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00")...)
		out = append(out, make([]byte, blocks/4+1)...)
	}
	return append(out, 0xff, 0xd9)
}

// GIFSaying is a GIF of so many large frames with nothing in them.
func GIFSaying(w, h uint16, frames int) []byte {
	place := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, w), h)
	out := append([]byte("GIF89a"), place...)
	out = append(out, 0x80, 0, 0, 0, 0, 0, 255, 255, 255)
	for range frames {
		out = append(append(append(out, 0x2c, 0, 0, 0, 0), place...), 0, 2, 1, 0x00, 0)
	}
	return append(out, 0x3b)
}
