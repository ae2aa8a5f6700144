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

// A language may be written in several ways, and a browser may say it in another.
//
// row: P-127
func TestALanguageIsSpokenWhateverItIsCalled(t *testing.T) {
	for tag, browser := range map[string]string{
		"eng": "en-GB", "deu": "de", "ger": "de-AT", "cmn": "zh-Hans-CN", "zh": "cmn", "iw": "he", "he": "iw-IL", "FRA": "fr", "no": "nb-NO", "gsw": "gsw",
	} {
		if !desk.Speaks([]string{"pl", tag}, browser) {
			t.Errorf("who speaks %q does not understand %q", tag, browser)
		}
	}
	for tag, browser := range map[string]string{"eng": "de", "cmn": "yue", "qu": "es", "mul": "en", "q!": "en"} {
		if desk.Speaks([]string{tag}, browser) {
			t.Errorf("who speaks %q understands %q", tag, browser)
		}
	}
}
