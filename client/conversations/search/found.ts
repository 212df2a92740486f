import type { Conversation } from '../../../wire/conversations.ts'
import { hasWords, plainWords } from '../../../wire/words/names.ts'
import { otherParticipants } from '../../conversation/names.ts'

/** Tells whether the title, the title of the post or the names of a participant have each word of the query. */
export function matches(conversation: Conversation, me: string, query: string): boolean {
  const wanted = plainWords(query)
  return namesOf(conversation, me).some((name) => hasWords(name, wanted))
}

/** All names under which a conversation is found. */
export function namesOf(conversation: Conversation, me: string): string[] {
  return [
    conversation.title ?? '',
    conversation.post?.title ?? '',
    ...otherParticipants(conversation, me).map((one) => `${one.username} ${one.display_name}`),
  ]
}
