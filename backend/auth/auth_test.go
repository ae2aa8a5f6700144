package auth

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"
)

func TestPasswords(t *testing.T) {
	hash := HashPassword("parley-demo")
	for name, tt := range map[string]struct {
		hash, password string
		right          bool
	}{
		"the right one":          {hash, "parley-demo", true},
		"another one":            {hash, "parley-demo ", false},
		"none":                   {hash, "", false},
		"no such account":        {"", "parley-demo", false},
		"the decoy's own":        {"", "nobody has this password", false},
		"a hash of another kind": {"$2y$10$abcdefghijklmnopqrstuv", "parley-demo", false},
	} {
		right, err := VerifyPassword(t.Context(), tt.hash, tt.password)
		if err != nil || right != tt.right {
			t.Errorf("%s: %t, %v", name, right, err)
		}
	}
	if HashPassword("parley-demo") == hash {
		t.Error("two hashes of one password are alike: they have no salt")
	}
}

func TestNobodyWaitsForAPasswordWithoutEnd(t *testing.T) {
	// Both places are taken, so that the next one has to wait.
	hashing <- struct{}{}
	hashing <- struct{}{}
	defer func() { <-hashing; <-hashing }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := VerifyPassword(ctx, "", "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left: %v", err)
	}
	waiting.Add(maxWaiting)
	defer waiting.Add(-maxWaiting)
	if _, err := VerifyPassword(t.Context(), "", "x"); !errors.Is(err, ErrBusy) {
		t.Errorf("one too many: %v", err)
	}
}

func TestTokens(t *testing.T) {
	token, digest := NewToken()
	if other, _ := NewToken(); other == token || !bytes.Equal(Digest(token), digest) || bytes.Equal(Digest(other), digest) {
		t.Error("a token is not told from another")
	}
	if a, b := NewID(), NewID(); a == b || len(a) != 26 {
		t.Errorf("ids %s and %s", a, b)
	}
}

func TestLimiter(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	l := NewLimiter(time.Second, 3, func() time.Time { return now })
	admitted := func(key string, tries int) (n int) {
		for range tries {
			if _, ok := l.Admit(key); ok {
				n++
			}
		}
		return n
	}
	if n := admitted("ann", 10); n != 3 {
		t.Errorf("%d of 10 at once, want 3", n)
	}
	if n := admitted("bob", 10); n != 3 {
		t.Errorf("another's tries cost Bob: %d", n)
	}
	if wait, ok := l.Admit("ann"); ok || wait != time.Second {
		t.Errorf("told to wait %s", wait)
	}
	for range 3 { // a look costs nothing
		if wait := l.Wait("ann"); wait != time.Second {
			t.Errorf("told to wait %s", wait)
		}
	}
	if wait := l.Wait("cleo"); wait != 0 {
		t.Errorf("who never tried is to wait %s", wait)
	}
	now = now.Add(2 * time.Second)
	if n := admitted("ann", 10); n != 2 {
		t.Errorf("%d after two seconds, want 2", n)
	}
	for i := range maxKeys + 10 {
		l.Admit(string(rune('a'+i%26)) + time.Duration(i).String())
	}
	if len(l.keys) > maxKeys {
		t.Errorf("%d keys are remembered", len(l.keys))
	}
}
