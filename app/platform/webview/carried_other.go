//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

import "github.com/parley-desk/parley/app/platform"

// The engines of other systems give their pages the files that are pasted and let go
// over them.

// Pasted is nothing here.
func Pasted(int64) []platform.Pasted { return nil }

// FollowDrops does nothing here.
func FollowDrops() {}

// Dropped is nothing here.
func Dropped(int64) []platform.Pasted { return nil }
