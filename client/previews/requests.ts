import type { Message } from '../../wire/messages.ts'
import type { PublicConfig } from '../../wire/session.ts'
import type { Messenger } from '../realtime/messenger.ts'

/** Everybody is told of the change by an event, and so is this page. */
export const removePreview = ({ rooms }: Messenger, { id }: Pick<Message, 'id'>) =>
  rooms.ask<Message>('DELETE', `/api/messages/${id}/preview`)

const answers = new WeakMap<Messenger, Promise<boolean>>()

/** Whether this installation makes previews. It is asked once. */
export function makesPreviews(messenger: Messenger): Promise<boolean> {
  const known = answers.get(messenger)
  if (known !== undefined) return known
  const asked = messenger.rooms
    .ask<PublicConfig>('GET', '/api/config')
    .then(({ features }) => features.link_previews)
  asked.catch(() => answers.delete(messenger))
  answers.set(messenger, asked)
  return asked
}
