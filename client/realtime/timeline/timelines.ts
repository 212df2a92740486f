import { learnPeople } from '../store/known-people.ts'
import type { History } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { mineOf } from '../log/counts.ts'
import { isBehind } from '../log/conversation-log.ts'
import { updatePart } from '../log/loaded-messages.ts'
import { closed, loadPage, startLoading, unload } from '../log/log-pages.ts'
import { emptyPart } from '../log/merge.ts'
import { bounded, createPages, pagePath, type Shelf } from './pages.ts'
import { atTheEnd } from '../store/model.ts'
import type { Store } from '../store/store.ts'
import type { Link } from '../link/link.ts'

interface Hooks {
  /** The conversation is open now: which others may be dropped from memory? */
  opened(id: string): readonly string[]
  fetch(id: string): Promise<void>
  behind(): void
}

/** What is open on the screen, and the pages behind it. */
export function createTimelines(state: Store, link: Link, call: Api, hooks: Hooks) {
  const { model } = state
  const holders = new Map<string, number>()
  const shelf: Shelf = {
    empty: emptyPart,
    held: (id) => model.logs.get(id),
    edit: state.editLog,
    view: (id) => model.views.get(id),
    setView: state.setView,
    path: pagePath,
    learn: (people) => learnPeople(state, people),
    find,
    landed(id) {
      catchUp(id)
      if (isLoaded(id)) return
      if (model.views.has(id)) void load(id)
      else state.editLog(id, unload)
    },
  }
  const pages = createPages(shelf, call)

  async function find(id: string): Promise<void> {
    if (!model.logs.has(id)) await hooks.fetch(id)
  }

  /** What is here may be newer than what is known of the conversation. */
  function catchUp(id: string): void {
    const log = model.logs.get(id)
    if (log !== undefined && isBehind(log)) hooks.behind()
  }

  async function load(id: string): Promise<void> {
    state.setView(id, { failed: false })
    try {
      await find(id)
      noteReadUpTo(id)
      state.editLog(id, startLoading)
      if (model.logs.get(id)?.part.kind !== 'loading') return
      const page = await call<History>('GET', pagePath(id, ''))
      learnPeople(state, page.people)
      state.editLog(id, (log) => loadPage(log, page))
      catchUp(id)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
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
      model.views.set(id, { ...atTheEnd, readUpTo: null })
      for (const other of hooks.opened(id)) {
        if (!model.views.has(other)) state.editLog(other, unload)
      }
      noteReadUpTo(id)
      state.emitChange()
      if (link.isOpen()) join(id)
      if (!isLoaded(id) && !pages.isJumping(id)) void load(id)
    },

    close(id: string): void {
      const left = (holders.get(id) ?? 0) - 1
      if (left > 0) return void holders.set(id, left)
      holders.delete(id)
      if (!model.views.delete(id)) return
      state.editLog(id, closed)
      state.emitChange()
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

export type Timelines = ReturnType<typeof createTimelines>
