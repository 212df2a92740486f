import type { Message } from '../../wire/messages.ts'
import type { Api } from '../requests/http.ts'
import type { Messenger } from './model.ts'

interface Hooks {
  /** What the server answered: the message as it is now. */
  changed(message: Message): void
  /** Changed, and nothing says how. */
  behind(): void
}

export type MessageChanges = Pick<Messenger, 'edit' | 'remove' | 'react'>

/** Changes of a message. The answer is shown as it comes; others learn of it by a frame. */
export function createMessageChanges(call: Api, hooks: Hooks): MessageChanges {
  return {
    async edit({ id }, body) {
      hooks.changed(await call<Message>('PUT', `/api/messages/${id}`, { body }))
    },
    async remove({ id }) {
      await call('DELETE', `/api/messages/${id}`)
      // The answer is empty. The frame went out before it; should it be lost, nothing else may come for long.
      hooks.behind()
    },
    async react({ id }, emoji, on) {
      const path = `/api/messages/${id}/reactions/${encodeURIComponent(emoji)}`
      hooks.changed(await call<Message>(on ? 'PUT' : 'DELETE', path))
    },
  }
}
