// Parley is the agent's desktop. This file is the only one that knows Wails: it
// parses the few flags, makes the App, and puts the panel in a window with walls
// around it (app/platform/webview).
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"testing/fstest"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"github.com/parley-desk/parley/app/platform/webview"
)

// version is set by the linker for a release.
var version = ""

const (
	exitFailed    = 1
	exitUsage     = 2
	exitNoDisplay = 69 // a window was wanted and no display answers; build/run then starts the browser's panel
)

func main() {
	webview.Harden()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

type settings struct {
	server, data    string
	email, password string
}

func run(args []string, stdout, stderr io.Writer) int {
	var set settings
	flags := flag.NewFlagSet("parley", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&set.server, "server", os.Getenv("PARLEY_SERVER"), "address of the `server`, such as https://desk.example.com")
	flags.StringVar(&set.data, "data", os.Getenv("PARLEY_DESKTOP_DATA"), "`folder` of this desktop's own data")
	showVersion := flags.Bool("version", false, "print the version and end")
	if err := flags.Parse(args); err != nil {
		return exitUsage
	}
	if *showVersion {
		fmt.Fprintln(stdout, "parley", versionText())
		return 0
	}
	if !webview.Built {
		fmt.Fprintln(stderr, "This build of Parley has no window: build it with the tags desktop,production (and webkit2_41 on Linux), as ./build/run does.")
		return exitFailed
	}
	if err := webview.Display(); err != nil {
		fmt.Fprintf(stderr, "Parley cannot open its window. %s\n", err)
		return exitNoDisplay
	}
	set.email, set.password = os.Getenv("PARLEY_DESKTOP_EMAIL"), os.Getenv("PARLEY_DESKTOP_PASSWORD")
	// The window's helper processes inherit the environment; a password has no business there.
	_ = os.Unsetenv("PARLEY_DESKTOP_PASSWORD")
	if err := window(set); err != nil {
		fmt.Fprintf(stderr, "Parley has to end: %s\n", err)
		return exitFailed
	}
	return 0
}

type placeholder struct{}

func (placeholder) Ping(s string) string { return "pong " + s }

func panel() fs.FS {
	return fstest.MapFS{"index.html": {Data: []byte(`<!doctype html><html><head><title>Parley</title><link rel="icon" href="data:,"></head><body><div id="root">Parley</div></body></html>`)}}
}

func window(settings) error {
	return wails.Run(&options.App{
		Title:     "Parley",
		Width:     1280,
		Height:    800,
		MinWidth:  880,
		MinHeight: 560,
		AssetServer: &assetserver.Options{
			Assets:     panel(),
			Middleware: webview.Walled,
		},
		// Nobody but the panel's own origin may call Go. Leave BindingsAllowedOrigins empty.
		Bind:                             []any{&placeholder{}},
		EnableDefaultContextMenu:         false,
		EnableFraudulentWebsiteDetection: false,
		LogLevelProduction:               logger.ERROR,
		OnStartup:                        func(context.Context) { webview.Guard() },
		OnDomReady:                       func(context.Context) { webview.Guard() },
		Linux: &linux.Options{
			ProgramName:      "parley",
			WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand,
		},
	})
}

func versionText() string {
	v := version
	if v == "" {
		v = "development"
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" && len(s.Value) >= 12 {
					v += " " + s.Value[:12]
				}
			}
		}
	}
	return fmt.Sprintf("%s (%s, %s/%s)", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
