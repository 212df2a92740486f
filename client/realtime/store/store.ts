import type { OwnProfile } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import type { MessengerState } from './messenger-state.ts'
import type { Model, View } from './model.ts'
import { snapshotOf } from './snapshot.ts'

export interface Store {
  readonly model: Model
  /** After every change to the model. Listeners are told once per turn of the event loop, however much changed. */
  emitChange(): void
  /** The relay asked to wait for so many seconds. */
  rateLimited(seconds: number): void
  setLog(id: string, log: ConversationLog): void
  /** Nothing, when there is no log of it. */
  editLog(id: string, change: (log: ConversationLog) => ConversationLog): void
  setView(id: string, change: Partial<View>): void
  getState(): MessengerState
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
    model,
    emitChange,
    rateLimited(seconds) {
      model.rateLimitedUntil = Math.max(
        model.rateLimitedUntil ?? 0,
        performance.now() + seconds * 1000,
      )
      emitChange()
    },
    setLog,
    editLog(id, change) {
      const log = model.logs.get(id)
      if (log !== undefined) setLog(id, change(log))
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
