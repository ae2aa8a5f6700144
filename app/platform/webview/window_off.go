//go:build !((desktop && production) || dev || bindings)

package webview

// Built says whether this program was built with a window in it.
const Built = false
