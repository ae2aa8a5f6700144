package attach

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"io"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// An archive is judged by its directory alone. That is read here and not by
// archive/zip, for what matters is that it can be read in one way only: what stands
// before the first file, between directory and end, or twice, other programs read
// otherwise than we do.

const (
	// maxEntries is how many files an archive can have.
	maxEntries = 10_000
	// maxUnpacking is how many times its own size an archive may unpack to, beyond
	// freeUnpacking: office programs stop there as well.
	maxUnpacking  = 100
	freeUnpacking = 10 * desk.Megabyte
)

// entry is a file in an archive as its directory tells of it.
type entry struct {
	name         string
	flags        uint16
	method       uint16
	packed, size int64
	// at is where it begins, and from and to where its packed bytes stand.
	at, from, to int64
	// plain: nothing stands between its name and its bytes.
	plain bool
}

// locked tells whether a password is needed for it.
func (e entry) locked() bool { return e.flags&1 != 0 }

func isZip(body []byte) bool { return bytes.HasPrefix(body, []byte("PK\x03\x04")) }

func damagedFile() error {
	return desk.Refuse(desk.FileDamaged, "This file is damaged.").At("file")
}

func unpacksTooFar() error {
	return desk.Refuse(desk.ArchiveTooLarge, "This archive unpacks to far too much.").At("file")
}

// entriesOf are the files in an archive, in the order in which they stand there.
func entriesOf(body []byte) ([]entry, error) {
	const endSize, headSize = 22, 46
	at := bytes.LastIndex(body, []byte("PK\x05\x06"))
	if at < 0 || at+endSize > len(body) {
		return nil, damagedFile()
	}
	end := body[at:]
	little := binary.LittleEndian
	count := int(little.Uint16(end[10:]))
	size, from := int64(little.Uint32(end[12:])), int64(little.Uint32(end[16:]))
	switch {
	case little.Uint32(end[4:]) != 0, int(little.Uint16(end[8:])) != count, // of more disks than one
		int(little.Uint16(end[20:])) != len(end)-endSize, from+size != int64(at), count == 0:
		return nil, damagedFile()
	case count > maxEntries:
		return nil, unpacksTooFar()
	}
	entries := make([]entry, 0, count)
	names := make(map[string]bool, count)
	unpacked := int64(0)
	for left := body[from:at]; len(left) > 0; {
		if len(left) < headSize || string(left[:4]) != "PK\x01\x02" {
			return nil, damagedFile()
		}
		name := int(little.Uint16(left[28:]))
		whole := headSize + name + int(little.Uint16(left[30:])) + int(little.Uint16(left[32:]))
		if whole > len(left) {
			return nil, damagedFile()
		}
		e := entry{
			name: string(left[headSize : headSize+name]), flags: little.Uint16(left[8:]), method: little.Uint16(left[10:]),
			packed: int64(little.Uint32(left[20:])), size: int64(little.Uint32(left[24:])), at: int64(little.Uint32(left[42:])),
		}
		if names[e.name] || !e.place(body[:from]) {
			return nil, damagedFile()
		}
		names[e.name] = true
		unpacked += e.size
		entries = append(entries, e)
		left = left[whole:]
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
	if len(entries) != count || entries[0].at != 0 {
		return nil, damagedFile()
	}
	for i, e := range entries[1:] {
		if e.at < entries[i].to {
			return nil, damagedFile() // the same bytes for more than one
		}
	}
	if unpacked > freeUnpacking && unpacked > maxUnpacking*int64(len(body)) {
		return nil, unpacksTooFar()
	}
	return entries, nil
}

// place finds a file where the directory says it is, and tells whether it calls
// itself the same there.
func (e *entry) place(files []byte) bool {
	const headSize = 30
	if e.at+headSize > int64(len(files)) {
		return false
	}
	head := files[e.at:]
	name, extra := int64(binary.LittleEndian.Uint16(head[26:])), int64(binary.LittleEndian.Uint16(head[28:]))
	e.from = e.at + headSize + name + extra
	e.to = e.from + e.packed
	e.plain = extra == 0
	return string(head[:4]) == "PK\x03\x04" && e.to <= int64(len(files)) && string(head[headSize:headSize+name]) == e.name &&
		binary.LittleEndian.Uint16(head[6:])&1 == e.flags&1 && binary.LittleEndian.Uint16(head[8:]) == e.method
}

// maxReading is how much is unpacked of what says what an archive is.
const maxReading = desk.Megabyte

// read unpacks one file.
func (e entry) read(body []byte) ([]byte, error) {
	var r io.Reader = bytes.NewReader(body[e.from:e.to])
	switch e.method {
	case 0:
	case 8:
		r = flate.NewReader(r)
	default:
		return nil, damagedFile()
	}
	out, err := io.ReadAll(io.LimitReader(r, maxReading+1))
	if err != nil || len(out) > maxReading || int64(len(out)) != e.size {
		return nil, damagedFile()
	}
	return out, nil
}
