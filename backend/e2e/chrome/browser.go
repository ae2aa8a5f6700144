package chrome

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// Browser is a running Chromium.
type Browser struct {
	t        testing.TB
	protocol *protocol
}

// For is the same browser for a test within the test that started it.
func (b *Browser) For(t testing.TB) *Browser { return &Browser{t, b.protocol} }

var listening = regexp.MustCompile(`^DevTools listening on (ws://\S+)`)

// Start starts a Chromium without a screen; it ends with the test. Where there
// is none the test is skipped, or fails if PARLEY_REQUIRE_BROWSER is set.
func Start(t testing.TB) *Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("PARLEY_REQUIRE_BROWSER") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing")
	}
	home := t.TempDir()
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-quic", "--mute-audio", "--hide-scrollbars", "--remote-debugging-port=0",
		// The widget's frame is another site than its page in some stories; in
		// one process it can be looked into all the same.
		"--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process",
		"--user-data-dir=" + home + "/profile", "about:blank",
	}
	if os.Getuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "HOME="+home)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// Its helpers are of its own process group; the profile is removed when
		// all of them have let go of it.
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
		for range 50 {
			if os.RemoveAll(home) == nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	})
	url, err := address(bufio.NewScanner(stderr))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p, err := dial(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.conn.CloseNow(); <-p.done })
	return &Browser{t: t, protocol: p}
}

func address(lines *bufio.Scanner) (string, error) {
	for lines.Scan() {
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			go func() {
				for lines.Scan() { // or the browser would block on a full pipe
				}
			}()
			return m[1], nil
		}
	}
	return "", errors.New("chromium ended before it listened")
}
