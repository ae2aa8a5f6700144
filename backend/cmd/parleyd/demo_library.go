package main

import (
	"context"
	"errors"
	"net"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/sqlkit"
	"github.com/parley-desk/parley/backend/store"
)

// demoLibrary is what the demo's agents send ready-made. Its links lead into the
// demo shop, which this server shows at an address of its own.
func demoLibrary(shop string) desk.Library {
	return desk.Library{
		Canned: desk.Canned{
			Categories: []desk.Category{
				{ID: "greetings", Name: "Greetings"}, {ID: "delivery", Name: "Delivery and returns"},
				{ID: "accueil", Name: "Accueil"}, {ID: "livraison", Name: "Livraison et retours"},
			},
			Answers: []desk.CannedAnswer{
				{ID: "hello", Category: "greetings", Title: "First words", Text: "Hello {visitor_name}, I am {OP_pseudo} of {project}. What can I do for you?"},
				{ID: "look", Category: "greetings", Title: "One moment", Text: "One moment please, I am looking it up for you."},
				{ID: "number", Category: "greetings", Title: "Contact number", Text: "Your contact with us has the number {contact_id}: name it when you call, and nobody asks you everything again."},
				{ID: "bye", Category: "greetings", Title: "Farewell", Text: "With pleasure. Is there anything else I can do for you?"},
				{ID: "delivery", Category: "delivery", Title: "Delivery time", Text: "What is in stock leaves us within two working days and is with you two days later. Chairs are made to order and take three weeks."},
				{ID: "return", Category: "delivery", Title: "How to return", Text: "You can send everything back within thirty days. The label is in the box: stick it on and hand the parcel in at any post office."},
				{ID: "damaged", Category: "delivery", Title: "Arrived damaged", Text: "I am sorry about that. Please send us a picture of the damage, and I will have another one sent to you today."},
				{ID: "bonjour", Category: "accueil", Title: "Premiers mots", Text: "Bonjour {visitor_name}, je suis {OP_pseudo} de {project}. Que puis-je faire pour vous ?"},
				{ID: "patience", Category: "accueil", Title: "Un instant", Text: "Un instant s’il vous plaît, je regarde cela pour vous."},
				{ID: "numero", Category: "accueil", Title: "Numéro de contact", Text: "Votre contact avec nous porte le numéro {contact_id} : donnez-le quand vous appelez, et personne ne vous redemandera tout."},
				{ID: "revoir", Category: "accueil", Title: "Au revoir", Text: "Avec plaisir. Puis-je faire autre chose pour vous ?"},
				{ID: "delai", Category: "livraison", Title: "Délai de livraison", Text: "Ce qui est en stock part sous deux jours ouvrés et arrive chez vous deux jours plus tard. Les chaises sont faites sur commande, en trois semaines."},
				{ID: "retour", Category: "livraison", Title: "Comment retourner", Text: "Vous pouvez tout renvoyer dans les trente jours. L’étiquette est dans la boîte : collez-la et déposez le colis dans un bureau de poste."},
				{ID: "abime", Category: "livraison", Title: "Arrivé abîmé", Text: "Je suis désolé. Envoyez-nous une photo de ce qui est abîmé, et je vous en fais envoyer un autre aujourd’hui."},
			},
		},
		Links: []desk.LinkEntry{{ID: "shop", Title: "All six things in the shop", URL: shop}},
		Offers: []desk.OfferEntry{{
			ID: "wren-lamp", Title: "The Wren lamp, with its bulb", Text: "A reading lamp that bows, and stays where it is put. This week it comes with a second bulb.",
			Picture: shop + "wren-lamp.svg", URL: shop + "wren-lamp.html",
		}},
	}
}

// demoShop is the address of the demo shop that a server shows.
func demoShop(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/demo/", nil
}

// stockDemo gives the demo project a library. One that is there is left alone.
func stockDemo(ctx context.Context, db *store.Store, shop string) error {
	there, err := db.LatestLibrary(ctx, demoProject.ID)
	if err != nil || there.Version > 0 {
		return err
	}
	library := demoLibrary(shop)
	err = db.PutLibrary(ctx, demoProject.ID, desk.LibraryRevision{Version: 1, At: floor.SystemClock{}.Now(), Library: library})
	if errors.Is(err, sqlkit.ErrConflict) {
		return nil // another node that starts at the same time was quicker
	}
	return err
}
