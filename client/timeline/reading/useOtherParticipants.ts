import { useState } from 'react'
import { sharesReceipts } from '../../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import { otherParticipants } from '../../conversation/names.ts'

const nobody: readonly Participant[] = []

/**
 * The other participants, whose receipts are shown. It is empty in a large conversation. The array stays the same
 * until one of them changes. The user's own receipt moves with every message, and that must redraw no row.
 */
export function useOtherParticipants(
  conversation: Conversation,
  me: string,
): readonly Participant[] {
  const current = sharesReceipts(conversation) ? otherParticipants(conversation, me) : nobody
  const [previous, setPrevious] = useState<readonly Participant[]>(current)
  const same =
    previous.length === current.length && previous.every((one, place) => one === current[place])
  if (same) return previous
  setPrevious(current)
  return current
}
