package desk_test

import (
	"testing"

	"github.com/parley-desk/parley/backend/desk"
)

func TestALanguageIsOneThatSomebodySpeaks(t *testing.T) {
	for tag, want := range map[string]bool{
		"fr": true, "pt-BR": true, "FR": true, "zh-Hant-TW": true, "gsw": true, "qu": true, "que": true, "he": true, "iw": true, "en-x-shop": true,
		"": false, "f": false, "fe": false, "french": false, "-BE": false, "fr-!!": false,
		"und": false, "UND-FR": false, "und_FR": false, "mul": false, "zxx": false, "mis": false, "root": false, "x-klingon": false, "i-klingon": false, "i-default": false, "qaa": false, "QTZ-FR": false,
	} {
		if got := desk.CheckLanguage(tag) == nil; got != want {
			t.Errorf("%q is a language: %v", tag, got)
		}
	}
}
