// Command parley is the agent's desktop. This file is the only one that knows Wails: it
// parses the few flags, makes the App, and puts the panel in a window with walls
// around it (app/platform/webview).
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	goruntime "runtime"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/app/platform/webview"
	"github.com/parley-desk/parley/backend/wire"
	"github.com/parley-desk/parley/frontend"
)

// version is set by the linker for a release.
var version = ""

const programName = "parley"

// endsWithin is how long the program may take to end when it is told to.
const endsWithin = 5 * time.Second

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
	flags.StringVar(&set.data, "data", dataFolder(), "`folder` of this desktop's own data")
	showVersion := flags.Bool("version", false, "print the version and end")
	if err := flags.Parse(args); err != nil {
		return exitUsage
	}
	if *showVersion {
		fmt.Fprintf(stdout, "parley %s (%s, %s/%s)\n", versionText(), goruntime.Version(), goruntime.GOOS, goruntime.GOARCH)
		return 0
	}
	if !webview.Built {
		fmt.Fprintln(stderr, "This build of Parley has no window: build it with the tags desktop,production (and webkit2_41 on Linux), as ./build/run does.")
		return exitFailed
	}
	if set.data == "" {
		fmt.Fprintln(stderr, "Parley does not know where to keep its data: name a folder with --data.")
		return exitUsage
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

// window runs the desktop in its window until the window is closed.
func window(set settings) error {
	panel := frontend.Panel()
	if _, err := fs.Stat(panel, "index.html"); err != nil {
		return errors.New("this build carries no panel; run npm run build in frontend and build again.")
	}
	notifier := platform.NewNotifier()
	defer notifier.Stop()
	sounds := platform.NewPlayer()
	defer sounds.Stop()

	// The window's context exists from OnStartup on. What is emitted before is not
	// missed: the page asks for the whole when it has loaded.
	var opened atomic.Pointer[context.Context]
	inWindow := func(do func(context.Context)) {
		if ctx := opened.Load(); ctx != nil {
			do(*ctx)
		}
	}
	// What the language was before the window was there.
	var spelt atomic.Pointer[string]
	desktop := app.New(app.Options{
		Data:     set.data,
		Server:   set.server,
		Email:    set.email,
		Password: set.password,
		Version:  versionText(),
		Emit: func(p wire.PanelPatch) {
			inWindow(func(ctx context.Context) { runtime.EventsEmit(ctx, app.PatchEvent, p) })
		},
		Notifier: notifier,
		Sounds:   sounds,
		Clipboard: func(text string) error {
			err := errors.New("the window is not open")
			inWindow(func(ctx context.Context) { err = runtime.ClipboardSetText(ctx, text) })
			return err
		},
		Pasted: func(limit int64) (files []platform.Pasted) {
			inWindow(func(context.Context) {
				list, picture := webview.Pasted()
				files = append(platform.PastedFiles(list, limit), platform.PastedPicture(picture, limit)...)
			})
			return files
		},
		Dragged: func() (files bool) {
			inWindow(func(context.Context) { files = platform.NamesFiles(webview.Dragged()) })
			return files
		},
		Dropped: func(limit int64) (files []platform.Pasted) {
			inWindow(func(context.Context) { files = platform.PastedFiles(webview.Dropped(), limit) })
			return files
		},
		SaveFile: func(name string, body []byte) error {
			var path string
			err := errors.New("the window is not open")
			inWindow(func(ctx context.Context) {
				path, err = runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{DefaultFilename: name})
			})
			if err != nil || path == "" {
				return err
			}
			return platform.Save(path, body)
		},
		OpenURL: platform.OpenExternal,
		Raise: func() {
			inWindow(func(ctx context.Context) {
				runtime.WindowUnminimise(ctx)
				runtime.WindowShow(ctx)
			})
		},
		Quit: func() { inWindow(runtime.Quit) },
		Spell: func(language string) {
			spelt.Store(&language)
			inWindow(func(context.Context) { webview.Spell(language) })
		},
		Badge: func(b app.Badge) {
			inWindow(func(ctx context.Context) { runtime.WindowSetTitle(ctx, b.Title) })
		},
	})
	if err := desktop.Start(context.Background()); err != nil {
		return err
	}
	defer desktop.Stop()

	webview.Lean()
	webview.Remember(memory(set.data))
	// Who ends the program is not asked: the system ends, or one who looks after it.
	ended := make(chan os.Signal, 2)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ended
		_ = desktop.App.Quit()
		// A window that hangs is not waited for, least of all by who says it again.
		select {
		case <-ended:
		case <-time.After(endsWithin):
		}
		os.Exit(exitFailed)
	}()
	return wails.Run(&options.App{
		Title:     "Parley",
		Width:     1280,
		Height:    720,
		MinWidth:  880,
		MinHeight: 560,
		AssetServer: &assetserver.Options{
			Assets:     panel,
			Middleware: webview.Walled,
		},
		// Nobody but the panel's own origin may call Go: leave BindingsAllowedOrigins empty.
		Bind: []any{desktop.App},
		// In text fields and on marked text alone, with what Guard leaves of it: spelling, cut, copy and paste.
		EnableDefaultContextMenu:         true,
		EnableFraudulentWebsiteDetection: false,
		LogLevelProduction:               logger.ERROR,
		OnStartup: func(ctx context.Context) {
			opened.Store(&ctx)
			webview.Guard()
			webview.FollowDrops()
			webview.Zoom(set.data)
		},
		OnDomReady: func(context.Context) {
			webview.Guard()
			webview.FollowDrops()
			webview.Zoom(set.data)
			if language := spelt.Load(); language != nil {
				webview.Spell(*language)
			}
		},
		OnBeforeClose: func(ctx context.Context) bool {
			return desktop.Leave(app.Window{
				Ask:      func() { runtime.EventsEmit(ctx, app.AskingEvent) },
				HandOver: func() { runtime.EventsEmit(ctx, app.ClosingEvent) },
				Close:    func() { runtime.Quit(ctx) },
			})
		},
		OnShutdown: func(context.Context) { opened.Store(nil) },
		Windows:    &windows.Options{IsZoomControlEnabled: true},
		Linux: &linux.Options{
			ProgramName:      programName,
			WebviewGpuPolicy: linux.WebviewGpuPolicyOnDemand,
		},
	})
}

// memory is under which name the window keeps what the page remembers, its look and
// language: each data folder has one of its own.
func memory(data string) string {
	whole, err := filepath.Abs(data)
	if err != nil || whole == usualFolder() {
		return programName
	}
	sum := sha256.Sum256([]byte(whole))
	return fmt.Sprintf("%s-%x", programName, sum[:4])
}

// dataFolder is where this desktop keeps its own data unless told otherwise.
func dataFolder() string {
	if dir := os.Getenv("PARLEY_DESKTOP_DATA"); dir != "" {
		return dir
	}
	return usualFolder()
}

func usualFolder() string {
	if goruntime.GOOS == "linux" {
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "parley")
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", "parley")
		}
	}
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, "Parley")
	}
	return ""
}

// versionText is the release, or for a build of one's own the revision where it is known.
func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return "development " + s.Value[:12]
			}
		}
	}
	return "development"
}
