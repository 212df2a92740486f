import type { Message } from '../../../wire/messages.ts'
import { isBehind, receive, type ConversationLog } from '../log/conversation-log.ts'
import { showAtOnce } from '../log/log-pages.ts'
import type { Store } from '../store/store.ts'

interface Hooks {
  received(messages: readonly Message[]): void
  fetch(id: string): void
  changed(ids: Iterable<string>): void
  behind(): void
}

/** Takes in messages of one's own that the server confirmed; their frames go to other tabs only. */
export function createOwnMessages(state: Store, hooks: Hooks) {
  const { model } = state
  return {
    add(message: Message): void {
      const id = message.conversation_id
      const log = model.logs.get(id)
      // Whom it mentions the receipt does not say, and by now other people may be there than are known here.
      const isWhole = !message.body.includes('@') && !isKnownEarlier(log, message)
      if (isWhole) hooks.received([message])
      if (log === undefined) return hooks.fetch(id)
      const next = isWhole ? receive(log, [message]) : missing(log, message.ver)
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
        state.emitChange()
      }
    },
  }
}
export type OwnMessages = ReturnType<typeof createOwnMessages>

/** Sent again, it had been stored and changed since: what it says now the receipt does not tell. */
function isKnownEarlier(log: ConversationLog | undefined, { id, ver }: Message): boolean {
  const held = log?.part.kind === 'loaded' ? log.part.messages : []
  const known = [...held, log?.conversation.last_message].find((one) => one?.id === id)
  return known !== undefined && known !== null && known.ver < ver
}

/** There is this change, and sync has to bring it. */
const missing = (log: ConversationLog, ver: number): ConversationLog => ({
  ...log,
  conversation: { ...log.conversation, last_ver: Math.max(log.conversation.last_ver, ver) },
})
