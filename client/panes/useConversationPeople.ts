import { useMemo, useState } from 'react'
import { namedIdOf } from '../../wire/author.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { mayWriteInRoom } from '../../wire/rooms/room-permissions.ts'
import { personOf } from '../conversation/names.ts'
import type { People } from '../conversation/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useMessengerState } from '../messenger/context.ts'
import { looksLike } from '../realtime/log/faces.ts'

/**
 * The people of a conversation. The object stays the same until a person comes, goes, or changes name, picture or
 * role, or a room or a post is closed.
 */
export function useConversationPeople(conversation: Conversation | undefined, me: string): People {
  const catalogue = useCatalogue()
  const participants = useSteady(conversation?.participants ?? nobody)
  const known = useMessengerState((state) => state.people)
  const kind = conversation?.kind ?? 'DIRECT'
  const role = conversation?.me.role ?? 'member'
  const room = conversation?.room ?? null
  const isOpen = (conversation?.post?.state ?? 'open') === 'open'
  const mayWrite = room === null ? isOpen : mayWriteInRoom({ role }, room)
  const id = conversation?.id ?? ''
  const count = conversation?.participant_count ?? 0
  return useMemo(() => {
    const here = participants.map(personOf)
    const everybody = [...Object.values(known), ...here]
    const byId = new Map(everybody.map((one) => [one.id, one]))
    const nameOf = (userId: string | null) =>
      userId === me
        ? catalogue.timeline.you
        : (byId.get(userId ?? '')?.display_name ?? catalogue.conversations.nobody)
    const hasAllParticipants = count <= here.length
    return {
      conversationId: id,
      me,
      actor: { userId: me, kind, role },
      mayWrite,
      group: !capabilitiesOf(kind).isPair,
      byId,
      // When not all participants are loaded, a person known from elsewhere may be one of them.
      byUsername: new Map(
        (hasAllParticipants ? here : everybody).map((one) => [one.username.toLowerCase(), one]),
      ),
      participants: here,
      hasAllParticipants,
      nameOf,
      nameOfAuthor: (author) => nameOf(namedIdOf(author)),
    }
  }, [participants, known, id, count, me, kind, role, mayWrite, catalogue])
}

const nobody: readonly Participant[] = []

function useSteady(people: readonly Participant[]): readonly Participant[] {
  const [previous, setPrevious] = useState(people)
  const isSame = (one: Participant, other: Participant | undefined) =>
    other !== undefined && one.user_id === other.user_id && looksLike(one, other)
  const same =
    previous.length === people.length && previous.every((one, place) => isSame(one, people[place]))
  if (same) return previous
  setPrevious(people)
  return people
}
