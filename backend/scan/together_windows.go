package scan

import "os/exec"

// together changes nothing here: a program is ended alone.
func together(*exec.Cmd) {}
