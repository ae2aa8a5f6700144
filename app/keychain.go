package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"
)

// Keychain keeps one secret for each installation. Its methods may take long,
// since the system may ask a person first; see [ask].
type Keychain interface {
	// Get is the secret, empty where there is none.
	Get(device string) (string, error)
	Set(device, secret string) error
	Delete(device string) error
}

// keychainPatience is how long the system may take. After that it counts as
// having no keychain.
const keychainPatience = 2 * time.Second

var errNoKeychain = errors.New("the keychain does not answer")

// ask asks the keychain without waiting for it longer than is polite. A call that
// hangs in the system cannot be called back; its answer is thrown away.
func ask(ctx context.Context, call func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	c := make(chan answer, 1)
	go func() {
		secret, err := call()
		c <- answer{secret, err}
	}()
	ctx, cancel := context.WithTimeout(ctx, keychainPatience)
	defer cancel()
	select {
	case a := <-c:
		return a.secret, a.err
	case <-ctx.Done():
		return "", errNoKeychain
	}
}

// systemKeychain is the keychain of the system this runs on.
type systemKeychain struct{}

const keychainService = "Parley"

func (systemKeychain) Get(device string) (string, error) {
	if !hasKeychain() {
		return "", errNoKeychain
	}
	secret, err := keyring.Get(keychainService, device)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", nil
	}
	return secret, err
}

func (systemKeychain) Set(device, secret string) error {
	if !hasKeychain() {
		return errNoKeychain
	}
	return keyring.Set(keychainService, device, secret)
}

func (systemKeychain) Delete(device string) error {
	if !hasKeychain() {
		return errNoKeychain
	}
	if err := keyring.Delete(keychainService, device); err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return err
	}
	return nil
}

// hasKeychain tells whether there is anybody to ask. Where a session has no
// message bus, asking would start one that outlives us.
func hasKeychain() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return address != "autolaunch:"
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		return false
	}
	info, err := os.Stat(filepath.Join(dir, "bus"))
	return err == nil && info.Mode()&os.ModeSocket != 0
}
