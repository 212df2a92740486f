import { timeLeft } from '../en/lifetime.ts'
import type { RoomsCatalogue } from '../en/rooms.ts'
import { plural } from './rules/plural.ts'

/** Open rooms: the Arena, making and joining one, its settings, and its rules in the composer. */
export const rooms: RoomsCatalogue = {
  arena: 'Arena',
  arenaHelp: 'Offene Räume, denen hier alle beitreten können',
  back: 'Zurück zu den Unterhaltungen',
  intro:
    'Alle, die angemeldet sind, können diese Räume finden und ihnen beitreten. Räume, in denen gerade Personen sind, stehen oben.',
  search: 'Räume suchen',
  list: 'Räume',
  loading: 'Räume werden geladen …',
  failed: 'Die Räume konnten nicht geladen werden.',
  retry: 'Erneut versuchen',
  none: 'Es gibt noch keinen offenen Raum. Eröffne den ersten.',
  noneFound: (query: string) => `Kein offener Raum hat „${query}“ in Namen oder Thema.`,
  more: 'Weitere Räume zeigen',
  gone: 'Diesen Raum gibt es nicht, oder er wurde geschlossen.',
  all: 'Alle Räume',

  inside: (count: number) => `${count} darin`,
  members: (count: number) =>
    plural(count, { one: (n) => `${n} Mitglied`, other: (n) => `${n} Mitglieder` }),
  active: (ago: string) => `aktiv ${ago}`,
  locked: 'Gesperrt',
  closed: 'Geschlossen',
  join: 'Beitreten',
  joinRoom: (title: string) => `${title} beitreten`,
  open: 'Öffnen',
  openRoom: (title: string) => `${title} öffnen`,
  cannotJoin: 'Du kannst diesem Raum nicht beitreten. Die Moderation hat dich daraus entfernt.',

  make: 'Neuer Raum',
  name: 'Name des Raums',
  nameMissing: 'Gib dem Raum einen Namen mit bis zu 120 Zeichen.',
  topic: 'Thema',
  topicHelp: 'Freiwillig. Alle sehen es, auch ohne beizutreten.',
  history: 'Neue Mitglieder lesen',
  histories: { all: 'alle Nachrichten', joined: 'Nachrichten ab ihrem Beitritt' },
  create: 'Raum eröffnen',
  cancel: 'Abbrechen',

  settings: 'Einstellungen des Raums',
  edit: 'Raum bearbeiten',
  save: 'Speichern',
  saved: 'Der Raum wurde geändert.',
  lock: 'Raum sperren',
  lockHelp: 'Nur Inhaber und Moderation können schreiben.',
  close: 'Raum schließen',
  closeHelp: 'Niemand kann schreiben oder beitreten. Mitglieder können weiter lesen.',
  slowMode: 'Langsamer Modus',
  slowModeHelp: 'Mitglieder warten zwischen zwei Nachrichten. Inhaber und Moderation nicht.',
  noSlowMode: 'Aus',
  span: (seconds: number) =>
    seconds < 60
      ? plural(seconds, { one: (n) => `${n} Sekunde`, other: (n) => `${n} Sekunden` })
      : plural(seconds / 60, { one: (n) => `${n} Minute`, other: (n) => `${n} Minuten` }),

  copyLink: 'Einladungslink kopieren',
  copied: 'Link kopiert',
  copyFailed: 'Dein Browser erlaubt das Kopieren nicht. Der Link ist',

  isLocked: 'Dieser Raum ist gesperrt. Nur Inhaber und Moderation können schreiben.',
  isClosed: 'Dieser Raum ist geschlossen. Niemand kann darin schreiben.',
  slow: (span: string) => `Langsamer Modus: eine Nachricht alle ${span}.`,
  wait: (seconds: number) => `Langsamer Modus: Du kannst in ${timeLeft(seconds)} wieder schreiben.`,
  waited: 'Du kannst wieder schreiben.',

  tooMany: (seconds: number) =>
    plural(Math.ceil(seconds / 60), {
      one: () => 'Du hast viele Räume eröffnet. Den nächsten kannst du in einer Minute eröffnen.',
      other: (n) =>
        `Du hast viele Räume eröffnet. Den nächsten kannst du in ${n} Minuten eröffnen.`,
    }),
  mayMake: 'Du kannst wieder einen Raum eröffnen.',
  barred: 'Entfernte Personen',
  barredHelp: 'Sie können diesem Raum erst wieder beitreten, wenn du es erlaubst.',
  moreBarred: 'Weitere entfernte Personen zeigen',
  letBackIn: 'Wieder zulassen',
  letInPerson: (name: string) => `${name} wieder zulassen`,
  letIn: (name: string) => `${name} kann dem Raum wieder beitreten.`,

  /** These stand in for the labels of a group. */
  asGroup: {
    roles: { owner: 'Inhaber', admin: 'Moderator', member: 'Mitglied' },
    people: 'Mitglieder',
    makeAdmin: 'Zum Moderator machen',
    makeMember: 'Moderator-Rolle entziehen',
    handOver: 'Raum übergeben',
    remove: 'Aus dem Raum entfernen',
    makeAdminTitle: (name: string) => `${name} zum Moderator machen?`,
    makeAdminBody: 'Moderatoren ändern den Raum, löschen Nachrichten und entfernen Personen.',
    makeMemberTitle: (name: string) => `${name} die Moderator-Rolle entziehen?`,
    makeMemberBody: 'Die Person bleibt im Raum und kann wieder Moderator werden.',
    handOverBody: (name: string) =>
      `Der Raum gehört dann ${name}, und du wirst Moderator. Nur ${name} kann ihn zurückgeben.`,
    removeBody: (name: string) =>
      `${name} kann hier nicht mehr lesen oder schreiben und erst wieder beitreten, wenn du das erlaubst. Was schon geschrieben ist, bleibt.`,
    leave: 'Raum verlassen',
    leaveTitle: 'Diesen Raum verlassen?',
    leaveBody: 'Er verschwindet aus deiner Liste. In der Arena kannst du ihm wieder beitreten.',
    leaveOwner:
      'Der Raum gehört dir. Wenn du gehst, geht er an den Moderator, der am längsten hier ist. Ohne Moderator geht er an das Mitglied, das am längsten hier ist. Um selbst zu wählen, übergib ihn vorher.',
    leaveLast:
      'Du bist das einzige Mitglied. Der Raum gehört dann der nächsten Person, die beitritt.',
    left: 'Du hast den Raum verlassen.',
  },

  /** Dark rooms: everybody speaks under an alias. */
  dark: {
    kind: 'Gesprochen wird unter',
    kinds: { HANGOUT: 'dem eigenen Namen', DARK_ROOM: 'Aliasnamen: ein dunkler Raum' },
    badge: 'Dunkler Raum',
    about: 'Alle sprechen hier unter einem Alias. Nachrichten werden nach 24 Stunden gelöscht.',
    enterTitle: (title: string) => `Den dunklen Raum „${title}“ betreten?`,
    notice: {
      alias:
        'Du bekommst einen zufälligen Alias mit eigenem Bild. Er bleibt nur in diesem Raum derselbe.',
      operator:
        'Wer diesen Server betreibt, kann in die Datenbank sehen und herausfinden, wer du bist. Andere Mitglieder können das nicht.',
      report:
        'Nach einer Meldung kann die Moderation mit einem Grund nachsehen, wer du bist. Das wird protokolliert, und dieser Raum sagt es dir.',
      time: 'Nachrichten und Reaktionen werden nach 24 Stunden endgültig gelöscht. Die Verbindung zwischen dir und deinem Alias wird 7 Tage nach deiner letzten Nachricht gelöscht.',
      guess:
        'In einem Raum zu zweit oder mit wenigen kann man erraten, wer du bist. Auch was du schreibst, und wann, kann dich verraten.',
    },
    agree: 'Einverstanden, betreten',
    agreeCreate: 'Einverstanden, Raum eröffnen',
    writesAs: (alias: string) => `Du schreibst als ${alias}.`,
    tooNew: (time: string) =>
      `Dein Konto ist neu. Du kannst hier lesen, und ab ${time} auch schreiben.`,
    unmasked: (time: string, reason: string) =>
      `Die Moderation hat am ${time} nachgesehen, wer du bist. Grund: ${reason}`,
  },
}
