import type { Message } from '../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../wire/people.ts'
import type { ConversationLog } from './conversation-log.ts'
import type { Held } from './held.ts'
import type { Connection, MessengerState, PendingMessage, Quoted } from './model.ts'
import { project } from './project.ts'

/** Of what is open on the screen: how far its reader has come, and which pages are on their way. */
export interface Paging {
  readonly loadingEarlier: boolean
  readonly loadingLater: boolean
  readonly failed: boolean
  /** The reader is at the end and taken along; false while they read further up. */
  readonly following: boolean
}

export const atTheEnd: Paging = {
  loadingEarlier: false,
  loadingLater: false,
  failed: false,
  following: true,
}

/** A conversation that is open on the screen. */
export interface View extends Paging {
  /** `last_read_seq` when it was opened; null until the conversation is known. */
  readonly readUpTo: number | null
}

/** A thread that is open on the screen: its root, which may be kept from this person, and its answers. */
export interface Thread extends Paging, Held {
  readonly conversationId: string
  readonly root: Message | null
}

/** Everything the messenger knows. The collections are changed in place, what they hold never is. */
export interface Model {
  me: OwnProfile
  connection: Connection
  heldUpUntil: number | null
  /** The last one the server told; null while this browser holds nothing. */
  epoch: string | null
  /** Of names and pictures everything up to then is known; null while this browser holds nothing. */
  asOf: string | null
  listStatus: 'loading' | 'ready' | 'failed'
  /** Where the list goes on, when more of it can be asked for. */
  listCursor: string | null
  readonly logs: Map<string, ConversationLog>
  readonly views: Map<string, View>
  readonly threads: Map<string, Thread>
  quoted: Readonly<Record<string, Quoted>>
  pending: readonly PendingMessage[]
  /** Acknowledged, but after a gap: still shown as being sent until the gap is filled up to this `ver`. */
  readonly confirming: Map<string, { message: PendingMessage; ver: number }>
  blocked: readonly Person[]
  /** Names and pictures of people whom messages name, by their ids. */
  people: Readonly<Record<string, Person>>
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}

export interface State {
  readonly model: Model
  /** After every change to the model. Listeners are told once per turn of the event loop, however much changed. */
  touch(): void
  /** The relay asked to wait for so many seconds. */
  holdUp(seconds: number): void
  setLog(id: string, log: ConversationLog): void
  /** Nothing, when there is no log of it. */
  editLog(id: string, change: (log: ConversationLog) => ConversationLog): void
  setView(id: string, change: Partial<View>): void
  getState(): MessengerState
  subscribe(listener: () => void): () => void
}

export function createState(me: OwnProfile): State {
  const model: Model = {
    me,
    connection: { kind: 'connecting', since: performance.now() },
    heldUpUntil: null,
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
  let snapshot = project(model, null)
  let isDirty = false
  let isScheduled = false

  const touch = () => {
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
    touch()
  }
  return {
    model,
    touch,
    holdUp(seconds) {
      model.heldUpUntil = Math.max(model.heldUpUntil ?? 0, performance.now() + seconds * 1000)
      touch()
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
      touch()
    },
    getState() {
      if (isDirty) snapshot = project(model, snapshot)
      isDirty = false
      return snapshot
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
