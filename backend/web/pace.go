package web

import (
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// A file may come or go as slowly as a bad line makes it, but it has to move:
// paceBytes within paceWithin, and all of it within paceAll.
const (
	paceBytes  = 64 << 10
	paceWithin = 30 * time.Second
	paceAll    = 10 * time.Minute
)

// deadlines are those of a connection, as http.ResponseController sets them.
type deadlines interface {
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// inner is a request's context under a name that hides none of its methods.
type inner = huma.Context

// paced is a request whose body and answer have to move.
type paced struct {
	inner
	control *http.ResponseController
	until   time.Time
	// most is how much of the body is kept.
	most int
}

func newPaced(ctx huma.Context) paced {
	_, w := humago.Unwrap(ctx)
	return paced{inner: ctx, control: http.NewResponseController(w), until: time.Now().Add(paceAll)}
}

// Unwrap is how huma's adapter finds the request.
func (p paced) Unwrap() huma.Context { return p.inner }

// SetReadDeadline leaves deadlines to the body.
func (p paced) SetReadDeadline(time.Time) error { return nil }

// BodyReader is as much of the body as is kept.
func (p paced) BodyReader() io.Reader {
	return &kept{in: &pacedBody{in: p.inner.BodyReader(), on: p.control, until: p.until}, left: p.most}
}

// kept is the beginning of something. With its end the rest has passed by.
type kept struct {
	in   io.Reader
	left int
}

func (k *kept) Read(part []byte) (int, error) {
	if k.left == 0 {
		_, _ = io.Copy(io.Discard, k.in)
		return 0, io.EOF
	}
	n, err := k.in.Read(part[:min(len(part), k.left)])
	k.left -= n
	return n, err
}

// BodyWriter is where the answer goes.
func (p paced) BodyWriter() io.Writer {
	return &pacedBody{out: p.inner.BodyWriter(), on: p.control, until: p.until}
}

// done sends what is left of the answer, and leaves the line as it was: others may
// be asked for on it.
func (p paced) done() {
	_ = p.control.Flush()
	_ = p.control.SetWriteDeadline(time.Time{})
}

type pacedBody struct {
	in    io.Reader
	out   io.Writer
	on    deadlines
	until time.Time
	// left is how much may still come before the deadline moves.
	left int
}

func (b *pacedBody) next() time.Time {
	next := time.Now().Add(paceWithin)
	if next.After(b.until) {
		return b.until
	}
	return next
}

func (b *pacedBody) Read(part []byte) (int, error) {
	if b.left <= 0 {
		if err := b.on.SetReadDeadline(b.next()); err != nil {
			return 0, err
		}
		b.left = paceBytes
	}
	n, err := b.in.Read(part)
	b.left -= n
	return n, err
}

func (b *pacedBody) Write(whole []byte) (written int, err error) {
	for len(whole) > 0 && err == nil {
		if err = b.on.SetWriteDeadline(b.next()); err != nil {
			return written, err
		}
		var n int
		n, err = b.out.Write(whole[:min(len(whole), paceBytes)])
		written += n
		whole = whole[n:]
	}
	return written, err
}
