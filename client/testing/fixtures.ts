import type { Conversation, Participant } from '../../wire/conversations.ts'
import type { MessageFile } from '../../wire/files.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile } from '../../wire/people.ts'
import type { PendingMessage, PendingState } from '../realtime/store/pending-message.ts'
import type { Timeline } from '../realtime/store/messenger-state.ts'

// The values of the tests. Ids are readable here; on the wire they are UUIDs.
export const ADA = 'ada'
export const BEN = 'ben'
const CONVERSATION = 'c1'

export const ada: OwnProfile = {
  id: ADA,
  username: 'ada',
  display_name: 'Ada',
  avatar_url: null,
  email: 'ada@example.com',
  role: 'member',
  show_presence: true,
}

/** A message. Its id, version and time follow from its seq, unless the test gives them. */
export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation_id: CONVERSATION,
    seq,
    ver: seq,
    sender_id: BEN,
    client_id: `client-${seq}`,
    kind: 'text',
    body: `message ${seq}`,
    reply_to: null,
    thread_root: null,
    thread: null,
    mentions: [],
    event: null,
    reactions: [],
    created_at: new Date(2026, 10, 21, 14, seq).toISOString(),
    edited_at: null,
    deleted_at: null,
    pinned_at: null,
    expires_at: null,
    ...change,
  }
}

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

export function pending(state: PendingState, change: Partial<PendingMessage> = {}): PendingMessage {
  return {
    client_id: 'pending',
    conversation_id: CONVERSATION,
    body: 'not there yet',
    reply_to: null,
    thread_root: null,
    written_at: new Date(2026, 10, 21, 15).toISOString(),
    state,
    ...change,
  }
}

export const voiceFile: MessageFile = {
  ...{ id: 'f1', kind: 'voice', name: 'voice.webm', mime: 'audio/webm', size: 1, alt: '' },
  ...{ width: null, height: null, placeholder: null, duration_ms: 1_000, waveform: null },
}

export function timeline(change: Partial<Timeline> = {}): Timeline {
  return {
    status: 'ready',
    freshness: 'current',
    messages: [],
    pending: [],
    hasEarlier: false,
    loadingEarlier: false,
    hasLater: false,
    loadingLater: false,
    readUpTo: 0,
    ...change,
  }
}

export function participant(userId: string, read = 0, delivered = read): Participant {
  return {
    user_id: userId,
    username: userId,
    display_name: userId.charAt(0).toUpperCase() + userId.slice(1),
    avatar_url: null,
    role: 'member',
    last_read_seq: read,
    last_delivered_seq: delivered,
    receipts_ver: 0,
  }
}

/** A conversation of Ada and Ben without messages. */
export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: CONVERSATION,
    kind: 'DIRECT',
    title: null,
    avatar_url: null,
    post: null,
    room: null,
    message_lifetime_seconds: null,
    participant_count: change.participants?.length ?? 2,
    participants: [participant(ADA), participant(BEN)],
    last_seq: 0,
    last_ver: 0,
    last_message: null,
    unread: 0,
    me: {
      user_id: ADA,
      own_ver: 0,
      role: 'member',
      muted: false,
      notify: 'all',
      marked_unread: false,
      draft: null,
      mentions: 0,
      pinned_at: null,
      archived_seq: null,
      last_sent_at: null,
      blocked: false,
    },
    created_at: new Date(2026, 10, 21).toISOString(),
    active_at: new Date(2026, 10, 21).toISOString(),
    ...change,
  }
}

/** A conversation of Ada and Ben with this many messages. */
export function conversationUpTo(last: number, change: Partial<Conversation> = {}): Conversation {
  return conversation({
    last_seq: last,
    last_ver: last,
    last_message: last === 0 ? null : message(last),
    ...(last > 0 && { active_at: message(last).created_at }),
    ...change,
  })
}
