//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

import "github.com/parley-desk/parley/app/platform"

// Pasted is nothing here: the engines of other systems give their pages the files
// of the clipboard themselves.
func Pasted(int64) []platform.Pasted { return nil }
