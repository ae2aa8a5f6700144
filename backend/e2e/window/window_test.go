package window

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-desk/parley/app/platform/platformtest"
)

// panelRoot is there once the panel's script has drawn something.
const panelRoot = "#app > *"

// foreign is a page on another address that counts its visitors.
func foreign(t *testing.T) (address string, hits *atomic.Int64) {
	hits = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<title>foreign</title>"))
	}))
	t.Cleanup(s.Close)
	return s.URL, hits
}

// bindings proves that Go answers the page.
func bindings(w *Window) {
	w.t.Helper()
	var env struct {
		Platform  string `json:"platform"`
		BuildType string `json:"buildType"`
	}
	w.Eval(&env, `return await window.runtime.Environment()`)
	if env.Platform != "linux" || env.BuildType != "production" {
		w.t.Fatalf("Go answered %+v", env)
	}
	var session struct {
		State string `json:"state"`
	}
	w.Eval(&session, `return (await window.go.app.App.Snapshot()).session`)
	if session.State != "signed_out" {
		w.t.Fatalf("the session is %+v", session)
	}
}

func TestAForeignPageNeverOpensInTheWindow(t *testing.T) {
	w := Start(t, Options{})
	w.WaitFor(panelRoot)
	bindings(w)
	address, hits := foreign(t)

	ways := map[string]string{
		"script":  `location.href = args[0]`,
		"replace": `location.replace(args[0])`,
		"link": `const a = document.createElement("a"); a.href = args[0]; a.textContent = "away";
			document.body.append(a); HTMLAnchorElement.prototype.click.call(a); a.remove()`,
		"blank":    `const a = document.createElement("a"); a.href = args[0]; a.target = "_blank"; document.body.append(a); a.click(); a.remove()`,
		"download": `const a = document.createElement("a"); a.href = args[0]; a.download = "x.html"; document.body.append(a); a.click(); a.remove()`,
		"window":   `window.open(args[0])`,
		"form":     `const f = document.createElement("form"); f.action = args[0]; f.method = "post"; document.body.append(f); f.submit(); f.remove()`,
		"refresh":  `const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = "0;url=" + args[0]; document.head.append(m)`,
		"frame":    `const f = document.createElement("iframe"); f.src = args[0]; document.body.append(f); setTimeout(() => f.remove(), 200)`,
	}
	for name, script := range ways {
		_ = w.TryEval(nil, script, address+"/"+name)
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	if at := w.URL(); !strings.HasPrefix(at, "wails://wails/") {
		t.Fatalf("the window is at %s", at)
	}
	if n := hits.Load(); n != 0 {
		t.Fatalf("the foreign server was asked %d times", n)
	}
	w.WaitFor(panelRoot)
	bindings(w)
	// A link that was clicked left by the one door instead.
	w.Wait("the link in the system's browser", func() bool { return slices.Contains(w.Opened(), address+"/link") })
	for _, opened := range w.Opened() {
		if name := strings.TrimPrefix(opened, address+"/"); name != "link" && name != "blank" && name != "download" {
			t.Errorf("%s was opened outside without a click", opened)
		}
	}
}

func TestThePageHasNoNetwork(t *testing.T) {
	w := Start(t, Options{})
	w.WaitFor(panelRoot)
	address, hits := foreign(t)
	for name, script := range map[string]string{
		"fetch":    `await fetch(args[0]); return "sent"`,
		"beacon":   `return navigator.sendBeacon(args[0], "x") ? "sent" : "refused"`,
		"socket":   `return await new Promise((done) => { const s = new WebSocket(args[0].replace("http", "ws")); s.onopen = () => done("sent"); s.onerror = () => done("refused") })`,
		"picture":  `return await new Promise((done) => { const i = new Image(); i.onload = () => done("sent"); i.onerror = () => done("refused"); i.src = args[0] })`,
		"script":   `return await new Promise((done) => { const s = document.createElement("script"); s.onload = () => done("sent"); s.onerror = () => done("refused"); s.src = args[0]; document.head.append(s) })`,
		"style":    `return await new Promise((done) => { const s = document.createElement("link"); s.rel = "stylesheet"; s.onload = () => done("sent"); s.onerror = () => done("refused"); s.href = args[0]; document.head.append(s); setTimeout(() => done("refused"), 500) })`,
		"prefetch": `const s = document.createElement("link"); s.rel = "prefetch"; s.href = args[0]; document.head.append(s); await new Promise((r) => setTimeout(r, 300)); return "refused"`,
	} {
		var result string
		if err := w.TryEval(&result, script, address+"/"+name); err == nil && result == "sent" && name != "beacon" {
			t.Errorf("%s went through", name)
		}
	}
	time.Sleep(300 * time.Millisecond)
	if n := hits.Load(); n != 0 {
		t.Errorf("the foreign server was asked %d times", n)
	}
	var inline string
	w.Eval(&inline, `window.planted = "no"; const s = document.createElement("div");
		try { s.innerHTML = "<img src=x onerror='window.planted = \"yes\"'>"; document.body.append(s) } catch (e) { return "refused" }
		await new Promise((r) => setTimeout(r, 200)); s.remove(); return window.planted`)
	if inline == "yes" {
		t.Error("markup became script")
	}
	bindings(w)
}

func TestTheInspectorIsClosedInTheProgramPeopleRun(t *testing.T) {
	w := Start(t, Options{}) // for its display
	inspector := freePort(t)
	home, err := os.MkdirTemp("", "win")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(home)
	cmd := exec.Command(Binary(t))
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "DISPLAY=" + w.Display(),
		"DBUS_SESSION_BUS_ADDRESS=" + platformtest.Bus(t), "NO_AT_BRIDGE=1",
		"WEBKIT_INSPECTOR_SERVER=127.0.0.1:" + inspector, "WEBKIT_INSPECTOR_HTTP_SERVER=127.0.0.1:" + inspector,
	}
	p := startProcess(t, cmd)
	defer p.end(9)
	for range 20 {
		time.Sleep(100 * time.Millisecond)
		if !p.alive() {
			t.Fatalf("the desktop ended: %s", p.log())
		}
		if c, err := net.Dial("tcp", "127.0.0.1:"+inspector); err == nil {
			_ = c.Close()
			t.Fatal("the inspector answers")
		}
	}
}

