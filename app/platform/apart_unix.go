//go:build !windows

package platform

import "syscall"

// apart: a browser started from here lives on when the desktop ends.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
