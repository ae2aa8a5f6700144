package main

import (
	"testing"

	"github.com/parley-desk/parley/app/suggest"
)

// asked are plain questions of the demo shop's visitors, by the answer that a
// colleague would give at once.
var asked = map[string][]string{
	"return": {
		"I would like to return the Moor throw",
		"how do returns work?",
		"How do I return something? It is the Ashby chair from order 10442.",
		"can I send it back?",
		"What is your return policy?",
		"Is the return free?",
		"And if it does not suit, is the return free?",
		"how long do I have to return it",
		"I want to send the lamp back, how?",
		"Where do I find the return label?",
	},
	"delivery": {
		"How long does delivery take?",
		"when will my order be delivered?",
		"What are your delivery times?",
		"how fast do you ship",
		"How many days until it is delivered?",
		"Are the chairs in stock?",
	},
	"damaged": {
		"The lamp arrived damaged",
		"My planter came broken",
		"Hi, the vase I ordered is broken",
		"the wren lamp has arrived with a damaged shade, what now?",
	},
	"retour": {
		"Je voudrais retourner le plaid Moor",
		"comment faire un retour ?",
		"Comment se passent les retours ?",
		"Puis-je renvoyer la lampe ?",
		"Le retour est-il gratuit ?",
		"Et le retour est gratuit si ça ne va pas ?",
		"quelle est votre politique de retour",
		"j'ai combien de temps pour retourner un article",
		"Où est l'étiquette de retour ?",
	},
	"delai": {
		"Quel est le délai de livraison ?",
		"combien de temps pour la livraison",
		"Quand serai-je livrée ?",
		"Livrez-vous rapidement ?",
		"en combien de jours suis-je livré ?",
		"Les chaises sont-elles en stock ?",
		"bonjour, c'est quoi les délais pour une chaise ?",
	},
	"abime": {
		"La lampe est arrivée abîmée",
		"mon horloge est arrivée cassée",
		"Le pot est endommagé",
		"j'ai reçu un article abîmé, que faire ?",
	},
}

// idle are sentences of theirs that no answer of the library is one to.
var idle = []string{
	"The throw is lovely, thank you!",
	"Is it made of wool?",
	"What colours does the Ashby chair come in?",
	"Can I pick the Wren lamp up today?",
	"Where is my parcel?",
	"I will think about it and come back tomorrow",
	"the code SPRING10 is not accepted",
	"I typed it three times now.",
	"One moment please, somebody is at the door.",
	"My number is 0612345678",
	"I have the box here",
	"the post office is closed today",
	"I would like an invoice for order 10442",
	"Il me faudrait une facture pour la commande 4411",
	"quelles sont les dimensions de la chaise Ashby ?",
	"Avez-vous une boutique à Lille ?",
	"je reviens dans cinq minutes",
	"Un instant, on sonne à la porte",
	"À mon nom, Martin.",
	"est-ce que la lampe fait du bruit la nuit ?",
}

// Of the demo's visitors, who asks plainly gets the plain answer first, in their
// language, and who asks nothing of it gets none.
//
// row: B-08
func TestPlainQuestionsFindThePlainAnswer(t *testing.T) {
	l := demoLibrary("http://127.0.0.1:8420/demo/")
	category := map[string]string{}
	for _, c := range l.Categories {
		category[c.ID] = c.Name
	}
	var answers []suggest.Answer
	for _, a := range l.Answers {
		answers = append(answers, suggest.Answer{Key: a.ID, Title: a.Title, Category: category[a.Category], Text: a.Text})
	}
	x := suggest.New(answers)
	rank := func(q string) []suggest.Hit { return x.Rank(q, func(string) float64 { return 0 }, 3) }
	count := 0
	for want, questions := range asked {
		for _, q := range questions {
			count++
			if hits := rank(q); len(hits) == 0 || hits[0].Key != want {
				t.Errorf("%q: %v, not %s", q, hits, want)
			}
		}
	}
	if count < 40 || len(idle) < 20 {
		t.Errorf("%d questions, %d idle sentences", count, len(idle))
	}
	for _, q := range idle {
		if hits := rank(q); len(hits) > 0 {
			t.Errorf("%q: %v", q, hits)
		}
	}
}
