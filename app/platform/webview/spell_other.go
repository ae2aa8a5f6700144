//go:build !(linux && cgo && ((desktop && production) || dev))

package webview

// Spell does nothing here: the engines of other systems go by the languages the
// user has chosen there, and by the language the text field says it is in.
func Spell(string) {}
