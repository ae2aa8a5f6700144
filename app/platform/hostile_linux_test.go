package platform

import (
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

// A service that reads markup is sent none of a visitor's.
func TestHostileTextsAreTextInAToast(t *testing.T) {
	for _, text := range rig.Hostile() {
		said := markup.Replace(text)
		if strings.ContainsAny(said, "<>") {
			t.Errorf("%q is said as %q", text, said)
		}
		for _, part := range strings.Split(said, "&")[1:] {
			if !strings.HasPrefix(part, "amp;") && !strings.HasPrefix(part, "lt;") && !strings.HasPrefix(part, "gt;") {
				t.Errorf("%q is said as %q", text, said)
			}
		}
	}
}
