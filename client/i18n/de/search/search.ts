import type { search as english } from '../../en/search/search.ts'
import { plural } from '../rules/plural.ts'

/** The search in messages. */
export const search: typeof english = {
  title: 'Nachrichten suchen',
  open: 'Nachrichten suchen',
  openHere: 'In dieser Unterhaltung suchen',
  label: 'Nachrichten suchen',
  clear: 'Suche leeren',
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
