import type { Message } from '../../wire/messages.ts'
import { isBehind, receive } from './conversation-log.ts'
import type { State } from './state.ts'

interface Hooks {
  fetch(id: string): void
  changed(ids: Iterable<string>): void
  behind(): void
}

/** Takes in messages of one's own that the server confirmed; their frames go to other tabs only. */
export function createStored(state: State, hooks: Hooks) {
  const { model } = state
  return {
    add(message: Message): void {
      const id = message.conversation_id
      const log = model.logs.get(id)
      if (log === undefined) return hooks.fetch(id)
      const next = receive(log, [message])
      const pending = model.pending.find(({ client_id }) => client_id === message.client_id)
      if (isBehind(next) && next.ver < message.ver && pending !== undefined) {
        const shown = { ...pending, state: { kind: 'sending' } as const }
        model.confirming.set(message.client_id, { message: shown, ver: message.ver })
      }
      state.setLog(id, next)
      hooks.changed([id])
      if (isBehind(next)) hooks.behind()
    },
    /** The gap before them is filled. */
    confirm(id: string): void {
      for (const [clientId, { message, ver }] of model.confirming) {
        const log = model.logs.get(id)
        if (message.conversation_id !== id || (log !== undefined && log.ver < ver)) continue
        model.confirming.delete(clientId)
        state.touch()
      }
    },
  }
}
