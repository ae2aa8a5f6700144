package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/rehearse"
	"github.com/parley-desk/parley/backend/wire"
)

// atATime is how many of a storm's clients are shaking hands at a moment.
const atATime = 500

// storm is S6: everybody loses their line at once and comes back for ten rows.
func storm(ctx context.Context, b *bench) ([]row, error) {
	n := 2000
	if b.full {
		n = 5000
	}
	dir, err := b.folder("desk")
	if err != nil {
		return nil, err
	}
	// Nobody answers, so that there must be places for all of them.
	if _, err := fill(ctx, dir, 1, 0); err != nil {
		return nil, err
	}
	server, err := b.desk(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	all := make([]*rehearse.Visitor, n)
	if err := atOnce(n, 64, func(i int) (err error) {
		if all[i], err = visitor(ctx, server.address); err != nil {
			return err
		}
		// At once: a line that nobody reads is dead to the server before 5,000 have come.
		return talk(ctx, all[i])
	}); err != nil {
		return nil, err
	}
	echo, err := bareServer(ctx, "ten", filepath.Join(dir, "parley.db"))
	if err != nil {
		return nil, err
	}
	defer echo.stop()
	var ours, theirs, ratios []float64
	for range turns {
		for _, v := range all {
			v.Hangup()
			v.Cursor = 1
		}
		// The server lets 500 lines begin in a second and 5,000 at once.
		rest(ctx, time.Duration(n)*2*time.Millisecond+time.Second)
		began := time.Now()
		if err := atOnce(n, atATime, func(i int) error { return resume(ctx, all[i]) }); err != nil {
			return nil, err
		}
		mine := time.Since(began)
		began = time.Now()
		plain := make([]*websocket.Conn, n)
		err := atOnce(n, atATime, func(i int) (err error) {
			plain[i], err = askTen(ctx, echo, string(all[i].Stream))
			return err
		})
		other := time.Since(began)
		for _, c := range plain {
			if c != nil {
				c.CloseNow()
			}
		}
		if err != nil {
			return nil, err
		}
		ours, theirs, ratios = append(ours, float64(mine)), append(theirs, float64(other)), append(ratios, float64(mine)/float64(other))
	}
	for _, v := range all {
		v.Hangup()
	}
	return []row{{
		id: "S6", what: fmt.Sprintf("%d clients dropped at once, all resumed", n), ours: ms(time.Duration(median(ours))),
		pair: ms(time.Duration(median(theirs))) + " accept, read 10 rows", ratio: median(ratios), anchor: 3, moonshot: 1.5,
	}}, nil
}

// talk gives a visitor a conversation of eleven events.
func talk(ctx context.Context, v *rehearse.Visitor) error {
	for range 10 {
		id := rehearse.NewID()
		if err := v.Post(ctx, id, filling); err != nil {
			return err
		}
		for done := false; !done; {
			d, err := v.Next(ctx)
			if err != nil {
				return err
			}
			done = d.Frame == wire.FrameDone && d.ID == id
		}
	}
	return nil
}

// resume says hello at the first event, and returns when the ten after it came.
// It counts them and does not look into them, as the client of the pair does: by
// the first field of each frame, and by a field that each message has.
func resume(ctx context.Context, v *rehearse.Visitor) error {
	return patiently(ctx, func() error {
		if err := v.Connect(ctx); err != nil {
			return err
		}
		for {
			frame, err := v.Raw(ctx)
			switch {
			case err != nil:
				return err
			case bytes.HasPrefix(frame, []byte(`{"frame":"bye"`)):
				return fmt.Errorf("turned away: %s", frame)
			case bytes.HasPrefix(frame, []byte(`{"frame":"events"`)):
				if n := bytes.Count(frame, []byte(`"seq":`)); n < 10 {
					return fmt.Errorf("only %d of 10 messages came back", n)
				}
				return nil
			}
		}
	})
}

func askTen(ctx context.Context, echo *child, stream string) (*websocket.Conn, error) {
	c, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(echo.address, "http")+"/socket", nil)
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	if err = c.Write(ctx, websocket.MessageText, []byte(stream)); err == nil {
		_, _, err = c.Read(ctx)
	}
	return c, err
}
