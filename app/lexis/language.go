package lexis

// Language is the language a text is in, "en" or "fr", by the words that hold its
// sentences together; empty where these do not tell.
func Language(text string) string {
	var en, fr int
	for _, w := range Words(text) {
		if ofEnglish[w.Plain] {
			en++
		}
		if ofFrench[w.Plain] {
			fr++
		}
	}
	// A word of one may stand in a text of the other: a name, a title, a quotation.
	switch {
	case en >= 2 && en >= 3*fr:
		return "en"
	case fr >= 2 && fr >= 3*en:
		return "fr"
	}
	return ""
}
