package lexis

// Language is the language a text is in, "en" or "fr", by the words that hold its
// sentences together; empty where these do not tell, as of a text in a third language.
func Language(text string) string {
	var all, en, fr int
	for _, w := range Words(text) {
		all++
		if tellsEnglish[w.Plain] {
			en++
		}
		if tellsFrench[w.Plain] {
			fr++
		}
	}
	// A name or a title in one may stand in a text of the other, and neighbours share
	// some of their words.
	const least, part, more = 2, 5, 3
	switch {
	case en >= least && part*en >= all && en >= more*fr:
		return "en"
	case fr >= least && part*fr >= all && fr >= more*en:
		return "fr"
	}
	return ""
}

// These are frequent in one, and hardly ever stand in the other nor in its neighbours: "in",
// "la", "on" and single letters tell nothing.
var tellsEnglish = set(`
	the and you your yours our ours are were been be to for with that this these those it its have had can could
	would should not from at if what when how who why which please thank thanks they their them there here by
	my she his us does did let get but any about sorry hello`)

var tellsFrench = set(`
	vous nous votre vos notre nos les dans avec pour une est et pas du au aux ce cette ces je il elle ils elles
	sont avez avons etes etre sur tout tous toute merci bonjour voici ou qu suis chez mais donc
	puis peux pouvez veuillez sous rien quand cela ca recu envoye ete`)
