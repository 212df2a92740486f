import { authorOf, isBy } from '../../../wire/author.ts'
import { isOfDarkRoom } from '../../../wire/ids.ts'
import type { Message } from '../../../wire/messages.ts'
import type { OwnReview } from '../../../wire/moderation/reviews.ts'
import type { History } from '../../../wire/requests/messages.ts'
import { codeOf } from '../../requests/failure.ts'
import type { Api } from '../../requests/http.ts'
import type { StoredPending } from '../database/database.ts'
import type { PendingMessage } from '../store/pending-message.ts'
import type { Store } from '../store/store.ts'
import { findInLogs } from './in-logs.ts'
import type { Outbox } from './outbox.ts'

/** A message on a lost connection may reach the relay this much later. */
const LATE_MS = 10 * 60_000
/** Until then it is looked for this often: a filter may keep it for a moderator, and nothing tells of that. */
const LOOK_AGAIN_MS = 60_000

type Sought = Pick<StoredPending, 'client_id' | 'alias_id'>

interface Needs {
  store: Store
  outbox: Pick<Outbox, 'change' | 'discard' | 'withdrawn'>
  call: Api
}

/**
 * Messages that their writer took back before their answer came. Another tab may be sending one in the same moment, and a
 * lost answer may have been a yes. So each one stays in the outbox, unseen and unsent, and what turns up of it is deleted
 * like every other message.
 * @returns what begins with a message as it is shown now. The function that this returns takes it back
 */
export function createWithdrawals({
  store,
  outbox,
  call,
}: Needs): (clientId: string) => () => Promise<void> {
  const { model } = store
  /** What was looked at, with its failure: a filter may keep it after that. When the database fails, it comes again. */
  const seen = new Set<string>()
  const ending = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function isIt({ client_id: id, alias_id }: Sought, one: Message): boolean {
    if (one.client_id !== id || one.deleted_at !== null) return false
    // Somebody else may write a message with the same id.
    const me = model.logs.get(one.conversation_id)?.conversation.me.user_id
    return isBy(authorOf(one), alias_id ?? me ?? model.me.id)
  }
  const known = (sought: Sought) => findInLogs(model, (one) => isIt(sought, one))

  /** Deletes what is stored of it, or else waits for what may still come. */
  async function settle(entry: StoredPending): Promise<void> {
    const { client_id: id, withdrawn = '' } = entry
    const stored = known(entry) ?? (await find(entry))
    if (stored) return end(id, stored)
    if (Date.now() - Date.parse(withdrawn) > LATE_MS) await outbox.discard(id)
  }

  async function find(entry: StoredPending): Promise<Message | undefined> {
    const { client_id, conversation_id, body, attached: files } = entry
    const path = `/api/conversations/${conversation_id}`
    if (isOfDarkRoom(conversation_id)) {
      // To ask for it by its id would name its writer. The newest page is read by everybody.
      const page = await unlessMissing(call<History>('GET', `${path}/messages`))
      return page?.items.find((one) => isIt(entry, one))
    }
    const review = await unlessMissing(call<OwnReview>('GET', `${path}/reviews/${client_id}`))
    const state = review?.state
    if (state === 'waiting') await call('DELETE', `${path}/reviews/${client_id}`)
    if (state !== 'released') return undefined
    // It stands there, so this changes nothing. The answer is the first one.
    return call<Message>('POST', `${path}/messages`, { client_id, body, ...(files && { files }) })
  }

  /** Null also when its writer has left the conversation. */
  async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
    try {
      return await answer
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

  /** What fails now is tried again after a while, or with the next connection. */
  const settleAll = (entries: readonly StoredPending[]) =>
    entries.forEach((entry) => void settle(entry).catch(() => undefined))
  const isOnline = () => model.connection.kind === 'online'

  function follow(): void {
    const all = outbox.withdrawn()
    const keyOf = ({ client_id, failed }: StoredPending) => `${client_id} ${failed}`
    const fresh = all.filter((entry) => !seen.has(keyOf(entry)))
    for (const entry of fresh) seen.add(keyOf(entry))
    if (isOnline()) settleAll(fresh)
    if (all.length > 0) timer ??= setTimeout(lookAgain, LOOK_AGAIN_MS)
  }

  function lookAgain(): void {
    timer = undefined
    if (isOnline()) settleAll(outbox.withdrawn())
    follow()
  }

  store.caughtUp.subscribe(() => settleAll(outbox.withdrawn()))
  store.messagesReceived.subscribe((messages) => {
    for (const entry of outbox.withdrawn()) {
      const stored = messages.find((one) => isIt(entry, one))
      if (stored) end(entry.client_id, stored).catch(() => undefined)
    }
  })
  const endFollow = store.subscribe(follow)
  store.stopped.subscribe(() => {
    endFollow()
    clearTimeout(timer)
  })
  follow()

  /** Its place in the outbox. A confirmed message has none any more, also while the log waits for what comes before it. */
  function entryOf(clientId: string): StoredPending | undefined {
    const isShown = (one: PendingMessage) => one.client_id === clientId
    const shown = model.confirming.get(clientId)?.message ?? model.pending.find(isShown)
    if (shown === undefined) return undefined
    // Without its old place: the browser may have a new database, in which another message has it.
    const { state: _, onlyHere: _here, order: _order, ...entry } = shown
    return { ...entry, failed: null, confirmed: false }
  }

  return (clientId) => {
    const entry = entryOf(clientId)
    return async () => {
      const stored = entry ? undefined : known({ client_id: clientId })
      if (stored) return end(clientId, stored)
      // A tab with an earlier version of this page sends nothing that failed.
      const change = { failed: 'taken_back', withdrawn: new Date().toISOString() } as const
      // Its answer may come in this moment, and remove it. Then it stands there again.
      await outbox.change(clientId, change, entry)
      model.confirming = new Map([...model.confirming].filter(([id]) => id !== clientId))
      store.emitChange()
    }
  }
}
