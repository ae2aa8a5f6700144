package window

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// Title answers the title of the window itself, as the system's task bar would show it.
func (w *Window) Title() string {
	out, err := exec.Command("xprop", "-display", w.display, "-id", w.windowID(), "_NET_WM_NAME").Output()
	if err != nil {
		w.t.Fatalf("xprop: %v", err)
	}
	_, after, _ := strings.Cut(string(out), `= "`)
	return strings.TrimSuffix(strings.TrimSpace(after), `"`)
}

var windowLine = regexp.MustCompile(`(?m)^\s+(0x[0-9a-f]+) ".*": \("[^"]+" "[^"]+"\)\s+(\d+)x(\d+)`)

// windowID answers the desktop's largest window: toolkits keep tiny hidden ones of the same name.
func (w *Window) windowID() string {
	w.t.Helper()
	var id string
	w.Wait("a window on the screen", func() bool {
		out, err := exec.Command("xwininfo", "-display", w.display, "-root", "-tree").Output()
		if err != nil {
			w.t.Fatalf("xwininfo (package x11-utils): %v", err)
		}
		best := 100
		for _, m := range windowLine.FindAllStringSubmatch(string(out), -1) {
			if width, _ := strconv.Atoi(m[2]); width > best {
				best, id = width, m[1]
			}
		}
		return id != ""
	})
	return id
}

// PressCloseButton asks the window to close, by the message that the button of its frame sends too; the program may refuse.
func (w *Window) PressCloseButton() {
	w.t.Helper()
	w.Eval(nil, `window.runtime.Quit()`)
}

// PressOnKeyboard presses keys as the keyboard does, named as xdotool names them, "ctrl+plus". The driver's own keys reach
// the page alone and not the window around it.
func (w *Window) PressOnKeyboard(keys string) {
	w.t.Helper()
	w.ByHand(Spot{400, 300}, "key", keys)
}

// Screenshot writes what the screen shows as a PNG. It is taken from the display: the driver's own waits for a frame
// that a page at rest never paints.
func (w *Window) Screenshot(path string) {
	w.t.Helper()
	if out, err := exec.Command("import", "-display", w.display, "-window", "root", path).CombinedOutput(); err != nil {
		w.t.Errorf("screenshot: %v %s", err, out)
	}
}

// Copy puts something into the screen's clipboard, as another program would: of a kind as in "image/png".
func (w *Window) Copy(kind string, body []byte) {
	w.t.Helper()
	cmd := exec.Command("xclip", "-selection", "clipboard", "-t", kind, "-i")
	cmd.Env = append(os.Environ(), "DISPLAY="+w.display)
	cmd.Stdin = bytes.NewReader(body)
	if err := cmd.Run(); err != nil { // it goes on in the background, for whoever pastes
		w.t.Fatalf("xclip: %v", err)
	}
}
