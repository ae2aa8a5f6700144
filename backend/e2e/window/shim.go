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

//go:embed testdata/automation.c
var shimSource []byte

var (
	shimOnce sync.Once
	shimPath string
	shimErr  error
)

func buildShim(t testing.TB) string {
	t.Helper()
	shimOnce.Do(func() {
		// Kept between runs under a name that changes with its source: it outlives the test that happened to build it.
		dir, err := os.UserCacheDir()
		if err != nil {
			dir = os.TempDir()
		}
		dir = filepath.Join(dir, "parley-tests")
		if shimErr = os.MkdirAll(dir, 0o700); shimErr != nil {
			return
		}
		shimPath = filepath.Join(dir, fmt.Sprintf("automation-%x.so", sha256.Sum256(shimSource)))
		if _, err := os.Stat(shimPath); err == nil {
			return
		}
		work, err := os.MkdirTemp(dir, "build")
		if err != nil {
			shimErr = err
			return
		}
		defer os.RemoveAll(work)
		source, built := filepath.Join(work, "automation.c"), filepath.Join(work, "automation.so")
		if shimErr = os.WriteFile(source, shimSource, 0o600); shimErr != nil {
			return
		}
		flags, err := exec.Command("pkg-config", "--cflags", "--libs", "webkit2gtk-4.1").Output()
		if err != nil {
			shimErr = fmt.Errorf("the development files of webkit2gtk-4.1 are not installed: %w", err)
			return
		}
		args := append([]string{"-shared", "-fPIC", "-o", built, source}, strings.Fields(string(flags))...)
		if out, err := exec.Command("cc", args...).CombinedOutput(); err != nil {
			shimErr = fmt.Errorf("cc: %w\n%s", err, out)
			return
		}
		shimErr = os.Rename(built, shimPath) // at once, or not at all: several test programs start together
	})
	if shimErr != nil {
		skip(t, shimErr.Error())
	}
	return shimPath
}
