package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/app/platform"
	"github.com/parley-desk/parley/frontend"
)

// version is set by the linker for a release.
var version = "development"

const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

type settings struct {
	listen, data, server string
	email, password      string
	reusable, verbose    bool
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var set settings
	flags := flag.NewFlagSet("browserhost", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&set.listen, "listen", "127.0.0.1:0", "loopback `address` of the page")
	flags.StringVar(&set.data, "data", os.Getenv("PARLEY_DESKTOP_DATA"), "`folder` of this desktop's own data")
	flags.StringVar(&set.server, "server", os.Getenv("PARLEY_SERVER"), "`address` of the server, such as https://desk.example.com")
	flags.BoolVar(&set.reusable, "reusable", false, "let the printed address be opened more than once")
	flags.BoolVar(&set.verbose, "verbose", false, "say on the error output what happens to the line")
	if err := flags.Parse(args); err != nil {
		return exitUsage
	}
	set.email, set.password = os.Getenv("PARLEY_DESKTOP_EMAIL"), os.Getenv("PARLEY_DESKTOP_PASSWORD")
	_ = os.Unsetenv("PARLEY_DESKTOP_PASSWORD")
	if set.data == "" {
		fmt.Fprintln(stderr, "Say with --data where this desktop keeps its data.")
		return exitUsage
	}
	if err := serve(ctx, set, stdout, stderr); err != nil {
		fmt.Fprintf(stderr, "Parley has to end: %s\n", err)
		return exitFailed
	}
	return 0
}

// serve runs the desktop and its page until ctx ends.
func serve(ctx context.Context, set settings, stdout, stderr io.Writer) error {
	address, err := netip.ParseAddrPort(set.listen)
	if err != nil || !address.Addr().IsLoopback() {
		return errors.New("the page is for this machine alone: --listen takes a loopback address such as 127.0.0.1:0")
	}
	listener, err := net.Listen("tcp", set.listen)
	if err != nil {
		return err
	}
	h := newHost(frontend.Panel(), listener.Addr().String(), set.reusable)
	o := app.Options{
		Data: set.data, Server: set.server, Email: set.email, Password: set.password, Version: version,
		Emit: h.emit, SaveFile: h.save,
	}
	if set.verbose {
		o.Log = slog.New(slog.NewTextHandler(stderr, nil))
	}
	if hasBus() {
		notifier, sounds := platform.NewNotifier(), platform.NewPlayer()
		defer notifier.Stop()
		defer sounds.Stop()
		o.Notifier, o.Sounds = notifier, sounds
	}
	desktop := app.New(o)
	h.bind(desktop.App)
	if err := desktop.Start(ctx); err != nil {
		listener.Close()
		return err
	}
	defer desktop.Stop()

	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Fprintf(stdout, "Parley's panel: http://%s/?token=%s\n", listener.Addr(), h.token)
	select {
	case <-ctx.Done():
	case err = <-ended:
	}
	h.stop()
	server.Close()
	return err
}

// hasBus tells whether this session has anybody to show a notification.
func hasBus() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, "bus"))
	return err == nil
}
