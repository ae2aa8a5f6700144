//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// Remember does nothing here: there is no window in this build, or the engine of
// this system is told otherwise.
func Remember(string) {}
