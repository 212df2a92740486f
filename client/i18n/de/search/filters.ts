import type { FiltersCatalogue } from '../../en/search/filters.ts'

const things: Record<string, string> = {
  file: 'einer Datei',
  picture: 'einem Bild',
  link: 'einem Link',
  voice: 'einer Sprachnachricht',
  code: 'Code',
}

/** The filters of the search in messages. */
export const filters: FiltersCatalogue = {
  hint: 'Schreib Wörter, die vorkommen. Du kannst ergänzen:',
  hints: [
    ['from:', 'geschrieben von einer Person: ein Name oder „me“'],
    ['in:', 'in einer Unterhaltung'],
    ['has:', 'mit file, picture, link, voice oder code (Datei, Bild, …)'],
    ['before:', 'vor einem Tag, etwa 2026-01-31'],
    ['after:', 'nach einem Tag'],
    ['on:', 'an einem Tag'],
  ],
  filters: 'Filter',
  from: (name: string) => `Von ${name}`,
  in: (title: string) => `In ${title}`,
  has: (thing: string) => `Mit ${things[thing] ?? thing}`,
  before: (day: string) => `Vor ${day}`,
  after: (day: string) => `Nach ${day}`,
  on: (day: string) => `Am ${day}`,
  unknownPerson: (name: string) => `Niemand, mit dem du sprichst, heißt „${name}“.`,
  unknownConversation: (name: string) => `Keine Unterhaltung heißt „${name}“.`,
  unknownThing: (thing: string) => `„${thing}“ ist nicht: file, picture, link, voice oder code.`,
  unknownDay: (day: string) => `„${day}“ ist kein Tag. Schreib ihn wie 2026-01-31.`,
  drop: (filter: string) => `Filter entfernen: ${filter}`,
}
