package rehearse

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// Told is a frame as an agent gets it.
type Told = Down[wire.AgentEvent]

// Agent is a client of the agents' socket. It has no opinion of its own: who
// wants it to answer reads and posts.
type Agent struct {
	Server string
	// Token is of a session, see SignIn.
	Token  string
	Device string
	Epoch  string
	Cursor int64

	line *line
}

// SignIn begins a session of an account and gives its token.
func SignIn(ctx context.Context, client *http.Client, server, email, password, device string) (token string, err error) {
	body, err := json.Marshal(map[string]string{"email": email, "password": password, "device": device})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/api/v1/sign-in", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var in struct{ Token, Detail string }
	if err := json.NewDecoder(resp.Body).Decode(&in); err != nil {
		return "", fmt.Errorf("sign %s in: %s: %w", email, resp.Status, err)
	}
	if in.Token == "" {
		return "", fmt.Errorf("sign %s in: %s: %s", email, resp.Status, in.Detail)
	}
	return in.Token, nil
}

// Connect opens a line and says hello at the cursor.
func (a *Agent) Connect(ctx context.Context) error {
	if a.Device == "" {
		a.Device = NewID()
	}
	l, err := dial(ctx, a.Server, "agent", wire.Hello{Token: a.Token, Device: a.Device, Epoch: a.Epoch, Cursor: a.Cursor})
	if err != nil {
		return err
	}
	a.line = l
	return nil
}

// Next reads a frame and follows it.
func (a *Agent) Next(ctx context.Context) (Told, error) {
	d, err := next[wire.AgentEvent](ctx, a.line)
	if err != nil {
		return d, err
	}
	switch d.Frame {
	case wire.FrameWelcome:
		if d.Epoch != a.Epoch {
			a.Epoch, a.Cursor = d.Epoch, 0
		}
	case wire.FrameEvents:
		a.Cursor = d.Cursor
	}
	return d, nil
}

// Raw reads a frame and does not look into it; see [Visitor.Raw].
func (a *Agent) Raw(ctx context.Context) ([]byte, error) { return a.line.raw(ctx) }

// Post writes a message into a conversation the agent holds.
func (a *Agent) Post(ctx context.Context, id string, stream desk.Stream, text string) error {
	return post(ctx, a.line, id, stream, text)
}

// Close ends a conversation the agent holds.
func (a *Agent) Close(ctx context.Context, stream desk.Stream) error {
	return a.line.send(ctx, wire.Do{Frame: wire.FrameDo, ID: NewID(), Stream: stream, Kind: wire.DoClose})
}

// Hangup ends the line at once.
func (a *Agent) Hangup() {
	if a.line != nil {
		a.line.conn.CloseNow()
	}
}
