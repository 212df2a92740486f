import type { Message } from '../../../wire/messages.ts'
import { isBehind, receive, type ConversationLog } from '../log/conversation-log.ts'
import { showAtOnce } from '../log/log-pages.ts'
import type { Store } from '../store/store.ts'

/** Takes in own messages that the server confirmed. Their frames go to other tabs only. */
export function createOwnMessages(store: Store, fetch: (id: string) => void) {
  const { model } = store

  // Once the gap before a confirmed message is filled, the log shows it.
  store.logsChanged.subscribe((ids) => {
    for (const id of ids) {
      const log = model.logs.get(id)
      for (const [clientId, { message, ver }] of model.confirming) {
        if (message.conversation_id !== id || (log !== undefined && log.ver < ver)) continue
        model.confirming = new Map([...model.confirming].filter(([one]) => one !== clientId))
        store.emitChange([id])
      }
    }
  })

  return {
    add(message: Message): void {
      const id = message.conversation_id
      const log = model.logs.get(id)
      // The ack does not say whom the message mentions. And a message that was known earlier may have changed since.
      const isWhole = !message.body.includes('@') && !isKnownEarlier(log, message)
      if (isWhole) store.messagesReceived.emit([message])
      if (log === undefined) return fetch(id)
      const next = isWhole ? receive(log, [message]) : missing(log, message.ver)
      const pending = model.pending.find(({ client_id }) => client_id === message.client_id)
      if (isBehind(next) && next.ver < message.ver && pending !== undefined) {
        const shown = { ...pending, state: { kind: 'sending' } as const }
        const entry = [message.client_id, { message: shown, ver: message.ver }] as const
        model.confirming = new Map([...model.confirming, entry])
      }
      store.setLog(id, next)
      store.logsChanged.emit([id])
      if (isBehind(next)) store.syncRequested.emit()
    },
    /** The server's answer to an edit or a reaction. */
    change(message: Message): void {
      store.messagesReceived.emit([message])
      store.editLog(message.conversation_id, (log) => showAtOnce(log, message))
      const log = model.logs.get(message.conversation_id)
      if (log !== undefined && isBehind(log)) store.syncRequested.emit()
      store.logsChanged.emit([message.conversation_id])
    },
  }
}
export type OwnMessages = ReturnType<typeof createOwnMessages>

/** A message that is sent again gets the first ack again. It may have changed since, and the ack does not say so. */
function isKnownEarlier(log: ConversationLog | undefined, { id, ver }: Message): boolean {
  const loaded = log?.history.kind === 'loaded' ? log.history.messages : []
  const known = [...loaded, log?.conversation.last_message].find((one) => one?.id === id)
  return known !== undefined && known !== null && known.ver < ver
}

/** Notes that there is a change with this `ver`, so that the sync brings it. */
const missing = (log: ConversationLog, ver: number): ConversationLog => ({
  ...log,
  conversation: { ...log.conversation, last_ver: Math.max(log.conversation.last_ver, ver) },
})
