package window

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform/platformtest"
)

//go:embed testdata/automation.c
var shimSource []byte

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
	for _, tool := range []string{"Xvfb", "WebKitWebDriver", "dbus-daemon", "cc", "pkg-config"} {
		if _, err := exec.LookPath(tool); err != nil {
			skip(t, tool+" is not installed")
		}
	}
	w := &Window{t: t, opts: opts, shim: buildShim(t)}
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

var (
	shimOnce sync.Once
	shimPath string
	shimErr  error
)

func buildShim(t testing.TB) string {
	t.Helper()
	shimOnce.Do(func() {
		// Kept between runs under a name that changes with its source: it outlives the test that happened to build it.
		dir, err := os.UserCacheDir()
		if err != nil {
			dir = os.TempDir()
		}
		dir = filepath.Join(dir, "parley-tests")
		if shimErr = os.MkdirAll(dir, 0o700); shimErr != nil {
			return
		}
		shimPath = filepath.Join(dir, fmt.Sprintf("automation-%x.so", sha256.Sum256(shimSource)))
		if _, err := os.Stat(shimPath); err == nil {
			return
		}
		work, err := os.MkdirTemp(dir, "build")
		if err != nil {
			shimErr = err
			return
		}
		defer os.RemoveAll(work)
		source, built := filepath.Join(work, "automation.c"), filepath.Join(work, "automation.so")
		if shimErr = os.WriteFile(source, shimSource, 0o600); shimErr != nil {
			return
		}
		flags, err := exec.Command("pkg-config", "--cflags", "--libs", "webkit2gtk-4.1").Output()
		if err != nil {
			shimErr = fmt.Errorf("the development files of webkit2gtk-4.1 are not installed: %w", err)
			return
		}
		args := append([]string{"-shared", "-fPIC", "-o", built, source}, strings.Fields(string(flags))...)
		if out, err := exec.Command("cc", args...).CombinedOutput(); err != nil {
			shimErr = fmt.Errorf("cc: %w\n%s", err, out)
			return
		}
		shimErr = os.Rename(built, shimPath) // at once, or not at all: several test programs start together
	})
	if shimErr != nil {
		skip(t, shimErr.Error())
	}
	return shimPath
}

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

// driverError is what the driver refuses with.
type driverError struct {
	Code    string `json:"error"`
	Message string `json:"message"`
}

func (e *driverError) Error() string { return e.Code + ": " + e.Message }

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func call(patience time.Duration, method, url string, body, into any) error {
	var r io.Reader
	if method == "POST" {
		if body == nil {
			body = struct{}{}
		}
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, url, r)
	if err != nil {
		return err
	}
	c := *client
	c.Timeout = patience
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return fmt.Errorf("the driver answered %s: %w", resp.Status, err)
	}
	if resp.StatusCode != http.StatusOK {
		e := &driverError{Code: resp.Status}
		_ = json.Unmarshal(answer.Value, e)
		return e
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

func (w *Window) do(method, path string, body, into any) error {
	return call(w.opts.Patience+10*time.Second, method, w.base+path, body, into)
}

func (w *Window) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\nthe program said:\n%s", fmt.Sprintf(format, args...), tail(w.app.log(), 4000))
}

func tail(s string, n int) string {
	if len(s) > n {
		return "…" + s[len(s)-n:]
	}
	return s
}

