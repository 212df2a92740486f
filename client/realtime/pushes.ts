import { authorOf, personIdOf } from '../../wire/author.ts'
import type { Notifications } from './live/notifications.ts'
import type { Conversations } from './sync/conversations.ts'
import type { Link } from './link/link.ts'
import type { Receipts } from './live/receipts.ts'
import type { PresenceWatch } from './live/presence.ts'
import type { Renames } from './live/renames.ts'
import type { Sync } from './sync/sync.ts'
import type { Typing } from './live/typing.ts'

interface Parts {
  sync: Sync
  marks: Receipts
  typing: Typing
  presence: PresenceWatch
  conversations: Conversations
  arrivals: Notifications
  renames: Renames
}

/** Which part each event of the relay is for. */
export function listen(link: Pick<Link, 'on'>, parts: Parts): void {
  const { sync, marks, typing, presence, conversations, arrivals, renames } = parts
  link.on('message:new', ({ conversation_id: id, messages }) => {
    for (const message of messages) {
      const personId = personIdOf(authorOf(message))
      if (personId !== null) typing.onStop(id, personId)
    }
    sync.onFrame({ id, messages })
    arrivals.live(messages)
  })
  for (const event of ['message:edited', 'message:deleted', 'message:reactions'] as const) {
    link.on(event, ({ conversation_id: id, messages }) => sync.onFrame({ id, messages }))
  }
  link.on('message:read', marks.onPush)
  link.on('message:delivered', marks.onPush)
  link.on('conversation:new', ({ conversation }) => {
    conversations.adopt([conversation])
    arrivals.welcome(conversation)
  })
  link.on('conversation:changed', ({ conversation_id }) => {
    void conversations.refresh(conversation_id)
  })
  link.on('conversation:removed', ({ conversation_id }) => conversations.remove(conversation_id))
  link.on('typing:start', (one) => typing.onStart(one.conversation_id, one.user_id))
  link.on('typing:stop', (one) => typing.onStop(one.conversation_id, one.user_id))
  link.on('person:changed', ({ person }) => renames.apply([person]))
  link.on('user:online', presence.onPush)
  link.on('user:offline', presence.onPush)
}
