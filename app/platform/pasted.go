package platform

import (
	"errors"
	"io"
	"io/fs"
	"iter"
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
	// Body is nil where it is larger than was asked for, and where it was not read.
	Body []byte
	// Unread is why it was not read: [Gone], [Folder], [Unreadable] or [TooMuch].
	Unread string
}

// Why a file that is named was not read.
const (
	Gone       = "gone"
	Folder     = "folder"
	Unreadable = "unreadable"
	// TooMuch: not with all that was read before it.
	TooMuch = "too_much"
)

// carried bounds what is read at once, in bytes.
const carried = 64 << 20

// PastedFiles are the files that a list of addresses names, as clipboards hold it
// (RFC 2483): those of this machine, none larger than limit and all together no larger
// than can be held at once. Of others the size is told, and of what is there no more,
// is a folder, cannot be read, or is too much with the others, that.
func PastedFiles(list string, limit int64) []Pasted {
	var found []Pasted
	left := int64(carried)
	for path := range pathsIn(list) {
		one := readPasted(path, limit, left)
		found = append(found, one)
		left -= int64(len(one.Body))
	}
	return found
}

// NamesFiles tells whether a list of addresses names files of this machine, without
// reading any: what is dragged may be links alone.
func NamesFiles(list string) bool {
	for path := range pathsIn(list) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// pathsIn are the paths on this machine that a list of addresses names.
func pathsIn(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			at, err := url.Parse(strings.TrimSpace(line))
			if err != nil || at.Scheme != "file" || (at.Host != "" && at.Host != "localhost") {
				continue
			}
			if !yield(filepath.FromSlash(at.Path)) {
				return
			}
		}
	}
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

// readPasted reads a file that is no larger than limit, where that much is left of what
// can be held at once.
func readPasted(path string, limit, left int64) Pasted {
	one := Pasted{Name: filepath.Base(path)}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		one.Unread = Gone
	case err == nil && info.IsDir():
		one.Unread = Folder
	case err != nil || !info.Mode().IsRegular():
		one.Unread = Unreadable
	case info.Size() > limit:
		one.Size = info.Size()
	case info.Size() > left:
		one.Unread = TooMuch
	default:
		most := min(limit, left)
		body, err := readUpTo(path, most)
		if err != nil {
			one.Unread = Unreadable
			return one
		}
		switch size := int64(len(body)); {
		case size <= most:
			one.Size, one.Body = size, body
		case size <= limit:
			one.Unread = TooMuch
		default:
			one.Size = size
		}
	}
	return one
}

// readUpTo reads at most one byte more than limit: a file may grow meanwhile.
func readUpTo(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}
