import type { History } from '../../wire/messages.ts'
import { ApiError, type Api } from '../session/http.ts'
import { participantOf } from './conversation.ts'
import * as logs from './conversation-log.ts'
import { dropEarly, prepend, trimmed } from './merge.ts'
import type { State, View } from './state.ts'
import type { Link } from './link.ts'

const PAGE = 50
/** Messages of one conversation in memory; beyond that the oldest go while the reader is at the end. */
const MAX_MESSAGES = 400
const KEPT_MESSAGES = 200

interface Hooks {
  /** The conversation is open now: which others may be dropped from memory? */
  opened(id: string): readonly string[]
  fetch(id: string): Promise<void>
  behind(): void
}

/** What is open on the screen, and the pages behind it. */
export function createTimelines(state: State, link: Link, call: Api, hooks: Hooks) {
  const { model } = state
  const holders = new Map<string, number>()

  const setView = (id: string, change: Partial<View>) => {
    const view = model.views.get(id)
    if (view === undefined) return
    model.views.set(id, { ...view, ...change })
    state.touch()
  }
  const edit = (id: string, change: (log: logs.ConversationLog) => logs.ConversationLog) => {
    const log = model.logs.get(id)
    if (log !== undefined) state.setLog(id, change(log))
  }
  const path = (id: string, query: string) =>
    `/api/conversations/${id}/messages?limit=${PAGE}${query}`

  async function load(id: string): Promise<void> {
    setView(id, { failed: false })
    try {
      if (!model.logs.has(id)) await hooks.fetch(id)
      noteReadUpTo(id)
      edit(id, logs.startLoading)
      if (model.logs.get(id)?.part.kind !== 'loading') return
      const page = await call<History>('GET', path(id, ''))
      edit(id, (log) => logs.loadPage(log, page))
      const loaded = model.logs.get(id)
      if (loaded !== undefined && logs.isBehind(loaded)) hooks.behind()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      edit(id, (log) => (log.part.kind === 'loading' ? logs.unload(log) : log))
      setView(id, { failed: true })
    }
  }

  function noteReadUpTo(id: string): void {
    const log = model.logs.get(id)
    if (log === undefined || model.views.get(id)?.readUpTo !== null) return
    const mine = participantOf(log.conversation, model.me.id)
    setView(id, { readUpTo: mine?.last_read_seq ?? log.conversation.last_seq })
  }

  const join = (id: string) =>
    void link.request('conversation:join', { conversation_id: id }).catch(() => undefined)

  const isLoaded = (id: string) => model.logs.get(id)?.part.kind === 'loaded'

  return {
    open(id: string): void {
      holders.set(id, (holders.get(id) ?? 0) + 1)
      const view = model.views.get(id)
      if (view?.failed) void load(id)
      if (view !== undefined) return
      model.views.set(id, { readUpTo: null, loadingEarlier: false, failed: false })
      for (const other of hooks.opened(id)) {
        if (!model.views.has(other)) edit(other, logs.unload)
      }
      noteReadUpTo(id)
      state.touch()
      if (link.isOpen()) join(id)
      if (!isLoaded(id)) void load(id)
    },

    close(id: string): void {
      const left = (holders.get(id) ?? 0) - 1
      if (left > 0) return void holders.set(id, left)
      holders.delete(id)
      if (!model.views.delete(id)) return
      edit(id, (log) => logs.updatePart(log, (part) => trimmed(part, PAGE)))
      state.touch()
      if (link.isOpen()) {
        void link.request('conversation:leave', { conversation_id: id }).catch(() => undefined)
      }
    },

    async loadEarlier(id: string): Promise<void> {
      const log = model.logs.get(id)
      const first = log?.part.kind === 'loaded' ? log.part.messages[0] : undefined
      const view = model.views.get(id)
      if (log === undefined || first === undefined || view === undefined) return
      if (view.loadingEarlier || log.part.kind !== 'loaded' || !log.part.hasEarlier) return
      setView(id, { loadingEarlier: true })
      edit(id, (now) => logs.updatePart(now, (part) => ({ ...part, fetching: true })))
      try {
        const page = await call<History>('GET', path(id, `&before_seq=${first.seq}`))
        edit(id, (now) => logs.updatePart(now, (part) => prepend(part, first.seq, page)))
      } catch (error) {
        // The button stays, and the banner says why nothing came.
        edit(id, (now) => logs.updatePart(now, dropEarly))
        if (!(error instanceof ApiError)) throw error
      } finally {
        setView(id, { loadingEarlier: false })
      }
    },

    /** New messages came. Who has read all before them is at the end, and misses no older page. */
    noticed(id: string): void {
      const log = model.logs.get(id)
      if (log?.part.kind !== 'loaded' || log.part.messages.length <= MAX_MESSAGES) return
      const read = participantOf(log.conversation, model.me.id)?.last_read_seq ?? 0
      if (read < log.conversation.last_seq - PAGE) return
      edit(id, (now) => logs.updatePart(now, (part) => trimmed(part, KEPT_MESSAGES)))
    },

    /** The log is gone. Whether there is a new one, or none for this person, the server says. */
    dropped(id: string): void {
      if (model.views.has(id)) void load(id)
    },

    /** The connection is new: what could not be loaded is tried again. */
    resume(): void {
      for (const id of model.views.keys()) {
        join(id)
        if (!isLoaded(id) && model.logs.get(id)?.part.kind !== 'loading') void load(id)
      }
    },
  }
}
export type Timelines = ReturnType<typeof createTimelines>
