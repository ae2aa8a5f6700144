package platform

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// A toast draws a name as the panel, a letter and a transcript do.
func TestWordsInAToastFollowTheOneRule(t *testing.T) {
	for _, name := range []string{"\u202Egnp.exe", "\u2066Eve\u2069", "\u200Fشركة 3\u200E", "Lefèvre", "👩\u200d🚀"} {
		if got := plain(name, titleRunes); got != desk.Unturned(name) {
			t.Errorf("%q is drawn as %q, elsewhere as %q", name, got, desk.Unturned(name))
		}
	}
	if got := plain(" two\r\nlines\x00\u0085 \x1b[31m ", titleRunes); got != "two lines [31m" {
		t.Errorf("%q", got)
	}
	if got := plain(strings.Repeat("é", 130), titleRunes); got != strings.Repeat("é", 119)+"…" {
		t.Errorf("%q", got)
	}
}
