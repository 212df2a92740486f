import { z } from 'zod'
import { conversation } from './conversations.ts'
import { ackError, errorCode } from './errors.ts'
import { message } from './messages.ts'
import { messageSend } from './requests/messages.ts'
import { person, presence } from './people.ts'
import { counter, id, timestamp } from './primitives.ts'
import { endReason } from './session.ts'
import { syncAnswer, syncRequest } from './sync.ts'

const conversationRef = z.object({ conversation_id: id }).strict()
const place = z.object({ conversation_id: id, seq: counter }).strict()

/** The receipts of one participant. */
const receipts = z.object({
  conversation_id: id,
  user_id: id,
  last_read_seq: counter,
  last_delivered_seq: counter,
  /** Rises with every move of this participant's receipts. Of two states, the one with the higher number is newer. */
  receipts_ver: counter,
})
/** The unread counts of the asker at one moment: after the change `last_ver`, and with the settings of `own_ver`. */
const counts = z.object({
  last_ver: counter,
  own_ver: counter,
  marked_unread: z.boolean(),
  unread: z.int(),
  mentions: z.int(),
})
const ownReceipts = receipts.extend(counts.shape)
/** The messages in their present state. `people` are those whom the messages name. */
const messagesOfConversation = z.object({
  conversation_id: id,
  messages: z.array(message),
  people: z.array(person).optional(),
})
const nothing = z.object({})

/** Client to server. An ack answers each of them: `{ok:true, ...answer}` or `{ok:false, error}`. */
export const clientEvents = {
  /** A client with a smaller `ver` than `last_ver` lacks something, and syncs. */
  'conversation:join': {
    payload: conversationRef,
    answer: z.object({ last_ver: counter }),
  },
  'conversation:leave': { payload: conversationRef, answer: nothing },
  'message:send': { payload: messageSend, answer: message },
  'message:read': { payload: place, answer: ownReceipts },
  'message:delivered': { payload: place, answer: ownReceipts },
  'typing:start': { payload: conversationRef, answer: nothing },
  'typing:stop': { payload: conversationRef, answer: nothing },
  'presence:watch': {
    payload: z.object({ user_ids: z.array(id).max(500) }).strict(),
    answer: z.object({ people: z.array(presence) }),
  },
  sync: { payload: syncRequest, answer: syncAnswer },
  'session:renew': {
    payload: z.object({}).strict(),
    answer: z.object({ expires_in: z.int().min(0) }),
  },
} as const

/** Server to client. */
export const serverEvents = {
  'connection:established': z.object({
    session: z.object({ id, expires_in: z.int().min(0) }),
    /** The person for whom this socket acts. */
    user_id: id,
    epoch: z.string(),
    server_time: timestamp,
    protocol: z.int(),
    /** The high-water marks: `last_ver` of the most recently active conversations. */
    marks: z.record(id, counter),
  }),
  'connection:error': z.object({ code: errorCode, message: z.string() }),
  'message:new': messagesOfConversation,
  /** The messages after the change. The client merges them by `ver`, like new ones. */
  'message:edited': messagesOfConversation,
  'message:deleted': messagesOfConversation,
  'message:reactions': messagesOfConversation,
  /** A message was pinned or unpinned. */
  'message:pinned': messagesOfConversation,
  /** With `sharesReceipts`, the receipts of every participant; without it, only those of the person themselves. */
  'message:read': receipts,
  'message:delivered': receipts,
  'conversation:new': z.object({ conversation }),
  /**
   * The client must request the conversation again: its name, its people, the own settings or messages have changed.
   */
  'conversation:changed': z.object({ conversation_id: id }),
  /** The person may no longer see this conversation. */
  'conversation:removed': z.object({ conversation_id: id }),
  /** Messages came in a room of this person that none of their pages shows. It comes every 5 s at most. */
  'room:activity': z.object({ id, last_seq: counter }),
  'typing:start': z.object({ conversation_id: id, user_id: id }),
  'typing:stop': z.object({ conversation_id: id, user_id: id }),
  /** This person has a new name or picture. */
  'person:changed': z.object({ person }),
  /**
   * A moderator warned or muted this person, or took it back: ask for the notices. Or a message of theirs waits for a
   * moderator no longer: ask for `reviews` of those that this page knows.
   */
  'moderation:changed': nothing,
  /** This person blocked somebody or took it back: ask for the blocked people. */
  'blocks:changed': nothing,
  'user:online': presence,
  'user:offline': presence,
  /** The access cookie is about to expire: refresh it by HTTP, then answer with `session:renew`. */
  'session:renew': z.object({ expires_in: z.int().min(0) }),
  'session:ended': z.object({ reason: endReason }),
} as const

export type ClientEvent = keyof typeof clientEvents
export type ServerEvent = keyof typeof serverEvents
export type Payload<E extends ClientEvent> = z.infer<(typeof clientEvents)[E]['payload']>
export type Answer<E extends ClientEvent> = z.infer<(typeof clientEvents)[E]['answer']>
export type Ack<E extends ClientEvent> =
  ({ ok: true } & Answer<E>) | { ok: false; error: z.infer<typeof ackError> }
export type Push<E extends ServerEvent> = z.infer<(typeof serverEvents)[E]>

/**
 * The fields that the page sends when it connects. Other programs may leave them out. `user_id` is the person of the
 * page. Any value but the id of the cookies' person is refused, so the schema takes every value. A wrong `protocol` must
 * not hide it.
 */
export const handshakeAuth = z.object({
  protocol: z.int().min(0).optional().catch(undefined),
  user_id: z.unknown().optional(),
})

/** The maps of Socket.IO, for `Server<…>` and `Socket<…>`. A payload is unknown until its schema has checked it. */
export type ClientToServer = {
  [E in ClientEvent]: (payload: Payload<E>, ack: (answer: Ack<E>) => void) => void
}
export type ServerToClient = { [E in ServerEvent]: (push: Push<E>) => void }
export type Receipts = z.infer<typeof receipts>
export type Counts = z.infer<typeof counts>
