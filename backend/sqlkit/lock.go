package sqlkit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// folderLock keeps a second process off the data. The system gives it free when
// the process ends, however it ends, so there is never a stale one to remove.
type folderLock struct{ file *os.File }

// errLocked says that another has it.
var errLocked = errors.New("locked")

func lockFolder(dir string) (*folderLock, error) {
	name := filepath.Join(dir, "parley.lock")
	f, err := openLocked(name)
	if errors.Is(err, errLocked) {
		holder := "unknown"
		if said, err := os.ReadFile(name); err == nil && len(said) > 0 {
			holder = strings.TrimSpace(string(said))
		}
		return nil, &Refusal{Setting: "data folder", Value: "in use", Required: "free",
			Sentence: fmt.Sprintf("Data folder is in use by process %s.", holder)}
	}
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if err = f.Truncate(0); err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	return &folderLock{file: f}, nil
}

// release leaves the file where it is: to remove it would let two processes
// lock two files of the same name.
func (l *folderLock) release() error { return l.file.Close() }
