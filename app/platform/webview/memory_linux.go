//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#include <stdlib.h>
#include <glib.h>
*/
import "C"

import "unsafe"

// Remember says under which name, a single word, the engine keeps what the page
// remembers. Call it before there is a window: the engine asks for the name of the
// program then, and its folders are called so.
func Remember(name string) {
	word := C.CString(name)
	defer C.free(unsafe.Pointer(word))
	C.g_set_prgname(word)
}
