import { useState } from 'react'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import { otherParticipants } from '../../conversation/names.ts'

/** The same array until one of them changes: one's own read mark moves with every message, and redraws no row. */
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
