package webview

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	h := Walled(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/missing" {
			http.NotFound(w, r)
		}
	}))
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 200}, {"GET", "/index.html", 200}, {"GET", "/missing", 404}, {"POST", "/", 405}, {"DELETE", "/missing", 405},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, w.Code, c.status)
		}
		if got := w.Header().Get("Content-Security-Policy"); got != Policy {
			t.Errorf("%s %s: policy %q", c.method, c.path, got)
		}
	}
}

func TestThePolicyGivesThePanelNoNetwork(t *testing.T) {
	for _, must := range []string{"default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "object-src 'none'"} {
		if !strings.Contains(Policy, must) {
			t.Errorf("the policy lost %q", must)
		}
	}
	for _, never := range []string{"unsafe", "http:", "https:", "*", "ws:"} {
		if strings.Contains(Policy, never) {
			t.Errorf("the policy allows %q", never)
		}
	}
}

func TestTheInspectorIsClosedUnlessATestAsks(t *testing.T) {
	t.Setenv("WEBKIT_INSPECTOR_SERVER", "127.0.0.1:1")
	t.Setenv("WEBKIT_INSPECTOR_HTTP_SERVER", "127.0.0.1:2")
	t.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
	t.Setenv(TestSwitch, "1")
	Harden()
	if os.Getenv("WEBKIT_INSPECTOR_SERVER") == "" {
		t.Error("a test could not drive the window")
	}
	if os.Getenv("WEBKIT_DISABLE_DMABUF_RENDERER") != "0" {
		t.Error("a value that was set is not ours to change")
	}
	t.Setenv(TestSwitch, "")
	Harden()
	for _, name := range []string{"WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"} {
		if v, set := os.LookupEnv(name); set {
			t.Errorf("%s is still %q", name, v)
		}
	}
}

func TestDisplay(t *testing.T) {
	dir, err := os.MkdirTemp("", "d")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "wayland-9"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	env := func(kv ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(kv); i += 2 {
				if kv[i] == name {
					return kv[i+1]
				}
			}
			return ""
		}
	}
	for name, c := range map[string]struct {
		env func(string) string
		ok  bool
	}{
		"nothing set":           {env(), false},
		"wayland answers":       {env("WAYLAND_DISPLAY", "wayland-9", "XDG_RUNTIME_DIR", dir), true},
		"wayland by full path":  {env("WAYLAND_DISPLAY", filepath.Join(dir, "wayland-9")), true},
		"wayland gone":          {env("WAYLAND_DISPLAY", "wayland-8", "XDG_RUNTIME_DIR", dir), false},
		"stale display":         {env("DISPLAY", ":54321"), false},
		"display by host, gone": {env("DISPLAY", "127.0.0.1:50000.0"), false},
		"not a display":         {env("DISPLAY", "nonsense"), false},
	} {
		if err := display(c.env); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := xSockets("unix:3.1"); len(got) != 2 || got[0][1] != "/tmp/.X11-unix/X3" {
		t.Errorf("unix:3.1 gave %v", got)
	}
	if got := xSockets("[::1]:10.0"); len(got) != 1 || got[0][1] != "[::1]:6010" {
		t.Errorf("[::1]:10.0 gave %v", got)
	}
}
