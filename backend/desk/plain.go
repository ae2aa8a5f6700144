package desk

import "unicode"

// Plain is a text as it may stand where the system draws it, in a notification: with
// no sign that turns the direction of writing and none that is not seen. Those that
// are not seen hide words from who reads them, or words from who does not. They stay
// where they make what is seen: inside an emoji, and between letters that join.
func Plain(text string) string {
	all := []rune(Unturned(text))
	out := make([]rune, 0, len(all))
	for i := 0; i < len(all); i++ {
		r := all[i]
		switch {
		case r == blackFlag:
			flag := flagOf(all[i:])
			out = append(out, all[i:i+flag]...)
			i += flag - 1
		case !unseen(r):
			out = append(out, r)
		case len(out) > 0 && i+1 < len(all) && joins(out[len(out)-1], r, all[i+1]),
			len(out) > 0 && turnsIntoPicture(out[len(out)-1], r):
			out = append(out, r)
		}
	}
	return string(out)
}

const (
	nonJoiner   = 0x200C
	joiner      = 0x200D
	asText      = 0xFE0E
	asPicture   = 0xFE0F
	blackFlag   = 0x1F3F4
	firstTag    = 0xE0020
	endOfTags   = 0xE007F
	keyCap      = 0x20E3
	longestFlag = 8
)

// unseen tells the signs that are not drawn: those that only say how others are.
func unseen(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) ||
		unicode.Is(unicode.Variation_Selector, r)
}

// joins tells whether a sign that joins two others, or keeps them apart, does.
func joins(before, r, behind rune) bool {
	switch r {
	case joiner:
		if picture(before) || before == asPicture {
			return picture(behind)
		}
	case nonJoiner:
	default:
		return false
	}
	return joining(before) && joining(behind)
}

// joining tells the letters of scripts whose letters join.
func joining(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic,
		unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// turnsIntoPicture tells whether a sign has the one before drawn as a picture, or as
// the letter it also is.
func turnsIntoPicture(before, r rune) bool {
	if r != asPicture && r != asText {
		return false
	}
	return picture(before) || before >= '0' && before <= '9' || before == '#' || before == '*'
}

// picture tells the signs that emoji are made of.
func picture(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r >= 0x1F3FB && r <= 0x1F3FF ||
		r == 0x2194 || r == 0x25B6 || r == 0x25C0 || r == 0x203C || r == 0x2049 || r == keyCap || r == blackFlag
}

// flagOf is how many signs a flag has that is spelt out, as those of Scotland and
// Wales are; 1 where it is the black one.
func flagOf(text []rune) int {
	for i := 1; i < len(text) && i <= longestFlag; i++ {
		switch {
		case text[i] == endOfTags && i > 1:
			return i + 1
		case text[i] < firstTag || text[i] >= endOfTags:
			return 1
		}
	}
	return 1
}
