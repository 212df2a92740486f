import { authorOf, personIdOf } from '../../wire/author.ts'
import type { Arrivals } from './arrivals.ts'
import type { Conversations } from './conversations.ts'
import type { Link } from './link.ts'
import type { Marks } from './marks.ts'
import type { PresenceWatch } from './presence.ts'
import type { Renames } from './renames.ts'
import type { Sync } from './sync.ts'
import type { Typing } from './typing.ts'

interface Parts {
  sync: Sync
  marks: Marks
  typing: Typing
  presence: PresenceWatch
  conversations: Conversations
  arrivals: Arrivals
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
