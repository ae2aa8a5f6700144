package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/chrome"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/e2e/window"
)

// chosen chooses files in a page's chooser, as the system's dialog would.
const chosen = `((css, files) => {
	const chooser = document.querySelector(css), carried = new DataTransfer();
	for (const [name, data] of files)
		carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
	chooser.files = carried.files;
	chooser.dispatchEvent(new Event('change', { bubbles: true }));
})`

// packed are files as chosen takes them: name and content, in pairs.
func packed(t *testing.T, files ...string) string {
	t.Helper()
	list := [][2]string{}
	for i := 0; i < len(files); i += 2 {
		list = append(list, [2]string{files[i], base64.StdEncoding.EncodeToString([]byte(files[i+1]))})
	}
	raw, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// painted is a PNG of one colour.
func painted(t *testing.T, w, h int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{30, 110, 90, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// nobodyOpens is a paper.
const nobodyOpens = "%PDF-1.4\n% Nobody opens this.\n%%EOF\n"

// kept is what a visitor's browser is given to save when they save a file.
func (v *visitor) kept(n int) string {
	v.t.Helper()
	var saved string
	err := v.frame().Eval(fmt.Sprintf(`(async () => {
		const make = URL.createObjectURL;
		const got = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob.text()); return make.call(URL, blob); } });
		document.querySelectorAll('.file-save')[%d].click();
		return got;
	})()`, n), &saved)
	if err != nil {
		v.t.Fatal(err)
	}
	return saved
}

// sendFiles sends files in a visitor's browser.
func (v *visitor) sendFiles(files string) {
	v.t.Helper()
	v.frame().WaitFor("the chooser", "!!document.querySelector('input[type=file]')")
	if err := v.frame().Eval(chosen+"('input[type=file]', "+files+")", nil); err != nil {
		v.t.Fatal(err)
	}
}

// seen tells whether a picture is on the window's screen.
func seen(w *window.Window, css string) func() bool {
	return func() bool {
		var width int
		return w.TryEval(&width, "const i = document.querySelector(arguments[0]); return i && i.complete ? i.naturalWidth : 0", css) == nil && width > 0
	}
}

// startParted starts a demo server that is reached by one name of this machine and
// has its files at the other.
func startParted(t *testing.T, args ...string) (s *rig.Server, files string) {
	t.Helper()
	binary, err := buildServer()
	if err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	files = strings.Replace(url, "127.0.0.1", "localhost", 1)
	s = rig.NewServer(t, binary, "", append([]string{"--dev", "--public-url", url, "--files-url", files}, args...)...)
	s.URL = url
	s.Start()
	return s, files
}

// TestFilesFromAHostOfTheirOwn: where files have a host of their own, both sides have
// them from there, and from nowhere else.
// row: P-035 P-036 P-056
func TestFilesFromAHostOfTheirOwn(t *testing.T) {
	s, files := startParted(t, "--demo-slots", "2")
	w := adasWindow(t, s)
	browser := chrome.Start(t)
	w.WaitText(id("lamp-chat"), "0/2")
	ann := newVisitor(t, browser, s, chrome.Desktop)
	ann.opens()
	ann.sendFiles(packed(t, "my boots.png", painted(t, 900, 600), "bill.pdf", nobodyOpens))
	w.WaitText(id("thread"), "bill.pdf")
	w.Wait("the visitor's picture", seen(w, "[data-testid^='picture-'] img"))
	w.Eval(nil, chosen+"(arguments[0], "+packed(t, "new laces.png", painted(t, 300, 300))+")", id("file-chooser"))
	ann.frame().WaitFor("the agent's picture", "[...document.querySelectorAll('.theirs img')].some((i) => i.complete && i.naturalWidth === 300)")
	if saved := ann.kept(1); saved != nobodyOpens {
		t.Errorf("saved %q", saved)
	}
	// It is as much after the page was loaded anew.
	if err := ann.page.Top().Eval("window.old = true; location.reload()", nil); err != nil {
		t.Fatal(err)
	}
	ann.page.Top().WaitFor("the page to be another", "!window.old")
	ann.ready()
	ann.opens()
	ann.frame().WaitFor("the agent's picture again", "[...document.querySelectorAll('.theirs img')].some((i) => i.complete && i.naturalWidth === 300)")
	var asked []string
	const all = "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => name.includes('/files/'))"
	if err := ann.frame().Eval(all, &asked); err != nil {
		t.Fatal(err)
	}
	if len(asked) == 0 {
		t.Error("no file was asked for")
	}
	for _, at := range asked {
		if !strings.HasPrefix(at, files+"/api/v1/visitor/acme/files/") || strings.Contains(at, "?") {
			t.Errorf("asked for %s", at)
		}
	}
	// A link that is dragged over from elsewhere is written, and nothing says that it would be sent.
	w.Eval(nil, `window.offered = 0; window.dragged = 0;
		addEventListener('dragover', () => { window.dragged++ }, true);
		new MutationObserver(() => { if (document.querySelector('.drop')) window.offered++ }).observe(document.body, { childList: true, subtree: true })`)
	const link = "https://www.acme.test/boots"
	w.Drag(link, id("compose"), func() {
		w.Wait("the link over the place of writing", func() bool {
			var times int
			return w.TryEval(&times, "return window.dragged") == nil && times > 2
		})
	})
	w.Wait("the link in what is written", func() bool {
		var text string
		return w.TryEval(&text, "return document.querySelector(arguments[0]).value", id("compose")) == nil && strings.Contains(text, link)
	})
	var offered int
	if w.Eval(&offered, "return window.offered"); offered != 0 {
		t.Error("a link that is dragged over is said to be sent")
	}

	// Opened by itself an address is none, and there is nothing else on that host.
	for _, at := range append(asked, files+"/demo/", files+"/widget.js") {
		resp, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusNotFound || resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s opens: %s", at, resp.Status)
		}
	}
}

// TestWhereFilesCannotBe: an address that cannot be is refused at the start, by name.
func TestWhereFilesCannotBe(t *testing.T) {
	binary, err := buildServer()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]string{
		{"--files-url:", "--public-url", "https://desk.acme.example", "--files-url", "https://desk.acme.example:8443"},
		{"--files-url:", "--public-url", "https://desk.acme.example", "--files-url", "http://files.acme.example"},
		{"--public-url:", "--files-url", "https://files.acme.example"},
	} {
		s := rig.NewServer(t, binary, "", append([]string{"--dev"}, bad[1:]...)...)
		if err := s.TryStart(); err == nil || !strings.Contains(err.Error(), bad[0]) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestFilesBothWays sends files through what people have before them: a visitor's
// browser, and the window.
// row: P-035 P-036 P-056
func TestFilesBothWays(t *testing.T) {
	s := startServer(t, "--demo-slots", "2")
	w := adasWindow(t, s)
	browser := chrome.Start(t)
	w.WaitText(id("lamp-chat"), "0/2")

	const bill = nobodyOpens
	ann := newVisitor(t, browser, s, chrome.Desktop)
	ann.opens()
	ann.sendFiles(packed(t, "my boots.png", painted(t, 900, 600), "bill.pdf", bill))
	ann.frame().Focus("textarea")
	ann.page.Type("What can be done?")
	ann.page.Press("Enter")

	// The picture is seen, the paper named, and the words come after both.
	w.WaitText(id("thread"), "What can be done?")
	w.WaitText(id("thread"), "bill.pdf")
	w.Wait("the small picture", seen(w, "[data-testid^='picture-'] img"))
	var order []string
	w.Eval(&order, "return [...document.querySelectorAll('.message')].map((m) => (m.querySelector('.file-name') ?? m.querySelector('.message-body')).textContent)")
	if len(order) != 3 || order[0] != "my boots.png" || order[1] != "bill.pdf" || order[2] != "What can be done?" {
		t.Errorf("the thread says %q", order)
	}
	if n := w.Count("[data-testid^='save-']"); n != 2 {
		t.Errorf("%d files can be saved", n)
	}

	// It is enlarged and let go by the keyboard, which is then where it was.
	w.Eval(nil, "document.querySelector(\"[data-testid^='picture-']\").focus()")
	w.Press(window.Enter)
	w.Wait("the whole picture", seen(w, "[data-testid='enlarged'] img[data-whole='true']"))
	w.Press(window.Escape)
	w.WaitGone(id("enlarged"))
	w.Wait("the focus back on the picture", func() bool {
		var back bool
		return w.TryEval(&back, "return document.activeElement.dataset.testid?.startsWith('picture-') ?? false") == nil && back
	})

	// The agent answers with a picture, and what cannot be sent takes nothing away.
	w.Type(id("compose"), "half a sen")
	w.Eval(nil, chosen+"(arguments[0], "+packed(t, "setup.exe", "MZ")+")", id("file-chooser"))
	w.WaitText(id("compose-error"), "cannot be sent, only PNG")
	w.Eval(nil, chosen+"(arguments[0], "+packed(t, "new laces.png", painted(t, 300, 300))+")", id("file-chooser"))
	ann.frame().WaitText("new laces.png")
	ann.frame().WaitFor("the agent's picture", "[...document.querySelectorAll('.theirs img')].some((i) => i.complete && i.naturalWidth === 300)")

	// What was copied elsewhere is pasted, a picture that was never a file and a file, and what is
	// dragged over from elsewhere is sent.
	guide := filepath.Join(t.TempDir(), "fitting guide.pdf")
	if err := os.WriteFile(guide, []byte(bill), 0o600); err != nil {
		t.Fatal(err)
	}
	w.Copy("image/png", []byte(painted(t, 120, 80)))
	w.PressOnKeyboard("ctrl+v")
	w.Wait("the pasted picture to be seen before it goes", seen(w, "[data-testid='pasted'] img"))
	w.PressOnKeyboard("Return")
	ann.frame().WaitFor("the pasted picture", "[...document.querySelectorAll('.theirs img')].some((i) => i.complete && i.naturalWidth === 120)")
	w.Copy("text/uri-list", []byte((&url.URL{Scheme: "file", Path: guide}).String()+"\r\n"))
	w.PressOnKeyboard("ctrl+v")
	w.Wait("the pasted file to be seen before it goes", func() bool {
		var named bool
		return w.TryEval(&named, "return !!document.querySelector(arguments[0])", "#pasted bdi[title*='fitting guide.pdf']") == nil && named
	})
	w.PressOnKeyboard("Return")
	ann.frame().WaitText("fitting guide.pdf")
	ann.frame().WaitText("half a sen")
	w.Type(id("compose"), "half a sen")
	dropped := filepath.Join(t.TempDir(), "dropped é.pdf")
	if err := os.WriteFile(dropped, []byte(bill), 0o600); err != nil {
		t.Fatal(err)
	}
	w.DragFile(dropped, id("compose"))
	ann.frame().WaitText("dropped é.pdf")
	// What is said is as good a place, and what is no conversation is none, which the other program is told.
	over := filepath.Join(t.TempDir(), "over the thread.pdf")
	if err := os.WriteFile(over, []byte(bill), 0o600); err != nil {
		t.Fatal(err)
	}
	w.DragFile(over, id("thread"))
	ann.frame().WaitText("over the thread.pdf")
	if w.Drag((&url.URL{Scheme: "file", Path: over}).String(), ".info", func() {}) {
		t.Error("a file that is let go over the information is said to be taken")
	}
	var text string
	if w.Eval(&text, "return document.querySelector(arguments[0]).value", id("compose")); text != "half a sen" {
		t.Errorf("the agent's words are %q", text)
	}

	// What the visitor saves is what they sent.
	if saved := ann.kept(1); saved != bill {
		t.Errorf("saved %q", saved)
	}
}
