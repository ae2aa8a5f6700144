//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// The engines of other systems give their pages the files that are pasted and let go
// over them.

// Pasted is nothing here.
func Pasted() (list string, picture []byte) { return "", nil }

// FollowDrops does nothing here.
func FollowDrops() {}

// Dragged is nothing here.
func Dragged() string { return "" }

// Dropped is nothing here.
func Dropped() string { return "" }
