// Command display ends with 0 when a window could open here, and with 1 and a sentence when not.
package main

import (
	"fmt"
	"os"

	"github.com/parley-desk/parley/app/platform/webview"
)

func main() {
	if err := webview.Display(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
