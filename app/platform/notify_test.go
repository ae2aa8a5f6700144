package platform

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// A toast is drawn by the system, which turns and hides what it likes.
func TestWordsInAToastFollowTheOneRule(t *testing.T) {
	for _, name := range []string{"\u202Egnp.exe", "\u2066Eve\u2069", "\u200Fشركة 3\u200E", "Lefèvre", "👩\u200d🚀"} {
		if got := plain(name, titleRunes); got != desk.Plain(name) {
			t.Errorf("%q is drawn as %q, not as %q", name, got, desk.Plain(name))
		}
	}
	if got := plain(" two\r\nlines\x00\u0085 \x1b[31m ", titleRunes); got != "two lines [31m" {
		t.Errorf("%q", got)
	}
	if got := plain(strings.Repeat("é", 130), titleRunes); got != strings.Repeat("é", 119)+"…" {
		t.Errorf("%q", got)
	}
}
