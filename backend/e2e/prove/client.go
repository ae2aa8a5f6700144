package prove

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// impatience is how long a client waits for an answer before it drops its line
// and says hello again; between two attempts it pauses.
const (
	impatience = 3 * time.Second
	pause      = 15 * time.Millisecond
)

// Client is a page or a desktop that writes without pause: as soon as a message
// is acknowledged, the next. It repeats each under its id until it has an answer,
// over as many lines as that takes, and folds what it hears as a client should.
type Client struct {
	name    string
	address func() string
	hello   wire.Hello
	history *History
	agent   bool
	// closeAfter makes an agent close a conversation after so many messages.
	closeAfter int

	// Acked counts what was acknowledged, Lines the lines that were opened and
	// resumed; quiet stops new messages.
	Acked atomic.Int64
	Lines atomic.Int64
	quiet atomic.Bool
	open  atomic.Int64 // commands without an answer

	// Owned by Run, and readable when it has returned.
	line   *rig.Line
	flying map[desk.Stream]*flight
	counts map[string]int
	// Views are the conversations as they were told, current the visitor's.
	Views   map[desk.Stream][]rig.Event
	current desk.Stream
	ended   bool
	// Faults are what no client should ever be told.
	Faults []string
}

// flight is a command without an answer.
type flight struct {
	do     wire.Do
	client string
	count  int
}

// NewVisitor is a visitor who writes to the project of the demo.
func NewVisitor(name string, address func() string, h *History) *Client {
	return newClient(name, address, h, wire.Hello{Device: rig.ID(), Visitor: &wire.VisitorHello{Project: rig.Project}})
}

// NewAgent is an agent's device that answers in every conversation it holds, and
// closes each after so many messages; 0 for never.
func NewAgent(name string, address func() string, h *History, token string, closeAfter int) *Client {
	c := newClient(name, address, h, wire.Hello{Device: rig.ID(), Token: token})
	c.agent, c.closeAfter = true, closeAfter
	return c
}

func newClient(name string, address func() string, h *History, hello wire.Hello) *Client {
	return &Client{name: name, address: address, history: h, hello: hello, flying: map[desk.Stream]*flight{},
		counts: map[string]int{}, Views: map[desk.Stream][]rig.Event{}}
}

// Quiet makes the client write nothing new; Idle tells whether all is answered.
func (c *Client) Quiet()     { c.quiet.Store(true) }
func (c *Client) Idle() bool { return c.open.Load() == 0 }

// Run writes until the context ends.
func (c *Client) Run(ctx context.Context) {
	for ctx.Err() == nil {
		err := c.session(ctx)
		var bye *rig.Bye
		if errors.As(err, &bye) && bye.Frame.Code == desk.ResyncRequired {
			c.hello.Epoch, c.hello.Cursor = "", 0
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// Catch hears what is left to hear.
func (c *Client) Catch(ctx context.Context) error {
	err := c.dial(ctx)
	if c.line != nil {
		c.line.Drop()
	}
	return err
}

func (c *Client) dial(ctx context.Context) error {
	socket := rig.VisitorSocket
	if c.agent {
		socket = rig.AgentSocket
	} else {
		c.hello.Visitor.Stream = c.current
	}
	c.line = nil
	line, err := rig.Dial(ctx, c.address()+socket, c.hello)
	if err != nil {
		return err
	}
	c.line = line
	if line.Welcome.Epoch != c.hello.Epoch {
		c.hello.Epoch, c.hello.Cursor = line.Welcome.Epoch, 0
		clear(c.Views)
	}
	if v := line.Welcome.Visitor; v != nil && v.Token != "" {
		c.hello.Token = v.Token
	}
	for _, f := range line.Opening {
		c.fold(f)
	}
	c.Lines.Add(1)
	return nil
}

func (c *Client) session(ctx context.Context) error {
	if err := c.dial(ctx); err != nil {
		return err
	}
	defer c.line.Drop()
	for _, f := range c.flying {
		if err := c.line.Send(ctx, f.do); err != nil {
			return err
		}
	}
	for {
		if err := c.write(ctx); err != nil {
			return err
		}
		f, err := c.next(ctx)
		if err != nil {
			return err
		}
		if f.Frame == wire.FrameRefused && f.RetryAfter > 0 {
			return fmt.Errorf("asked to wait: %s", f.Raw)
		}
		c.fold(f)
	}
}

func (c *Client) next(ctx context.Context) (rig.Frame, error) {
	if len(c.flying) > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, impatience)
		defer cancel()
	}
	return c.line.Next(ctx)
}

// write hands in the next message of every conversation that awaits no answer.
func (c *Client) write(ctx context.Context) error {
	if c.quiet.Load() {
		return nil
	}
	streams := []desk.Stream{c.current}
	if c.agent {
		streams = streams[:0]
		for stream := range c.Views {
			streams = append(streams, stream)
		}
		slices.Sort(streams)
	}
	for _, stream := range streams {
		key := c.key(stream)
		if c.flying[key] != nil || c.agent && over(c.Views[stream]) {
			continue
		}
		f := c.compose(stream)
		c.flying[key] = f
		c.open.Add(1)
		if f.count > 0 {
			c.history.Note(Invoke, f.client, f.count, "")
		}
		if err := c.line.Send(ctx, f.do); err != nil {
			return err
		}
	}
	return nil
}

// key names what may be under way once: a visitor has one conversation, which
// may not have begun.
func (c *Client) key(stream desk.Stream) desk.Stream {
	if c.agent {
		return stream
	}
	return ""
}

func (c *Client) compose(stream desk.Stream) *flight {
	client := c.name
	if c.agent {
		client += "." + string(stream)
		if c.closeAfter > 0 && c.counts[client] >= c.closeAfter {
			return &flight{do: rig.Do(rig.ID(), stream, wire.DoClose, nil)}
		}
	}
	if !c.agent && c.ended {
		stream = ""
	}
	c.counts[client]++
	n := c.counts[client]
	return &flight{do: rig.Post(rig.ID(), stream, Text(client, n)), client: client, count: n}
}

func over(events []rig.Event) bool {
	return len(events) > 0 && events[len(events)-1].Kind == string(desk.ConversationClosed)
}

func (c *Client) fault(format string, args ...any) {
	c.Faults = append(c.Faults, c.name+": "+fmt.Sprintf(format, args...))
}
