import type { OwnProfile } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import { createStoreEvents, type StoreEvents } from './events.ts'
import type { MessengerState } from './messenger-state.ts'
import type { Model, View } from './model.ts'
import { createConversationList } from './conversation-list.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createSnapshots } from './snapshot.ts'

/** The model, its events, and the snapshot that the screens show. */
export interface Store extends StoreEvents {
  readonly model: Model
  /**
   * The model changed: the screens are told, once for all changes of one task. `ids` are the conversations, threads and
   * people that changed. Without them anything may have changed.
   */
  emitChange(ids?: readonly string[]): void
  /** The relay asked to wait this many seconds before the next request of a kind. */
  rateLimited(seconds: number): void
  setLog(id: string, log: ConversationLog): void
  /** Does nothing when there is no log of this conversation. */
  editLog(id: string, change: (log: ConversationLog) => ConversationLog): void
  removeLogs(ids: readonly string[]): void
  setView(id: string, change: Partial<View>): void
  getState(): MessengerState
  /** With an id: only changes of this conversation, thread or person. Returns the function that ends the subscription. */
  subscribe(listener: () => void, id?: string): () => void
}

export function createStore(me: OwnProfile): Store {
  const model: Model = {
    me,
    connection: { kind: 'connecting', since: performance.now() },
    rateLimitedUntil: null,
    clockAhead: 0,
    epoch: null,
    asOf: null,
    listStatus: 'loading',
    listCursor: null,
    logs: new Map(),
    views: new Map(),
    threads: new Map(),
    quoted: {},
    pending: [],
    confirming: new Map(),
    blocked: [],
    people: {},
    typing: {},
    presence: {},
  }
  const events = createStoreEvents()
  const list = createConversationList()
  const { subscribe, notify } = createSubscriptions()
  const takeSnapshot = createSnapshots(model, list.items)
  let snapshot = takeSnapshot()
  let isDirty = false

  const emitChange = (ids?: readonly string[]) => {
    isDirty = true
    notify(ids)
  }
  const setLog = (id: string, log: ConversationLog) => {
    if (model.logs.get(id) === log) return
    model.logs.set(id, log)
    list.put(log.conversation)
    emitChange([id])
  }
  return {
    ...events,
    model,
    emitChange,
    rateLimited(seconds) {
      const until = performance.now() + seconds * 1000
      model.rateLimitedUntil = Math.max(model.rateLimitedUntil ?? 0, until)
      emitChange()
    },
    setLog,
    editLog(id, change) {
      const log = model.logs.get(id)
      if (log !== undefined) setLog(id, change(log))
    },
    removeLogs(ids) {
      if (ids.length === 0) return
      for (const id of ids) {
        model.logs.delete(id)
        list.remove(id)
      }
      events.logsRemoved.emit(ids)
      emitChange()
    },
    setView(id, change) {
      const view = model.views.get(id)
      if (view === undefined) return
      model.views.set(id, { ...view, ...change })
      // The threads of a conversation show how far it was read.
      emitChange(change.readUpTo === undefined ? [id] : undefined)
    },
    getState() {
      if (isDirty) snapshot = takeSnapshot()
      isDirty = false
      return snapshot
    },
    subscribe,
  }
}
