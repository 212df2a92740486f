import { product } from '../../browser/place.ts'
import type { conversations as english } from '../en/conversations.ts'
import { plural } from './rules/plural.ts'

/** The list, the search for people, and the connection. */
export const conversations: typeof english = {
  app: product,
  navigation: 'Unterhaltungen',
  skip: 'Zur Unterhaltung springen',
  filter: 'Suchen',
  clearFilter: 'Suche leeren',
  show: 'Zeigen',
  filters: {
    all: 'Alle',
    unread: 'Ungelesen',
    direct: 'Direkt',
    groups: 'Gruppen',
    archived: 'Archiviert',
  },
  noneOf: {
    all: 'Noch keine Unterhaltungen',
    unread: 'Nichts ungelesen.',
    direct: 'Noch keine Unterhaltungen mit einer Person.',
    groups: 'Noch keine Gruppen.',
    archived: 'Nichts ist archiviert.',
  },
  pinned: 'Angeheftet',
  start: 'Neue Unterhaltung',
  startFirst: 'Unterhaltung beginnen',
  nothingFound: (query: string) => `Keine Unterhaltung passt zu „${query}“.`,
  findPerson: 'Person finden',
  loadMore: 'Weitere Unterhaltungen zeigen',
  restFailed: 'Nicht geladene Unterhaltungen konnten nicht durchsucht werden.',
  listFailed: 'Die Liste konnte nicht geladen werden.',
  retry: 'Erneut versuchen',
  unread: (count: number) =>
    plural(count, {
      one: (n) => `${n} ungelesene Nachricht`,
      other: (n) => (n > 99 ? 'Mehr als 99 ungelesene Nachrichten' : `${n} ungelesene Nachrichten`),
    }),
  unreadShort: (count: number) => (count > 99 ? '99+' : String(count)),
  markedUnread: 'Als ungelesen markiert',
  mentioned: (count: number) =>
    plural(count, {
      one: (n) => `${n} Erwähnung von dir`,
      other: (n) => `${n} Erwähnungen von dir`,
    }),
  mentionSign: '@',
  muted: 'Stummgeschaltet',
  rowActions: (title: string) => `Optionen für ${title}`,
  markRead: 'Als gelesen markieren',
  markUnread: 'Als ungelesen markieren',
  mute: 'Stummschalten',
  unmute: 'Stummschaltung aufheben',
  details: 'Details',
  authoredLine: (author: string, body: string) => `${author}: ${body}`,
  ownLine: (body: string) => `Du: ${body}`,
  authoredThreadLine: (author: string, body: string) => `${author} in einem Thread: ${body}`,
  ownThreadLine: (body: string) => `Du in einem Thread: ${body}`,
  notSent: 'Nicht gesendet',
  draftLabel: 'Entwurf:',
  deletedLine: 'Nachricht gelöscht',
  noMessagesYet: 'Noch keine Nachrichten',
  typingShort: 'schreibt …',
  active: 'Gerade aktiv',
  lastSeen: (ago: string) => `Zuletzt gesehen ${ago}`,
  username: (name: string) => `@${name}`,
  nobody: 'Jemand, der gegangen ist',
  aboutPerson: (name: string) => `Über ${name}`,
  peopleCount: (count: number) =>
    plural(count, { one: (n) => `${n} Person`, other: (n) => `${n} Personen` }),
  pageTitle: (unread: string, page: string) =>
    (unread && `(${unread}) `) + (page && `${page} · `) + product,
  pageTitleNew: (unread: string) => `(${unread}) Neue Nachricht`,
  listWidth: 'Breite der Liste',

  emptyTitle: 'Noch keine Unterhaltungen',
  emptyBody:
    'Schreib jemandem per Name oder E-Mail-Adresse, oder schick einen Link, damit andere dazukommen können.',
  chooseTitle: 'Wähle eine Unterhaltung',
  chooseBody: 'Oder spring direkt zu einer mit',

  switcherTitle: 'Gehe zu',
  switcherLabel: 'Unterhaltung, Person oder Nachricht',
  people: 'Personen',
  recent: 'Unterhaltungen',
  results: 'Ergebnisse',
  searching: 'Suche läuft …',
  found: (count: number) =>
    plural(count, { one: (n) => `${n} Ergebnis`, other: (n) => `${n} Ergebnisse` }),
  noPeople: (query: string) => `Niemand gefunden für „${query}“.`,
  searchFailed: 'Die Suche hat nicht funktioniert. Versuche es noch einmal.',
  close: 'Schließen',

  connecting: 'Verbinde …',
  online: 'Online',
  offline: (waiting: number) => `Offline, ${waiting} wartend`,
  reconnecting: 'Verbinde erneut …',
  youAreOffline: 'Du bist offline.',
  queued: (waiting: number) =>
    waiting === 0
      ? 'Du kannst weiterschreiben.'
      : plural(waiting, {
          one: (n) => `${n} Nachricht wird gesendet, sobald du wieder verbunden bist.`,
          other: (n) => `${n} Nachrichten werden gesendet, sobald du wieder verbunden bist.`,
        }),
}
