import { plural } from './plural.ts'
import { isolating } from './isolate.ts'

/** Pinned messages, and what a person pins and archives in their own list. */
export const pins = isolating({
  pin: 'Pin',
  unpin: 'Unpin',
  title: 'Pinned messages',
  banner: 'Pinned message',
  all: (count: number) =>
    plural(count, { one: (n) => `${n} pinned message`, other: (n) => `${n} pinned messages` }),
  more: 'Show more pinned messages',
  unpinMessage: (body: string) => `Unpin “${body}”`,
  unpinned: 'The message was unpinned.',
  tooManyMessages: 'There are 50 pinned messages. Unpin one first.',

  pinToTop: 'Pin to the top',
  unpinFromTop: 'Unpin from the top',
  archive: 'Archive',
  unarchive: 'Take out of the archive',
  tooManyConversations: 'You can pin 5 conversations. Unpin one first.',
})
export type PinsCatalogue = typeof pins
