//go:build linux

package powercut

import (
	"context"
	"os"
	"slices"
	"syscall"
	"testing"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// node is a file or the folder itself.
type node struct {
	fs.LoopbackNode
	disk *disk
}

// WrapChild makes every file one of ours.
func (n *node) WrapChild(context.Context, fs.InodeEmbedder) fs.InodeEmbedder {
	return &node{LoopbackNode: fs.LoopbackNode{RootData: n.RootData}, disk: n.disk}
}

// mount makes a file system over a folder, whose disk is returned. Folders
// within the folder are none of its business.
func mount(t *testing.T, live string) (mountpoint string, d *disk) {
	t.Helper()
	if f, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0); err != nil {
		t.Skipf("the power cut needs FUSE: %v", err)
	} else {
		f.Close()
	}
	d = newDisk(live)
	var st syscall.Stat_t
	if err := syscall.Stat(live, &st); err != nil {
		t.Fatal(err)
	}
	root := &fs.LoopbackRoot{Path: live, Dev: st.Dev}
	entries, err := os.ReadDir(live)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if err := d.begin(e.Name(), info.Sys().(*syscall.Stat_t).Ino); err != nil {
			t.Fatal(err)
		}
	}
	mountpoint = t.TempDir()
	server, err := fs.Mount(mountpoint, &node{LoopbackNode: fs.LoopbackNode{RootData: root}, disk: d},
		&fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, FsName: "powercut", Name: "powercut"}})
	if err != nil {
		t.Skipf("the power cut needs the right to mount: %v", err)
	}
	t.Cleanup(func() {
		if err := server.Unmount(); err != nil {
			t.Error(err)
		}
	})
	return mountpoint, d
}

func answer(powered bool, errno syscall.Errno) syscall.Errno {
	if !powered {
		return syscall.EIO
	}
	return errno
}

func (n *node) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	child, f, fuseFlags, errno := n.LoopbackNode.Create(ctx, name, flags, mode, out)
	if errno != 0 {
		return nil, nil, 0, errno
	}
	ino := child.StableAttr().Ino
	return child, n.handle(f, ino), fuseFlags, answer(n.disk.created(name, ino), 0)
}

func (n *node) Open(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	f, fuseFlags, errno := n.LoopbackNode.Open(ctx, flags)
	if errno != 0 {
		return nil, 0, errno
	}
	return n.handle(f, n.StableAttr().Ino), fuseFlags, 0
}

func (n *node) Setattr(ctx context.Context, f fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	errno := n.LoopbackNode.Setattr(ctx, f, in, out)
	if size, ok := in.GetSize(); ok && errno == 0 {
		return answer(n.disk.changed(n.StableAttr().Ino, change{off: int64(size)}), 0)
	}
	return errno
}

func (n *node) Rename(ctx context.Context, name string, parent fs.InodeEmbedder, newName string, flags uint32) syscall.Errno {
	errno := n.LoopbackNode.Rename(ctx, name, parent, newName, flags)
	if errno != 0 {
		return errno
	}
	return answer(n.disk.renamed(name, newName), 0)
}

func (n *node) Unlink(ctx context.Context, name string) syscall.Errno {
	errno := n.LoopbackNode.Unlink(ctx, name)
	if errno != 0 {
		return errno
	}
	return answer(n.disk.removed(name), 0)
}

func (n *node) OpendirHandle(ctx context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	h, fuseFlags, errno := n.LoopbackNode.OpendirHandle(ctx, flags)
	if errno != 0 {
		return nil, 0, errno
	}
	return &folder{h.(fs.FileReaddirenter), h.(fs.FileReleasedirer), n.disk}, fuseFlags, 0
}

// folder is the open folder.
type folder struct {
	fs.FileReaddirenter
	fs.FileReleasedirer
	disk *disk
}

func (f *folder) Fsyncdir(context.Context, uint32) syscall.Errno {
	return answer(f.disk.folderSynced(), 0)
}

// handle is an open file.
type handle struct {
	*fs.LoopbackFile
	disk *disk
	ino  uint64
}

func (n *node) handle(f fs.FileHandle, ino uint64) *handle {
	return &handle{LoopbackFile: f.(*fs.LoopbackFile), disk: n.disk, ino: ino}
}

func (h *handle) Write(ctx context.Context, data []byte, off int64) (uint32, syscall.Errno) {
	// Noted before it is done: at the cut nothing is in the folder of which
	// the disk was not told.
	if !h.disk.changed(h.ino, change{off: off, data: slices.Clone(data)}) {
		return 0, syscall.EIO
	}
	return h.LoopbackFile.Write(ctx, data, off)
}

func (h *handle) Fsync(context.Context, uint32) syscall.Errno {
	return answer(h.disk.synced(h.ino), 0)
}

// Allocate is left out, so that every byte comes by Write.
func (h *handle) Allocate(context.Context, uint64, uint64, uint32) syscall.Errno {
	return syscall.ENOTSUP
}

// PassthroughFd keeps the kernel from writing to the folder behind our back.
func (h *handle) PassthroughFd() (int, bool) { return 0, false }
