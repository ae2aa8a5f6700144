package chrome

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// patience is how long one call of the protocol may take.
const patience = 20 * time.Second

// protocol is the connection to the browser: calls, their answers, and events.
type protocol struct {
	conn *websocket.Conn
	done chan struct{}

	mu      sync.Mutex
	last    int
	waiting map[int]chan answer
	hear    map[string]func(method string, params json.RawMessage) // by session
}

type answer struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
	Session string          `json:"sessionId"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

func dial(ctx context.Context, url string) (*protocol, error) {
	conn, _, err := websocket.Dial(ctx, url, &websocket.DialOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(64 << 20) // a screenshot is one message
	p := &protocol{
		conn: conn, done: make(chan struct{}),
		waiting: map[int]chan answer{}, hear: map[string]func(string, json.RawMessage){},
	}
	go p.read()
	return p, nil
}

func (p *protocol) read() {
	defer close(p.done)
	for {
		_, raw, err := p.conn.Read(context.Background())
		if err != nil {
			return
		}
		var a answer
		if json.Unmarshal(raw, &a) != nil {
			continue
		}
		p.mu.Lock()
		wait, hear := p.waiting[a.ID], p.hear[a.Session]
		delete(p.waiting, a.ID)
		p.mu.Unlock()
		switch {
		case wait != nil:
			wait <- a
		case a.Method != "" && hear != nil:
			hear(a.Method, a.Params)
		}
	}
}

// call asks the browser for something in a session, empty for the browser
// itself, and reads the answer into result unless that is nil.
func (p *protocol) call(session, method string, params, result any) error {
	wait := make(chan answer, 1)
	p.mu.Lock()
	p.last++
	id := p.last
	p.waiting[id] = wait
	p.mu.Unlock()
	raw, err := json.Marshal(struct {
		ID      int    `json:"id"`
		Session string `json:"sessionId,omitempty"`
		Method  string `json:"method"`
		Params  any    `json:"params,omitempty"`
	}{id, session, method, params})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := p.conn.Write(ctx, websocket.MessageText, raw); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case a := <-wait:
		if a.Error != nil {
			return fmt.Errorf("%s: %s", method, a.Error.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-p.done:
		return fmt.Errorf("%s: the browser is gone", method)
	case <-ctx.Done():
		return fmt.Errorf("%s: no answer within %s", method, patience)
	}
}

func (p *protocol) listen(session string, hear func(method string, params json.RawMessage)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hear[session] = hear
}
