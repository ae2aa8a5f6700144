package lexis

import "testing"

func TestALanguageIsToldByTheWordsThatHoldSentencesTogether(t *testing.T) {
	for text, want := range map[string]string{
		"What is in stock leaves us within two working days.":              "en",
		"Nous vous envoyons le colis dans les deux jours.":                 "fr",
		"Bonjour Ravi, que puis-je faire pour vous ?":                      "fr",
		"I am sorry about that. Please send us a picture of the damage.":   "en",
		"It is called “Le temps des cerises”, and you can still order it.": "en",
		"Il y a un colis pour vous.":                                       "fr",
		"On it!":                                                           "",
		"OK":                                                               "",
		"Wir senden Ihnen das Paket in den nächsten Tagen.":                "",
		"": "",
	} {
		if got := Language(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
