package api

import (
	"fmt"
	"os"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "parley-api")
	if err == nil {
		binary, err = rig.Build(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// started is a demo server on a database.
func started(t *testing.T, dsn string, args ...string) *rig.Server {
	t.Helper()
	s := rig.NewServer(t, binary, dsn, args...)
	s.Start()
	return s
}

func visitor(t *testing.T, s *rig.Server, token string) *rig.Peer {
	t.Helper()
	return rig.Join(t, s.URL+rig.VisitorSocket, rig.VisitorHello(token), rig.Dialing{})
}

func agent(t *testing.T, s *rig.Server, name string) *rig.Peer {
	t.Helper()
	return rig.Join(t, s.URL+rig.AgentSocket, wire.Hello{Token: s.SignIn(name), Device: rig.ID()}, rig.Dialing{})
}

// held waits until an agent holds a conversation.
func held(p *rig.Peer, stream desk.Stream) {
	p.Await("the conversation", func(f rig.Frame) bool { return f.Frame == wire.FrameWhole && f.Stream == stream })
}
