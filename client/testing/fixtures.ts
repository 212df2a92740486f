import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile } from '../../wire/people.ts'
import { conversation as buildConversation, message as buildMessage } from './messages.ts'

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

/** The one builder of messages with the seq in front, because tests of the core name little else. */
export const message = (seq: number, change: Partial<Message> = {}): Message =>
  buildMessage({ seq, ...change })

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

/** A conversation of Ada and Ben with this many messages. */
export function conversation(last: number, change: Partial<Conversation> = {}): Conversation {
  return buildConversation({
    last_seq: last,
    last_ver: last,
    last_message: last === 0 ? null : message(last),
    ...(last > 0 && { active_at: message(last).created_at }),
    ...change,
  })
}
