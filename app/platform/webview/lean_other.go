//go:build !linux

package webview

// Lean does nothing here: the engine of this system collects as it sees fit.
func Lean() {}
