import type { Message } from '../../../wire/messages.ts'
import { withOwnOf } from '../../../wire/reactions.ts'

/** The later of two states of one message. Each may know something of the user's own reactions that the other lacks. */
export const laterOf = (one: Message, other: Message): Message =>
  other.ver > one.ver ? withOwnOf(other, one) : withOwnOf(one, other)
