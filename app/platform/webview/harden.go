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
	// the window is up sooner and takes less memory: 262 MiB instead of 363 with four
	// conversations, where there is no graphics card. A picture by itself costs the
	// page's thread 20 ms more there, but with twenty conversations that go on all of
	// it is quicker.
	if _, set := os.LookupEnv("WEBKIT_DISABLE_DMABUF_RENDERER"); !set {
		_ = os.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
	}
}
