package prove

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

// TestTheNetworkBetweenBreaks cuts, silences and delays the lines of everybody
// who writes.
func TestTheNetworkBetweenBreaks(t *testing.T) {
	server := rig.NewServer(t, binary, "", rig.Demo(12)...)
	server.Start()
	proxy := NewProxy(t, server.URL)
	address := func() string { return proxy.URL }
	c := newCrowd(t)
	for i := range 20 {
		c.all = append(c.all, NewVisitor(fmt.Sprint("visitor", i), address, c.history))
	}
	for name := range rig.DemoAgents {
		c.all = append(c.all, NewAgent(name, address, c.history, server.SignIn(name), 0))
	}
	c.begin()
	for i := range 20 * scale() {
		c.progress(100)
		switch i % 4 {
		case 0, 1:
			proxy.Cut()
		case 2:
			proxy.Delay(20 * time.Millisecond)
			c.progress(20)
			proxy.Cut()
			proxy.Delay(0)
		case 3:
			// Dead lines are dropped by who gets no answer; half of them here.
			if i%8 == 7 {
				proxy.Silence()
			}
		}
	}
	c.finish()
	server.End(syscall.SIGTERM)
	server.Verify()
	c.judge(openLog(t, server))
}

// TestEverybodyComesBackAtOnce is T11: all lines are dropped in one moment, all
// are resumed, and afterwards the server holds no more than before.
func TestEverybodyComesBackAtOnce(t *testing.T) {
	server := rig.NewServer(t, binary, "", rig.Demo(50)...)
	server.Start()
	server.Places(10_000) // everybody may wait
	before := gauges(t, server.URL)
	proxy := NewProxy(t, server.URL)
	address := func() string { return proxy.URL }
	c := newCrowd(t)
	size := 500 * scale()
	for i := range size - 50 {
		c.all = append(c.all, NewVisitor(fmt.Sprint("visitor", i), address, c.history))
	}
	// As many devices as people may have; two of them answer as well.
	var tokens []string
	for _, name := range []string{"ada", "ben", "cleo", "mia", "dan"} {
		tokens = append(tokens, server.SignIn(name))
	}
	for i := range 50 {
		device := NewAgent(fmt.Sprint("device", i), address, c.history, tokens[i%len(tokens)], 0)
		if i >= 2 {
			device.Quiet()
		}
		c.all = append(c.all, device)
	}
	c.begin()
	resumed := func(lines int64) func() bool {
		return func() bool {
			return !slices.ContainsFunc(c.all, func(client *Client) bool { return client.Lines.Load() < lines })
		}
	}
	rig.Eventually(t, "all are there", resumed(1))
	c.progress(int64(size))
	began := time.Now()
	dropped := proxy.Cut()
	rig.Eventually(t, "all are back", resumed(2))
	took := time.Since(began)
	if dropped < size {
		t.Errorf("%d of %d lines were dropped", dropped, size)
	}
	c.progress(int64(size))
	c.finish()
	rig.Eventually(t, "all lines are gone", func() bool { return gauges(t, server.URL)["parley_lines"] == 0 })
	rig.Eventually(t, "goroutines and sockets are back to the start", func() bool {
		now := gauges(t, server.URL)
		return now["go_goroutines"] <= before["go_goroutines"]+10 && now["process_open_fds"] <= before["process_open_fds"]+10
	})
	after := gauges(t, server.URL)
	t.Logf("%d lines dropped, all back in %v; goroutines %.0f to %.0f, files %.0f to %.0f", dropped, took.Round(time.Millisecond),
		before["go_goroutines"], after["go_goroutines"], before["process_open_fds"], after["process_open_fds"])
	server.End(syscall.SIGTERM)
	server.Verify()
	c.judge(openLog(t, server))
}

var gauge = regexp.MustCompile(`(?m)^(\w+)(?:\{[^}]*\})? ([0-9.e+]+)$`)

// gauges reads the server's metrics, summed over their labels. The question
// itself is a connection: it is closed with the answer.
func gauges(t *testing.T, url string) map[string]float64 {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	for _, m := range gauge.FindAllStringSubmatch(string(raw), -1) {
		if v, err := strconv.ParseFloat(m[2], 64); err == nil {
			sums[m[1]] += v
		}
	}
	return sums
}
