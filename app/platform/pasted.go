package platform

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Pasted is a file that lies in the clipboard.
type Pasted struct {
	// Name is empty for a picture that was never a file.
	Name string
	Size int64
	// Body is nil where it is larger than was asked for.
	Body []byte
}

// PastedFiles are the files that a list of addresses names, as clipboards hold it
// (RFC 2483): those of this machine that can be read, none larger than limit. Of a
// larger one the size is told. Folders and what is no file are left out.
func PastedFiles(list string, limit int64) []Pasted {
	var found []Pasted
	for line := range strings.Lines(list) {
		at, err := url.Parse(strings.TrimSpace(line))
		if err != nil || at.Scheme != "file" || (at.Host != "" && at.Host != "localhost") {
			continue
		}
		if one, ok := readPasted(filepath.FromSlash(at.Path), limit); ok {
			found = append(found, one)
		}
	}
	return found
}

func readPasted(path string, limit int64) (Pasted, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return Pasted{}, false
	}
	one := Pasted{Name: filepath.Base(path), Size: info.Size()}
	if one.Size > limit {
		return one, true
	}
	if one.Body, err = os.ReadFile(path); err != nil {
		return Pasted{}, false
	}
	one.Size = int64(len(one.Body))
	return one, true
}
