package window

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform/platformtest"
)

// process is a started program with its last words.
type process struct {
	cmd  *exec.Cmd
	gone chan struct{}

	mu  sync.Mutex
	out bytes.Buffer
}

func (p *process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out.Len() > 1<<20 {
		p.out.Reset()
	}
	return p.out.Write(b)
}

func (p *process) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.String()
}

func (p *process) alive() bool {
	select {
	case <-p.gone:
		return false
	default:
		return true
	}
}

func (p *process) end(sig syscall.Signal) {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Signal(sig)
	select {
	case <-p.gone:
	case <-time.After(10 * time.Second):
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.gone
	}
	// Helpers of the engine that have not noticed yet.
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
}

func startProcess(t testing.TB, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, gone: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = p, p
	// The engine's helpers may hold the pipe open after the program itself has ended.
	cmd.WaitDelay = 2 * time.Second
	if err := platformtest.Start(cmd); err != nil {
		t.Fatal(err)
	}
	go func() { _ = cmd.Wait(); close(p.gone) }()
	return p
}

// startDisplay starts a screen and lets it pick its own number: a number picked here could be taken by then.
func startDisplay(t testing.TB, width, height int) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	p := startProcess(t, cmd)
	_ = w.Close()
	t.Cleanup(func() { p.end(syscall.SIGTERM) })
	_ = r.SetReadDeadline(time.Now().Add(15 * time.Second))
	var buf [32]byte
	var number string
	for !strings.Contains(number, "\n") {
		n, err := r.Read(buf[:])
		if err != nil {
			t.Fatalf("the display did not come up: %v\n%s", err, p.log())
		}
		number += string(buf[:n])
	}
	return ":" + strings.TrimSpace(number)
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}
