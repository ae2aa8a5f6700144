package platform

import (
	"os"
	"path/filepath"
)

// Save writes a file that a stranger sent, whole or not at all: whatever stands
// under its path stays until all of the new one is on the disk. Only its owner can
// read it, and where the system marks what came from elsewhere, it is marked.
func Save(path string, body []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".parley-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(body)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	mark(f.Name())
	return os.Rename(f.Name(), path)
}
