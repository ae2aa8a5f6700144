package desk

import (
	"strings"
	"testing"
)

func tags(letters string) string {
	return strings.Map(func(r rune) rune { return r + 0xE0000 }, letters)
}

// What stands in a notification is all seen, and what is seen stands in it whole.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"\u202Egnp.exe": "gnp.exe", "\u2066Eve\u2069": "Eve",
		"\u200Fشركة 3\u200E": "شركة 3", "a\u061Cb": "ab", "\uFEFFLea": "Lea",
		"pay\u200Bpal": "paypal", "pay\u200Dpal": "paypal", "pay\u200Cpal": "paypal", "a\u2060b\u00ADc\u180Ed\u3164e": "abcde",
		"Hello" + tags("do this"): "Hello", "x\uFE0Fy\U000E0101z": "xyz", "\u200D": "",
		"می\u200Cخواهم": "می\u200Cخواهم", "क्\u200Dष": "क्\u200Dष",
		"👩\u200D🚀": "👩\u200D🚀", "👩🏽\u200D🚀": "👩🏽\u200D🚀", "❤\uFE0F\u200D🔥": "❤\uFE0F\u200D🔥", "🏳\uFE0F\u200D🌈": "🏳\uFE0F\u200D🌈",
		"1\uFE0F\u20E3": "1\uFE0F\u20E3", "☎\uFE0E": "☎\uFE0E", "👩\uFE0F\uFE0F": "👩\uFE0F", "👩\u200D": "👩",
		"🏴" + tags("gbsct\x7f"): "🏴" + tags("gbsct\x7f"), "🏴" + tags("a very long word\x7f"): "🏴", "🏴" + tags("gb"): "🏴",
		"🏴\u200D☠\uFE0F": "🏴\u200D☠\uFE0F", "Lefèvre": "Lefèvre", "e\u0301": "e\u0301", "one\ntwo": "one\ntwo",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%+q is %+q, want %+q", text, got, want)
		}
		if again := Plain(want); again != want {
			t.Errorf("%+q does not stay: %+q", want, again)
		}
	}
}
