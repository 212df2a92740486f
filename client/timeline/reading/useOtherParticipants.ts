import { useState } from 'react'
import { sharesReceipts } from '../../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import { otherParticipants } from '../../conversation/names.ts'

const nobody: readonly Participant[] = []

/**
 * The others whose receipts are shown; nobody in a large conversation. The same array until one of them changes: one's own
 * receipt moves with every message, and that must redraw no row.
 */
export function useOtherParticipants(
  conversation: Conversation,
  me: string,
): readonly Participant[] {
  const others = sharesReceipts(conversation) ? otherParticipants(conversation, me) : nobody
  const [previous, setPrevious] = useState<readonly Participant[]>(others)
  const same =
    previous.length === others.length && previous.every((one, place) => one === others[place])
  if (same) return previous
  setPrevious(others)
  return others
}
