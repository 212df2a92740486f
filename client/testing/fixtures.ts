import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile } from '../../wire/people.ts'

/** Values for tests. Ids are readable here; on the wire they are UUIDs. */
export const ada: OwnProfile = {
  id: 'ada',
  username: 'ada',
  display_name: 'Ada',
  avatar_url: null,
  email: 'ada@example.com',
  role: 'member',
  show_presence: true,
}

export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation_id: 'c1',
    seq,
    ver: seq,
    sender_id: 'ben',
    client_id: `client-${seq}`,
    kind: 'text',
    body: `message ${seq}`,
    reply_to: null,
    thread_root: null,
    thread: null,
    mentions: [],
    event: null,
    reactions: [],
    created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString(),
    edited_at: null,
    deleted_at: null,
    ...change,
  }
}

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

/** A conversation of Ada and Ben with this many messages. */
export function conversation(last: number, change: Partial<Conversation> = {}): Conversation {
  const participant = (user_id: string) => ({
    user_id,
    username: user_id,
    display_name: user_id,
    avatar_url: null,
    role: 'member' as const,
    last_read_seq: 0,
    last_delivered_seq: 0,
    receipts_ver: 0,
  })
  return {
    id: 'c1',
    kind: 'DIRECT',
    title: null,
    avatar_url: null,
    post: null,
    participant_count: change.participants?.length ?? 2,
    participants: [participant('ada'), participant('ben')],
    last_seq: last,
    last_ver: last,
    last_message: last === 0 ? null : message(last),
    unread: 0,
    me: {
      user_id: 'ada',
      own_ver: 0,
      role: 'member',
      muted: false,
      notify: 'all',
      marked_unread: false,
      draft: null,
      mentions: 0,
      blocked: false,
    },
    created_at: '2026-01-01T00:00:00.000Z',
    active_at: last === 0 ? '2026-01-01T00:00:00.000Z' : message(last).created_at,
    ...change,
  }
}
