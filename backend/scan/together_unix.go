//go:build !windows

package scan

import (
	"os/exec"
	"syscall"
)

// together lets a program end with all that it has started: what is named is often a
// script around the one that looks.
func together(run *exec.Cmd) {
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
}
