// No schema library here, for the same reason as in error-codes.ts.
import type { Reaction } from './messages.ts'

export const countOf = ({ user_ids, more = 0 }: Reaction): number => user_ids.length + more

export const isOwn = ({ user_ids, mine = false }: Reaction, me: string): boolean =>
  mine || user_ids.includes(me)

interface Reacted {
  reactions: Reaction[]
}

/** The message for many readers: without what is true for one of them only. */
export const forEverybody = <T extends Reacted>(message: T): T => ({
  ...message,
  reactions: message.reactions.map(({ mine: _, ...shared }) => shared),
})

/** The later state of a message. If it came in an event, it keeps the reader's own reactions of the earlier state. */
export function withOwnOf<T extends Reacted>(later: T, earlier: T): T {
  const isTold = ({ more, mine }: Reaction) => more === undefined || mine !== undefined
  if (later.reactions.every(isTold)) return later
  const reactions = later.reactions.map((one) => {
    const before = earlier.reactions.find(({ emoji }) => emoji === one.emoji)
    return isTold(one) || before?.mine === undefined ? one : { ...one, mine: before.mine }
  })
  return { ...later, reactions }
}
