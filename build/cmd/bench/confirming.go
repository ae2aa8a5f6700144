package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/coder/websocket"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rehearse"
	"github.com/parley-desk/parley/backend/wire"
)

// confirming is the line of an agent whose desktop confirms each contact it
// shows, as ours does.
type confirming struct {
	conn *websocket.Conn
}

// confirmingLine opens one and returns when the server counts on the agent.
func confirmingLine(ctx context.Context, server, token string) (*confirming, error) {
	conn, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(server, "http")+"/api/v1/agent/socket",
		&websocket.DialOptions{CompressionMode: websocket.CompressionDisabled})
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(1 << 20)
	c := &confirming{conn}
	err = c.send(ctx, wire.Hello{Frame: wire.FrameHello, Proto: wire.Proto, Token: token, Device: rehearse.NewID(), Confirms: true})
	for err == nil {
		var frame []byte
		if _, frame, err = conn.Read(ctx); bytes.Contains(frame, []byte(`"frame":"events"`)) {
			return c, nil
		}
	}
	conn.CloseNow()
	return nil, err
}

func (c *confirming) send(ctx context.Context, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return c.conn.Write(ctx, websocket.MessageText, raw)
}

// raw reads a frame, and confirms what it shows once the caller has seen it.
func (c *confirming) raw(ctx context.Context) ([]byte, error) {
	_, frame, err := c.conn.Read(ctx)
	if err == nil && bytes.Contains(frame, []byte(desk.ContactOpened)) {
		go c.confirm(ctx, frame)
	}
	return frame, err
}

// confirm is not waited for: a line that has ended is found out by reading.
func (c *confirming) confirm(ctx context.Context, frame []byte) {
	var d rehearse.Told
	if json.Unmarshal(frame, &d) != nil {
		return
	}
	for _, e := range slices.Concat(d.Events, d.List) {
		if e.Kind != desk.ContactOpened {
			continue
		}
		body, err := json.Marshal(wire.ConfirmBody{Contact: e.Contact})
		if err == nil {
			err = c.send(ctx, wire.Do{Frame: wire.FrameDo, ID: rehearse.NewID(), Stream: e.Stream, Kind: wire.DoConfirm, Body: body})
		}
		if err != nil {
			return
		}
	}
}
