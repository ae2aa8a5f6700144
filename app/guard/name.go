package guard

import (
	"slices"
	"unicode/utf8"

	"github.com/parley-desk/parley/app/lexis"
)

// shortest is how many letters a name has that stands for somebody alone.
const shortest = 3

// Named is a name of others that stands in a text, as it stands there; empty where
// there is none. Names are compared word by word, whatever case and accents.
//
// A whole name of two words and more counts where a part of it could be one. A part of one counts where it
// has three letters, is no word that everybody says ("Customer", "de", "April"),
// and nobody here is called so. Who shares a name with an ordinary word ("Will",
// "Pierre") is meant only by a capital that does not begin a sentence.
func Named(text string, others, here []string) string {
	words := lexis.Words(text)
	known := map[string]bool{}
	for _, name := range here {
		for _, w := range lexis.Words(name) {
			known[w.Plain] = true
		}
	}
	for _, name := range others {
		parts := parted(name)
		whole := lexis.Words(name)
		if len(parts) > 1 && !all(whole, known) && slices.ContainsFunc(parts, stands) {
			if found := find(words, whole, func([]lexis.Word) bool { return true }); found != "" {
				return found
			}
		}
		for _, part := range parts {
			if !stands(part) || all(part, known) {
				continue
			}
			meant := func(as []lexis.Word) bool {
				return !lexis.Ordinary(part[0].Plain) || as[0].Capital && !as[0].First
			}
			if found := find(words, part, meant); found != "" {
				return found
			}
		}
	}
	return ""
}

// parted are the parts of a name: a hyphen joins two words to one part.
func parted(name string) [][]lexis.Word {
	var parts [][]lexis.Word
	for _, w := range lexis.Words(name) {
		if w.Joined && len(parts) > 0 {
			parts[len(parts)-1] = append(parts[len(parts)-1], w)
		} else {
			parts = append(parts, []lexis.Word{w})
		}
	}
	return parts
}

// stands tells whether a part of a name stands for somebody by itself.
func stands(part []lexis.Word) bool {
	letters := 0
	for _, w := range part {
		letters += utf8.RuneCountInString(w.Plain)
	}
	first := part[0].Plain
	return letters >= shortest && (len(part) > 1 || lexis.Ordinary(first) || !lexis.Common(first))
}

func all(words []lexis.Word, known map[string]bool) bool {
	for _, w := range words {
		if !known[w.Plain] {
			return false
		}
	}
	return true
}

// find is where a name stands among words, as it stands there.
func find(words, name []lexis.Word, meant func([]lexis.Word) bool) string {
	for i := 0; i+len(name) <= len(words); i++ {
		same := true
		for j, w := range name {
			same = same && words[i+j].Plain == w.Plain
		}
		if as := words[i : i+len(name)]; same && meant(as) {
			return spelt(as)
		}
	}
	return ""
}

func spelt(words []lexis.Word) string {
	said := ""
	for _, w := range words {
		switch {
		case said == "":
		case w.Joined:
			said += "-"
		default:
			said += " "
		}
		said += w.Text
	}
	return said
}
