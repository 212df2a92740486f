import type postgres from 'postgres'
import type { Conversation } from '../../wire/conversations.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Message } from '../../wire/messages.ts'
import { claimsOf } from '../database-rules/data-api-world.ts'
import type { Device } from './device.ts'
import type { ModelPerson } from './people.ts'

/** Everything that a person can see, with every conversation open. */
export function viewOf({ messenger }: Device) {
  const { conversations, timelines } = messenger.getState()
  const named = conversations.items.filter(({ room }) => !room)
  const rooms = conversations.items.filter(({ room }) => room).map(withoutGuesses)
  return {
    status: conversations.status,
    conversations: [...named, ...rooms].map((one) => ({
      ...one,
      last_message: one.last_message && comparable(one.last_message),
      participants: one.participants.map((participant) =>
        pastOwn(participant, participant.user_id, timelines[one.id]?.messages ?? []),
      ),
    })),
    timelines: Object.fromEntries(
      conversations.items.map(({ id }) => {
        const { status, messages = [], pending = [] } = timelines[id] ?? {}
        return [
          id,
          {
            status,
            messages: messages.map(comparable),
            waiting: pending.filter(({ state }) => state.kind !== 'failed'),
          },
        ]
      }),
    ),
  }
}
/** Past its end, a message equals one that was deleted at that moment. */
export const hasEnded = (message: Pick<Message, 'deleted_at' | 'expires_at'>) =>
  message.expires_at !== null && message.deleted_at === message.expires_at

/**
 * Nobody is told who joins a room or leaves it, so the others and their number are as old as the last answer. A page that hears
 * of a message in a room puts the room in its place in the list by its own clock.
 */
const withoutGuesses = (room: Conversation): Conversation => ({
  ...room,
  participant_count: 0,
  participants: room.participants.filter(({ user_id }) => user_id === room.me.user_id),
  active_at: '',
})

const comparable = (message: Message): Message => withoutClientId(withoutMoment(message))

/** The model moves the ends of messages that devices have loaded. Only whether a message has ended is compared. */
function withoutMoment(message: Message): Message {
  if (message.expires_at === null) return message
  const end = 'an end'
  return { ...message, expires_at: end, deleted_at: hasEnded(message) ? end : message.deleted_at }
}

/** In a dark room only the device that wrote a message knows its `client_id`. Everybody else gets another one. */
const withoutClientId = (message: Message): Message =>
  isOfDarkRoom(message.conversation_id) ? { ...message, client_id: '' } : message

export type View = ReturnType<typeof viewOf>

interface Positions {
  last_read_seq: number
  last_delivered_seq: number
}

/**
 * Sending a message moves the writer's own receipts over it, and nobody gets an event for that. Both sides are
 * therefore compared after skipping the writer's own messages.
 */
function pastOwn<T extends Positions>(
  participant: T,
  userId: string,
  messages: readonly { seq: number; sender_id: string | null }[],
): T {
  const own = new Set(messages.filter((one) => one.sender_id === userId).map(({ seq }) => seq))
  const past = (position: number): number => (own.has(position + 1) ? past(position + 1) : position)
  const { last_read_seq, last_delivered_seq } = participant
  return {
    ...participant,
    last_read_seq: past(last_read_seq),
    last_delivered_seq: past(last_delivered_seq),
  }
}

interface Rows {
  conversations: { id: string }[]
  participants: ({ conversation_id: string; user_id: string } & Positions)[]
  messages: {
    id: string
    conversation_id: string
    sender_id: string | null
    seq: number
    ver: number
    thread_count: number
    expires_at: string | null
  }[]
  reactions: { message_id: string; user_id: string; emoji: string }[]
}

const tables = `
  select json_build_object(
    'conversations', (select coalesce(json_agg(c order by id), '[]') from (
      select id, title, last_seq, last_ver from public.conversations) c),
    'participants', (select coalesce(json_agg(p order by conversation_id, user_id), '[]') from (
      select conversation_id, user_id, role, last_read_seq, last_delivered_seq
      from public.conversation_participants) p),
    'messages', (select coalesce(json_agg(m order by conversation_id, seq), '[]') from (
      select id, conversation_id, seq, ver, sender_id, client_id, kind, body, reply_to, thread_root,
        thread_count, mentions, mention_names, event, edited_at is null as fresh, deleted_at is null as alive,
        pinned_at is not null as pinned, expires_at
      from public.messages) m),
    'reactions', (select coalesce(json_agg(r order by message_id, user_id, emoji), '[]') from (
      select message_id, user_id, emoji from public.message_reactions) r)
  ) as rows`

/** All rows that the Data API would give to a person: with their role and claims, without a condition. */
export async function rowsAs(
  sql: postgres.Sql,
  { id }: ModelPerson,
  timelines: Partial<View['timelines']>,
): Promise<Rows> {
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify(claimsOf(id))}, true),
      set_config('role', 'authenticated', true)`
    const [row] = await tx.unsafe<{ rows: Rows }[]>(tables)
    const { participants, messages, ...rows } = row!.rows
    return {
      ...rows,
      messages,
      participants: participants.map((participant) =>
        // The rows lack the messages that have ended. The screen knows their places.
        pastOwn(
          participant,
          participant.user_id,
          timelines[participant.conversation_id]?.messages ?? [],
        ),
      ),
    }
  })
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string) =>
  rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))

/** The same rows, made from what a screen shows. The Data API has no row of a dark room, and nobody else of a hangout. */
export function rowsOf({ conversations, timelines }: View): Rows {
  const named = conversations.filter(({ id }) => !isOfDarkRoom(id))
  const shown = byKey(named, ({ id }) => id)
  const messages = shown
    .flatMap(({ id }) => timelines[id]?.messages ?? [])
    .filter((message) => !hasEnded(message))
  return {
    conversations: shown.map(({ id, title, last_seq, last_ver }) => ({
      id,
      title,
      last_seq,
      last_ver,
    })),
    participants: shown.flatMap(({ id, participants }) =>
      byKey(participants, ({ user_id }) => user_id).map((participant) => ({
        conversation_id: id,
        user_id: participant.user_id,
        role: participant.role,
        last_read_seq: participant.last_read_seq,
        last_delivered_seq: participant.last_delivered_seq,
      })),
    ),
    messages: messages.map(toRow),
    reactions: byKey(
      messages.flatMap(({ id, reactions }) =>
        reactions.flatMap(({ emoji, user_ids }) =>
          user_ids.map((user_id) => ({ message_id: id, user_id, emoji })),
        ),
      ),
      ({ message_id, user_id, emoji }) => `${message_id} ${user_id} ${emoji}`,
    ),
  }
}

function toRow(message: Message) {
  const { created_at: _, hidden_at: __, thread, reactions: ___, ...rest } = message
  const { edited_at, deleted_at, pinned_at, ...row } = rest
  return {
    ...row,
    thread_count: thread?.count ?? 0,
    fresh: edited_at === null,
    alive: deleted_at === null,
    pinned: pinned_at !== null,
  }
}
