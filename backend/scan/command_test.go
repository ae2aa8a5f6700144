//go:build !windows

package scan_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parley-desk/parley/backend/scan"
)

// program is a real one that does what the lines say.
func program(t *testing.T, lines string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scanner")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	return path
}

func TestHowAProgramAnswers(t *testing.T) {
	for lines, want := range map[string]struct {
		clean bool
		fails string
	}{
		"! grep -q EICAR": {clean: true}, "cat >/dev/null; exit 1": {}, "exit 1": {},
		// It need not read all of it to be sure.
		"exit 0": {clean: true},
		"cat >/dev/null; echo no database; exit 2": {fails: "no database"}, "kill -9 $$": {fails: "killed"},
	} {
		c, err := scan.New(program(t, lines))
		if err != nil {
			t.Fatal(err)
		}
		clean, err := c.Clean(t.Context(), []byte(strings.Repeat("words ", 100_000)))
		if clean != want.clean || (err != nil) != (want.fails != "") || err != nil && !strings.Contains(err.Error(), want.fails) {
			t.Errorf("%q: %v, %v", lines, clean, err)
		}
	}
	c, err := scan.New(program(t, `test "$*" = "--fdpass -" && ! grep -q EICAR`) + " --fdpass  -")
	if err != nil {
		t.Fatal(err)
	}
	if clean, err := c.Clean(t.Context(), []byte("an EICAR file")); clean || err != nil {
		t.Errorf("what is found is %v, %v", clean, err)
	}
	if clean, err := c.Clean(t.Context(), []byte("a file")); !clean || err != nil {
		t.Errorf("what is clean is %v, %v", clean, err)
	}
}

// Who is no longer waited for has said nothing.
func TestAProgramThatIsCutOff(t *testing.T) {
	running := filepath.Join(t.TempDir(), "running")
	if err := syscall.Mkfifo(running, 0o600); err != nil {
		t.Fatal(err)
	}
	// A script around the program that looks: both hold the pipe open.
	c, err := scan.New(program(t, `exec 9>"`+running+`"; echo begun >&9; (sleep 600); echo over >&9`))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	said := make(chan string, 1)
	go func() {
		pipe, err := os.Open(running)
		if err != nil {
			said <- err.Error()
			return
		}
		defer pipe.Close()
		line := make([]byte, len("begun\n"))
		_, _ = io.ReadFull(pipe, line)
		cancel()
		rest, _ := io.ReadAll(pipe) // until nobody is left who could write
		said <- string(line) + string(rest)
	}()
	if clean, err := c.Clean(ctx, []byte("a")); clean || err == nil {
		t.Errorf("%v, %v", clean, err)
	}
	if got := <-said; got != "begun\n" {
		t.Errorf("it said %q", got)
	}
}

// What a program says is not kept without end.
func TestAProgramThatTalks(t *testing.T) {
	c, err := scan.New(program(t, "yes | head -c 1000000; exit 3"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clean(t.Context(), []byte("a")); err == nil || len(err.Error()) > 300 {
		t.Errorf("it is told as %.400v", err)
	}
}

func TestAProgramThatIsNotThere(t *testing.T) {
	for _, line := range []string{"", " ", "/no/such/scanner -"} {
		if _, err := scan.New(line); err == nil {
			t.Errorf("%q is taken", line)
		}
	}
}
