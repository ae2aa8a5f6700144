// Package platformtest stands in for the system around the desktop in tests: a
// message bus of the test's own, and on it a notification service that remembers
// what it was asked to show and clicks when told to. It is a package of its own
// because the port's tests and the window's tests both need it.
package platformtest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// Bus starts a private message bus and answers its address. Nothing on it starts by
// itself: the configuration names no folder of services. It ends with the test.
func Bus(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("dbus-daemon")
	if err != nil {
		missing(t, "dbus-daemon")
	}
	// A socket's path may have 107 bytes, and t.TempDir's are long.
	dir, err := os.MkdirTemp("", "bus")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket, config := filepath.Join(dir, "s"), filepath.Join(dir, "c")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, socket), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--nofork", "--nopidfile", "--nosyslog", "--print-address=1", "--config-file="+config)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := start(cmd); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line := make(chan string, 1)
	go func() {
		s, _ := bufio.NewReader(out).ReadString('\n')
		line <- strings.TrimSpace(s)
	}()
	select {
	case address := <-line:
		if address == "" {
			t.Fatal("the private message bus ended at once")
		}
		return address
	case <-time.After(10 * time.Second):
		t.Fatal("the private message bus did not come up")
	}
	return ""
}

func missing(t testing.TB, tool string) {
	t.Helper()
	if os.Getenv("PARLEY_REQUIRE_WINDOW") == "1" {
		t.Fatalf("%s is not installed, and this run requires it", tool)
	}
	t.Skipf("%s is not installed", tool)
}
