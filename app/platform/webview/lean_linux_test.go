package webview

import (
	"os"
	"testing"
)

func TestTheEngineCollectsTheWholeOfASmallPageUnlessToldOtherwise(t *testing.T) {
	t.Setenv(wholeFrom, "") // puts back what there was
	if err := os.Unsetenv(wholeFrom); err != nil {
		t.Fatal(err)
	}
	Lean()
	if is := os.Getenv(wholeFrom); is != wholeFromBytes {
		t.Errorf("%s is %q", wholeFrom, is)
	}
	for _, said := range []string{"33554432", ""} {
		t.Setenv(wholeFrom, said)
		Lean()
		if is := os.Getenv(wholeFrom); is != said {
			t.Errorf("who said %q got %q", said, is)
		}
	}
}
