package webview

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// row: P-061
func TestADictionaryIsFoundForALanguage(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"en_US.dic", "en_AU.dic", "en_US.aff", "fr.dic", "fr_FR.dic", "french_x.dic"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		language, machine string
		want              []string
	}{
		{"en-GB", "C.UTF-8", []string{"en_GB", "en", "en_AU", "en_US"}},
		{"en", "en_US.UTF-8", []string{"en", "en_US", "en_AU"}},
		{"fr-BE", "en_US.UTF-8", []string{"fr_BE", "fr", "fr_FR"}},
		{"de", "", []string{"de"}},
		{"*", "", nil},
		{"../x", "", nil},
		{"", "en_US", nil},
	} {
		if got := dictionaries(tt.language, tt.machine, []string{folder}); !slices.Equal(got, tt.want) {
			t.Errorf("%q on %q: %q", tt.language, tt.machine, got)
		}
	}
}
