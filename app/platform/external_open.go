package platform

import (
	"os/exec"
	"runtime"
	"time"
)

// openers lists the programs that open an address, the first that exists is used. Each gets the address as one
// argument; none of them is a shell, and the address begins with a letter, so it cannot be an option.
func openers() [][]string {
	switch runtime.GOOS {
	case "windows":
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler"}}
	case "darwin":
		return [][]string{{"open"}}
	}
	return [][]string{{"xdg-open"}, {"gio", "open"}, {"x-www-browser"}}
}

func open(address string) error {
	for _, opener := range openers() {
		path, err := exec.LookPath(opener[0])
		if err != nil {
			continue
		}
		cmd := exec.Command(path, append(opener[1:], address)...)
		cmd.SysProcAttr = apart()
		if err := cmd.Start(); err != nil {
			return err
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }() // ends with the program, which may be the browser itself
		select {
		case err := <-done:
			return err
		case <-time.After(time.Second):
			return nil
		}
	}
	return &Refusal{LinkNotAvailable, "This system has no program to open links with."}
}
