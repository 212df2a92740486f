import { authorOf, isByOneOf } from '../../wire/author.ts'
import type { Message } from '../../wire/messages.ts'

/** In a group, the messages of people whom the user blocked are hidden here too. */
export const shownPins = (items: readonly Message[], blocked: ReadonlySet<string>): Message[] =>
  items.filter((message) => !isByOneOf(authorOf(message), blocked))
