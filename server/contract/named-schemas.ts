import { z } from 'zod'
import { changes, conversationList } from '../../wire/requests/conversations.ts'
import { conversation, ownSettings, participant } from '../../wire/conversations.ts'
import { ackError, errorBody } from '../../wire/errors.ts'
import { message, systemEvent } from '../../wire/messages.ts'
import { messageFilter } from '../../wire/moderation/filters.ts'
import { report } from '../../wire/moderation/moderation.ts'
import { ownProfile, person, presence } from '../../wire/people.ts'
import { post } from '../../wire/posts.ts'
import { room } from '../../wire/rooms/rooms.ts'
import { sessionAnswer } from '../../wire/session.ts'
import { syncAnswer } from '../../wire/sync.ts'

/**
 * The shapes that stand once in the documents, under a name. Every other shape stands where it is used. The wire itself
 * has no names: with them, a shape that is used outside of this registry would refer to nothing.
 */
export const namedSchemas = {
  AckError: ackError,
  Changes: changes,
  Conversation: conversation,
  ConversationList: conversationList,
  ErrorBody: errorBody,
  Message: message,
  MessageFilter: messageFilter,
  OwnProfile: ownProfile,
  OwnSettings: ownSettings,
  Participant: participant,
  Person: person,
  Post: post,
  Presence: presence,
  Report: report,
  Room: room,
  SessionAnswer: sessionAnswer,
  SyncAnswer: syncAnswer,
  SystemEvent: systemEvent,
} satisfies Record<string, z.ZodType>

export function namedRegistry(): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id })
  return registry
}
