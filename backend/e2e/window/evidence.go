package window

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

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

// Log answers what the program has written to its terminal.
func (w *Window) Log() string { return w.app.log() }

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
