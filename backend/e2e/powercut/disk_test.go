//go:build linux

package powercut

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// change is a write, or where data is nil a change of the length to off.
type change struct {
	off  int64
	data []byte
}

// image is what a disk holds of one file, and what it was only told of.
type image struct {
	durable []byte
	pending []change
}

// disk stands beside a folder and holds what would be left of it.
type disk struct {
	live string

	mu  sync.Mutex
	off bool
	// images are the files by their number in the folder below. That gives a
	// number a second time once a file is gone; here the old one lives on for
	// as long as a name on the disk leads to it.
	images map[uint64]*image
	// names is the folder as it was last synchronised, now as it is.
	names, now map[string]*image
}

func newDisk(live string) *disk {
	return &disk{live: live, images: map[uint64]*image{}, names: map[string]*image{}, now: map[string]*image{}}
}

// begin takes a file over that is there already, and on the disk.
func (d *disk) begin(name string, ino uint64) error {
	data, err := os.ReadFile(filepath.Join(d.live, name))
	i := &image{durable: data}
	d.images[ino], d.names[name], d.now[name] = i, i, i
	return err
}

// do runs fn while there is power, and tells whether there was.
func (d *disk) do(fn func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.off {
		fn()
	}
	return !d.off
}

func (d *disk) changed(ino uint64, c change) bool {
	return d.do(func() { i := d.images[ino]; i.pending = append(i.pending, c) })
}

// synced makes a file durable, and its name if it never had one.
func (d *disk) synced(ino uint64) bool {
	return d.do(func() {
		i := d.images[ino]
		for _, c := range i.pending {
			i.durable = c.apply(i.durable)
		}
		i.pending = nil
		for _, known := range d.names {
			if known == i {
				return
			}
		}
		for name, of := range d.now {
			if of == i {
				d.names[name] = i
			}
		}
	})
}

func (d *disk) folderSynced() bool { return d.do(func() { d.names = maps.Clone(d.now) }) }

// created begins a new file, unless it is one that is there.
func (d *disk) created(name string, ino uint64) bool {
	return d.do(func() {
		if i := d.now[name]; i == nil || i != d.images[ino] {
			i = &image{}
			d.images[ino], d.now[name] = i, i
		}
	})
}

func (d *disk) renamed(from, to string) bool {
	return d.do(func() { d.now[to] = d.now[from]; delete(d.now, from) })
}

func (d *disk) removed(name string) bool { return d.do(func() { delete(d.now, name) }) }

func (c change) apply(b []byte) []byte {
	end := c.off + int64(len(c.data))
	if c.data == nil && end < int64(len(b)) {
		return b[:end]
	}
	if n := end - int64(len(b)); n > 0 {
		b = append(b, make([]byte, n)...)
	}
	copy(b[c.off:], c.data)
	return b
}

// fate is what becomes of what was not synchronised.
type fate int

const (
	dropped fate = iota
	kept
	torn
	fates
)

// cut takes the power away and writes what the disk holds into a folder.
func (d *disk) cut(f fate, chance *rand.Rand, into string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
	names := d.names
	if f == kept {
		names = d.now
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		data := names[name].left(f, chance)
		if err := os.WriteFile(filepath.Join(into, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (i *image) left(f fate, chance *rand.Rand) []byte {
	data := slices.Clone(i.durable)
	for _, c := range i.pending {
		switch {
		case f == dropped:
			continue
		case f == torn && chance.IntN(2) == 0:
			continue // a disk writes in any order
		case f == torn && len(c.data) > sector && chance.IntN(4) == 0:
			c.data = c.data[:sector*chance.IntN(len(c.data)/sector)]
			if len(c.data) == 0 {
				continue
			}
		}
		data = c.apply(data)
	}
	return data
}
