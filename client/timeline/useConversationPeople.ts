import { useMemo, useState } from 'react'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useText } from '../i18n/language.ts'
import type { People } from './talk.ts'

/** The same object as long as nobody came, went or changed their name or picture. */
export function useConversationPeople(conversation: Conversation | undefined, me: string): People {
  const text = useText()
  const participants = useSteady(conversation?.participants ?? nobody)
  const group = conversation !== undefined && conversation.kind !== 'DIRECT'
  return useMemo(() => {
    const byId = new Map(participants.map((one) => [one.user_id, one]))
    return {
      me,
      group,
      byId,
      byUsername: new Map(participants.map((one) => [one.username.toLowerCase(), one])),
      nameOf: (userId) =>
        userId === me
          ? text.timeline.you
          : (byId.get(userId ?? '')?.display_name ?? text.conversations.nobody),
    }
  }, [participants, me, group, text])
}

const nobody: readonly Participant[] = []

function useSteady(participants: readonly Participant[]): readonly Participant[] {
  const [held, setHeld] = useState(participants)
  const same =
    held.length === participants.length &&
    held.every((one, place) => looksLike(one, participants[place]))
  if (same) return held
  setHeld(participants)
  return participants
}

function looksLike(one: Participant, other: Participant | undefined): boolean {
  return (
    one.user_id === other?.user_id &&
    one.username === other.username &&
    one.display_name === other.display_name &&
    one.avatar_url === other.avatar_url
  )
}
