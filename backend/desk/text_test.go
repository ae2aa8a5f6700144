package desk

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestRefusalsNameTheirNumbers(t *testing.T) {
	long := make([]byte, 8001)
	for i := range long {
		long[i] = 'a'
	}
	for text, want := range map[string]string{
		"":           "Write something or attach a file.",
		string(long): "Messages can have up to 8,000 characters; this one has 8,001.",
		"ab\x00":     "Character U+0000 at position 3 cannot be stored.",
	} {
		if got := AsError(CheckText(text)); got.Message != want || got.Field != "text" {
			t.Errorf("%.10q: %q at %q", text, got.Message, got.Field)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 32768: "32,768", 1002003: "1,002,003"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestCutText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text") + rapid.SampledFrom([]string{"", "\x00", "\xff", "\n", "😀"}).Draw(t, "tail")
		max := rapid.IntRange(1, 20).Draw(t, "max")
		cut := CutText(text, max)
		if utf8.RuneCountInString(cut) > max || CutText(cut, max) != cut {
			t.Fatalf("%q to %d: %q", text, max, cut)
		}
		if cut != "" && CheckText(cut) != nil {
			t.Fatalf("%q cannot be stored: %v", cut, CheckText(cut))
		}
	})
}
