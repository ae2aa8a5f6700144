package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/parley-desk/parley/backend/desk"
)

// keySize is that of AES-256.
const keySize = 32

// maxKeys bounds the keyring: about as many visitors as write at one time.
const maxKeys = 8192

type keyName struct {
	project desk.ProjectID
	visitor desk.VisitorID
}

// keyring remembers the keys of visitors who are writing. It is for sealing
// only: to open, the key is read from the database together with the content,
// so that an erasure, by whichever node, holds from its commit on.
type keyring struct {
	mu   sync.Mutex
	keys map[keyName]cipher.AEAD
}

func newKeyring() *keyring { return &keyring{keys: map[keyName]cipher.AEAD{}} }

func (k *keyring) get(n keyName) cipher.AEAD {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.keys[n]
}

func (k *keyring) put(found map[keyName]cipher.AEAD) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for n, key := range found {
		if len(k.keys) >= maxKeys {
			for old := range k.keys {
				delete(k.keys, old)
				break
			}
		}
		k.keys[n] = key
	}
}

func (k *keyring) drop(n keyName) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.keys, n)
}

func newSecret() []byte {
	secret := make([]byte, keySize)
	rand.Read(secret) // never fails: the program ends instead
	return secret
}

// newAEAD makes the seal of a key. The nonce is random and stands before the
// sealed text: an offset is no nonce, because after a restore from a backup the
// same offset is given a second time.
func newAEAD(secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("key of a visitor: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// place is what binds sealed content to its event.
func place(project desk.ProjectID, pos int64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(project), 0), uint64(pos))
}

func seal(key cipher.AEAD, project desk.ProjectID, pos int64, c *desk.Content) ([]byte, error) {
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	return key.Seal(nil, nil, plain, place(project, pos)), nil
}

func unseal(secret, sealed []byte, project desk.ProjectID, pos int64) (*desk.Content, error) {
	key, err := newAEAD(secret)
	if err != nil {
		return nil, err
	}
	plain, err := key.Open(nil, nil, sealed, place(project, pos))
	if err != nil {
		return nil, fmt.Errorf("content at %s %d does not open: %w", project, pos, err)
	}
	c := new(desk.Content)
	if err := json.Unmarshal(plain, c); err != nil {
		return nil, fmt.Errorf("content at %s %d: %w", project, pos, err)
	}
	return c, nil
}
