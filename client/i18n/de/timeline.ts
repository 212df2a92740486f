import type { timeline as english } from '../en/timeline.ts'
import { plural } from './rules/plural.ts'

/** Reading and writing in one conversation. */
export const timeline: typeof english = {
  label: 'Nachrichten',
  loading: 'Nachrichten werden geladen',
  back: 'Zurück zu den Unterhaltungen',
  details: 'Details',
  earlier: 'Frühere Nachrichten laden',
  later: 'Spätere Nachrichten laden',
  beginning: (name: string) => `Hier beginnt deine Unterhaltung mit ${name}.`,
  beginningOfGroup: (name: string) => `Hier beginnt ${name}.`,
  sayHello: 'Sag Hallo: Die erste Nachricht ist die schwerste.',
  newDivider: 'Neu',
  newBelow: (count: number) => (count > 99 ? '99+ neu' : `${count} neu`),
  latest: 'Neueste',
  jumpToNew: (count: number) =>
    plural(count, {
      one: (n) => `${n} neue Nachricht, zur neuesten springen`,
      other: (n) => `${n} neue Nachrichten, zur neuesten springen`,
    }),
  jumpToLatest: 'Neueste Nachrichten',
  you: 'Du',
  deleted: 'Nachricht gelöscht',
  hidden: 'Von der Moderation verborgen',
  hiddenOwn: 'Deine Nachricht wurde von der Moderation verborgen',
  edited: 'bearbeitet',
  article: (author: string, time: string, body: string, state: string) =>
    [author, time, body, state].filter(Boolean).join(', '),

  states: {
    waiting: 'Wartet auf das Senden',
    sending: 'Wird gesendet',
    uploading: 'Wird hochgeladen. Mit Eingabe zu „Abbrechen“',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    seen: 'Gesehen',
    read: 'Gelesen',
    failed: 'Nicht gesendet. Mit Eingabe zu „Erneut versuchen“ und „Löschen“',
    refused: 'Nicht gesendet. Mit Eingabe zu „Löschen“',
    unfit: 'Nicht gesendet. Mit Eingabe zu „Bearbeiten“ und „Löschen“',
    in_review: 'Wartet auf die Moderation. Mit Eingabe zu „Löschen“',
    stale: 'Noch nicht gesendet. Mit Eingabe zu „Senden“ und „Löschen“',
  },
  retry: 'Erneut versuchen',

  typing: (names: readonly string[]) =>
    names.length === 1
      ? `${names[0] ?? ''} schreibt …`
      : names.length === 2
        ? `${names[0] ?? ''} und ${names[1] ?? ''} schreiben …`
        : `${names.length} Personen schreiben …`,

  announceOne: (author: string, body: string) => `${author}: ${body}`,
  announceMany: (count: number) =>
    plural(count, { one: (n) => `${n} neue Nachricht`, other: (n) => `${n} neue Nachrichten` }),

  goneTitle: 'Diese Unterhaltung ist nicht verfügbar',
  goneBody: 'Es gibt sie nicht, oder du gehörst nicht dazu.',
  removedTitle: (name: string) => `Du gehörst nicht mehr zu „${name}“`,
  removedBody: 'Die Nachrichten können nur die lesen, die dazugehören.',
  toList: 'Zu deinen Unterhaltungen',
  failedTitle: 'Die Nachrichten konnten nicht geladen werden',
  failedBody: 'Nichts ist verloren. Versuche es erneut, wenn du verbunden bist.',

  composer: 'Nachricht',
  placeholder: (name: string) => `Nachricht an ${name}`,
  send: 'Senden',
  format: 'Formatierung',
  formats: {
    bold: 'Fett',
    italic: 'Kursiv',
    strike: 'Durchgestrichen',
    code: 'Code',
    link: 'Link',
    quote: 'Zitat',
    list: 'Liste',
  },
  writingHint: 'Umschalt + Eingabe für eine neue Zeile',
  charactersLeft: (count: number) =>
    plural(count, { one: (n) => `noch ${n} Zeichen`, other: (n) => `noch ${n} Zeichen` }),
  tooLong: (count: number) => `${count} Zeichen zu lang`,
  tooMany: (count: number) => `${count} zu viel`,
  notKept:
    'Dieser Browser konnte die Nachricht nicht behalten. Prüfe, ob er Daten speichern darf, und versuche es erneut.',
}
