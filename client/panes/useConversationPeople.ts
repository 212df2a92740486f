import { useMemo, useState } from 'react'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import type { Person } from '../../wire/people.ts'
import { presentAndFormer } from '../conversation/names.ts'
import { useCatalogue } from '../i18n/language.ts'
import { looksLike, type Face } from '../realtime/faces.ts'
import type { People } from '../conversation/context.ts'

/** The same object as long as nobody came, went or changed their name or picture. */
export function useConversationPeople(conversation: Conversation | undefined, me: string): People {
  const catalogue = useCatalogue()
  const participants = useSteady(conversation?.participants ?? nobody, ({ user_id }) => user_id)
  const everybody = useSteady(
    conversation ? presentAndFormer(conversation) : nobodyElse,
    ({ id }) => id,
  )
  const group = conversation !== undefined && conversation.kind !== 'DIRECT'
  return useMemo(() => {
    const byId = new Map(everybody.map((one) => [one.id, one]))
    return {
      me,
      group,
      byId,
      byUsername: new Map(participants.map((one) => [one.username.toLowerCase(), one])),
      nameOf: (userId) =>
        userId === me
          ? catalogue.timeline.you
          : (byId.get(userId ?? '')?.display_name ?? catalogue.conversations.nobody),
    }
  }, [participants, everybody, me, group, catalogue])
}

const nobody: readonly Participant[] = []
const nobodyElse: readonly Person[] = []

function useSteady<T extends Face>(people: readonly T[], idOf: (one: T) => string): readonly T[] {
  const [previous, setPrevious] = useState(people)
  const isSame = (one: T, other: T | undefined) =>
    other !== undefined && idOf(one) === idOf(other) && looksLike(one, other)
  const same =
    previous.length === people.length && previous.every((one, place) => isSame(one, people[place]))
  if (same) return previous
  setPrevious(people)
  return people
}
