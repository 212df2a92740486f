import type { messages as english } from '../en/messages.ts'
import { lifetime } from './rules/lifetime.ts'
import { plural } from './rules/plural.ts'

/** "Ada", "Ada und Ben", "Ada, Ben und Cleo", "Ada, Ben und 5 weitere" */
function list(names: readonly string[], more = 0): string {
  if (more > 0) return `${names.join(', ')} und ${more} weitere`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} und ${names.at(-1) ?? ''}`
}

/** Names that stand after "hat": "du" is "dich" there. */
const objects = (names: readonly string[]) =>
  list(names.map((name) => (name === messages.you ? 'dich' : name)))

/** "Ada hat …", and "du hast …" */
const has = (actor: string) => `${actor} ${actor.toLowerCase() === 'du' ? 'hast' : 'hat'}`

const roles: Record<string, string> = {
  owner: 'zur Eigentümerin oder zum Eigentümer',
  admin: 'zum Admin',
  member: 'zum einfachen Mitglied',
}

/** The actions on one message, and the labels around it. */
export const messages: typeof english = {
  /** What the files of a message are, in one line. */
  files: {
    picture: (count: number) => (count === 1 ? 'Foto' : `${count} Fotos`),
    video: (count: number) => (count === 1 ? 'Video' : `${count} Videos`),
    voice: (_count: number) => 'Sprachnachricht',
    other: (count: number) => `${count} Dateien`,
  },
  actions: 'Aktionen für die Nachricht',
  react: 'Reagieren',
  reactWith: (emoji: string) => `${emoji} hinzufügen`,
  moreReactions: 'Weitere Reaktionen',
  copyCode: 'Code kopieren',
  codeCopied: 'Kopiert',
  taskDone: 'Erledigt',
  taskOpen: 'Zu erledigen',
  inThread: (body: string) => `In einem Thread: ${body}`,
  reply: 'Antworten',
  thread: 'Im Thread antworten',
  more: 'Weitere Aktionen',
  edit: 'Bearbeiten',
  remove: 'Löschen',
  copyText: 'Text kopieren',
  copyLink: 'Link kopieren',
  copied: 'Kopiert.',
  markUnread: 'Ab hier als ungelesen markieren',
  seenBy: 'Gesehen von',
  notSeenBy: 'Noch nicht',
  seenByCount: (count: number) => `Gesehen von ${count}`,
  failed: 'Das hat nicht funktioniert. Versuche es noch einmal.',
  forbidden: 'Das darfst du hier nicht.',
  removeTitle: 'Diese Nachricht löschen?',
  removeBody: 'Sie verschwindet für alle. Sichtbar bleibt, dass sie gelöscht wurde.',
  keep: 'Behalten',

  reactions: 'Reaktionen',
  reaction: (emoji: string, count: number, names: readonly string[]) =>
    `${emoji} ${count}: ${list(names, count - names.length)}`,

  quotes: (author: string, body: string) => `Antwort auf ${author}: ${body}`,
  quotedUnknown: 'Die Nachricht zeigen, auf die sich diese bezieht',
  quotedGone: 'Die Nachricht, auf die sich diese bezieht, ist nicht verfügbar.',
  threadSummary: (count: number, last: string) =>
    plural(count, {
      one: (n) => `${n} Antwort, zuletzt ${last}`,
      other: (n) => `${n} Antworten, zuletzt ${last}`,
    }),
  threadTitle: 'Thread',
  threadLog: 'Antworten',
  threadGone: 'Dieser Thread ist nicht verfügbar.',
  threadComposer: 'Nachricht im Thread',
  threadPlaceholder: 'Antworten',
  blocked: 'Nachricht einer Person, die du blockiert hast',
  show: 'Zeigen',
  notFound: 'Diese Nachricht ist nicht verfügbar.',

  system: {
    created: (actor: string, title: string) => `${has(actor)} die Gruppe „${title}“ angelegt`,
    room_created: (actor: string, title: string) => `${has(actor)} den Raum „${title}“ eröffnet`,
    room_changed: (actor: string) => `${has(actor)} den Raum geändert`,
    renamed: (actor: string, title: string) => `${has(actor)} die Gruppe „${title}“ genannt`,
    picture_changed: (actor: string) => `${has(actor)} das Bild der Gruppe geändert`,
    added: (actor: string, names: readonly string[]) =>
      `${has(actor)} ${objects(names)} hinzugefügt`,
    removed: (actor: string, names: readonly string[]) =>
      `${has(actor)} ${objects(names)} entfernt`,
    left: (actor: string) => `${has(actor)} die Gruppe verlassen`,
    joined: (actor: string) => `${has(actor)} eine Einladung angenommen`,
    pinned: (actor: string) => `${has(actor)} eine Nachricht angeheftet`,
    account_deleted: 'Das Konto einer Person wurde gelöscht',
    role_changed: (actor: string, names: readonly string[], role: string) =>
      `${has(actor)} ${objects(names)} ${roles[role] ?? role} gemacht`,
    lifetime_changed: (actor: string, seconds: number | null) =>
      seconds === null
        ? `${has(actor)} das Verschwinden von Nachrichten ausgeschaltet`
        : `${has(actor)} eingestellt, dass Nachrichten nach ${lifetime(seconds)} verschwinden`,
  },
  you: 'du',

  replyingTo: (author: string) => `Antwort an ${author}`,
  editing: 'Nachricht bearbeiten',
  cancelReply: 'Antwort abbrechen',
  cancelEdit: 'Bearbeiten abbrechen',
  save: 'Änderungen speichern',
  mentions: 'Personen zum Erwähnen',
  mentionCount: (count: number) =>
    plural(count, { one: (n) => `${n} Person gefunden`, other: (n) => `${n} Personen gefunden` }),
  emoji: 'Emoji',
}
