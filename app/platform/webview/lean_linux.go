package webview

import "os"

// The engine's own switch, of which there is no other way to speak, and bytes: what it
// does not know it passes over. Usually they are 32 MiB, three times what the panel has.
const (
	wholeFrom      = "JSC_largeHeapSize"
	wholeFromBytes = "8388608"
)

// Lean has the engine look through all of the page's memory, and not through what is
// new alone, from a size on that the panel reaches: what was drawn and taken away again
// is old by then and stayed for minutes, with all that hung on it. A page that has much
// is collected as it was. Call it before there is a window. Who has said otherwise in
// the environment is obeyed.
func Lean() {
	if _, said := os.LookupEnv(wholeFrom); !said {
		_ = os.Setenv(wholeFrom, wholeFromBytes) // both are well-formed
	}
}
