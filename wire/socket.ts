import { z } from 'zod'
import { conversation } from './conversations.ts'
import { ackError, errorCode } from './errors.ts'
import { message, messageReceipt, messageSend } from './messages.ts'
import { person, presence } from './people.ts'
import { counter, id, timestamp } from './primitives.ts'
import { endReason } from './session.ts'
import { syncAnswer, syncRequest } from './sync.ts'

const conversationRef = z.object({ conversation_id: id }).strict()
const mark = z.object({ conversation_id: id, seq: counter }).strict()

/** One person's marks after a move. */
const markState = z.object({
  conversation_id: id,
  user_id: id,
  last_read_seq: counter,
  last_delivered_seq: counter,
  /** Of this person here: of two states the one with the higher number holds. */
  receipts_ver: counter,
})
/** What is unread for oneself, counted by the server in one moment: after the change `last_ver`, and with these settings. */
const counts = z.object({
  last_ver: counter,
  own_ver: counter,
  marked_unread: z.boolean(),
  unread: z.int(),
  mentions: z.int(),
})
const ownMarks = markState.extend(counts.shape)
const nothing = z.object({})

/** client → server. Each is answered by an ack: `{ok:true, ...answer}` or `{ok:false, error}`. */
export const clientEvents = {
  'conversation:join': { payload: conversationRef, answer: nothing },
  'conversation:leave': { payload: conversationRef, answer: nothing },
  'message:send': { payload: messageSend, answer: messageReceipt },
  'message:read': { payload: mark, answer: ownMarks },
  'message:delivered': { payload: mark, answer: ownMarks },
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

/** server → client. */
export const serverEvents = {
  'connection:established': z.object({
    session: z.object({ id, expires_in: z.int().min(0) }),
    epoch: z.string(),
    server_time: timestamp,
    /** `last_ver` of the most recently active conversations. */
    marks: z.record(id, counter),
  }),
  'connection:error': z.object({ code: errorCode, message: z.string() }),
  'message:new': z.object({ conversation_id: id, messages: z.array(message) }),
  /** Messages in their state after the change; merged by `ver` like new ones. */
  'message:edited': z.object({ conversation_id: id, messages: z.array(message) }),
  'message:deleted': z.object({ conversation_id: id, messages: z.array(message) }),
  'message:reactions': z.object({ conversation_id: id, messages: z.array(message) }),
  'message:read': markState,
  'message:delivered': markState,
  'conversation:new': z.object({ conversation }),
  /** Ask again: name, people, or one's own settings of it changed. */
  'conversation:changed': z.object({ conversation_id: id }),
  /** No longer theirs to see. */
  'conversation:removed': z.object({ conversation_id: id }),
  'typing:start': z.object({ conversation_id: id, user_id: id }),
  'typing:stop': z.object({ conversation_id: id, user_id: id }),
  /** Has another name or picture. */
  'person:changed': z.object({ person }),
  'user:online': presence,
  'user:offline': presence,
  /** The access cookie is about to run out: refresh by HTTP, then answer with `session:renew`. */
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

/** Socket.IO's maps, for `Server<…>` and `Socket<…>`. What arrives is unknown until its schema has read it. */
export type ClientToServer = {
  [E in ClientEvent]: (payload: Payload<E>, ack: (answer: Ack<E>) => void) => void
}
export type ServerToClient = { [E in ServerEvent]: (push: Push<E>) => void }
export type MarkState = z.infer<typeof markState>
export type Counts = z.infer<typeof counts>
