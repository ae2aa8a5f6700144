package lexis

import (
	"slices"
	"strings"
)

// kin are words that visitors of shops say for the same thing, each line one thing
// in one language. The ends that a stemmer takes off do not bring a noun to its
// verb (delivery, deliver; retour, retourner), and none brings "broken" to
// "damaged". A word that is often something else has no place here.
var kin = struct{ english, french map[string]string }{
	kinOf(func(word string) string { return StemOf(word).English },
		"return returned returning",
		"delivery deliver ship shipping shipment dispatch",
		"damaged damage broken broke cracked smashed shattered defective faulty",
		"refund refunded reimburse reimbursement",
		"cancel cancellation",
		"missing incomplete",
		"exchange swap",
		"invoice bill",
		"voucher coupon",
		"track tracking",
		"warranty guarantee",
		"abroad overseas international",
		"parcel package",
		"pay payment",
		"hello hi hey",
	),
	kinOf(func(word string) string { return StemOf(word).French },
		"retour retourner renvoyer renvoi",
		"livraison livrer expédier expédition",
		"abîmé abîmée endommagé endommagée cassé cassée brisé brisée fêlé fêlée défectueux défectueuse",
		"remboursement rembourser",
		"annuler annulation",
		"manque manquant manquante manquer incomplet",
		"échange échanger",
		"facture facturation",
		"suivi suivre",
		"garantie garanti",
		"colis paquet",
		"payer paiement règlement",
		"bonjour bonsoir salut coucou",
	),
}

func kinOf(stem func(string) string, groups ...string) map[string]string {
	all := map[string]string{}
	for _, group := range groups {
		words := strings.Fields(group)
		for _, w := range words {
			all[stem(w)] = Plain(words[0])
		}
	}
	return all
}

// Kin are the things that a word with this stem is one of the words for, each
// called by one of them: in English and in French, empty where there is none.
func (s Stem) Kin() (english, french string) { return kin.english[s.English], kin.french[s.French] }

// Usual tells a word that is said of nearly everything in a shop, in English or
// French, alone or in numbers: it says little of what is asked.
func Usual(plain string) bool { return usual[plain] || usual[strings.TrimSuffix(plain, "s")] }

var usual = set(`
	order ordered ordering buy bought buying purchase purchased item article product thing number question problem
	help parcel package shop store website site page time day week today tomorrow yesterday two three four five six
	seven eight nine ten send sending sent arrive arrived arriving receive received`, `
	commande commander acheter achete achetee achat produit numero probleme aide colis paquet boutique magasin temps
	delai jour semaine aujourd hier demain pour envoyer envoie envoyez envoye envoyee deux trois quatre cinq sept huit
	neuf dix arriver arrivee recu recue recevoir`)

// Meant are words for what several together say: "send it back" asks to return it,
// and who asks where a parcel is asks for its tracking.
func Meant(words []Word) []Word {
	var all []Word
	add := func(text string) { all = append(all, Word{Text: text, Plain: Plain(text)}) }
	for i, w := range words {
		ahead := words[i+1 : min(len(words), i+1+near)]
		if end := slices.IndexFunc(ahead, func(w Word) bool { return w.First }); end >= 0 {
			ahead = ahead[:end]
		}
		has := func(set map[string]bool) bool {
			return slices.ContainsFunc(ahead, func(w Word) bool { return set[w.Plain] })
		}
		switch {
		case sends[w.Plain] && has(back):
			add("return")
		case w.Plain == "where" && has(sent):
			add("tracking")
		// Without its accent it is "or", but at the beginning.
		case (strings.EqualFold(w.Text, "où") || w.Plain == "ou" && w.First) && has(sent):
			add("suivi")
		}
	}
	return all
}

// near is how many words on the second of them may stand.
const near = 5

var (
	sends = set("send sending sent give giving bring bringing take post")
	back  = set("back")
	sent  = set("order parcel package delivery shipment colis paquet commande livraison")
)
