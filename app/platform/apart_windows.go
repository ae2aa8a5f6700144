package platform

import "syscall"

// apart: no console flashes up, and the browser lives on when the desktop ends.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: 0x00000200} // a process group of its own
}
