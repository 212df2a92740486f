import type { Message } from '../../../wire/messages.ts'
import type { OwnProfile } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import { createStoreEvents, type StoreEvents } from './events.ts'
import type { MessengerState, Timeline } from './messenger-state.ts'
import { createEnds } from './ends.ts'
import type { Model, Thread, View } from './model.ts'
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
  /** The message, emptied when it has ended. */
  emptied(message: Message): Message
  /** The thread without messages that have ended. */
  withEnds(thread: Thread): Thread
  /** Does nothing when there is no log of this conversation. */
  editLog(id: string, change: (log: ConversationLog) => ConversationLog): void
  removeLogs(ids: readonly string[]): void
  setView(id: string, change: Partial<View>): void
  getState(): MessengerState
  /** The timeline that a conversation has as soon as it is opened. Undefined: no message of it is loaded. */
  beforeOpening(id: string): Timeline | undefined
  /** With an id: only changes of this conversation, thread or person. Returns the function that ends the subscription. */
  subscribe(listener: () => void, id?: string): () => void
}

export function createStore(me: OwnProfile): Store {
  const model: Model = {
    me,
    connection: { kind: 'connecting', since: performance.now() },
    freshness: 'stored',
    rateLimitedUntil: null,
    serverClock: Date.now() - performance.now(),
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
  const gone = new Set<string>()
  const { take, beforeOpening } = createSnapshots(model, list.items)
  let snapshot = take()
  let isDirty = false

  const emitChange = (ids?: readonly string[]) => {
    isDirty = true
    notify(ids)
  }
  const ends = createEnds(model, () => {
    const changed = [...model.logs].flatMap(([id, log]) => (setLog(id, log) ? [id] : []))
    for (const [id, thread] of model.threads) model.threads.set(id, withEnds(thread))
    const quoted = Object.entries(model.quoted).map(([id, one]) => [
      id,
      one.kind === 'there' ? { ...one, message: ends.emptied(one.message) } : one,
    ])
    model.quoted = Object.fromEntries(quoted) as Model['quoted']
    emitChange()
    // The browser's own copies are written again without what has ended.
    if (changed.length > 0) events.logsChanged.emit(changed)
  })
  events.connected.subscribe(({ server_time }) => {
    model.serverClock = Date.parse(server_time) - performance.now()
    ends.again()
  })
  events.stopped.subscribe(ends.stop)
  const withEnds = (thread: Thread): Thread =>
    ends.history({ ...thread, root: thread.root && ends.emptied(thread.root) })
  const setLog = (id: string, given: ConversationLog): boolean => {
    const log = ends.log(given)
    if (model.logs.get(id) === log) return false
    model.logs.set(id, log)
    list.put(log.conversation)
    emitChange([id])
    events.logReplaced.emit()
    if (gone.delete(id)) events.logReturned.emit(id)
    return true
  }
  return {
    ...events,
    model,
    emitChange,
    emptied: ends.emptied,
    withEnds,
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
        gone.add(id)
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
      if (isDirty) snapshot = take()
      isDirty = false
      return snapshot
    },
    beforeOpening,
    subscribe,
  }
}
