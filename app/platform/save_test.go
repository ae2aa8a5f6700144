package platform

import (
	"os"
	"path/filepath"
	"testing"
)

// A file is there whole or not at all, and what could not be replaced is as it was.
func TestSave(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "bill.pdf")
	for _, body := range []string{"first and long", "second"} {
		if err := Save(path, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != body {
			t.Errorf("%q, %v", got, err)
		}
	}
	// A folder cannot be replaced by a file.
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Save(taken, []byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
	if err := Save(filepath.Join(folder, "nowhere", "a.pdf"), []byte("x")); err == nil {
		t.Error("saved where there is no folder")
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What is replaced under another name too stays there as it was: nothing is written
// over in place.
func TestSaveLeavesWhatItReplaces(t *testing.T) {
	folder := t.TempDir()
	path, other := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, other); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(other); err != nil || string(got) != "old" {
		t.Errorf("%q, %v", got, err)
	}
}
