import { learnPeople } from '../store/known-people.ts'
import type { History } from '../../../wire/requests/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { isBehind, isRoom } from '../log/conversation-log.ts'
import { updateLoaded } from '../log/history-state.ts'
import { closed, loadPage, startLoading, unload } from '../log/log-pages.ts'
import { nothingLoaded } from '../log/loaded-messages.ts'
import type { Receipts } from '../live/receipts.ts'
import { createFirstUnread } from './first-unread.ts'
import { createJoining } from './joining.ts'
import { bounded, createPages, hasContent, pagePath, type Shelf } from './pages.ts'
import { atTheEnd } from '../store/model.ts'
import { readUpToOf } from '../store/snapshot.ts'
import type { Store } from '../store/store.ts'
import type { Link } from '../link/link.ts'

interface Needs {
  link: Pick<Link, 'request' | 'isOpen'>
  call: Api
  /** Notes that the conversation was opened. Returns the conversations that may be dropped from memory. */
  noteOpened(id: string): readonly string[]
  /** Asks the server for a conversation, also for one that is not in the list. */
  fetch(id: string): Promise<void>
  receipts: Pick<Receipts, 'readHere' | 'isKeptUnread'>
}

/** The conversations that are open on the screen, and the pages of their history. */
export function createTimelines(store: Store, { link, call, noteOpened, fetch, receipts }: Needs) {
  const { model } = store
  const openCounts = new Map<string, number>()
  const shelf: Shelf = {
    empty: nothingLoaded,
    get: (id) => model.logs.get(id),
    edit: store.editLog,
    view: (id) => model.views.get(id),
    setView: store.setView,
    path: pagePath,
    learn: (people) => learnPeople(store, people),
    find,
    landed(id) {
      catchUp(id)
      if (isLoaded(id)) return
      if (model.views.has(id)) void load(id)
      else store.editLog(id, unload)
    },
  }
  const pages = createPages(shelf, call)
  const firstUnread = createFirstUnread(store, { receipts, openAround: pages.openAround })
  const joining = createJoining(store, link)

  async function find(id: string): Promise<void> {
    if (!model.logs.has(id)) await fetch(id)
  }

  /** The page may be newer than the log of the conversation. */
  function catchUp(id: string): void {
    const log = model.logs.get(id)
    if (log !== undefined && isBehind(log)) store.syncRequested.emit()
  }

  async function load(id: string): Promise<void> {
    store.setView(id, { failed: false })
    try {
      await find(id)
      noteReadUpTo(id)
      store.editLog(id, startLoading)
      if (model.logs.get(id)?.history.kind !== 'loading') return
      const page = await call<History>('GET', pagePath(id, ''))
      learnPeople(store, page.people)
      store.editLog(id, (log) => loadPage(log, page))
      catchUp(id)
      if (!hasContent(page.items)) await pages.loadEarlier(id)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      store.editLog(id, (log) => (log.history.kind === 'loading' ? unload(log) : log))
      store.setView(id, { failed: true })
    }
  }

  function noteReadUpTo(id: string): void {
    const log = model.logs.get(id)
    if (log === undefined || model.views.get(id)?.readUpTo !== null) return
    store.setView(id, { readUpTo: readUpToOf(log) })
  }

  const isLoaded = (id: string) => model.logs.get(id)?.history.kind === 'loaded'

  /** New messages came. A reader at the end does not miss older pages; a reader further up does not miss newer ones. */
  function trim(id: string): void {
    const { history } = model.logs.get(id) ?? {}
    if (history?.kind !== 'loaded') return
    const next = bounded(history, model.views.get(id))
    if (next !== history) store.editLog(id, (log) => updateLoaded(log, () => next))
  }

  store.logsChanged.subscribe((ids) => {
    for (const id of ids) trim(id)
  })
  // The server says whether there is a new log, or none for this person.
  store.logsRemoved.subscribe((ids) => {
    for (const id of ids) if (model.views.has(id)) void load(id)
  })
  // The relay took this tab's socket out of the conversation, and puts it back into a room only when the page asks.
  store.logReturned.subscribe((id) => {
    joining.join(id)
    if (model.views.get(id)?.failed) void load(id)
  })
  store.caughtUp.subscribe(() => {
    for (const id of model.views.keys()) {
      joining.join(id)
      if (!isLoaded(id) && model.logs.get(id)?.history.kind !== 'loading') void load(id)
    }
  })

  return {
    ...pages,
    openUnread: firstUnread.open,
    openAround(id: string, seq: number): Promise<void> {
      firstUnread.leave(id)
      return pages.openAround(id, seq)
    },
    toLatest(id: string): Promise<void> {
      firstUnread.leave(id)
      return pages.toLatest(id)
    },
    open(id: string): void {
      openCounts.set(id, (openCounts.get(id) ?? 0) + 1)
      const view = model.views.get(id)
      if (view?.failed) void load(id)
      if (view !== undefined) return
      const isJoining = isRoom(model.logs.get(id))
      model.views.set(id, { ...atTheEnd, readUpTo: null, isJoining })
      store.conversationOpened.emit(id)
      for (const dropped of noteOpened(id)) {
        if (!model.views.has(dropped)) store.editLog(dropped, unload)
      }
      noteReadUpTo(id)
      store.emitChange()
      joining.join(id)
      if (!isLoaded(id) && !pages.isJumping(id)) void load(id)
    },

    close(id: string): void {
      const left = (openCounts.get(id) ?? 0) - 1
      if (left > 0) return void openCounts.set(id, left)
      openCounts.delete(id)
      firstUnread.leave(id)
      if (!model.views.delete(id)) return
      joining.leave(id)
      store.editLog(id, closed)
      store.emitChange()
    },

    setFollowing(id: string, following: boolean): void {
      if (model.views.get(id)?.following !== following) store.setView(id, { following })
    },
  }
}

export type Timelines = ReturnType<typeof createTimelines>
