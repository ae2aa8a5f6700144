package webview

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Display answers nil when a window could open here. On Linux it knocks at the
// display's own socket, since a DISPLAY left over from a session that has ended is
// common and the toolkit would end the program without a word of use.
func Display() error {
	if runtime.GOOS != "linux" {
		return nil
	}
	return display(os.Getenv)
}

func display(env func(string) string) error {
	wayland, x := env("WAYLAND_DISPLAY"), env("DISPLAY")
	if wayland == "" && x == "" {
		return errors.New("No display is set.")
	}
	if wayland != "" {
		path := wayland
		if !filepath.IsAbs(path) {
			path = filepath.Join(env("XDG_RUNTIME_DIR"), wayland)
		}
		if knock("unix", path) {
			return nil
		}
	}
	for _, at := range xSockets(x) {
		if knock(at[0], at[1]) {
			return nil
		}
	}
	if x == "" {
		x = wayland
	}
	return fmt.Errorf("No display answers at %q.", x)
}

// xSockets lists where the display named by DISPLAY may listen: ":1", "unix:1.0" and
// "host:10.0" are the forms in use.
func xSockets(name string) [][2]string {
	host, rest, found := cutLast(name, ":")
	if !found {
		return nil
	}
	number, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > 59535 {
		return nil
	}
	if host == "" || host == "unix" {
		path := "/tmp/.X11-unix/X" + number
		return [][2]string{{"unix", path}, {"unix", "@" + path}}
	}
	return [][2]string{{"tcp", net.JoinHostPort(strings.Trim(host, "[]"), strconv.Itoa(6000+n))}}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func knock(network, address string) bool {
	c, err := net.DialTimeout(network, address, 2*time.Second)
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}
