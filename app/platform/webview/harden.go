package webview

import "os"

// TestSwitch, set to "1" in the environment, leaves the inspector's variables
// alone so that a test can drive the window. Whoever can set it owns the account
// already: this is hygiene, not a boundary.
const TestSwitch = "PARLEY_TEST_WINDOW"

// Harden prepares the environment before the engine reads it. Call it first in main.
func Harden() {
	if os.Getenv(TestSwitch) != "1" {
		for _, name := range []string{"WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"} {
			_ = os.Unsetenv(name)
		}
	}
	// Blank windows on some graphics drivers come from this renderer, and without it
	// the window is up a little sooner and takes a little less memory.
	if _, set := os.LookupEnv("WEBKIT_DISABLE_DMABUF_RENDERER"); !set {
		_ = os.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
	}
}
