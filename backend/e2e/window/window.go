package window

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform/platformtest"
)

// Options say what to start.
type Options struct {
	Binary   string        // the desktop; when empty PARLEY_DESKTOP, else build/bin/parley of this repository
	Args     []string      // its arguments
	Env      []string      // added to a clean environment, "NAME=value"
	Width    int           // of the screen; 1280 when 0
	Height   int           // of the screen; 800 when 0
	Bus      string        // address of a message bus of the caller's; a private one is started when empty
	Patience time.Duration // how long any wait lasts before the test fails; 20 s when 0
}

// Window is the running desktop. It is for one goroutine.
type Window struct {
	t    testing.TB
	opts Options

	home    string
	display string
	bus     string
	shim    string

	app    *process
	driver *process
	base   string // of the driver's session
	runs   int
}

// Start opens the desktop and waits until its page can be driven. Everything ends with the test.
func Start(t testing.TB, opts Options) *Window {
	t.Helper()
	if opts.Patience == 0 {
		opts.Patience = 20 * time.Second
	}
	if opts.Width == 0 {
		opts.Width = 1280
	}
	if opts.Height == 0 {
		opts.Height = 800
	}
	if opts.Binary == "" {
		opts.Binary = Binary(t)
	}
	for _, tool := range []string{"Xvfb", "xdotool", "xclip", "WebKitWebDriver", "dbus-daemon", "cc", "pkg-config"} {
		if _, err := exec.LookPath(tool); err != nil {
			skip(t, tool+" is not installed")
		}
	}
	w := &Window{t: t, opts: opts, shim: automation.file(t)}
	// Short, because sockets live below it.
	home, err := os.MkdirTemp("", "win")
	if err != nil {
		t.Fatal(err)
	}
	w.home = home
	_ = os.MkdirAll(filepath.Join(home, "run"), 0o700)
	w.catchLinks()
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	w.bus = opts.Bus
	if w.bus == "" {
		w.bus = platformtest.Bus(t)
	}
	w.display = startDisplay(t, opts.Width, opts.Height)
	t.Cleanup(func() { w.keepEvidence(); w.Kill() })
	w.open()
	return w
}

// Binary answers the desktop to test, or skips when there is none.
func Binary(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("PARLEY_DESKTOP"); path != "" {
		return path
	}
	_, here, _, _ := runtime.Caller(0)
	path := filepath.Join(filepath.Dir(here), "../../../build/bin/parley")
	if !filepath.IsAbs(here) { // built with -trimpath
		out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(strings.TrimSpace(string(out)), "build/bin/parley")
	}
	if _, err := os.Stat(path); err != nil {
		skip(t, "the desktop is not built (build/bin/parley)")
	}
	return path
}

func skip(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("PARLEY_REQUIRE_WINDOW") == "1" {
		t.Fatalf("%s, and this run requires the window", reason)
	}
	t.Skip(reason)
}

// open starts the program and a driver attached to it. Fresh ports each time: a used one is kept back by the system for
// a minute, and the driver ends when it cannot listen.
func (w *Window) open() {
	w.t.Helper()
	var last string
	for range 3 {
		var ok bool
		if last, ok = w.tryOpen(); ok {
			return
		}
		w.Kill()
	}
	w.t.Fatalf("the window could not be driven: %s", last)
}

func (w *Window) tryOpen() (why string, ok bool) {
	w.t.Helper()
	w.runs++
	inspector, port := freePort(w.t), freePort(w.t)
	cmd := exec.Command(w.opts.Binary, w.opts.Args...)
	cmd.Dir = w.home
	cmd.Env = append([]string{
		"PATH=" + filepath.Join(w.home, "bin") + ":" + os.Getenv("PATH"),
		"LANG=C.UTF-8",
		"TZ=UTC",
		"HOME=" + w.home,
		"XDG_CONFIG_HOME=" + filepath.Join(w.home, "config"),
		"XDG_DATA_HOME=" + filepath.Join(w.home, "data"),
		"XDG_CACHE_HOME=" + filepath.Join(w.home, "cache"),
		"XDG_STATE_HOME=" + filepath.Join(w.home, "state"),
		"XDG_RUNTIME_DIR=" + filepath.Join(w.home, "run"),
		"DISPLAY=" + w.display,
		"GDK_BACKEND=x11",
		"DBUS_SESSION_BUS_ADDRESS=" + w.bus,
		"NO_AT_BRIDGE=1",
		"GTK_THEME=Adwaita",
		"LD_PRELOAD=" + w.shim,
		"PARLEY_TEST_WINDOW=1",
		"WEBKIT_INSPECTOR_SERVER=127.0.0.1:" + inspector,
	}, w.opts.Env...)
	w.app = startProcess(w.t, cmd)

	driver := exec.Command("WebKitWebDriver", "--port="+port, "--target=127.0.0.1:"+inspector)
	driver.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS="+w.bus, "HOME="+w.home)
	w.driver = startProcess(w.t, driver)

	server := "http://127.0.0.1:" + port
	deadline := time.Now().Add(w.opts.Patience)
	for time.Now().Before(deadline) {
		if !w.app.alive() {
			w.t.Fatalf("the desktop ended: %v\n%s", w.app.cmd.ProcessState, w.app.log())
		}
		if !w.driver.alive() {
			return "the driver ended: " + w.driver.log(), false
		}
		var session struct {
			SessionID string `json:"sessionId"`
		}
		err := call(5*time.Second, "POST", server+"/session", map[string]any{"capabilities": map[string]any{}}, &session)
		if err == nil && session.SessionID != "" {
			w.base = server + "/session/" + session.SessionID
			_ = call(5*time.Second, "POST", w.base+"/timeouts", map[string]any{"script": w.opts.Patience.Milliseconds(), "pageLoad": 60000, "implicit": 0}, nil)
			var at string
			if err := call(5*time.Second, "GET", w.base+"/url", nil, &at); err == nil && strings.HasPrefix(at, "wails://") {
				return "", true
			} else if err != nil {
				why = err.Error()
			}
		} else if err != nil {
			why = err.Error()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return why + "\n" + w.app.log(), false
}

// WaitEnd waits until the program has ended and answers its exit code.
func (w *Window) WaitEnd() int {
	w.t.Helper()
	select {
	case <-w.app.gone:
	case <-time.After(w.opts.Patience):
		w.fail("the desktop did not end")
	}
	return w.app.cmd.ProcessState.ExitCode()
}

// Quit ends the program as the system does when it shuts down, and answers its exit code.
func (w *Window) Quit() int {
	w.t.Helper()
	_ = w.app.cmd.Process.Signal(syscall.SIGTERM)
	return w.WaitEnd()
}

// Kill ends the program without a word, as a crash does.
func (w *Window) Kill() {
	w.driver.end(syscall.SIGKILL)
	w.app.end(syscall.SIGKILL)
}

// Reopen starts the program again in the same home; what ran until now is killed first.
func (w *Window) Reopen() {
	w.t.Helper()
	w.Kill()
	w.open()
}

// Home answers the program's home folder; its data is below.
func (w *Window) Home() string { return w.home }

// BusAddress answers the address of the message bus the program talks to.
func (w *Window) BusAddress() string { return w.bus }

// Display answers the name of the window's display.
func (w *Window) Display() string { return w.display }

// Alive says whether the program runs.
func (w *Window) Alive() bool { return w.app.alive() }

// PID answers the program's process id.
func (w *Window) PID() int { return w.app.cmd.Process.Pid }
