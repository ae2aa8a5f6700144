package app

import (
	"fmt"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// language is what the desktop's own sentences are said in: those of toasts and
// notices, and why a message was not sent. Why something was not done is told in
// both; all else the window says.
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

// sentence is one that is said in the language that is spoken when it is read.
type sentence func(l language) string

// said is a sentence as [language.say] says it.
func said(text string, values ...any) sentence {
	return func(l language) string { return l.say(text, values...) }
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
	why, ok := strings.CutPrefix(kept, notSent)
	if !ok {
		return kept
	}
	if hour, ok := strings.CutPrefix(why, fullUntil); ok {
		if hour, day, ok := strings.Cut(strings.TrimSuffix(hour, "."), onDay); ok {
			return l.say("Not sent: %s", l.say(fullUntil)+l.say(onDayAt, hour, l.say(day)))
		}
		return l.say("Not sent: %s", l.say(fullUntil)+hour)
	}
	return l.say("Not sent: %s", l.say(why))
}

// ownFrench is a sentence in French where the desktop knows it, else empty.
func ownFrench(said string) string {
	if why, ok := strings.CutPrefix(said, notSent); ok {
		if inFrench[why] == "" {
			return ""
		}
		return french.reason(said)
	}
	return inFrench[said]
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
	return d.cache.SaveSetting(d.ctx, settingLanguage, string(to))
}

var inFrench = map[string]string{
	"Transferred by %s: “%s”": "Transféré par %s : « %s »",
	"Transferred by %s.":      "Transféré par %s.",
	"Back from snooze.":       "De retour après la pause.",
	"It waits for you.":       "La conversation vous attend.",
	"You were set away":       "Vous avez été mis en indisponible",
	"Too many conversations were not answered in time. Choose a status to return.": "Trop de conversations sont restées sans réponse. Choisissez un statut pour revenir.",

	"The conversation with %s was closed, as you had asked before the line was lost.":      "La conversation avec %s a été terminée, comme vous l’aviez demandé avant la coupure.",
	"The conversation with %s was transferred, as you had asked before the line was lost.": "La conversation avec %s a été transférée, comme vous l’aviez demandé avant la coupure.",
	"The conversation with %s was snoozed, as you had asked before the line was lost.":     "La conversation avec %s a été mise en pause, comme vous l’aviez demandé avant la coupure.",
	"%s was blocked, as you had asked before the line was lost.":                           "%s a été bloqué, comme vous l’aviez demandé avant la coupure.",
	"The conversation with %s is no longer yours. What you had written is still there.":    "La conversation avec %s n’est plus la vôtre. Ce que vous aviez écrit y est encore.",
	"%s closed the conversation with %s.":                                                  "%s a terminé la conversation avec %s.",
	"%s closed the conversation with %s: “%s”":                                             "%s a terminé la conversation avec %s : « %s »",
	"%s blocked %s, which ended the conversation.":                                         "%s a bloqué %s, ce qui a terminé la conversation.",
	"The conversation with %s has ended: the visitor wrote nothing more.":                  "La conversation avec %s est terminée : le visiteur n’a plus rien écrit.",
	"%s got no answer in time and was taken back.":                                         "%s n’a pas eu de réponse à temps : la conversation vous a été retirée.",
	"%s could not be shown here in time and was taken back.":                               "%s n’a pas pu s’afficher ici à temps : la conversation vous a été retirée.",
	"Your line was lost for too long. These were taken back: %s.":                          "Votre connexion a été coupée trop longtemps. Ces conversations vous ont été retirées : %s.",

	"Only what is no longer yours can be put away.": "On ne peut ranger que ce qui n’est plus à vous.",

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
	"No system keychain: you will be asked to sign in at each start.":                                                     "Pas de trousseau du système : il faudra ouvrir votre poste à chaque fois.",

	"The translation service does not answer as it should. Try again in a moment.": "Le service de traduction ne répond pas comme il devrait. Réessayez dans un instant.",
	"The translation service does not translate between these languages.":          "Le service de traduction ne traduit pas entre ces langues.",

	"The transcript of %s could not be sent.": "La transcription de %s n’a pas pu être envoyée.",
	"What you asked for %s was not done, since a message there was not sent. Send it again or throw it away first.": "Ce que vous avez demandé pour %s n’a pas été fait, car un message n’y a pas été envoyé. Renvoyez-le ou jetez-le d’abord.",

	"Look at this message once more before it goes.": "Relisez ce message avant qu’il ne parte.",
	underWay:                           "Le serveur n’a pas encore répondu à votre demande précédente pour cette conversation.",
	doneLater:                          "Il n’y a pas de connexion. Réessayez dès qu’elle revient.",
	readLater:                          "Il n’y a pas de connexion. Les anciennes conversations pourront être lues dès qu’elle revient.",
	"1 message is not sent yet.":       "Un message n’est pas encore parti.",
	"%d messages are not sent yet.":    "%d messages ne sont pas encore partis.",
	"1 conversation is still open.":    "Une conversation est encore ouverte.",
	"%d conversations are still open.": "%d conversations sont encore ouvertes.",
	"1 conversation that is set aside has a draft, which would be lost. Take it back, and send the draft or empty it.":             "Une conversation mise de côté a un brouillon, qui serait perdu. Reprenez-la, puis envoyez le brouillon ou videz-le.",
	"1 conversation that is no longer yours has a draft, which would be lost. Copy what you need of it, then put it away.":         "Une conversation qui n’est plus la vôtre a un brouillon, qui serait perdu. Copiez-en ce qu’il vous faut, puis rangez-la.",
	"%d conversations that are no longer yours have a draft, which would be lost. Copy what you need of them, then put them away.": "%d conversations qui ne sont plus les vôtres ont un brouillon, qui serait perdu. Copiez-en ce qu’il vous faut, puis rangez-les.",
	"What it was sent with was taken back.": "Ce avec quoi il partait a été repris.",
	"%d conversations that are set aside have a draft, which would be lost. Take them back, and send the drafts or empty them.": "%d conversations mises de côté ont un brouillon, qui serait perdu. Reprenez-les, puis envoyez les brouillons ou videz-les.",
	"This text is too long to be kept.":                                                                                    "Ce texte est trop long pour être gardé.",
	"This conversation is no longer here.":                                                                                 "Cette conversation n’est plus là.",
	"This conversation is no longer yours.":                                                                                "Cette conversation n’est plus à vous.",
	"This conversation is no longer on this machine.":                                                                      "Cette conversation n’est plus sur cet ordinateur.",
	"There is no connection. Files can be sent when it was there once.":                                                    "Il n’y a pas de connexion. Les fichiers pourront être envoyés dès qu’il y en aura eu une.",
	"There is no connection. Files can be opened when it is back.":                                                         "Il n’y a pas de connexion. Les fichiers pourront être ouverts dès qu’elle revient.",
	"There is no connection. Your answers can be changed when it is back.":                                                 "Il n’y a pas de connexion. Vos réponses pourront être modifiées dès qu’elle revient.",
	"The connection was lost before the server answered. It is asked again when the line is back.":                         "La connexion a été perdue avant que le serveur ne réponde. La demande lui sera faite de nouveau dès que la connexion revient.",
	"The connection was lost before the server answered. As long as this is open it is asked again when the line is back.": "La connexion a été perdue avant que le serveur ne réponde. Tant que ceci reste ouvert, la demande lui sera faite de nouveau dès que la connexion revient.",
	"Too much waits to be sent. Send or throw away some of it first.":                                                      "Trop de messages restent à envoyer. Envoyez-en ou jetez-en d’abord.",
	"This file could not be read. Please choose it again.":                                                                 "Ce fichier n’a pas pu être lu. Choisissez-le de nouveau.",
	"This picture is damaged and cannot be shown.":                                                                         "Cette image est abîmée et ne peut pas être affichée.",
	"The file could not be saved there. Please choose another place.":                                                      "Le fichier n’a pas pu être enregistré à cet endroit. Choisissez-en un autre.",
	"This system has no way to save files that Parley can use.":                                                            "Ce système n’offre à Parley aucun moyen d’enregistrer des fichiers.",
	"This system has no clipboard that Parley can use.":                                                                    "Ce système n’offre à Parley aucun presse-papiers.",
	"It has left already: it cannot be taken back.":                                                                        "Il est déjà parti : il ne peut plus être repris.",
	"A message here was not sent. Send it again or throw it away first.":                                                   "Un message n’a pas été envoyé ici. Renvoyez-le ou jetez-le d’abord.",
	"There are 1, 2 or 4 conversations on screen.":                                                                         "Il y a 1, 2 ou 4 conversations à l’écran.",
	"This conversation cannot be translated.":                                                                              "Cette conversation ne peut pas être traduite.",
	"This message is not waiting to be translated.":                                                                        "Ce message n’attend pas d’être traduit.",
	"This message has not failed.":                                                                                         "Ce message n’a pas échoué.",
	"Parley speaks \"en\" and \"fr\".":                                                                                     "Parley parle « en » et « fr ».",
	"This channel is not granted to your account.":                                                                         "Ce canal n’est pas confié à votre compte.",
	"A status is \"available\" or \"unavailable\".":                                                                        "Un statut est « available » ou « unavailable ».",
	"Please sign in first.":                                                                                                "Veuillez d’abord vous connecter.",
	"Parley is closing.":                                                                                                   "Parley se ferme.",
	"The disk of this computer is full; nothing was sent.":                                                                 "Le disque de cet ordinateur est plein ; rien n’a été envoyé.",
	"This could not be done on this computer; nothing was sent.":                                                           "Cela n’a pas pu être fait sur cet ordinateur ; rien n’a été envoyé.",
	"Nobody is signed in.":                                                                                                 "Personne n’est connecté.",
	"Somebody else has signed in meanwhile.":                                                                               "Quelqu’un d’autre s’est connecté entre-temps.",
	"You are signed in, or about to be.":                                                                                   "Vous êtes connecté, ou allez l’être.",

	"The link is empty.":                                        "Le lien est vide.",
	"The link is too long to open.":                             "Le lien est trop long pour être ouvert.",
	"The link has characters that no address has.":              "Le lien contient des caractères qu’aucune adresse ne contient.",
	"The link's host is not a valid name.":                      "L’hôte du lien n’est pas un nom valable.",
	"Only links to web pages and mail addresses are opened.":    "Seuls les liens vers des pages web et des adresses e-mail sont ouverts.",
	"The link is not an address.":                               "Le lien n’est pas une adresse.",
	"The link hides a name or a password in front of its host.": "Le lien cache un nom ou un mot de passe devant son hôte.",
	"The link has no host.":                                     "Le lien n’a pas d’hôte.",
	"The link's port is not a number a port can have.":          "Le port du lien n’est pas un numéro de port possible.",
	"The link's port is missing.":                               "Le port du lien manque.",
	"The link is not a plain mail address.":                     "Le lien n’est pas une simple adresse e-mail.",
	"The system did not open the link.":                         "Le système n’a pas ouvert le lien.",
	"This system has no program to open links with.":            "Ce système n’a aucun programme pour ouvrir des liens.",

	"Not sent: %s":                      "Non envoyé : %s",
	"the conversation is snoozed.":      "la conversation est en pause.",
	"the conversation is not open yet.": "la conversation n’est pas encore ouverte.",
	"the conversation is closed.":       "la conversation est terminée.",
	"the library no longer holds this.": "la bibliothèque ne le contient plus.",
	"the files here take all the room they may. There is room again when old ones go, or an administrator makes some.": "les fichiers occupent ici toute la place prévue. Il y en aura de nouveau quand d’anciens partiront, ou si l’administration en ajoute.",
	fullUntil: "vous avez envoyé autant de fichiers qu’il en tient dans une journée. Il y aura de nouveau de la place à partir de ",
	onDayAt:   "%[2]s à %[1]s.",
	"Monday":  "lundi", "Tuesday": "mardi", "Wednesday": "mercredi", "Thursday": "jeudi", "Friday": "vendredi", "Saturday": "samedi", "Sunday": "dimanche",
	"this file is empty.":                                        "ce fichier est vide.",
	"this file's content is not an allowed type.":                "le contenu de ce fichier n’est pas d’un type autorisé.",
	"this picture is damaged and cannot be shown.":               "cette image est abîmée et ne peut pas être affichée.",
	"something harmful was found in this file. It was not sent.": "quelque chose de dangereux a été trouvé dans ce fichier. Il n’a pas été envoyé.",
	"this file is damaged.":                                      "ce fichier est abîmé.",
	"what is in this file is not what its name says it is.":      "le contenu de ce fichier ne correspond pas à son nom.",
	"documents with macros cannot be sent.":                      "les documents avec des macros ne peuvent pas être envoyés.",
	"documents that are locked with a password cannot be sent.":  "les documents protégés par un mot de passe ne peuvent pas être envoyés.",
	"moving WebP pictures cannot be sent, only GIF ones.":        "les images WebP animées ne peuvent pas être envoyées, seulement les GIF.",
	"this archive unpacks to far too much.":                      "cette archive est beaucoup trop volumineuse une fois décompressée.",
	"this file is no longer there. Please choose it again.":      "ce fichier n’est plus là. Choisissez-le de nouveau.",
	"this file could not be read. Please choose it again.":       "ce fichier n’a pas pu être lu. Choisissez-le de nouveau.",
	goneSentence: "la conversation n’est plus à vous.",
	strings.TrimPrefix(overtakenReason, notSent): "un collègue a répondu entre-temps. Envoyez-le maintenant, ou jetez-le.",
	strings.TrimPrefix(staleReason, notSent):     "écrit il y a plus de 10 minutes. Envoyez-le maintenant, ou jetez-le.",
}
