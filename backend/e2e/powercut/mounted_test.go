//go:build linux

package powercut

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheDiskForgetsWhatWasNotSynchronised examines the examiner.
func TestTheDiskForgetsWhatWasNotSynchronised(t *testing.T) {
	for f, want := range map[fate]map[string]string{
		dropped: {"synced": "one", "moved.tmp": "two", "gone": "three", "moved and synced": "four"},
		kept:    {"synced": "one and more", "moved": "two", "moved and synced": "four", "never": "five"},
	} {
		point, disk := mount(t, t.TempDir())
		at := func(name string) string { return filepath.Join(point, name) }
		put := func(name, text string, sync bool) {
			t.Helper()
			file, err := os.OpenFile(at(name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
			must(t, err)
			_, err = file.WriteString(text)
			must(t, err)
			if sync {
				must(t, file.Sync())
			}
			must(t, file.Close())
		}
		put("early.tmp", "four", true)
		must(t, os.Rename(at("early.tmp"), at("moved and synced")))
		put("gone", "three", true)
		folder, err := os.Open(point)
		must(t, err)
		must(t, folder.Sync())
		folder.Close()

		put("synced", "one", true)
		put("synced", " and more", false)
		put("moved.tmp", "two", true)
		must(t, os.Rename(at("moved.tmp"), at("moved")))
		put("never", "five", false)
		must(t, os.Remove(at("gone")))

		left := t.TempDir()
		must(t, disk.cut(f, rand.New(rand.NewPCG(1, 1)), left))
		entries, err := os.ReadDir(left)
		must(t, err)
		if len(entries) != len(want) {
			t.Errorf("fate %d leaves %v", f, entries)
		}
		for name, text := range want {
			if got, err := os.ReadFile(filepath.Join(left, name)); err != nil || string(got) != text {
				t.Errorf("fate %d leaves %q of %s: %v", f, got, name, err)
			}
		}
		if err := os.WriteFile(at("late"), []byte(strings.Repeat("x", 10)), 0o600); err == nil {
			t.Error("it was written to after the cut")
		}
	}
}

func TestWritesTearAtASector(t *testing.T) {
	i := &image{durable: make([]byte, 8*sector)}
	chance := rand.New(rand.NewPCG(1, 7))
	for range 40 {
		i.pending = []change{{off: 0, data: []byte(strings.Repeat("x", 8*sector))}}
		left := i.left(torn, chance)
		if n := strings.Count(string(left), "x"); n%sector != 0 || len(left) != 8*sector {
			t.Fatalf("%d of %d bytes were written", n, len(left))
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
