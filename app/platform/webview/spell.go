package webview

import (
	"path/filepath"
	"slices"
	"strings"
)

// dictionaries are the names under which a dictionary for a language may be known,
// the likeliest first: that of the place it is spoken in, that of this machine's
// place, that of no place, and those of other places that are here. The engine
// does not look for "en_US" where it is asked for "en_GB".
func dictionaries(language, machine string, folders []string) []string {
	tag := strings.ReplaceAll(language, "-", "_")
	if !plain(tag) {
		return nil // it is a visitor's to name, and must be no pattern
	}
	primary, _, _ := strings.Cut(tag, "_")
	names := []string{tag}
	if own, _, _ := strings.Cut(machine, "."); strings.HasPrefix(own, primary+"_") {
		names = append(names, own)
	}
	names = append(names, primary)
	for _, folder := range folders {
		files, _ := filepath.Glob(filepath.Join(folder, primary+"_*.dic"))
		for _, file := range files {
			names = append(names, strings.TrimSuffix(filepath.Base(file), ".dic"))
		}
	}
	var once []string
	for _, name := range names {
		if !slices.Contains(once, name) && plain(name) {
			once = append(once, name)
		}
	}
	return once
}

func plain(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) < 0
}
