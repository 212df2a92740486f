import type { EndsCatalogue } from '../en/ends.ts'
import { lifetime } from './rules/lifetime.ts'

/** Messages that disappear, in an open conversation. */
export const ends: EndsCatalogue = {
  sign: (seconds: number) => `Nachrichten verschwinden nach ${lifetime(seconds)}`,
  replyEnded: 'Die Nachricht, auf die du antworten wolltest, ist verschwunden.',
  editEnded: 'Die Nachricht, die du bearbeitet hast, ist verschwunden.',
  replyDeleted: 'Die Nachricht, auf die du antworten wolltest, wurde gelöscht.',
  editDeleted: 'Die Nachricht, die du bearbeitet hast, wurde gelöscht.',
  threadEnded: 'Die Nachricht, mit der dieser Thread begann, ist verschwunden.',
}
