import type { Conversation, Participant } from '../../wire/conversations.ts'
import type { Person } from '../../wire/people.ts'
import type { Catalogue } from '../i18n/en.ts'

export function otherParticipants(conversation: Conversation, me: string): Participant[] {
  return conversation.participants.filter((participant) => participant.user_id !== me)
}

/** Those who are here and those who were: whose names stand beside what was said. */
export const presentAndFormer = ({ participants, former }: Conversation): Person[] => [
  ...participants.map(({ user_id: id, username, display_name, avatar_url }) => ({
    id,
    username,
    display_name,
    avatar_url,
  })),
  ...former,
]

export function nameIn({ participants, former }: Conversation, userId: string | null) {
  const here = participants.find(({ user_id }) => user_id === userId)
  return (here ?? former.find(({ id }) => id === userId))?.display_name
}

/** The other half of a pair, whose face and presence stand for the conversation. */
export function counterpartOf(conversation: Conversation, me: string): Participant | undefined {
  return conversation.kind === 'DIRECT' ? otherParticipants(conversation, me)[0] : undefined
}

export function titleOf(conversation: Conversation, me: string, catalogue: Catalogue): string {
  const names = otherParticipants(conversation, me).map(({ display_name }) => display_name)
  return conversation.title ?? (names.join(', ') || catalogue.conversations.nobody)
}

/** By name and user name, without regard to case and accents. */
export function matches(conversation: Conversation, me: string, query: string): boolean {
  const wanted = plain(query)
  return [conversation.title ?? '', ...otherParticipants(conversation, me).flatMap(namesOf)].some(
    (name) => plain(name).includes(wanted),
  )
}

function namesOf(participant: Participant): string[] {
  return [participant.display_name, participant.username]
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim()
}
