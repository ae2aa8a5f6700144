package desk_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

func TestPrimaryLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "fr", "fr-BE": "fr", "FR_be": "fr", "Zh-Hant-TW": "zh", "pt_BR-x": "pt", "É-x": "é", "": "", "-": "",
	} {
		if got := desk.PrimaryLanguage(tag); got != want {
			t.Errorf("of %q: %q, want %q", tag, got, want)
		}
	}
}
