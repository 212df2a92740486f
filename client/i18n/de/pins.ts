import type { PinsCatalogue } from '../en/pins.ts'
import { plural } from './rules/plural.ts'

/** Pinned messages, and what a person pins and archives in their own list. */
export const pins: PinsCatalogue = {
  pin: 'Anheften',
  unpin: 'Lösen',
  title: 'Angeheftete Nachrichten',
  banner: 'Angeheftete Nachricht',
  all: (count: number) =>
    plural(count, {
      one: (n) => `${n} angeheftete Nachricht`,
      other: (n) => `${n} angeheftete Nachrichten`,
    }),
  more: 'Weitere angeheftete Nachrichten zeigen',
  unpinMessage: (body: string) => `„${body}“ lösen`,
  unpinned: 'Die Nachricht ist nicht mehr angeheftet.',
  tooManyMessages: 'Es sind 50 Nachrichten angeheftet. Löse zuerst eine.',

  pinToTop: 'Oben anheften',
  unpinFromTop: 'Oben lösen',
  archive: 'Archivieren',
  unarchive: 'Aus dem Archiv nehmen',
  tooManyConversations: 'Du kannst 5 Unterhaltungen anheften. Löse zuerst eine.',
}
