import { product } from '../../../browser/place.ts'
import type { InvitationsCatalogue } from '../../en/links/invitations.ts'
import { plural } from '../rules/plural.ts'

/** Links that invite people: making them, and opening one. */
export const invitations: InvitationsCatalogue = {
  invite: 'Personen einladen',
  inviteByLink: 'Mit einem Link einladen',
  personTitle: 'Personen einladen',
  personHelp:
    'Wer deinen Link öffnet, kann ein Konto anlegen und kommt in eine Unterhaltung mit dir.',
  groupTitle: (title: string) => `Zu „${title}“ einladen`,
  groupHelp:
    'Wer den Link öffnet, kommt in die Gruppe und kann ein Konto anlegen. Lesen kann man dort, was ab dann geschrieben wird.',

  ends: 'Der Link endet',
  endChoices: {
    day: 'Nach 1 Tag',
    week: 'Nach 7 Tagen',
    month: 'Nach 30 Tagen',
    never: 'Nie',
  },
  uses: 'Wie viele Personen',
  useChoices: { one: '1 Person', ten: '10 Personen', fifty: '50 Personen', any: 'Beliebig viele' },
  make: 'Link erstellen',
  made: 'Der Link ist fertig.',
  link: 'Einladungslink',
  onlyNow: 'Kopiere ihn jetzt: Der Link wird nicht noch einmal gezeigt.',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  copyFailed: 'Dein Browser erlaubt das Kopieren nicht. Der Link ist',
  share: 'Teilen',
  shareTitle: `Einladung zu ${product}`,

  list: 'Links',
  madeBy: (name: string) => `Link von ${name}`,
  madeByYou: 'Dein Link',
  endsAt: (time: string) => `Endet ${time}`,
  endsNever: 'Endet nicht',
  used: (uses: number, most: number | null) =>
    most === null
      ? plural(uses, {
          one: (n) => `${n} Person ist gekommen`,
          other: (n) => `${n} Personen sind gekommen`,
        })
      : `${uses} von ${most} gekommen`,
  revoke: 'Widerrufen',
  revokeLink: (link: string, came: string) => `Widerrufen: ${link}, ${came}`,
  revoked: 'Der Link wurde widerrufen.',
  none: 'Kein Link ist offen.',
  loading: 'Wird geladen …',
  failed: 'Die Links konnten nicht geladen werden.',
  forbidden: 'Du darfst niemanden mehr in diese Gruppe einladen.',
  retry: 'Erneut versuchen',
  more: 'Weitere zeigen',
  makeFailures: {
    new_account: 'Dein Konto ist neu. Wähle weniger Personen, oder versuche es morgen wieder.',
    too_many_invitations: 'Es gibt schon 50 Links. Widerrufe zuerst einen.',
    forbidden: 'Du darfst niemanden mehr in diese Gruppe einladen.',
  },

  title: 'Einladung',
  back: 'Zurück',
  invitesYou: (inviter: string) => `${inviter} lädt dich zu einer Unterhaltung ein`,
  invitesToGroup: (inviter: string, title: string) => `${inviter} lädt dich zu „${title}“ ein`,
  signInHelp: 'Lege ein Konto an oder melde dich an, und du bist da.',
  noSignUp:
    'Neue Konten sind hier ausgeschaltet. Melde dich an, oder bitte die Betreiber dieser Seite um ein Konto.',
  join: 'Beitreten',
  start: 'Unterhaltung beginnen',
  opening: 'Die Einladung wird geöffnet …',
  ownTitle: 'Das ist dein eigener Link',
  ownBody: 'Schick ihn allen, mit denen du sprechen willst.',
  cannotOpen: 'Die Einladung konnte nicht geöffnet werden',
  home: 'Zu deinen Unterhaltungen',
  openFailures: {
    not_found: 'Diese Einladung gilt nicht mehr. Bitte um eine neue.',
    was_removed:
      'Du wurdest aus dieser Gruppe entfernt. Kein Link führt zurück: Jemand aus der Gruppe kann dich hinzufügen.',
    forbidden: 'Du hast diese Person blockiert. Gib sie zuerst in deinen Einstellungen frei.',
    conversation_full: 'Die Gruppe ist voll.',
  },
}
