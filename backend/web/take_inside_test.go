package web

import (
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
)

// Numbers of agents run in each project: once two of them shared one pace.
func TestAPaceIsOfOnePersonOfOneProject(t *testing.T) {
	now := func() time.Time { return time.UnixMilli(1_700_000_000_000) }
	limiter := func() *auth.Limiter { return auth.NewLimiter(time.Second, 1, now) }
	s := &Server{agentCommands: limiter(), visitorCommands: limiter(), signals: limiter()}
	ada := desk.AgentActor("10423")
	here, again, there := s.limitsOf("acme", ada), s.limitsOf("acme", ada), s.limitsOf("other", ada)
	if _, ok := here.commands(); !ok {
		t.Error("the first was refused")
	}
	if _, ok := again.commands(); ok {
		t.Error("another line of theirs has a pace of its own")
	}
	if _, ok := there.commands(); !ok {
		t.Error("somebody of another project was refused")
	}
}
