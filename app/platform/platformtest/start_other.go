//go:build !linux

package platformtest

import "os/exec"

func start(cmd *exec.Cmd) error { return cmd.Start() }

// Start is start for the other test-support packages.
func Start(cmd *exec.Cmd) error { return start(cmd) }
