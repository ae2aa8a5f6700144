// Every word the visitor reads, in French.
import { around, type en } from './en';

export const fr: typeof en = {
  chat: 'Discussion',
  connecting: 'Connexion…',
  states: {
    online: 'Quelqu’un est là pour répondre',
    busy: 'Tout le monde est occupé pour l’instant',
    offline: 'Personne n’est là pour l’instant',
    none: 'La discussion n’est pas proposée ici',
  },
  seeking: 'En attente d’une réponse',
  seekingOther: 'Nous cherchons quelqu’un d’autre',
  hello: 'Bonjour. Que pouvons-nous faire pour vous\u00a0?',
  helloNow: 'Écrivez ci-dessous\u00a0: quelqu’un est là et vous répondra.',
  helloAsync: 'Vous pouvez écrire maintenant. Nous répondrons dès que quelqu’un sera libre.',
  helloShut: {
    busy: 'Réessayez un peu plus tard',
    offline: 'Revenez plus tard',
    none: 'La discussion n’est pas proposée ici',
  },
  helloShutMore: {
    busy: 'Ou laissez cette fenêtre ouverte\u00a0: elle saura quand quelqu’un sera libre.',
    offline: 'Ou laissez cette fenêtre ouverte\u00a0: elle saura quand quelqu’un sera là.',
    none: '',
  },
  notNow: 'Impossible pour l’instant',
  shutOut: 'Personne ne peut répondre pour l’instant, donc rien ne peut être envoyé.',
  noneOut: 'La discussion n’est pas proposée ici, donc rien ne peut être envoyé.',
  stays: 'Ce que vous avez écrit reste ici.',
  back: {
    queue_full:
      'Toutes les places d’attente sont prises. Votre texte est revenu ici\u00a0: réessayez un peu plus tard.',
    not_offered:
      'L’envoi n’a pas été possible\u00a0: personne n’est joignable ici pour l’instant. Votre texte est revenu ici.',
    nobody_free: 'Personne n’était libre pour répondre. Votre texte est revenu ici.',
  },
  waiting: 'Votre message est arrivé. Quelqu’un va vous répondre ici.',
  waitingLater:
    'Votre message est conservé. Nous répondrons dès que quelqu’un sera libre, et vous trouverez la réponse ici.',
  ahead: (n) =>
    n === 0
      ? 'Vous êtes en tête de file'
      : n === 1
        ? '1 personne est avant vous'
        : `${n} personnes sont avant vous`,
  usually: (minutes) => `Habituellement ${about(minutes)} à cette heure-ci`,
  exceeded: 'C’est plus long que d’habitude. Nous ne vous oublions pas.',
  joined: (name) => `${name} a rejoint la discussion`,
  lostAgent: (name) => `${name} n’est plus là, nous cherchons quelqu’un d’autre`,
  transferred: 'Un collègue prend le relais',
  warned: 'Cette conversation se termine dans une minute, sauf si vous écrivez',
  endsIn: around('Cette conversation se termine dans ', ', sauf si vous écrivez'),
  endsNow: 'Cette conversation va se terminer',
  ended: 'La conversation est terminée',
  endedInactive: 'Rien n’a été écrit depuis un moment.',
  endedMore: 'Écrivez à nouveau quand vous voulez\u00a0: une autre commencera.',
  endedNobody: 'Personne n’était libre pour répondre',
  endedNobodyMore: 'Ce que vous avez écrit est revenu dans le champ ci-dessous.',
  left: 'Vous avez terminé la discussion',
  leftMore: 'Vous avez changé d’avis\u00a0? Il suffit d’écrire.',
  tellMe: 'Me prévenir par e-mail de votre réponse',
  email: 'Votre adresse e-mail',
  emailSave: 'Enregistrer',
  emailCancel: 'Annuler',
  emailWrong: 'Ce n’est pas une adresse e-mail.',
  emailRefused: 'Cette adresse n’a pas pu être utilisée.',
  emailSaving: around('Nous notons '),
  emailLeft: around('Nous écrirons à ', ' quand nous répondrons.'),
  emailChange: 'Modifier',
  earlier: 'Conversation précédente',
  unread: 'Nouveau',
  newTab: ' (ouvre une nouvelle page)',
  slides: 'À regarder',
  slideBefore: 'Précédent',
  slideNext: 'Suivant',
  place: (n, all) => `${n} sur ${all}`,
  insteadOf: 'au lieu de',
  available: 'Disponible',
  unavailable: 'Indisponible',
  typing: (name) => `${name} écrit`,
  someone: 'Quelqu’un',
  colon: '\u00a0: ',
  you: 'Vous',
  thread: 'Messages',
  write: 'Écrire un message',
  send: 'Envoyer',
  sending: 'Envoi…',
  sent: 'Envoyé',
  failed: 'Non remis',
  retry: 'Réessayer',
  discard: 'Supprimer',
  left_: (n) => `${n} caractères restants`,
  over_: (n) => `${n} caractères de trop`,
  end: 'Terminer',
  endAsk: 'Vraiment terminer\u00a0?',
  endYes: 'Terminer',
  endNo: 'Continuer',
  minimise: 'Réduire',
  lost: 'Pas de connexion. Ce que vous écrivez partira dès son retour.',
  memory: 'Ce navigateur ne conserve rien\u00a0: la discussion dure tant que vous restez sur cette page.',
  shut: 'La discussion n’est pas accessible d’ici.',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  reasons: {
    text_too_long: 'il est trop long',
    wrong_state: 'la conversation était terminée',
    not_found: 'la conversation n’existe plus',
    rate_limited: 'trop de messages à la fois',
    storage_full: 'le service ne peut rien enregistrer pour l’instant',
    unavailable: 'le service n’est pas disponible pour l’instant',
    try_later: 'le service n’est pas disponible pour l’instant',
    too_many_conversations: 'il y a trop de conversations pour l’instant',
    forbidden: 'vous ne pouvez pas écrire ici',
  },
};

function about(minutes: number): string {
  if (minutes < 1) return 'moins d’une minute';
  const hours = Math.round(minutes / 60);
  if (minutes >= 90) return `environ ${hours} heures`;
  return minutes === 1 ? 'environ une minute' : `environ ${minutes} minutes`;
}
