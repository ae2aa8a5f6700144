package desk

import "strings"

func (t Targeting) fits(v Visit) bool {
	return t.Active && t.Channel == v.Channel &&
		fitsOne(t.Sites, func(s string) bool { return strings.EqualFold(s, v.Site) }) &&
		fitsOne(t.Paths, func(p string) bool { return strings.HasPrefix(v.Path, p) }) &&
		fitsOne(t.Languages, func(l string) bool { return Speaks([]string{l}, v.Language) })
}

func fitsOne(list []string, fits func(string) bool) bool {
	for _, x := range list {
		if fits(x) {
			return true
		}
	}
	return len(list) == 0
}

// Speaks tells whether one of the languages is that of a tag: "fr" is that of
// "fr-BE", and "fra" is so too. Whoever names no language speaks all, and a visitor
// who has none is understood by everybody.
func Speaks(languages []string, tag string) bool {
	want := CanonicalLanguage(tag)
	if len(languages) == 0 || want == "" {
		return true
	}
	for _, l := range languages {
		if CanonicalLanguage(l) == want {
			return true
		}
	}
	return false
}

// PrimaryLanguage is the language of a tag without its region or script: "fr"
// of "fr-BE".
func PrimaryLanguage(tag string) string {
	if i := strings.IndexFunc(tag, func(r rune) bool { return r == '-' || r == '_' }); i >= 0 {
		tag = tag[:i]
	}
	for i := range len(tag) {
		if c := tag[i]; c < 'a' || c > 'z' {
			return strings.ToLower(tag)
		}
	}
	return tag // as nearly all come
}
