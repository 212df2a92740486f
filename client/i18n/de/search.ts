import type { search as english } from '../en/search.ts'
import { plural } from './rules/plural.ts'

/** The search in messages. */
export const search: typeof english = {
  title: 'Nachrichten suchen',
  open: 'Nachrichten suchen',
  openHere: 'In dieser Unterhaltung suchen',
  label: 'Nachrichten suchen',
  clear: 'Suche leeren',
  hint: 'Schreib Wörter, die vorkommen. Du kannst ergänzen:',
  hints: [
    ['from:', 'geschrieben von einer Person: ein Name oder „me“'],
    ['in:', 'in einer Unterhaltung'],
    ['before:', 'vor einem Tag, etwa 2026-01-31'],
  ],
  filters: 'Filter',
  from: (name: string) => `Von ${name}`,
  in: (title: string) => `In ${title}`,
  before: (day: string) => `Vor ${day}`,
  unknownPerson: (name: string) => `Niemand, mit dem du sprichst, heißt „${name}“.`,
  unknownConversation: (name: string) => `Keine Unterhaltung heißt „${name}“.`,
  unknownDay: (day: string) => `„${day}“ ist kein Tag. Schreib ihn wie 2026-01-31.`,
  drop: (filter: string) => `Filter entfernen: ${filter}`,
  searching: 'Suche läuft …',
  none: 'Nichts gefunden.',
  noneHelp: 'Versuche es mit weniger Wörtern oder einer anderen Schreibweise.',
  failed: 'Die Suche hat nicht funktioniert.',
  retry: 'Erneut versuchen',
  more: 'Weitere Ergebnisse zeigen',
  results: 'Ergebnisse',
  found: (count: number, more: boolean) =>
    more
      ? `Mehr als ${count} Ergebnisse`
      : plural(count, { one: (n) => `${n} Ergebnis`, other: (n) => `${n} Ergebnisse` }),
}
