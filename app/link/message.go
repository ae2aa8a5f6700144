package link

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// Message is what comes out of a [Link]: one of the types of this file.
type Message interface{ message() }

// Connecting says that an attempt begins.
type Connecting struct{}

// Lost says that there is no line, and when the next attempt is.
type Lost struct {
	// Problem is why, for people.
	Problem Problem
	// Again is the wait before the next attempt.
	Again time.Duration
}

// Ended says that the server sent this client away for good; the link is still.
type Ended struct{ Bye wire.Bye }

// Welcome is the first frame of every line.
type Welcome struct {
	wire.Welcome
	// Anew tells that all is told from the beginning, because it is the first
	// line or history was cut since the last one: what is cached is void.
	Anew bool `json:"-"`
}

// Events is what happened after the cursor.
type Events struct {
	wire.Events[wire.AgentEvent]
	// Opened is set on the one that ends the opening: from here on all that was missed
	// is known, and commands can be sent.
	Opened bool `json:"-"`
}

// The frames that come as they are.
type (
	Whole    struct{ wire.Whole[wire.AgentEvent] }
	Gone     struct{ wire.Gone }
	Done     struct{ wire.Done }
	Refused  struct{ wire.Refused }
	Signal   struct{ wire.Signal }
	Me       struct{ wire.Me }
	Library  struct{ wire.SharedLibrary }
	Own      struct{ wire.OwnAnswers }
	Customer struct{ wire.Customer }
)

// Unknown is a frame newer than this program: it is counted and passed over.
type Unknown struct{ Frame string }

type bye struct{ wire.Bye }

func (Connecting) message() {}
func (Lost) message()       {}
func (Ended) message()      {}
func (Welcome) message()    {}
func (Events) message()     {}
func (Whole) message()      {}
func (Gone) message()       {}
func (Done) message()       {}
func (Refused) message()    {}
func (Signal) message()     {}
func (Me) message()         {}
func (Library) message()    {}
func (Own) message()        {}
func (Customer) message()   {}
func (Unknown) message()    {}
func (bye) message()        {}

var errGap = errors.New("a frame is missing")

// Decode reads the frame that must have number n. It is total: any bytes give a
// message or an error.
func Decode(raw []byte, n int64) (Message, error) {
	var head struct {
		Frame string `json:"frame"`
		N     int64  `json:"n"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("frame: %w", err)
	}
	if head.N != n {
		return nil, fmt.Errorf("%w: number %d where %d is next", errGap, head.N, n)
	}
	if (head.Frame == wire.FrameWelcome) != (n == 1) && head.Frame != wire.FrameBye {
		return nil, fmt.Errorf("frame %q cannot have number %d", head.Frame, n)
	}
	switch head.Frame {
	case wire.FrameWelcome:
		return read(raw, func(w Welcome) (Message, error) {
			if w.Agent == nil || w.Agent.ID == "" || w.Epoch == "" {
				return nil, errors.New("the welcome is for nobody")
			}
			return w, nil
		})
	case wire.FrameWhole:
		return read(raw, func(w Whole) (Message, error) {
			for _, e := range w.Events {
				if e.Stream != w.Stream {
					return nil, errors.New("a whole conversation with an event of another")
				}
			}
			return w, nil
		})
	case wire.FrameEvents:
		return read(raw, func(e Events) (Message, error) {
			if e.Cursor < 0 {
				return nil, errors.New("a cursor below zero")
			}
			return e, nil
		})
	case wire.FrameGone:
		return read(raw, func(g Gone) (Message, error) { return g, nil })
	case wire.FrameDone:
		return read(raw, func(d Done) (Message, error) { return d, nil })
	case wire.FrameRefused:
		return read(raw, func(r Refused) (Message, error) { return r, nil })
	case wire.FrameSignal:
		return read(raw, func(s Signal) (Message, error) { return s, nil })
	case wire.FrameMe:
		return read(raw, func(m Me) (Message, error) {
			if m.Agent.ID == "" {
				return nil, errors.New("an account of nobody")
			}
			return m, nil
		})
	case wire.FrameLibrary:
		return read(raw, func(l Library) (Message, error) { return l, nil })
	case wire.FrameOwn:
		return read(raw, func(o Own) (Message, error) { return o, nil })
	case wire.FrameCustomer:
		return read(raw, func(c Customer) (Message, error) { return c, nil })
	case wire.FrameBye:
		return read(raw, func(b bye) (Message, error) { return b, nil })
	}
	return Unknown{head.Frame}, nil
}

func read[M Message](raw []byte, check func(M) (Message, error)) (Message, error) {
	var m M
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("frame: %w", err)
	}
	return check(m)
}
