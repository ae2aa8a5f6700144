package lexis

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Word is one word of a text: letters, digits and what belongs to them. An
// apostrophe and a hyphen part two words.
type Word struct {
	// Text is the word as it stands, Plain the same without case and accents.
	Text, Plain string
	// Capital: it begins with a capital letter. First: it begins a sentence, so
	// that the capital says nothing.
	Capital, First bool
	// Joined: nothing but a hyphen parts it from the word before.
	Joined bool
}

// Words are the words of a text in order.
func Words(text string) []Word {
	var all []Word
	first, from, end := true, -1, 0
	add := func(to int) {
		w := Word{Text: text[from:to], First: first, Joined: end > 0 && text[end:from] == "-"}
		w.Plain, w.Capital = Plain(w.Text), unicode.IsUpper([]rune(w.Text)[0])
		all = append(all, w)
		first, from, end = false, -1, to
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || from >= 0 && unicode.IsMark(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			add(i)
		}
		if strings.ContainsRune(".!?…:\n", r) {
			first = true
		}
	}
	if from >= 0 {
		add(len(text))
	}
	return all
}

// letters are those that are not another letter with something on it, as two
// keyboards write them.
var letters = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i")

// Plain is a text without case and accents.
func Plain(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		ascii = ascii && text[i] < 0x80
	}
	text = strings.ToLower(text)
	if ascii {
		return text
	}
	var out strings.Builder
	for _, r := range norm.NFD.String(text) {
		if !unicode.IsMark(r) {
			out.WriteRune(r)
		}
	}
	return letters.Replace(out.String())
}