// Wait repeats cond until it answers true; the test fails with what when it never does.
func (w *Window) Wait(what string, cond func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(w.opts.Patience)
	for {
		if cond() {
			return
		}
		if !w.app.alive() {
			w.fail("the desktop ended while waiting for %s: %v", what, w.app.cmd.ProcessState)
		}
		if time.Now().After(deadline) {
			w.fail("waited %v in vain for %s", w.opts.Patience, what)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

const elementKey = "element-6066-11e4-a52e-4f735466cecf"

func (w *Window) find(css string) (string, error) {
	var e map[string]string
	if err := w.do("POST", "/element", map[string]any{"using": "css selector", "value": css}, &e); err != nil {
		return "", err
	}
	return e[elementKey], nil
}

// on finds the element and acts on it, again and again while it is missing, covered or being redrawn.
func (w *Window) on(what, css string, act func(id string) error) {
	w.t.Helper()
	var last error
	deadline := time.Now().Add(w.opts.Patience)
	for {
		id, err := w.find(css)
		if err == nil {
			if err = act(id); err == nil {
				return
			}
		}
		last = err
		if !w.app.alive() || time.Now().After(deadline) {
			w.fail("%s %s: %v", what, css, last)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// Find waits until the page has an element for the selector and answers how many there are.
func (w *Window) Find(css string) int {
	w.t.Helper()
	w.on("find", css, func(string) error { return nil })
	return w.Count(css)
}

// WaitFor is Find for those who need no number.
func (w *Window) WaitFor(css string) { w.t.Helper(); w.Find(css) }

// WaitGone waits until the page has no element for the selector.
func (w *Window) WaitGone(css string) {
	w.t.Helper()
	w.Wait("no more "+css, func() bool { return w.Count(css) == 0 })
}

// WaitText waits until the first element for the selector contains the text.
func (w *Window) WaitText(css, text string) {
	w.t.Helper()
	var last string
	deadline := time.Now().Add(w.opts.Patience)
	for {
		if id, err := w.find(css); err == nil {
			if err := w.do("GET", "/element/"+id+"/text", nil, &last); err == nil && strings.Contains(last, text) {
				return
			}
		}
		if !w.app.alive() || time.Now().After(deadline) {
			w.fail("%s never said %q; it says %q", css, text, last)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// Count answers how many elements there are now.
func (w *Window) Count(css string) int {
	w.t.Helper()
	var list []map[string]string
	if err := w.do("POST", "/elements", map[string]any{"using": "css selector", "value": css}, &list); err != nil {
		w.fail("count %s: %v", css, err)
	}
	return len(list)
}

// Click clicks the first element for the selector, as a person's mouse does.
func (w *Window) Click(css string) {
	w.t.Helper()
	w.on("click", css, func(id string) error { return w.do("POST", "/element/"+id+"/click", nil, nil) })
}

// Type types into the first element for the selector. Keys below are allowed in the text.
func (w *Window) Type(css, text string) {
	w.t.Helper()
	w.on("type into", css, func(id string) error {
		return w.do("POST", "/element/"+id+"/value", map[string]any{"text": text}, nil)
	})
}

// Clear empties a field.
func (w *Window) Clear(css string) {
	w.t.Helper()
	w.on("clear", css, func(id string) error { return w.do("POST", "/element/"+id+"/clear", nil, nil) })
}

// Text answers the visible text of the first element for the selector.
func (w *Window) Text(css string) (text string) {
	w.t.Helper()
	w.on("text of", css, func(id string) error { return w.do("GET", "/element/"+id+"/text", nil, &text) })
	return text
}

// Attr answers an attribute of the first element for the selector, "" when it has none.
func (w *Window) Attr(css, name string) string {
	w.t.Helper()
	var value *string
	w.on("attribute of", css, func(id string) error { return w.do("GET", "/element/"+id+"/attribute/"+name, nil, &value) })
	if value == nil {
		return ""
	}
	return *value
}

// Role answers the role and the name that assistive technology is told.
func (w *Window) Role(css string) (role, name string) {
	w.t.Helper()
	w.on("role of", css, func(id string) error {
		if err := w.do("GET", "/element/"+id+"/computedrole", nil, &role); err != nil {
			return err
		}
		return w.do("GET", "/element/"+id+"/computedlabel", nil, &name)
	})
	return role, name
}

// Keys for Type and Press.
const (
	Backspace = "\ue003"
	Tab       = "\ue004"
	Enter     = "\ue007"
	Shift     = "\ue008"
	Control   = "\ue009"
	Alt       = "\ue00a"
	Escape    = "\ue00c"
	Space     = "\ue00d"
	PageUp    = "\ue00e"
	PageDown  = "\ue00f"
	End       = "\ue010"
	Home      = "\ue011"
	Left      = "\ue012"
	Up        = "\ue013"
	Right     = "\ue014"
	Down      = "\ue015"
	Delete    = "\ue017"
)

// Press presses the keys together, wherever the focus is, and lets them go in the opposite order: Press(Control, "k").
func (w *Window) Press(keys ...string) {
	w.t.Helper()
	var steps []map[string]any
	for _, k := range keys {
		steps = append(steps, map[string]any{"type": "keyDown", "value": k})
	}
	for i := len(keys) - 1; i >= 0; i-- {
		steps = append(steps, map[string]any{"type": "keyUp", "value": keys[i]})
	}
	if err := w.do("POST", "/actions", map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keyboard", "actions": steps}}}, nil); err != nil {
		w.fail("press %q: %v", keys, err)
	}
}

// TryEval runs the body of an async function in the page and reads its result into the first argument, which may be nil.
// In the body the arguments are called args.
func (w *Window) TryEval(into any, body string, args ...any) error {
	if args == nil {
		args = []any{}
	}
	script := `const done = arguments[arguments.length - 1]; const args = Array.prototype.slice.call(arguments, 0, -1);
(async () => {` + body + `
})().then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) }));`
	var answer struct {
		Value json.RawMessage `json:"value"`
		Error string          `json:"error"`
	}
	if err := w.do("POST", "/execute/async", map[string]any{"script": script, "args": args}, &answer); err != nil {
		return err
	}
	if answer.Error != "" {
		return fmt.Errorf("the page: %s", answer.Error)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

// Eval is TryEval that ends the test when it fails.
func (w *Window) Eval(into any, body string, args ...any) {
	w.t.Helper()
	if err := w.TryEval(into, body, args...); err != nil {
		w.fail("eval: %v\n%s", err, body)
	}
}

// URL answers the address the page is at.
func (w *Window) URL() (url string) {
	w.t.Helper()
	if err := w.do("GET", "/url", nil, &url); err != nil {
		w.fail("url: %v", err)
	}
	return url
}

// Title answers the title of the window itself, as the system's task bar would show it.
func (w *Window) Title() string {
	out, err := exec.Command("xprop", "-display", w.display, "-id", w.windowID(), "_NET_WM_NAME").Output()
	if err != nil {
		w.t.Fatalf("xprop: %v", err)
	}
	_, after, _ := strings.Cut(string(out), `= "`)
	return strings.TrimSuffix(strings.TrimSpace(after), `"`)
}

var windowLine = regexp.MustCompile(`(?m)^\s+(0x[0-9a-f]+) ".*": \("[^"]+" "[^"]+"\)\s+(\d+)x(\d+)`)

// windowID answers the desktop's largest window: toolkits keep tiny hidden ones of the same name.
func (w *Window) windowID() string {
	w.t.Helper()
	var id string
	w.Wait("a window on the screen", func() bool {
		out, err := exec.Command("xwininfo", "-display", w.display, "-root", "-tree").Output()
		if err != nil {
			w.t.Fatalf("xwininfo (package x11-utils): %v", err)
		}
		best := 100
		for _, m := range windowLine.FindAllStringSubmatch(string(out), -1) {
			if width, _ := strconv.Atoi(m[2]); width > best {
				best, id = width, m[1]
			}
		}
		return id != ""
	})
	return id
}

// PressCloseButton asks the window to close as its frame's button does; the program may refuse.
func (w *Window) PressCloseButton() {
	w.t.Helper()
	cmd := exec.Command("xdotool", "windowquit", w.windowID())
	cmd.Env = append(os.Environ(), "DISPLAY="+w.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool: %v %s", err, out)
	}
}

// Screenshot writes what the screen shows as a PNG. It is taken from the display: the driver's own waits for a frame
// that a page at rest never paints.
func (w *Window) Screenshot(path string) {
	w.t.Helper()
	if out, err := exec.Command("import", "-display", w.display, "-window", "root", path).CombinedOutput(); err != nil {
		w.t.Errorf("screenshot: %v %s", err, out)
	}
}

// Log answers what the program has written to its terminal.
func (w *Window) Log() string { return w.app.log() }

// PID answers the program's process id.
func (w *Window) PID() int { return w.app.cmd.Process.Pid }

// catchLinks puts a program in the place of the system's opener: a real one would start a real browser, which outlives
// the test and asks the address again by itself.
func (w *Window) catchLinks() {
	w.t.Helper()
	dir := filepath.Join(w.home, "bin")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	script := "#!/bin/sh\nprintf '%s\\n' \"$1\" >>'" + filepath.Join(w.home, "opened") + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		w.t.Fatal(err)
	}
}

// Opened answers the addresses the program gave to the system, in order.
func (w *Window) Opened() []string {
	b, err := os.ReadFile(filepath.Join(w.home, "opened"))
	if err != nil {
		return nil
	}
	return strings.Fields(string(b))
}

// Home answers the program's home folder; its data is below.
func (w *Window) Home() string { return w.home }

// BusAddress answers the address of the message bus the program talks to.
func (w *Window) BusAddress() string { return w.bus }

// Display answers the name of the window's display.
func (w *Window) Display() string { return w.display }

// Alive says whether the program runs.
func (w *Window) Alive() bool { return w.app.alive() }

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

func (w *Window) keepEvidence() {
	dir := os.Getenv("PARLEY_ARTIFACTS")
	if dir == "" || !w.t.Failed() {
		return
	}
	_ = os.MkdirAll(dir, 0o755)
	name := filepath.Join(dir, strings.NewReplacer("/", "_", " ", "_").Replace(w.t.Name()))
	w.Screenshot(name + ".png")
	_ = os.WriteFile(name+".log", []byte(w.Log()), 0o600)
}
