package chrome

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// Screen is what a page is shown on.
type Screen struct {
	Width, Height int
	// Phone makes it a touch screen that says it is mobile.
	Phone bool
	// Dark prefers a dark page.
	Dark bool
	// Language is the browser's, as in "fr-FR".
	Language string
}

// Desktop is an ordinary screen.
var Desktop = Screen{Width: 1280, Height: 800, Language: "en-GB"}

// Page is one tab.
type Page struct {
	b               *Browser
	context         string // the profile
	target, session string

	mu     sync.Mutex
	frames map[string]int // frame → its script context
	main   string
}

// NewPage opens an address in a profile of its own, as a new visitor would.
func (b *Browser) NewPage(url string, s Screen) *Page {
	b.t.Helper()
	var context struct{ BrowserContextID string }
	b.must(b.protocol.call("", "Target.createBrowserContext", nil, &context))
	return b.open(context.BrowserContextID, url, s)
}

// NewTab opens an address in the profile of a page: the same visitor's next tab.
func (p *Page) NewTab(url string, s Screen) *Page {
	p.b.t.Helper()
	return p.b.open(p.context, url, s)
}

func (b *Browser) open(context, url string, s Screen) *Page {
	b.t.Helper()
	var target struct{ TargetID string }
	b.must(b.protocol.call("", "Target.createTarget", map[string]any{
		"url": "about:blank", "browserContextId": context, "newWindow": true, "width": s.Width, "height": s.Height}, &target))
	var attached struct{ SessionID string }
	b.must(b.protocol.call("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached))
	p := &Page{b: b, context: context, target: target.TargetID, session: attached.SessionID, frames: map[string]int{}, main: target.TargetID}
	b.protocol.listen(p.session, p.hear)
	scheme := "light"
	if s.Dark {
		scheme = "dark"
	}
	for _, c := range []struct {
		method string
		params any
	}{
		{"Page.enable", nil},
		{"Emulation.setDeviceMetricsOverride", map[string]any{"width": s.Width, "height": s.Height, "deviceScaleFactor": 1, "mobile": s.Phone}},
		{"Emulation.setTouchEmulationEnabled", map[string]any{"enabled": s.Phone}},
		{"Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}},
		{"Emulation.setLocaleOverride", map[string]any{"locale": strings.ReplaceAll(s.Language, "-", "_")}},
		{"Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true}},
		{"Runtime.enable", nil},
	} {
		b.must(b.protocol.call(p.session, c.method, c.params, nil))
	}
	p.language(s.Language)
	p.Go(url)
	return p
}

func (p *Page) language(lang string) {
	var version struct{ UserAgent string }
	p.b.must(p.b.protocol.call("", "Browser.getVersion", nil, &version))
	p.b.must(p.b.protocol.call(p.session, "Emulation.setUserAgentOverride", map[string]any{
		"userAgent": strings.ReplaceAll(version.UserAgent, "Headless", ""), "acceptLanguage": lang}, nil))
}

func (b *Browser) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// hear follows which script context belongs to which frame.
func (p *Page) hear(method string, params json.RawMessage) {
	var e struct {
		Context struct {
			ID      int
			AuxData struct {
				FrameID   string
				IsDefault bool
			}
		}
		ExecutionContextID int
	}
	if json.Unmarshal(params, &e) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch method {
	case "Runtime.executionContextCreated":
		if e.Context.AuxData.IsDefault {
			p.frames[e.Context.AuxData.FrameID] = e.Context.ID
		}
	case "Runtime.executionContextDestroyed":
		for frame, id := range p.frames {
			if id == e.ExecutionContextID {
				delete(p.frames, frame)
			}
		}
	case "Runtime.executionContextsCleared":
		clear(p.frames)
	}
}

// Go goes to an address and returns when the page is loaded.
func (p *Page) Go(url string) {
	p.b.t.Helper()
	p.b.must(p.b.protocol.call(p.session, "Page.navigate", map[string]any{"url": url}, nil))
	p.Wait("the page to load", func() bool {
		var ready bool
		return p.eval(p.main, fmt.Sprintf("location.href.startsWith(%q) && document.readyState === 'complete'", strings.SplitN(url, "#", 2)[0]), &ready) == nil && ready
	})
}

// Close closes the tab as a visitor does.
func (p *Page) Close() {
	p.b.t.Helper()
	p.b.must(p.b.protocol.call("", "Target.closeTarget", map[string]any{"targetId": p.target}, nil))
}

// Offline takes the tab off the network, or brings it back.
func (p *Page) Offline(off bool) {
	p.b.t.Helper()
	p.b.must(p.b.protocol.call(p.session, "Network.enable", nil, nil))
	p.b.must(p.b.protocol.call(p.session, "Network.emulateNetworkConditions", map[string]any{
		"offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}, nil))
}

// Screenshot writes a picture of what is seen.
func (p *Page) Screenshot(path string) {
	p.b.t.Helper()
	var shot struct{ Data string }
	p.b.must(p.b.protocol.call(p.session, "Page.captureScreenshot", map[string]any{"format": "png"}, &shot))
	png, err := base64.StdEncoding.DecodeString(shot.Data)
	p.b.must(err)
	p.b.must(os.WriteFile(path, png, 0o644))
}

// Wait looks again until cond holds, and fails after twenty seconds.
func (p *Page) Wait(what string, cond func() bool) {
	p.b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(15 * time.Millisecond) {
		if cond() {
			return
		}
		if time.Now().After(deadline) {
			p.b.t.Fatalf("waited in vain for %s; the page shows:\n%s", what, p.everything())
		}
	}
}

// everything is the text of all frames, for a failed test's message.
func (p *Page) everything() string {
	var all []string
	for _, frame := range p.frameIDs() {
		var text string
		if p.eval(frame, "document.body ? document.body.innerText : ''", &text) == nil {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n---\n")
}

func (p *Page) frameIDs() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := []string{p.main}
	for id := range p.frames {
		if id != p.main {
			ids = append(ids, id)
		}
	}
	return ids
}

// eval computes an expression in a frame.
func (p *Page) eval(frame, expression string, into any) error {
	p.mu.Lock()
	context, known := p.frames[frame]
	p.mu.Unlock()
	if !known {
		return fmt.Errorf("frame %s has no script context", frame)
	}
	var out struct {
		Result struct {
			Value json.RawMessage
		}
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	err := p.b.protocol.call(p.session, "Runtime.evaluate", map[string]any{
		"expression": expression, "contextId": context, "returnByValue": true, "awaitPromise": true}, &out)
	if err != nil {
		return err
	}
	if e := out.ExceptionDetails; e != nil {
		return fmt.Errorf("%s: %s", e.Text, e.Exception.Description)
	}
	if into == nil || out.Result.Value == nil {
		return nil
	}
	return json.Unmarshal(out.Result.Value, into)
}
