//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// Guard does nothing here: there is no window in this build, or the engine of this
// system shows no navigation hook and the walls are the policy, the panel's link
// handler and the origin check of the bindings.
func Guard() {}
