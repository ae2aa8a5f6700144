package window

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// compiled is a small piece of C that a test needs, built once.
type compiled struct {
	name   string
	source []byte
	flags  []string // of the compiler
	needs  string   // for pkg-config

	once sync.Once
	path string
	err  error
}

//go:embed testdata/automation.c
var automationSource []byte

//go:embed testdata/drag.c
var dragSource []byte

var (
	// automation opens the engine to its driver, within the program.
	automation = &compiled{name: "automation.so", source: automationSource, flags: []string{"-shared", "-fPIC"}, needs: "webkit2gtk-4.1"}
	// drag is a program out of which a file can be dragged.
	drag = &compiled{name: "drag", source: dragSource, needs: "gtk+-3.0"}
)

// file is where it is.
func (c *compiled) file(t testing.TB) string {
	t.Helper()
	if c.once.Do(c.build); c.err != nil {
		skip(t, c.err.Error())
	}
	return c.path
}

func (c *compiled) build() {
	// Kept between runs under a name that changes with its source: it outlives the test that happened to build it.
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "parley-tests")
	if c.err = os.MkdirAll(dir, 0o700); c.err != nil {
		return
	}
	c.path = filepath.Join(dir, fmt.Sprintf("%x-%s", sha256.Sum256(c.source), c.name))
	if _, err := os.Stat(c.path); err == nil {
		return
	}
	work, err := os.MkdirTemp(dir, "build")
	if err != nil {
		c.err = err
		return
	}
	defer os.RemoveAll(work)
	source, built := filepath.Join(work, "source.c"), filepath.Join(work, c.name)
	if c.err = os.WriteFile(source, c.source, 0o600); c.err != nil {
		return
	}
	libraries, err := exec.Command("pkg-config", "--cflags", "--libs", c.needs).Output()
	if err != nil {
		c.err = fmt.Errorf("the development files of %s are not installed: %w", c.needs, err)
		return
	}
	args := append(append(c.flags, "-o", built, source), strings.Fields(string(libraries))...)
	if out, err := exec.Command("cc", args...).CombinedOutput(); err != nil {
		c.err = fmt.Errorf("cc: %w\n%s", err, out)
		return
	}
	c.err = os.Rename(built, c.path) // at once, or not at all: several test programs start together
}
