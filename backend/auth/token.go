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

// NewPassword makes a password of 100 random bits that can be read out: small
// letters and digits, none of which is taken for another.
func NewPassword() string {
	const letters = "abcdefghjkmnopqrstuvwxyz23456789" // 32 of them
	raw := make([]byte, 20)
	_, _ = rand.Read(raw)
	for i, b := range raw {
		raw[i] = letters[b%32]
	}
	return string(raw[:5]) + "-" + string(raw[5:10]) + "-" + string(raw[10:15]) + "-" + string(raw[15:])
}
