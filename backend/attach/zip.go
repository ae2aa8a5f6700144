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

// An archive is judged by its directory alone, in the old form or the wide one. That is read here and not by
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
	const headSize = 46
	little := binary.LittleEndian
	count, from, at, ok := directoryOf(body)
	switch {
	case !ok, count == 0:
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
		extra := left[headSize+name : headSize+name+int(little.Uint16(left[30:]))]
		if names[e.name] || !e.widen(extra) || !e.place(body[:from]) {
			return nil, damagedFile()
		}
		names[e.name] = true
		if unpacked += e.size; e.size > maxSize || unpacked > maxSize {
			return nil, unpacksTooFar()
		}
		entries = append(entries, e)
		left = left[whole:]
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
	if uint64(len(entries)) != count || entries[0].at != 0 {
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

// What is in a field of the old form where the value stands in the wide one, zip64,
// which programs write that do not know beforehand how much will come.
const (
	wide16 = 0xffff
	wide32 = 0xffffffff
	// maxSize is beyond what anything can be here, and sums of it are numbers.
	maxSize = 1 << 40
)

// directoryOf is how many files the directory of an archive names and from where to
// where it stands; false where the end of the archive does not say so plainly.
func directoryOf(body []byte) (count uint64, from, to int64, ok bool) {
	const endSize, whereSize, wideSize = 22, 20, 56
	little := binary.LittleEndian
	at := bytes.LastIndex(body, []byte("PK\x05\x06"))
	if at < 0 || at+endSize > len(body) {
		return 0, 0, 0, false
	}
	end := body[at:]
	old := []uint64{uint64(little.Uint16(end[8:])), uint64(little.Uint16(end[10:])), uint64(little.Uint32(end[12:])), uint64(little.Uint32(end[16:]))}
	if little.Uint32(end[4:]) != 0 || int(little.Uint16(end[20:])) != len(end)-endSize { // of more disks than one
		return 0, 0, 0, false
	}
	said := old
	if where := at - whereSize; where >= wideSize && string(body[where:where+4]) == "PK\x06\x07" {
		at = where - wideSize
		wide := body[at:where]
		if string(wide[:4]) != "PK\x06\x06" || little.Uint64(wide[4:]) != wideSize-12 || little.Uint64(wide[16:]) != 0 ||
			little.Uint32(body[where+4:]) != 0 || little.Uint64(body[where+8:]) != uint64(at) || little.Uint32(body[where+16:]) != 1 {
			return 0, 0, 0, false
		}
		said = nil
		for i, most := range []uint64{wide16, wide16, wide32, wide32} {
			v := little.Uint64(wide[24+8*i:])
			if old[i] != v && old[i] != most {
				return 0, 0, 0, false // one program would go by the one, another by the other
			}
			said = append(said, v)
		}
	}
	size, begin := said[2], said[3]
	if said[0] != said[1] || size > uint64(at) || begin != uint64(at)-size {
		return 0, 0, 0, false
	}
	return said[1], int64(begin), int64(at), true //nolint:gosec // both are places in the body
}

// widen takes what is too wide for the old fields of a directory from the field beside
// them, and tells whether it is there as it has to be.
func (e *entry) widen(extra []byte) bool {
	var missing []*int64
	for _, v := range []*int64{&e.size, &e.packed, &e.at} {
		if *v == wide32 {
			missing = append(missing, v)
		}
	}
	little, found := binary.LittleEndian, false
	for len(missing) > 0 && len(extra) >= 4 {
		kind, size := little.Uint16(extra), int(little.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			return false
		}
		if kind == 1 {
			if found || size != 8*len(missing) {
				return false
			}
			found = true
			for i, v := range missing {
				if wide := little.Uint64(extra[8*i:]); wide > maxSize {
					*v = maxSize + 1
				} else {
					*v = int64(wide) //nolint:gosec // it was compared
				}
			}
		}
		extra = extra[size:]
	}
	return len(missing) == 0 || found
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

// read unpacks one file that has to be small.
func (e entry) read(body []byte) ([]byte, error) { return e.unpack(body, maxReading) }

// unpack unpacks one file of so many bytes at most.
func (e entry) unpack(body []byte, most int64) ([]byte, error) {
	var r io.Reader = bytes.NewReader(body[e.from:e.to])
	switch e.method {
	case 0:
	case 8:
		r = flate.NewReader(r)
	default:
		return nil, damagedFile()
	}
	out, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil || int64(len(out)) > most || int64(len(out)) != e.size {
		return nil, damagedFile()
	}
	return out, nil
}
