package lexis

import "testing"

func TestALanguageIsToldByTheWordsThatHoldSentencesTogether(t *testing.T) {
	for text, want := range map[string]string{
		"What is in stock leaves us within two working days.":              "en",
		"I am sorry about that. Please send us a picture of the damage.":   "en",
		"It is called “Le temps des cerises”, and you can still order it.": "en",
		"We’re on a break, but the shop is open and you can write.":        "en",
		"Good day Lea, this is Ada of ACME (AC 4711).":                     "",
		"You can send everything back within thirty days.":                 "en",
		"Nous vous envoyons le colis dans les deux jours.":                 "fr",
		"Bonjour Ravi, que puis-je faire pour vous ?":                      "fr",
		"Il y a un colis pour vous.":                                       "fr",
		"Il m’a dit qu’il n’y a rien à payer.":                             "fr",
		"Il a été envoyé ; on a reçu votre colis.":                         "fr",
		"On it!": "",
		"OK":     "",
		"":       "",
		// Neither.
		"There’s a delay on a parcel.":                                              "",
		"It’s on a break.":                                                          "",
		"Buenos días y bienvenida a la tienda.":                                     "",
		"L’ordine è arrivato a casa.":                                               "",
		"A encomenda chegou a casa.":                                                "",
		"Wegen des Wetters und des Feiertags":                                       "",
		"I tempi e i costi.":                                                        "",
		"Bitte rufen Sie uns an. Wir schicken es an Sie.":                           "",
		"¿Me has escrito? No he recibido nada.":                                     "",
		"Wir senden Ihnen das Paket in den nächsten Tagen.":                         "",
		"Guten Tag, was kann ich für Sie tun? Wir sind in einer Minute bei Ihnen.":  "",
		"Hola, ¿en qué le puedo ayudar?":                                            "",
		"Gracias por su paciencia. Le enviaremos el paquete en dos días.":           "",
		"La spedizione è gratuita e le consegne arrivano in due giorni.":            "",
		"I resi sono gratuiti entro 30 giorni dalla consegna, in negozio o a casa.": "",
		"Il negozio è chiuso il lunedì.":                                            "",
		"Mi dica il suo nome e il numero del pacco.":                                "",
		"Kun je je naam en je bestelnummer sturen?":                                 "",
		"Em cinco dias ou menos. No Porto ou em Lisboa.":                            "",
		"Sus pedidos les llegan mañana. Si no les llega, escriban.":                 "",
		"Nos llega mañana y les avisamos.":                                          "",
		"Les enviamos su pedido y nos comunicamos con usted.":                       "",
		"Entraremos em contato nos próximos dias ou por email.":                     "",
		"Nos dias úteis ou aos sábados.":                                            "",
		"Sorry for ulejligheden. Her er dit link.":                                  "",
		"We had het pakket hier, sorry.":                                            "",
		"Tak for din besked. Vi er glade for at høre, at du fik pakken.":            "",
		"We sturen het pakket op, dat is gratis.":                                   "",
		"Jag vill be om ursäkt för förseningen.":                                    "",
		"Jeg vil be om unnskyldning for forsinkelsen.":                              "",
		"Kan jeg få to for én?":                                                     "",
		"Et farem arribar les factures.":                                            "",
		"Colegii au spus că îl vor trimite.":                                        "",
	} {
		if got := Language(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
