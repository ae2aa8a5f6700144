package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"strings"
)

// NewToken makes a bearer token of 256 random bits, and the digest that is
// stored instead of it.
func NewToken() (token string, digest []byte) {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // it never fails; see crypto/rand
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, Digest(token)
}

// Digest is what is stored of a token. A token has 256 random bits, so a plain
// hash cannot be turned back and needs no salt.
func Digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// NewID makes the text of an id from 128 random bits.
func NewID() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}
