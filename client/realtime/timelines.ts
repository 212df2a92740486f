import type { History } from '../../wire/messages.ts'
import { ApiError, type Api } from '../session/http.ts'
import { mineOf } from './counts.ts'
import { isBehind, updatePart } from './conversation-log.ts'
import { closed, loadPage, PAGE, startLoading, unload } from './log-pages.ts'
import { trimmed, trimmedEnd, type Loaded } from './merge.ts'
import { createPages, MAX_MESSAGES, pagePath } from './pages.ts'
import type { State, View } from './state.ts'
import type { Link } from './link.ts'

/** Of a reader at the end: enough to look back without waiting. */
const KEPT_FOLLOWING = 200

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
  const pages = createPages(state, call, {
    ...hooks,
    missed(id) {
      if (model.views.has(id)) void load(id)
      else state.editLog(id, unload)
    },
  })

  async function load(id: string): Promise<void> {
    state.setView(id, { failed: false })
    try {
      if (!model.logs.has(id)) await hooks.fetch(id)
      noteReadUpTo(id)
      state.editLog(id, startLoading)
      if (model.logs.get(id)?.part.kind !== 'loading') return
      const page = await call<History>('GET', pagePath(id, ''))
      state.editLog(id, (log) => loadPage(log, page))
      const loaded = model.logs.get(id)
      if (loaded !== undefined && isBehind(loaded)) hooks.behind()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      state.editLog(id, (log) => (log.part.kind === 'loading' ? unload(log) : log))
      state.setView(id, { failed: true })
    }
  }

  function noteReadUpTo(id: string): void {
    const log = model.logs.get(id)
    if (log === undefined || model.views.get(id)?.readUpTo !== null) return
    const mine = mineOf(log.conversation)
    state.setView(id, { readUpTo: mine?.last_read_seq ?? log.conversation.last_seq })
  }

  const join = (id: string) =>
    void link.request('conversation:join', { conversation_id: id }).catch(() => undefined)

  const isLoaded = (id: string) => model.logs.get(id)?.part.kind === 'loaded'

  return {
    ...pages,
    open(id: string): void {
      holders.set(id, (holders.get(id) ?? 0) + 1)
      const view = model.views.get(id)
      if (view?.failed) void load(id)
      if (view !== undefined) return
      model.views.set(id, {
        readUpTo: null,
        loadingEarlier: false,
        loadingLater: false,
        failed: false,
        following: true,
      })
      for (const other of hooks.opened(id)) {
        if (!model.views.has(other)) state.editLog(other, unload)
      }
      noteReadUpTo(id)
      state.touch()
      if (link.isOpen()) join(id)
      if (!isLoaded(id) && !pages.isJumping(id)) void load(id)
    },

    close(id: string): void {
      const left = (holders.get(id) ?? 0) - 1
      if (left > 0) return void holders.set(id, left)
      holders.delete(id)
      if (!model.views.delete(id)) return
      state.editLog(id, closed)
      state.touch()
      if (link.isOpen()) {
        void link.request('conversation:leave', { conversation_id: id }).catch(() => undefined)
      }
    },

    setFollowing(id: string, following: boolean): void {
      if (model.views.get(id)?.following !== following) state.setView(id, { following })
    },

    /** New messages came. Who is at the end misses no older page, who reads further up no newer one. */
    noticed(id: string): void {
      const { part } = model.logs.get(id) ?? {}
      if (part?.kind !== 'loaded') return
      const next = bounded(part, model.views.get(id))
      if (next !== part) state.editLog(id, (log) => updatePart(log, () => next))
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

/** A page at a time, so that not every message drops one. The newest is what the next visit shows. */
function bounded(part: Loaded, view: View | undefined): Loaded {
  if (view?.following === false) return trimmedEnd(part, MAX_MESSAGES)
  const kept = view === undefined ? PAGE : KEPT_FOLLOWING
  return part.messages.length > kept + PAGE ? trimmed(part, kept) : part
}
export type Timelines = ReturnType<typeof createTimelines>