func TestReopenKeepsTheHomeAndQuitEndsCleanly(t *testing.T) {
	w := Start(t, Options{})
	w.WaitFor(panelRoot)
	first := w.PID()
	if title := w.Title(); !strings.Contains(title, "Parley") {
		t.Errorf("the window's title is %q", title)
	}
	shot := t.TempDir() + "/screen.png"
	w.Screenshot(shot)
	if keep := os.Getenv("PARLEY_PICTURES"); keep != "" {
		w.Screenshot(keep + "/window.png")
	}
	if info, err := os.Stat(shot); err != nil || info.Size() < 500 {
		t.Errorf("the picture: %v %v", info, err)
	}
	w.Reopen()
	w.WaitFor(panelRoot)
	if w.PID() == first {
		t.Error("the same process")
	}
	bindings(w)
	if code := w.Quit(); code != 0 {
		t.Errorf("ended with %d\n%s", code, w.Log())
	}
}

// Two desktops of one account of the machine, each with a data folder of its own.
func TestEachDataFolderHasALookOfItsOwn(t *testing.T) {
	w := Start(t, Options{})
	theme := func(folder, wear string) (worn string) {
		t.Helper()
		w.opts.Args = []string{"--data", w.Home() + "/" + folder}
		w.Reopen()
		w.WaitFor(panelRoot)
		w.Eval(&worn, `if (args[0]) localStorage.setItem("parley.theme", args[0]); return document.documentElement.dataset.theme ?? ""`, wear)
		// What the page remembers is on the disk a moment later.
		w.Quit()
		return worn
	}
	theme("one", "dark")
	if worn := theme("two", ""); worn != "" {
		t.Errorf("the second desktop wears the first one's %q", worn)
	}
	if worn := theme("one", ""); worn != "dark" {
		t.Errorf("the first one has forgotten its look: %q", worn)
	}
}

// Who needs larger letters makes them so, as in a browser, and finds them so again.
func TestThePanelIsZoomedByKeyboard(t *testing.T) {
	w := Start(t, Options{Args: []string{"--data", t.TempDir()}})
	w.WaitFor(panelRoot)
	width := func() (pixels int) { w.Eval(&pixels, `return innerWidth`); return pixels }
	whole := width()
	isAt := func(percent int) {
		t.Helper()
		w.Wait("another zoom", func() bool { return max(width()-whole*100/percent, whole*100/percent-width()) <= 2 })
	}
	w.PressOnKeyboard("ctrl+plus")
	isAt(110)
	w.PressOnKeyboard("ctrl+plus")
	isAt(125)
	w.Quit()
	w.Reopen()
	w.WaitFor(panelRoot)
	isAt(125)
	w.PressOnKeyboard("ctrl+minus")
	isAt(110)
	w.PressOnKeyboard("ctrl+0")
	isAt(100)
}
