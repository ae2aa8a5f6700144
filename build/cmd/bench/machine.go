package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of the kernel's CPU figures.
const tick = 10 * time.Millisecond

// process reads a process's parent and CPU time, with that of its children that
// have ended.
func process(pid int) (parent int, cpu time.Duration, ok bool) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, false
	}
	f := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	if len(f) < 15 {
		return 0, 0, false
	}
	parent, _ = strconv.Atoi(f[1])
	for _, i := range []int{11, 12, 13, 14} {
		n, _ := strconv.ParseInt(f[i], 10, 64)
		cpu += time.Duration(n) * tick
	}
	return parent, cpu, true
}

// tree calls f for a process and all that came from it.
func tree(root int, f func(pid int, cpu time.Duration)) {
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	children, cpu := map[int][]int{}, map[int]time.Duration{}
	for _, d := range dirs {
		pid, _ := strconv.Atoi(filepath.Base(d))
		if parent, c, ok := process(pid); ok {
			children[parent] = append(children[parent], pid)
			cpu[pid] = c
		}
	}
	var visit func(pid int)
	visit = func(pid int) {
		f(pid, cpu[pid])
		for _, c := range children[pid] {
			visit(c)
		}
	}
	visit(root)
}

// used is the CPU time of a process and all that came from it.
func used(root int) (total time.Duration) {
	tree(root, func(_ int, cpu time.Duration) { total += cpu })
	return total
}

// share is the memory of a process and all that came from it: what several
// processes have in common counts for each in part.
func share(root int) (bytes float64, processes int) {
	tree(root, func(pid int, _ time.Duration) {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			return // it has ended
		}
		processes++
		for line := range strings.Lines(string(raw)) {
			if f := strings.Fields(line); len(f) > 1 && f[0] == "Pss:" {
				n, _ := strconv.ParseFloat(f[1], 64)
				bytes += n * 1024
			}
		}
	})
	return bytes, processes
}

// busy is the CPU time of everything since the machine started.
func busy() time.Duration {
	raw, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(raw), "\n")
	var total time.Duration
	for i, f := range strings.Fields(line) {
		if i == 0 || i == 4 || i == 5 || i > 8 { // its name, idle, waiting for the disk, guests
			continue
		}
		n, _ := strconv.ParseInt(f, 10, 64)
		total += time.Duration(n) * tick
	}
	return total
}

// resident is a process's memory.
func resident(pid int) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, err
	}
	f := strings.Fields(string(raw))
	pages, err := strconv.ParseFloat(f[1], 64)
	return pages * float64(os.Getpagesize()), err
}

// adopt makes this process the parent of what its children leave behind, as the
// database's starter does: what those use is not used by others.
func adopt() {
	const setChildSubreaper = 36
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0) // without it a figure is less telling
}

// watcher compares what a process used with what the machine did.
type watcher struct {
	pid       int
	at        time.Time
	own, busy time.Duration
}

func watch(pid int) watcher { return watcher{pid, time.Now(), used(pid), busy()} }

// cores are those the process and its children used since.
func (w watcher) cores() float64 { return (used(w.pid) - w.own).Seconds() / time.Since(w.at).Seconds() }

// others are the cores used by everything else since.
func (w watcher) others() float64 {
	all := (busy() - w.busy).Seconds() / time.Since(w.at).Seconds()
	return max(all-w.cores(), 0)
}
