package window

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// WhilePageSleeps stops the process that holds the page, as a very busy machine does for moments, lets something be done
// meanwhile with the keyboard and the mouse, and lets the page go on.
func (w *Window) WhilePageSleeps(do func()) {
	w.t.Helper()
	page := w.pageProcess()
	if err := syscall.Kill(page, syscall.SIGSTOP); err != nil {
		w.t.Fatalf("the page's process %d: %v", page, err)
	}
	defer func() { _ = syscall.Kill(page, syscall.SIGCONT) }()
	do()
}

// pageProcess is the engine's process below ours in which the page lives.
func (w *Window) pageProcess() int {
	w.t.Helper()
	parents := map[int]int{}
	var pages []int
	all, err := filepath.Glob("/proc/[0-9]*/status")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, path := range all {
		status, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended meanwhile
		}
		field := func(name string) string {
			_, after, _ := strings.Cut(string(status), "\n"+name+":")
			value, _, _ := strings.Cut(after, "\n")
			return strings.TrimSpace(value)
		}
		id, _ := strconv.Atoi(field("Pid"))
		parents[id], _ = strconv.Atoi(field("PPid"))
		if strings.HasPrefix(string(status), "Name:\tWebKitWebProces") {
			pages = append(pages, id)
		}
	}
	for _, page := range pages {
		for id := page; id > 1; id = parents[id] {
			if id == w.app.cmd.Process.Pid {
				return page
			}
		}
	}
	w.t.Fatalf("no process of %d holds a page", w.app.cmd.Process.Pid)
	return 0
}

// Spot is a place in the window, in pixels from its corner.
type Spot struct{ X, Y int }

// Middle is the middle of an element.
func (w *Window) Middle(css string) (at Spot) {
	w.t.Helper()
	w.WaitFor(css)
	w.Eval(&at, fmt.Sprintf(`const box = document.querySelector(%q).getBoundingClientRect();
		return { X: Math.round(box.x + box.width / 2), Y: Math.round(box.y + box.height / 2) };`, css))
	return at
}

// ByHand moves the mouse to a place and does there what xdotool is told by these words.
func (w *Window) ByHand(at Spot, words ...string) {
	w.t.Helper()
	// Without a window manager the keys go where the pointer is.
	cmd := exec.Command("xdotool", append([]string{"mousemove", "--window", w.windowID(), strconv.Itoa(at.X), strconv.Itoa(at.Y)}, words...)...)
	cmd.Env = append(os.Environ(), "DISPLAY="+w.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool: %v %s", err, out)
	}
}

// DragFile has a file dragged out of another program and let go over an element, which
// says before that it takes files.
func (w *Window) DragFile(path, css string) {
	w.t.Helper()
	if !w.Drag((&url.URL{Scheme: "file", Path: path}).String(), css, func() { w.WaitFor(".drop") }) {
		w.t.Errorf("%s is not taken over %s", path, css)
	}
}

// Drag has an address dragged out of another program and let go over an element; held is
// done before that. It gives whether the other program is told that it was taken.
func (w *Window) Drag(address, css string, held func()) (taken bool) {
	w.t.Helper()
	to := w.Middle(css)
	cmd := exec.Command(drag.file(w.t), address)
	cmd.Env = append(os.Environ(), "DISPLAY="+w.display)
	from := startProcess(w.t, cmd)
	defer from.end(syscall.SIGTERM)
	w.Wait("the program to drag from", func() bool { return strings.Contains(from.log(), "ready") })
	w.ByHand(Spot{30, 30}, "mousedown", "1")
	const steps = 20
	for i := 1; i <= steps; i++ {
		w.ByHand(Spot{30 + (to.X-30)*i/steps, 30 + (to.Y-30)*i/steps}, "sleep", "0.02")
	}
	held()
	w.ByHand(to, "mouseup", "1")
	w.Wait("what is dragged to be fetched", func() bool { return !from.alive() })
	return !strings.Contains(from.log(), "refused")
}
