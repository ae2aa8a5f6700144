package web

import (
	"os"
	"strings"
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

// Every code that can be sent has a status.
func TestEveryCodeHasAStatus(t *testing.T) {
	golden, err := os.ReadFile("../desk/testdata/codes.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range strings.Fields(string(golden)) {
		if statusOf[desk.Code(code)] == 0 {
			t.Errorf("%s has no status", code)
		}
	}
}

func TestPointers(t *testing.T) {
	for field, want := range map[string]string{
		"email": "/email", "rules[0].rings[1].groups": "/rules/0/rings/1/groups", "skills.a/b~c": "/skills/a~1b~0c",
	} {
		if got := pointerTo(field); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	if got := pointer("body"); got != "" {
		t.Errorf("the whole body: %q", got)
	}
}
