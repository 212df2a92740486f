import { authorOf, isBy } from '../../../wire/author.ts'
import { isOfDarkRoom } from '../../../wire/ids.ts'
import type { Message } from '../../../wire/messages.ts'
import type { OwnReview } from '../../../wire/moderation/reviews.ts'
import { codeOf } from '../../requests/failure.ts'
import type { Api } from '../../requests/http.ts'
import type { StoredPending } from '../database/database.ts'
import type { Store } from '../store/store.ts'
import type { Outbox } from './outbox.ts'

/** A message on a lost connection may reach the relay this much later. */
const LATE_MS = 10 * 60_000

interface Needs {
  store: Store
  outbox: Pick<Outbox, 'change' | 'discard' | 'withdrawn'>
  call: Api
}

/**
 * Messages that their writer took back before their answer came. Another tab may be sending one in the same moment, and a
 * lost answer may have been a yes. So each one stays in the outbox, unseen and unsent, and what turns up of it is deleted
 * like every other message.
 * @returns the function that takes a message back
 */
export function createWithdrawals({ store, outbox, call }: Needs) {
  let known: readonly string[] = []
  const ending = new Set<string>()

  /** Deletes what is stored of it, or else waits for what may still come. */
  async function settle(entry: StoredPending): Promise<void> {
    const { client_id: id, withdrawn = '' } = entry
    const stored = await find(entry)
    if (stored) return end(id, stored)
    if (Date.now() - Date.parse(withdrawn) > LATE_MS) await outbox.discard(id)
  }

  /** Messages of dark rooms are not asked for: this would name their writer. The sync brings them. */
  async function find(entry: StoredPending): Promise<Message | null> {
    const { client_id, conversation_id, body, attached: files } = entry
    if (isOfDarkRoom(conversation_id)) return null
    const path = `/api/conversations/${conversation_id}`
    const state = await stateOf(`${path}/reviews/${client_id}`)
    if (state === 'waiting') await call('DELETE', `${path}/reviews/${client_id}`)
    if (state !== 'released') return null
    // It stands there, so this changes nothing. The answer is the first one.
    return call<Message>('POST', `${path}/messages`, { client_id, body, ...(files && { files }) })
  }

  async function stateOf(address: string): Promise<OwnReview['state'] | null> {
    try {
      return (await call<OwnReview>('GET', address)).state
    } catch (error) {
      if (codeOf(error) === 'not_found') return null
      throw error
    }
  }

  async function end(clientId: string, { id }: Pick<Message, 'id'>): Promise<void> {
    if (ending.has(clientId)) return
    ending.add(clientId)
    try {
      await call('DELETE', `/api/messages/${id}`).catch((error: unknown) => {
        // It is gone already, or its writer may not come to it any more.
        if (codeOf(error) !== 'not_found' && codeOf(error) !== 'forbidden') throw error
      })
      store.syncRequested.emit()
      await outbox.discard(clientId)
    } finally {
      ending.delete(clientId)
    }
  }

  /** What fails now is tried again with the next connection. */
  const settleAll = (entries: readonly StoredPending[]) =>
    entries.forEach((entry) => void settle(entry).catch(() => undefined))

  function follow(): void {
    const now = outbox.withdrawn()
    const fresh = now.filter(({ client_id }) => !known.includes(client_id))
    known = now.map(({ client_id }) => client_id)
    if (store.model.connection.kind === 'online') settleAll(fresh)
  }

  store.caughtUp.subscribe(() => settleAll(outbox.withdrawn()))
  store.messagesReceived.subscribe((messages) => {
    for (const { client_id: id, alias_id } of outbox.withdrawn()) {
      // Somebody else may write a message with the same id, so that its deletion is asked for here.
      const isIt = (one: Message) =>
        one.client_id === id && isBy(authorOf(one), alias_id ?? store.model.me.id)
      const stored = messages.find((one) => isIt(one) && one.deleted_at === null)
      if (stored) end(id, stored).catch(() => undefined)
    }
  })
  store.stopped.subscribe(store.subscribe(follow))
  follow()

  return (clientId: string): Promise<void> =>
    // A tab with an earlier version of this page sends nothing that failed.
    outbox.change(clientId, { failed: 'taken_back', withdrawn: new Date().toISOString() })
}
