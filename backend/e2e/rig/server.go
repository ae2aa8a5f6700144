package rig

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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

	"github.com/parley-desk/parley/backend/desk"
)

// Build builds the server into a folder and gives its path. The file named by
// PARLEY_OVERLAY, if any, changes what is built: sabotage works that way.
func Build(dir string) (string, error) {
	overlay := os.Getenv("PARLEY_OVERLAY")
	if path := os.Getenv("PARLEY_SERVER_BINARY"); path != "" && overlay == "" {
		return path, nil
	}
	path := filepath.Join(dir, "parleyd")
	args := []string{"build", "-o", path}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	out, err := exec.Command("go", append(args, "github.com/parley-desk/parley/backend/cmd/parleyd")...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the server: %w\n%s", err, out)
	}
	return path, nil
}

// Server is the server's program with its data, which outlive each other.
type Server struct {
	t      testing.TB
	binary string
	args   []string
	// Data is its folder, DSN its PostgreSQL or empty.
	Data, DSN string
	// URL is where it listens; it keeps it over a restart.
	URL string

	cmd *exec.Cmd
	log *tail
}

// NewServer is a server that does not run yet.
func NewServer(t testing.TB, binary, dsn string, args ...string) *Server {
	s := &Server{t: t, binary: binary, args: args, Data: t.TempDir(), DSN: dsn, URL: "http://127.0.0.1:0"}
	t.Cleanup(func() { s.End(syscall.SIGTERM) })
	return s
}

// Demo are the arguments of a demo desk on which nobody is too quick.
func Demo(slots int) []string {
	return []string{"--dev", "--demo-slots", fmt.Sprint(slots), "--visitor-rate", "100000", "--visitor-burst", "100000",
		"--agent-rate", "100000", "--agent-burst", "100000", "--site-openings", "0"}
}

// command is a run of the program upon the server's data.
func (s *Server) command(name string, more ...string) *exec.Cmd {
	args := append([]string{name, "--data", s.Data}, more...)
	if s.DSN != "" {
		args = append(args, "--database", s.DSN)
	}
	return exec.Command(s.binary, args...)
}

// Start starts it and returns when it listens.
func (s *Server) Start() {
	s.t.Helper()
	if err := s.TryStart(); err != nil {
		s.t.Fatal(err)
	}
}

// TryStart is [Server.Start] with the reason why it did not.
func (s *Server) TryStart() error {
	s.cmd = s.command("serve", append([]string{"--listen", strings.TrimPrefix(s.URL, "http://")}, s.args...)...)
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	s.log = &tail{}
	lines := bufio.NewReader(stderr)
	for {
		line, err := lines.ReadBytes('\n')
		_, _ = s.log.Write(line)
		var entry struct{ Msg, Address string }
		if json.Unmarshal(line, &entry) == nil && entry.Msg == "listening" {
			s.URL = entry.Address
			s.log.done = make(chan struct{})
			go func() { defer close(s.log.done); _, _ = io.Copy(s.log, lines) }()
			return nil
		}
		if err != nil {
			err := s.cmd.Wait()
			s.cmd = nil
			return fmt.Errorf("the server ended before it listened: %w\n%s", err, s.log)
		}
	}
}

// End sends a signal and returns when the process is gone.
func (s *Server) End(signal syscall.Signal) {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(signal)
	<-s.log.done
	_ = s.cmd.Wait()
	s.cmd = nil
}

// Kill ends it in the middle of whatever it does.
func (s *Server) Kill() { s.End(syscall.SIGKILL) }

// Pid is the process's number.
func (s *Server) Pid() int { return s.cmd.Process.Pid }

// Log is the end of what it wrote.
func (s *Server) Log() string { return s.log.String() }

// Verify has the program recompute everything from the log.
func (s *Server) Verify() {
	s.t.Helper()
	if out, err := s.command("verify").CombinedOutput(); err != nil {
		s.t.Errorf("verify: %v\n%s", err, out)
	}
}

// Run runs another command of the program; the exit code and all it wrote.
func (s *Server) Run(name string, more ...string) (code int, out string) {
	s.t.Helper()
	raw, err := s.command(name, more...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	if exit != nil {
		code = exit.ExitCode()
	}
	return code, string(raw)
}

// Advance moves the server's clock.
func (s *Server) Advance(by time.Duration) {
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

// SignIn signs a demo agent in.
func (s *Server) SignIn(name string) string {
	s.t.Helper()
	body, _ := json.Marshal(map[string]string{"email": name + "@acme.test", "password": "parley-demo", "device": "device-of-" + name})
	resp, err := http.Post(s.URL+"/api/v1/sign-in", "application/json", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	var in struct{ Token string }
	if err := json.NewDecoder(resp.Body).Decode(&in); err != nil || in.Token == "" {
		s.t.Fatalf("sign %s in: %s, %v", name, resp.Status, err)
	}
	return in.Token
}

// Places lets so many visitors wait for sales, by the API as an administrator
// would.
func (s *Server) Places(n int) {
	s.t.Helper()
	body, _ := json.Marshal(map[string]any{
		"id": "sales", "name": "Sales", "roles": []string{"agent"}, "organisations": []string{"sales"}, "places": n,
	})
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPut, s.URL+"/api/v1/settings/groups/sales", bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.SignIn("dan"))
	request.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		s.t.Fatalf("the places were not changed: %s", resp.Status)
	}
}

// DemoAgents are the demo accounts that answer for sales.
var DemoAgents = map[string]desk.AgentID{"ada": Ada, "ben": Ben}

// tail keeps the last of what is written to it.
type tail struct {
	mu   sync.Mutex
	kept []byte
	done chan struct{}
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - 64<<10; over > 0 {
		t.kept = append([]byte(nil), t.kept[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}
