package prove

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

// TestTheServerIsKilled is T01: the server is killed again and again under fifty
// who write, visitors and agents, and conversations that end and begin.
func TestTheServerIsKilled(t *testing.T) {
	rig.OnEach(t, func(t *testing.T, dsn string) {
		kills := 25 * scale()
		server := rig.NewServer(t, binary, dsn, rig.Demo(24)...)
		server.Start()
		c := newCrowd(t)
		address := func() string { return server.URL }
		for i := range 48 {
			c.all = append(c.all, NewVisitor(fmt.Sprint("visitor", i), address, c.history))
		}
		for name := range rig.DemoAgents {
			c.all = append(c.all, NewAgent(name, address, c.history, server.SignIn(name), 40))
		}
		c.begin()
		var slowest time.Duration
		for i := range kills {
			c.progress(int64(50 + 37*i%200)) // another moment of the traffic each time
			server.Kill()
			began := time.Now()
			server.Start()
			slowest = max(slowest, time.Since(began))
		}
		c.finish()
		server.End(syscall.SIGTERM)
		server.Verify()
		report := c.judge(openLog(t, server))
		t.Logf("%d kills, slowest start %v", kills, slowest.Round(time.Millisecond))
		if report.Acked < 50*kills {
			t.Errorf("only %d messages were acknowledged", report.Acked)
		}
	})
}
