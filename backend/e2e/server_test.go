package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// buildServer builds the server once; PARLEY_SERVER_BINARY names one that is
// built already.
var buildServer = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("PARLEY_SERVER_BINARY"); path != "" {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "parley-e2e")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "parleyd")
	out, err := exec.Command("go", "build", "-o", path, "../cmd/parleyd").CombinedOutput()
	if err != nil {
		return "", &buildError{string(out)}
	}
	return path, nil
})

type buildError struct{ output string }

func (e *buildError) Error() string { return "build the server: " + e.output }

// server is a running server program with a data folder.
type server struct {
	t    testing.TB
	data string
	args []string
	cmd  *exec.Cmd
	// URL is where it listens; it keeps it over a restart.
	URL string
}

func startServer(t testing.TB, args ...string) *server {
	s := &server{t: t, data: t.TempDir(), args: args}
	s.start("127.0.0.1:0")
	t.Cleanup(func() { s.end(syscall.SIGTERM) })
	return s
}

func (s *server) start(listen string) {
	s.t.Helper()
	path, err := buildServer()
	if err != nil {
		s.t.Fatal(err)
	}
	args := append([]string{"serve", "--dev", "--data", s.data, "--listen", listen}, s.args...)
	s.cmd = exec.Command(path, args...)
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(stderr)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		var entry struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Msg == "listening" {
			s.URL = entry.Address
			go func() { _, _ = io.Copy(io.Discard, stderr) }()
			return
		}
	}
	s.t.Fatalf("the server ended before it listened:\n%s", strings.Join(said, "\n"))
}

// kill ends the server as a power switch would.
func (s *server) kill() { s.end(syscall.SIGKILL) }

func (s *server) end(signal syscall.Signal) {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(signal)
	_ = s.cmd.Wait()
	s.cmd = nil
}

// restart starts it again at the same address.
func (s *server) restart() {
	s.t.Helper()
	s.start(strings.TrimPrefix(s.URL, "http://"))
}

// advance moves its clock.
func (s *server) advance(by time.Duration) {
	s.t.Helper()
	resp, err := http.Post(s.URL+"/dev/clock", "application/json", strings.NewReader(`{"advance":"`+by.String()+`"}`))
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		s.t.Fatalf("the clock was not moved: %s", resp.Status)
	}
}
