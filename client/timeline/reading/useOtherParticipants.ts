import { useState } from 'react'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import { otherParticipants } from '../../conversation/names.ts'

/**
 * Returns the same array until one of the participants changes. The user's own read position moves often
 * and must not redraw the rows.
 */
export function useOtherParticipants(
  conversation: Conversation,
  me: string,
): readonly Participant[] {
  const others = otherParticipants(conversation, me)
  const [previous, setPrevious] = useState<readonly Participant[]>(others)
  const same =
    previous.length === others.length && previous.every((one, place) => one === others[place])
  if (same) return previous
  setPrevious(others)
  return others
}
