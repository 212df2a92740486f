import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import type { Person } from '../../wire/people.ts'
import type { Catalogue } from '../i18n/en.ts'
import { isolate } from '../i18n/en/isolate.ts'

export function otherParticipants(conversation: Conversation, me: string): Participant[] {
  return conversation.participants.filter((participant) => participant.user_id !== me)
}

export const personOf = ({ user_id, username, display_name, avatar_url }: Participant): Person => ({
  id: user_id,
  username,
  display_name,
  avatar_url,
})

/** People whom messages name, by their ids. */
export type KnownPeople = Readonly<Record<string, Person>>

/** A person of a conversation, or one whom a message of it names. */
export const personIn = ({ participants }: Conversation, known: KnownPeople, userId: string) =>
  participants.find(({ user_id }) => user_id === userId) ?? known[userId]

export const nameIn = (conversation: Conversation, known: KnownPeople, userId: string | null) =>
  userId === null ? undefined : personIn(conversation, known, userId)?.display_name

/** The other person of a conversation of two. Their picture and presence stand for the conversation. */
export function counterpartOf(conversation: Conversation, me: string): Participant | undefined {
  return capabilitiesOf(conversation.kind).isPair
    ? otherParticipants(conversation, me)[0]
    : undefined
}

/** Names in one line. A Hebrew name does not change places with the next one. */
export const joined = (names: readonly string[]): string =>
  names.length > 1 ? names.map(isolate).join(', ') : (names[0] ?? '')

export function titleOf(conversation: Conversation, me: string, catalogue: Catalogue): string {
  const names = otherParticipants(conversation, me).map(({ display_name }) => display_name)
  return conversation.title ?? (joined(names) || catalogue.conversations.nobody)
}
