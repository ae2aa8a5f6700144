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
	render(nvidia)
}

// nvidia is there where NVIDIA's own driver is loaded.
const nvidia = "/sys/module/nvidia"

// render keeps WebKitGTK's pictures in shared memory: blank windows on some graphics
// drivers come of buffers that are shared with them (WebKit bug 262607). Under
// NVIDIA's own driver, where that is not known to be enough, the whole renderer is
// off. It is not off everywhere, for then a letter typed costs the page the better
// part of a picture of the screen.
func render(driver string) {
	const off, memory = "WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DMABUF_RENDERER_FORCE_SHM"
	for _, name := range []string{off, memory} {
		if _, set := os.LookupEnv(name); set {
			return
		}
	}
	name := memory
	if _, err := os.Stat(driver); err == nil {
		name = off
	}
	_ = os.Setenv(name, "1")
}
