package e2e

import (
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

var binaryDir string

// buildServer builds the server once, when the first test needs it.
var buildServer = sync.OnceValues(func() (string, error) { return rig.Build(binaryDir) })

func TestMain(m *testing.M) {
	var err error
	if binaryDir, err = os.MkdirTemp("", "parley-e2e"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(binaryDir)
	os.Exit(code)
}

// startServer starts a demo server with data of its own.
func startServer(t testing.TB, args ...string) *rig.Server {
	t.Helper()
	binary, err := buildServer()
	if err != nil {
		t.Fatal(err)
	}
	s := rig.NewServer(t, binary, "", append([]string{"--dev"}, args...)...)
	s.Start()
	return s
}
