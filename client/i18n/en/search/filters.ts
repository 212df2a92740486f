import type { Contained } from '../../../../wire/words/contained.ts'
import { isolating } from '../isolate.ts'

const things: Record<string, string> = {
  file: 'a file',
  picture: 'a picture',
  link: 'a link',
  voice: 'a voice message',
  code: 'code',
} satisfies Record<Contained, string>

/** The filters of the search in messages. */
export const filters = isolating({
  hint: 'Type words to find. You can add:',
  hints: [
    ['from:', 'written by a person: a name or “me”'],
    ['in:', 'in a conversation'],
    ['has:', 'with a file, picture, link, voice or code'],
    ['before:', 'before a day, as 2026-01-31'],
    ['after:', 'after a day'],
    ['on:', 'on a day'],
  ] as [filter: string, meaning: string][],
  filters: 'Filters',
  from: (name: string) => `From ${name}`,
  in: (title: string) => `In ${title}`,
  has: (thing: string) => `With ${things[thing] ?? thing}`,
  before: (day: string) => `Before ${day}`,
  after: (day: string) => `After ${day}`,
  on: (day: string) => `On ${day}`,
  unknownPerson: (name: string) => `Nobody you talk with is called “${name}”.`,
  unknownConversation: (name: string) => `No conversation is called “${name}”.`,
  unknownThing: (thing: string) => `“${thing}” is not: file, picture, link, voice or code.`,
  unknownDay: (day: string) => `“${day}” is not a day. Write it as 2026-01-31.`,
  drop: (filter: string) => `Remove filter: ${filter}`,
})
export type FiltersCatalogue = typeof filters
