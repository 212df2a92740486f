import { authorOf, isBy } from '../../../wire/author.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Counts } from '../../../wire/socket.ts'

/**
 * The state of a conversation in which the server counted what is unread: after the change `ver`, and with the own receipts
 * and settings as of `own`. Both only rise, and the server counts in one moment. So of two counts one is later in both.
 */
export interface Counted {
  readonly ver: number
  readonly own: number
}

export const countedIn = (conversation: Conversation): Counted => ({
  ver: conversation.last_ver,
  own: ownOf(conversation),
})

export const isLater = (one: Counted, other: Counted): boolean =>
  one.ver >= other.ver && one.own >= other.own

/** The participant who is the signed-in person. */
export const mineOf = ({ me, participants }: Conversation): Participant | undefined =>
  participants.find(({ user_id }) => user_id === me.user_id)

const ownOf = (conversation: Conversation): number =>
  conversation.me.own_ver + (mineOf(conversation)?.receipts_ver ?? 0)

/** Something that counts has changed since, as far as `ver` and the own receipts tell. */
export const isOutdated = (counted: Counted, ver: number, conversation: Conversation): boolean =>
  counted.ver < ver || counted.own < ownOf(conversation)

/** Moves over changes, in order, that do not count for this person: then the count need not be asked for again. */
export function countedThrough(
  counted: Counted,
  conversation: Conversation,
  changes: readonly Message[],
): Counted {
  const { user_id: me } = conversation.me
  const readUpTo = mineOf(conversation)?.last_read_seq ?? 0
  let { ver } = counted
  for (const message of changes) {
    const { kind, seq, ver: changed } = message
    const isUncounted = isBy(authorOf(message), me) || kind === 'system' || seq <= readUpTo
    if (changed === ver + 1 && isUncounted) ver = changed
  }
  return { ...counted, ver }
}

/** The conversation with the counts of the server. */
export function withCounts(
  conversation: Conversation,
  { unread, mentions, marked_unread, own_ver }: Counts,
): Conversation {
  const { me } = conversation
  // Behind a number that is higher by more than one there may be other changes of settings, so it is not taken over.
  const isNext = own_ver === me.own_ver + 1 && me.marked_unread !== marked_unread
  return {
    ...conversation,
    unread,
    me: {
      ...me,
      mentions,
      marked_unread: own_ver >= me.own_ver ? marked_unread : me.marked_unread,
      own_ver: isNext ? own_ver : me.own_ver,
    },
  }
}
