package web

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
)

// asked writes down which deadlines were set.
type asked []time.Time

func (a *asked) SetReadDeadline(at time.Time) error  { *a = append(*a, at); return nil }
func (a *asked) SetWriteDeadline(at time.Time) error { *a = append(*a, at); return nil }

// However large a file is, each part of it has its own time, and the whole has one.
func TestDeadlinesMoveWithTheFile(t *testing.T) {
	text := strings.Repeat("x", 5*paceBytes)
	begin := time.Now()
	var read, written asked
	var out bytes.Buffer
	if n, err := io.Copy(io.Discard, io.MultiReader(&pacedBody{in: strings.NewReader(text), on: &read, until: begin.Add(paceAll)})); err != nil || n != int64(len(text)) {
		t.Errorf("read %d, %v", n, err)
	}
	if n, err := (&pacedBody{out: &out, on: &written, until: begin.Add(paceAll)}).Write([]byte(text)); err != nil || n != len(text) || out.String() != text {
		t.Errorf("wrote %d, %v", n, err)
	}
	for name, all := range map[string]asked{"in": read, "out": written} {
		if len(all) < 5 {
			t.Errorf("%s: %d deadlines", name, len(all))
		}
		for _, at := range all {
			if at.Before(begin.Add(paceWithin)) {
				t.Errorf("%s: only until %v", name, at.Sub(begin))
			}
		}
	}
	var late asked
	if _, err := (&pacedBody{out: &out, on: &late, until: begin}).Write([]byte("x")); err != nil || len(late) != 1 || !late[0].Equal(begin) {
		t.Errorf("beyond the whole time: %v, %v", late, err)
	}
}

// A line that is too slow may be tried again.
func TestTooSlowIsPassing(t *testing.T) {
	p, ok := huma.NewError(408, "request body read timeout").(*Problem)
	if !ok || p.Code != desk.TooSlow || p.Status != 503 || p.Detail == "" {
		t.Errorf("%+v", p)
	}
}
