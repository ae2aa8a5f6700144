package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// language is what the desktop's own sentences are said in: those of toasts and
// notices, and why a message was not sent. All else the window says.
type language string

// The languages there are.
const (
	english language = "en"
	french  language = "fr"
)

// say says a sentence in the language. It is looked up by what it is in English,
// so that it stands where it is used; one that is not known is said in English.
func (l language) say(sentence string, values ...any) string {
	if l == french {
		if own, ok := inFrench[sentence]; ok {
			sentence = own
		}
	}
	if len(values) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, values...)
}

// count says how many of something there are.
func (l language) count(n int, one, many string) string {
	if n == 1 {
		return l.say(one)
	}
	return l.say(many, n)
}

// notSent is before each reason why a message was not.
const notSent = "Not sent: "

// reason says why a message was not sent, which is kept in English.
func (l language) reason(kept string) string {
	if why, ok := strings.CutPrefix(kept, notSent); ok {
		return l.say("Not sent: %s", l.say(why))
	}
	return kept
}

// setLanguage has the desktop speak another language from here on.
func (d *Desktop) setLanguage(to language) error {
	if to != english && to != french {
		return desk.Refuse(desk.Invalid, "Parley speaks \"en\" and \"fr\".").At("language")
	}
	if d.s.language == to {
		return nil
	}
	d.s.language = to
	d.s.notices = slices.Clone(d.s.notices)
	for i, n := range d.s.notices {
		if n.Own {
			d.s.notices[i].Text = to.instead(n.Text)
		}
	}
	return d.cache.SaveSetting(d.ctx, settingLanguage, string(to))
}

// instead is a sentence that was said in the other language. One that something was
// filled into stays as it was said.
func (l language) instead(said string) string {
	if l == french {
		return l.say(said)
	}
	for sentence, own := range inFrench {
		if own == said {
			return sentence
		}
	}
	return said
}

var inFrench = map[string]string{
	"Transferred by %s: “%s”": "Transféré par %s : « %s »",
	"Transferred by %s.":      "Transféré par %s.",
	"Back from snooze.":       "De retour après la pause.",
	"It waits for you.":       "La conversation vous attend.",
	"You were set away":       "Vous avez été mis en indisponible",
	"Too many conversations were not answered in time. Choose a status to return.": "Trop de conversations sont restées sans réponse. Choisissez un statut pour revenir.",

	"Your account was changed. %s": "Votre compte a été modifié. %s",
	"%s was taken away.":           "%s n’est plus à votre disposition.",
	"%s was added.":                "%s est désormais à votre disposition.",
	"%s now has %s.":               "%s a désormais %s.",
	"1 slot":                       "1 place",
	"%d slots":                     "%d places",
	"Your name is now %s.":         "Votre nom est désormais %s.",
	"Chat":                         "Le chat",
	"Call":                         "L’appel",
	"Video":                        "La vidéo",
	"Messaging":                    "La messagerie",
	"In-app chat":                  "Le chat dans l’application",

	"This system does not show Parley's notifications. New conversations appear in this window only.":                     "Ce système n’affiche pas les notifications de Parley. Les nouvelles conversations n’apparaissent que dans cette fenêtre.",
	"This computer's disk does not take Parley's data. Messages you send now are not kept here if the connection breaks.": "Le disque de cet ordinateur n’accepte pas les données de Parley. Les messages que vous envoyez ne sont pas gardés ici si la connexion est coupée.",
	"No system keychain: you will be asked to sign in at each start.":                                                     "Pas de trousseau du système : il faudra ouvrir votre poste à chaque fois.",

	"The translation service does not answer as it should. Try again in a moment.": "Le service de traduction ne répond pas comme il devrait. Réessayez dans un instant.",
	"The translation service does not translate between these languages.":          "Le service de traduction ne traduit pas entre ces langues.",

	"The transcript of %s could not be sent.": "La transcription de %s n’a pas pu être envoyée.",
	"What you asked for %s was not done, since a message there was not sent. Send it again or discard it first.": "Ce que vous avez demandé pour %s n’a pas été fait, car un message n’y a pas été envoyé. Renvoyez-le ou supprimez-le d’abord.",

	"Not sent: %s":                                          "Non envoyé : %s",
	"the conversation is snoozed.":                          "la conversation est en pause.",
	"the conversation is not open yet.":                     "la conversation n’est pas encore ouverte.",
	"the conversation is closed.":                           "la conversation est terminée.",
	"the library no longer holds this.":                     "la bibliothèque ne le contient plus.",
	"this file is empty.":                                   "ce fichier est vide.",
	"this file's content is not an allowed type.":           "le contenu de ce fichier n’est pas d’un type autorisé.",
	"this picture is damaged and cannot be shown.":          "cette image est abîmée et ne peut pas être affichée.",
	"this file is no longer there. Please choose it again.": "ce fichier n’est plus là. Choisissez-le de nouveau.",
	"this file could not be read. Please choose it again.":  "ce fichier n’a pas pu être lu. Choisissez-le de nouveau.",
	goneSentence: "la conversation n’est plus à vous.",
	strings.TrimPrefix(overtakenReason, notSent): "un collègue a répondu entre-temps. Envoyez-le maintenant, ou supprimez-le.",
	strings.TrimPrefix(staleReason, notSent):     "écrit il y a plus de 10 minutes. Envoyez-le maintenant, ou supprimez-le.",
}
