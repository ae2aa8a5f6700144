//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// Lean does nothing here: there is no window in this build, or the engine of this
// system collects as it sees fit.
func Lean() {}
