package lexis

// Language is the language a text is in, "en" or "fr", by the words that hold its
// sentences together; empty where these do not tell, as of a text in a third language.
func Language(text string) string {
	words := Words(text)
	en, fr := tell(words, tellsEnglish), tell(words, tellsFrench)
	switch {
	case en.says(len(words), fr):
		return "en"
	case fr.says(len(words), en):
		return "fr"
	}
	return ""
}

// telling counts the words that tell a language, and how many different ones they are.
type telling struct{ all, different int }

func tell(words []Word, tells map[string]bool) telling {
	var n telling
	seen := map[string]bool{}
	for _, w := range words {
		if tells[w.Plain] {
			n.all++
			seen[w.Plain] = true
		}
	}
	n.different = len(seen)
	return n
}

// says tells whether a text of so many words is in the language rather than in another.
// A name or a title in one may stand in a text of the other, and neighbours share some of
// their words, each of which may be said often.
func (n telling) says(words int, other telling) bool {
	const least, part, more = 2, 5, 3
	return n.different >= least && part*n.all >= words && n.all >= more*other.all
}

// These are frequent in one and hardly ever stand in the other, and seldom does a sentence
// of a neighbour have two of them, written without accents: "in", "la", "on", "to", "for",
// "et", "au" and single letters tell nothing.
var tellsEnglish = set(`
	the and you your yours our ours are were been with that this these those it its have can could
	would should not from if what when how who why which please thank thanks they their them there here by
	my she his us does did let get but any about hello`)

var tellsFrench = set(`
	vous nous votre vos notre les dans avec pour une est pas du aux ce cette ces je il elle ils elles
	sont avez avons etes etre sur tout tous toute merci bonjour voici qu suis chez mais donc
	puis peux pouvez veuillez sous rien quand cela recu envoye ete`)
