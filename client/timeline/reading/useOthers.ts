import { useState } from 'react'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import { othersIn } from '../../conversation/names.ts'

/** The same array until one of them changes: one's own read mark moves with every message, and redraws no row. */
export function useOthers(conversation: Conversation, me: string): readonly Participant[] {
  const others = othersIn(conversation, me)
  const [held, setHeld] = useState<readonly Participant[]>(others)
  const same = held.length === others.length && held.every((one, place) => one === others[place])
  if (same) return held
  setHeld(others)
  return others
}
