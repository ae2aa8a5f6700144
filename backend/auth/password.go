package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
)

// The cost of a new password hash: 64 MiB, 3 passes, 1 lane (RELIABILITY 4.5).
const (
	memoryKiB = 64 << 10
	passes    = 3
	lanes     = 1
	keyLen    = 32
	saltLen   = 16
)

// hashing bounds the memory that sign-ins can take at once, and maxWaiting how
// many may wait for their turn.
var (
	hashing = make(chan struct{}, 2)
	waiting atomic.Int32
)

const maxWaiting = 64

// HashPassword makes a PHC string of argon2id.
func HashPassword(password string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // it never fails; see crypto/rand
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes,
		b64.EncodeToString(salt), b64.EncodeToString(argon2.IDKey([]byte(password), salt, passes, memoryKiB, lanes, keyLen)))
}

// decoy is verified against where there is no account, so that an unknown
// e-mail takes as long as a wrong password.
var decoy = sync.OnceValue(func() string { return HashPassword("nobody has this password") })

// VerifyPassword tells whether the password belongs to the hash. An empty hash
// stands for an account that does not exist: it takes the same time and is false.
// The error is the context's, or [ErrBusy] where too many wait already.
func VerifyPassword(ctx context.Context, hash, password string) (bool, error) {
	leave, err := takeTurn(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	exists := hash != ""
	if !exists {
		hash = decoy()
	}
	match, err := verify(hash, password)
	return err == nil && match && exists, nil
}

// ErrBusy: too many passwords wait to be verified.
var ErrBusy = errors.New("too many passwords wait to be verified")

func verify(hash, password string) (bool, error) {
	var version int
	var memory, time uint32
	var threads uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errors.New("not an argon2id hash")
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errors.New("unknown version of argon2id")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil {
		return false, fmt.Errorf("parameters of the hash: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("salt of the hash: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("key of the hash: %w", err)
	}
	return subtle.ConstantTimeCompare(argon2.IDKey([]byte(password), salt, time, memory, threads, keyLen), want) == 1, nil
}

// MakeHash is [HashPassword] for a request: it waits for its turn among those who
// sign in, because each takes as much memory. The error is as of VerifyPassword.
func MakeHash(ctx context.Context, password string) (string, error) {
	leave, err := takeTurn(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return HashPassword(password), nil
}

// takeTurn waits until so much memory may be used, and gives it back with leave.
func takeTurn(ctx context.Context) (leave func(), err error) {
	if waiting.Add(1) > maxWaiting {
		waiting.Add(-1)
		return nil, ErrBusy
	}
	defer waiting.Add(-1)
	select {
	case hashing <- struct{}{}:
		return func() { <-hashing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
