import { authorOf, isBy } from '../../../wire/author.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Counts } from '../../../wire/socket.ts'

/**
 * The state of a conversation in which the server counted the unread messages. `ver` is the last change before the
 * count. `own` is the version of the own receipts and settings. Both only rise, and one count reads both at once. So
 * of two counts, one is later in both.
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

/** True when a change since the count may change the count, as far as `ver` and the own receipts tell. */
export const isOutdated = (counted: Counted, ver: number, conversation: Conversation): boolean =>
  counted.ver < ver || counted.own < ownOf(conversation)

/** Moves `ver` over the next changes that do not count for this person. The server need not count again for them. */
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
  // When `own_ver` is higher by more than one, other settings may have changed too. It is then not taken over.
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
