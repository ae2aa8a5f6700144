package platform

import (
	"io"
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

// carried bounds what is read at once, in bytes.
const carried = 64 << 20

// PastedFiles are the files that a list of addresses names, as clipboards hold it
// (RFC 2483): those of this machine that can be read, none larger than limit and all
// together no larger than can be held at once. Of others the size is told. Folders
// and what is no file are left out.
func PastedFiles(list string, limit int64) []Pasted {
	var found []Pasted
	left := int64(carried)
	for line := range strings.Lines(list) {
		at, err := url.Parse(strings.TrimSpace(line))
		if err != nil || at.Scheme != "file" || (at.Host != "" && at.Host != "localhost") {
			continue
		}
		if one, ok := readPasted(filepath.FromSlash(at.Path), min(limit, left)); ok {
			found = append(found, one)
			left -= int64(len(one.Body))
		}
	}
	return found
}

// PastedPicture is a picture that was never a file, nothing where there is none.
func PastedPicture(picture []byte, limit int64) []Pasted {
	one := Pasted{Size: int64(len(picture)), Body: picture}
	switch {
	case one.Size == 0:
		return nil
	case one.Size > limit:
		one.Body = nil
	}
	return []Pasted{one}
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
	f, err := os.Open(path)
	if err != nil {
		return Pasted{}, false
	}
	defer f.Close()
	// It may grow meanwhile.
	body, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return Pasted{}, false
	}
	one.Size = int64(len(body))
	if one.Size <= limit {
		one.Body = body
	}
	return one, true
}
