import type { Message } from '../../wire/messages.ts'
import { isBehind, receive } from './conversation-log.ts'
import { showAtOnce } from './log-pages.ts'
import { mentionsIn } from './mentions.ts'
import type { State } from './state.ts'

interface Hooks {
  received(messages: readonly Message[]): void
  fetch(id: string): void
  changed(ids: Iterable<string>): void
  behind(): void
}

/** Takes in messages of one's own that the server confirmed; their frames go to other tabs only. */
export function createStored(state: State, hooks: Hooks) {
  const { model } = state
  return {
    add(told: Message): void {
      const id = told.conversation_id
      const people = model.logs.get(id)?.conversation.participants ?? []
      const message = { ...told, mentions: mentionsIn(told.body, people) }
      hooks.received([message])
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
    /** The answer to a change of one. */
    change(message: Message): void {
      hooks.received([message])
      state.editLog(message.conversation_id, (log) => showAtOnce(log, message))
      const log = model.logs.get(message.conversation_id)
      if (log !== undefined && isBehind(log)) hooks.behind()
      hooks.changed([message.conversation_id])
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
export type Stored = ReturnType<typeof createStored>
