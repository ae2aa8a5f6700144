package attach

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"

	"github.com/parley-desk/parley/backend/desk"
)

// Limits of a picture, in dots.
const (
	maxSide = 8192
	maxDots = 25_000_000
	// previewSide is how large a preview is at most: about what a thread shows on
	// a fine screen.
	previewSide = 640
	// quickFrom is from how many dots on a PNG is packed quickly rather than well.
	quickFrom = 4_000_000
	// photoQuality is how well a photograph is packed, of 100.
	photoQuality = 88
)

// anew makes a picture from its dots alone, of at most so many bytes, and its preview.
func (e *Examined) anew(most int64) (err error) {
	defer func() {
		// The decoders have been tried by many; a fault in one is still only
		// this picture's.
		if r := recover(); r != nil {
			err = damaged()
		}
	}()
	if err := e.check(); err != nil {
		return err
	}
	var out bytes.Buffer
	var still image.Image
	switch e.Kind {
	case desk.GIF:
		still, err = moving(&out, e.Body)
	case desk.JPEG:
		still, err = photograph(&out, e.Body)
	case desk.WebP:
		still, e.Kind, err = rewritten(&out, e.Body)
	default:
		still, err = drawing(&out, e.Body)
	}
	var refusal *desk.Error
	switch {
	case errors.As(err, &refusal):
		return err
	case err != nil:
		return damaged()
	case int64(out.Len()) > most:
		return desk.Refuse(desk.ImageTooLarge, "This picture is too large.").At("file")
	}
	e.Width, e.Height = still.Bounds().Dx(), still.Bounds().Dy()
	e.Body = out.Bytes()
	e.Preview, err = preview(still)
	return err
}

func damaged() error {
	return desk.Refuse(desk.FileDamaged, "This picture is damaged and cannot be shown.").At("file")
}

// check looks at what a picture says of its size, before any dot of it is read.
func (e *Examined) check() error {
	config, _, err := image.DecodeConfig(bytes.NewReader(e.Body))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return damaged()
	}
	if config.Width > maxSide || config.Height > maxSide {
		return desk.Refuse(desk.ImageTooLarge, "Pictures can be up to %s dots wide and high; this one is %s by %s.",
			desk.Thousands(maxSide), desk.Thousands(config.Width), desk.Thousands(config.Height)).At("file")
	}
	dots, most := int64(config.Width)*int64(config.Height), int64(maxDots)
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model, color.CMYKModel, color.NYCbCrAModel:
		most /= 2
	}
	if e.Kind == desk.WebP && moves(e.Body) {
		return desk.Refuse(desk.ImageMoving, "Moving WebP pictures cannot be sent, only GIF ones.").At("file")
	}
	if e.Kind == desk.JPEG {
		scans := scansOf(e.Body)
		if !scans.allowed() {
			return damaged()
		}
		if scans.progressive {
			most = min(most, maxDots/2, maxPassed/int64(max(scans.passes, 1)))
		}
	}
	if dots > most {
		return desk.Refuse(desk.ImageTooLarge, "Pictures of this kind can be up to %d megapixels; this one has %d.",
			most/1_000_000, (dots+999_999)/1_000_000).At("file")
	}
	return nil
}

func drawing(out *bytes.Buffer, body []byte) (image.Image, error) {
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return img, (&png.Encoder{CompressionLevel: packing(img)}).Encode(out, img)
}

// packing is how well a PNG is packed.
func packing(img image.Image) png.CompressionLevel {
	if img.Bounds().Dx()*img.Bounds().Dy() >= quickFrom {
		return png.BestSpeed
	}
	return png.DefaultCompression
}

func photograph(out *bytes.Buffer, body []byte) (image.Image, error) {
	img, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if _, printed := img.(*image.CMYK); printed {
		img = opaque(img)
	}
	img = turned(img, orientation(body))
	return img, jpeg.Encode(out, img, &jpeg.Options{Quality: photoQuality})
}

// moving is a GIF with all its pictures, and the first of them.
func moving(out *bytes.Buffer, body []byte) (image.Image, error) {
	if _, err := checkFrames(body); err != nil {
		return nil, err
	}
	all, err := gif.DecodeAll(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if len(all.Image) == 0 {
		return nil, fmt.Errorf("no picture")
	}
	// The first may cover a part of the whole only.
	still := image.NewRGBA(image.Rect(0, 0, all.Config.Width, all.Config.Height))
	draw.Draw(still, all.Image[0].Bounds(), all.Image[0], all.Image[0].Bounds().Min, draw.Src)
	return still, gif.EncodeAll(out, all)
}

// opaque is a picture on white.
func opaque(img image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Over)
	return out
}

// preview is a small still picture. Halves are exact means, so the way down to
// twice the size loses nothing that would shimmer.
func preview(img image.Image) ([]byte, error) {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	for w > 2*previewSide || h > 2*previewSide {
		w, h = max(1, w/2), max(1, h/2)
		img = scaled(img, w, h)
	}
	if longest := max(w, h); longest > previewSide {
		img = scaled(img, max(1, w*previewSide/longest), max(1, h*previewSide/longest))
	}
	var out bytes.Buffer
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 82})
		return out.Bytes(), err
	}
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

func scaled(img image.Image, w, h int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}
