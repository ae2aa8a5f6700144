package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
)

//go:embed testdata/ready.c
var readySource []byte

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// screen is a display with a message bus and a keychain: what a window needs
// around it. Programs on it share a home.
type screen struct {
	display, bus, home string
	ready              string // the library that tells when a page can be used
	conn               *dbus.Conn
	parts              []*exec.Cmd
}

// screen starts one that nothing else is on.
func (b *bench) screen() (s *screen, err error) {
	s = &screen{}
	defer func() {
		if err != nil {
			s.end()
		}
	}()
	if s.home, err = b.folder("home"); err != nil {
		return s, err
	}
	if s.ready, err = b.readyLibrary(); err != nil {
		return s, err
	}
	if err = os.MkdirAll(filepath.Join(s.home, "run"), 0o700); err != nil {
		return s, err
	}
	config := filepath.Join(s.home, "bus.conf")
	if err = os.WriteFile(config, fmt.Appendf(nil, busConfig, filepath.Join(s.home, "bus")), 0o600); err != nil {
		return s, err
	}
	if s.bus, err = s.start("dbus-daemon", "--nofork", "--nopidfile", "--nosyslog", "--print-address=3", "--config-file="+config); err != nil {
		return s, err
	}
	if s.conn, err = keepSecrets(s.bus); err != nil {
		return s, err
	}
	number, err := s.start("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
	s.display = ":" + number
	return s, err
}

// start starts a part of the screen and gives the line it writes to descriptor 3.
func (s *screen) start(program string, args ...string) (string, error) {
	said, line, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer said.Close()
	cmd := exec.Command(program, args...)
	cmd.ExtraFiles = []*os.File{line}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	err = cmd.Start()
	line.Close()
	if err != nil {
		return "", err
	}
	s.parts = append(s.parts, cmd)
	_ = said.SetReadDeadline(time.Now().Add(15 * time.Second)) // a pipe takes one
	first, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s did not come up: %w", program, err)
	}
	return strings.TrimSpace(first), nil
}

func (s *screen) end() {
	if s.conn != nil {
		s.conn.Close()
	}
	for _, p := range s.parts {
		_ = p.Process.Kill()
		_ = p.Wait() // how it ended is of no interest
	}
}

// readyLibrary is built once a run.
func (b *bench) readyLibrary() (string, error) {
	built := filepath.Join(b.dir, "ready.so")
	if _, err := os.Stat(built); err == nil {
		return built, nil
	}
	source := filepath.Join(b.dir, "ready.c")
	if err := os.WriteFile(source, readySource, 0o600); err != nil {
		return "", err
	}
	flags, err := exec.Command("pkg-config", "--cflags", "--libs", "webkit2gtk-4.1").Output()
	if err != nil {
		return "", fmt.Errorf("the development files of webkit2gtk-4.1 are not installed: %w", err)
	}
	args := append([]string{"-shared", "-fPIC", "-o", built, source}, strings.Fields(string(flags))...)
	if out, err := exec.Command("cc", args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("cc: %w\n%s", err, out)
	}
	return built, nil
}

// env is what a program on the screen is started with.
func (s *screen) env() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TZ=UTC", "HOME=" + s.home,
		"XDG_CONFIG_HOME=" + filepath.Join(s.home, "config"), "XDG_DATA_HOME=" + filepath.Join(s.home, "data"),
		"XDG_CACHE_HOME=" + filepath.Join(s.home, "cache"), "XDG_RUNTIME_DIR=" + filepath.Join(s.home, "run"),
		"DISPLAY=" + s.display, "GDK_BACKEND=x11", "GTK_THEME=Adwaita", "DBUS_SESSION_BUS_ADDRESS=" + s.bus, "NO_AT_BRIDGE=1",
		// As the desktop sets it for itself.
		"WEBKIT_DISABLE_DMABUF_RENDERER=1",
	}
}

// window starts a program with a window and returns when its page can be used,
// which for the desktop is when a conversation can be written in.
func (s *screen) window(ctx context.Context, program string, args ...string) (*child, error) {
	c, said, err := s.scripted(ctx, "", program, args...)
	if err == nil {
		said.Close()
	}
	return c, err
}

// scripted is window with a script in its page, and gives what that has to say,
// in lines.
func (s *screen) scripted(ctx context.Context, script, program string, args ...string) (*child, *os.File, error) {
	said, line, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	c := s.command(program, args...)
	c.cmd.ExtraFiles = []*os.File{line}
	c.cmd.Env = append(c.cmd.Env, "LD_PRELOAD="+s.ready, "PARLEY_BENCH_SCRIPT="+script)
	log := &tail{}
	c.cmd.Stderr = log
	began := time.Now()
	err = c.cmd.Start()
	line.Close()
	if err != nil {
		said.Close()
		return nil, nil, err
	}
	_ = said.SetReadDeadline(time.Now().Add(usableWithin)) // a pipe takes one
	stop := context.AfterFunc(ctx, func() { said.Close() })
	defer stop()
	_, err = said.Read(make([]byte, len("1\n")))
	c.ready = time.Since(began)
	if err != nil {
		said.Close()
		c.stopGroup()
		return nil, nil, errors.Join(ctx.Err(), fmt.Errorf("%s was not usable: %w: %s", filepath.Base(program), err, log))
	}
	return c, said, nil
}

// usableWithin is how long a window may take.
const usableWithin = 90 * time.Second

// command is a program on the screen, in a process group of its own and not
// started.
func (s *screen) command(program string, args ...string) *child {
	c := &child{cmd: exec.Command(program, args...)}
	c.cmd.Dir, c.cmd.Env = s.home, s.env()
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	// Helpers may hold the pipe open after the program itself has ended.
	c.cmd.WaitDelay = 2 * time.Second
	return c
}

// stopGroup ends the program, and then helpers of it that have not noticed.
func (c *child) stopGroup() {
	c.stop()
	_ = syscall.Kill(-c.pid(), syscall.SIGKILL) // they are gone already, most often
}

// tail keeps the last of what a program says.
type tail struct{ last []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.last = append(t.last, p...)
	t.last = t.last[max(0, len(t.last)-2000):]
	return len(p), nil
}

func (t *tail) String() string { return string(t.last) }
