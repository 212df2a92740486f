import type { Conversations } from './conversations.ts'
import type { Link } from './link.ts'
import type { Marks } from './marks.ts'
import type { PresenceWatch } from './presence.ts'
import type { Sync } from './sync.ts'
import type { Typing } from './typing.ts'

interface Parts {
  sync: Sync
  marks: Marks
  typing: Typing
  presence: PresenceWatch
  conversations: Conversations
  fetch(id: string): void
}

/** Which part each event of the relay is for. */
export function listen(link: Pick<Link, 'on'>, parts: Parts): void {
  const { sync, marks, typing, presence, conversations } = parts
  link.on('message:new', ({ conversation_id: id, messages }) => {
    for (const { sender_id } of messages) if (sender_id !== null) typing.onStop(id, sender_id)
    sync.onFrame({ id, messages })
  })
  link.on('message:read', marks.onPush)
  link.on('message:delivered', marks.onPush)
  link.on('conversation:new', ({ conversation }) => conversations.adopt([conversation]))
  link.on('conversation:changed', ({ conversation_id }) => parts.fetch(conversation_id))
  link.on('typing:start', (one) => typing.onStart(one.conversation_id, one.user_id))
  link.on('typing:stop', (one) => typing.onStop(one.conversation_id, one.user_id))
  link.on('user:online', presence.onPush)
  link.on('user:offline', presence.onPush)
}
