package platformtest

import (
	"os/exec"
	"runtime"
	"syscall"
)

var starts = make(chan func())

func init() {
	go func() {
		// "Die with your parent" means the parent's thread, so one thread that never ends does all the starting.
		runtime.LockOSThread()
		for f := range starts {
			f()
		}
	}()
}

// start starts a program that ends when this test process does, whatever way that is.
func start(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	done := make(chan error)
	starts <- func() { done <- cmd.Start() }
	return <-done
}

// Start is start for the other test-support packages.
func Start(cmd *exec.Cmd) error { return start(cmd) }
