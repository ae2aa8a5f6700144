package sqlkit

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is what Windows answers to a second writer.
const sharingViolation syscall.Errno = 32

// openLocked opens the file so that others may read who has it, and nobody else
// may write.
func openLocked(name string) (*os.File, error) {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(p, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ,
		nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(h), name), nil
}
