import type { OwnProfile } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import { createStoreEvents, type StoreEvents } from './events.ts'
import type { MessengerState } from './messenger-state.ts'
import type { Model, View } from './model.ts'
import { snapshotOf } from './snapshot.ts'

/** The model, what happens to it, and the snapshot of it that the screens show. */
export interface Store extends StoreEvents {
  readonly model: Model
  /** The model changed: the screens are told, once for all changes of one task. */
  emitChange(): void
  /** The relay asked to wait this many seconds before the next request of a kind. */
  rateLimited(seconds: number): void
  setLog(id: string, log: ConversationLog): void
  /** Does nothing when there is no log of this conversation. */
  editLog(id: string, change: (log: ConversationLog) => ConversationLog): void
  removeLogs(ids: readonly string[]): void
  setView(id: string, change: Partial<View>): void
  getState(): MessengerState
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void
}

export function createStore(me: OwnProfile): Store {
  const model: Model = {
    me,
    connection: { kind: 'connecting', since: performance.now() },
    rateLimitedUntil: null,
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
  const listeners = new Set<() => void>()
  let snapshot = snapshotOf(model, null)
  let isDirty = false
  let isScheduled = false

  const emitChange = () => {
    isDirty = true
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      for (const listener of listeners) listener()
    })
  }
  const setLog = (id: string, log: ConversationLog) => {
    if (model.logs.get(id) === log) return
    model.logs.set(id, log)
    emitChange()
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
      for (const id of ids) model.logs.delete(id)
      events.logsRemoved.emit(ids)
      emitChange()
    },
    setView(id, change) {
      const view = model.views.get(id)
      if (view === undefined) return
      model.views.set(id, { ...view, ...change })
      emitChange()
    },
    getState() {
      if (isDirty) snapshot = snapshotOf(model, snapshot)
      isDirty = false
      return snapshot
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
