//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// Zoom does nothing here: there is no window in this build, or the engine of this
// system knows the keys itself where it is told to.
func Zoom(string) {}
