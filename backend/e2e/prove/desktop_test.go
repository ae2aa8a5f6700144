package prove

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/backend/e2e/rig"
	"github.com/parley-desk/parley/backend/wire"
)

// The desktop that is killed is this very program, told so by its environment.
const (
	desktopData   = "PARLEY_PROVE_DESKTOP"
	desktopServer = "PARLEY_PROVE_SERVER"
)

// fileKeychain keeps the token in the data folder: the system's keychain is not
// what is tried here, and must not be touched.
type fileKeychain struct{ dir string }

func (k fileKeychain) file() string { return filepath.Join(k.dir, "token") }
func (k fileKeychain) Get(string) (string, error) {
	raw, err := os.ReadFile(k.file())
	return string(raw), err
}
func (k fileKeychain) Set(_, secret string) error {
	return os.WriteFile(k.file(), []byte(secret), 0o600)
}
func (k fileKeychain) Delete(string) error { return os.Remove(k.file()) }

// runDesktop is a desktop without a window. Each line it reads is a message for
// the conversation it has; when the message is on its disk it says so.
func runDesktop(data, server string) error {
	d := app.New(app.Options{Data: data, Server: server, Email: "ada@acme.test", Password: "parley-demo", Keychain: fileKeychain{data}})
	if err := d.Start(context.Background()); err != nil {
		return err
	}
	defer d.Stop()
	panel := d.App.Snapshot()
	for len(panel.Boxes) == 0 {
		time.Sleep(time.Millisecond) // the window would be told; here nobody is
		panel = d.App.Snapshot()
	}
	fmt.Println("ready")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if in.Text() == "sent?" {
			for d.App.Snapshot().Line.Unsent > 0 {
				time.Sleep(time.Millisecond)
			}
			fmt.Println("all sent")
			continue
		}
		if _, err := d.App.Send(string(panel.Boxes[0].Stream), in.Text()); err != nil {
			return err
		}
		fmt.Println("kept " + in.Text())
	}
	return nil
}

// desktop is one life of the desktop's process.
type desktop struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func startDesktop(t *testing.T, data, server string) *desktop {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d := &desktop{cmd: exec.Command(self)}
	d.cmd.Env = append(os.Environ(), desktopData+"="+data, desktopServer+"="+server)
	d.cmd.Stderr = os.Stderr
	d.in, err = d.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	d.out = bufio.NewScanner(out)
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.kill)
	if said := d.said(); said != "ready" {
		t.Fatalf("the desktop said %q", said)
	}
	return d
}

// said is the next line of the desktop, empty when it is no more.
func (d *desktop) said() string {
	if !d.out.Scan() {
		return ""
	}
	return d.out.Text()
}

func (d *desktop) kill() {
	if d.cmd.ProcessState == nil {
		_ = d.cmd.Process.Signal(syscall.SIGKILL)
		_ = d.cmd.Wait()
	}
}

// TestTheDesktopIsKilled kills the real desktop while its agent writes. What it
// said to have kept arrives once and in order, whatever happens to it.
func TestTheDesktopIsKilled(t *testing.T) {
	server := rig.NewServer(t, binary, "", rig.Demo(3)...)
	server.Start()
	proxy := NewProxy(t, server.URL)
	visitor := rig.Join(t, server.URL+rig.VisitorSocket, rig.VisitorHello(""), rig.Dialing{})
	visitor.Say("visitor#1")
	c := newCrowd(t)
	c.history.Note(Invoke, "visitor", 1, "")
	c.history.Note(OK, "visitor", 1, "")

	data, count := t.TempDir(), 0
	dice := rand.New(rand.NewPCG(1, 2))
	for range 8 * scale() {
		d := startDesktop(t, data, proxy.URL)
		for range 1 + dice.IntN(12) {
			count++
			c.history.Note(Invoke, "ada", count, "")
			if _, err := fmt.Fprintln(d.in, Text("ada", count)); err != nil {
				t.Fatal(err)
			}
			if said := d.said(); said != "kept "+Text("ada", count) {
				t.Fatalf("the desktop said %q", said)
			}
			c.history.Note(OK, "ada", count, "kept")
			if dice.IntN(8) == 0 {
				proxy.Cut()
			}
		}
		// And one more, of which nobody knows how far it came.
		count++
		c.history.Note(Invoke, "ada", count, "")
		_, _ = fmt.Fprintln(d.in, Text("ada", count))
		d.kill()
	}
	last := startDesktop(t, data, proxy.URL)
	fmt.Fprintln(last.in, "sent?")
	if said := last.said(); said != "all sent" {
		t.Fatalf("the desktop said %q", said)
	}
	last.kill()
	visitor.Hello.Visitor.Stream = visitor.Stream
	back := rig.Join(t, server.URL+rig.VisitorSocket, visitor.Hello, rig.Dialing{})
	var seen []string
	for _, e := range back.Opening[0].Events {
		if e.Message() {
			seen = append(seen, e.Text)
		}
	}
	server.End(syscall.SIGTERM)
	server.Verify()
	s := openLog(t, server)
	if want := logged(t, s)[string(visitor.Stream)]; !slices.Equal(seen, want) {
		t.Errorf("the visitor sees %d messages, the log has %d", len(seen), len(want))
	}
	c.judge(s)
}

// desktopMain is the other life of this program.
func desktopMain() {
	data := os.Getenv(desktopData)
	if data == "" {
		return
	}
	if err := runDesktop(data, os.Getenv(desktopServer)); err != nil && !errors.Is(err, io.EOF) {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// awaitPanel waits until a desktop shows something.
func awaitPanel(t *testing.T, d *app.Desktop, what string, is func(wire.Panel) bool) wire.Panel {
	t.Helper()
	var p wire.Panel
	rig.Eventually(t, what, func() bool { p = d.App.Snapshot(); return is(p) })
	return p
}

// textsOf are the messages on screen, and whether all of ours were sent.
func textsOf(th *wire.Thread) (texts []string, sent bool) {
	sent = true
	for _, l := range th.Lines {
		if l.Kind != wire.LineSystem {
			texts = append(texts, strings.TrimSpace(l.Text))
		}
		sent = sent && (l.Kind != wire.LineAgent || l.State == wire.Sent)
	}
	return texts, sent
}
