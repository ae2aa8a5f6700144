package window

import (
	"os"
	"path/filepath"
	"strings"
)

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
