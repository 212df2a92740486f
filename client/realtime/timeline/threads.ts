import { learnPeople } from '../store/known-people.ts'
import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { takeIn, updateLoaded } from '../log/history-state.ts'
import { laterOf } from '../log/later-message.ts'
import { loadPage, startLoading, unload } from '../log/log-pages.ts'
import { nothingLoaded } from '../log/loaded-messages.ts'
import { bounded, createPages, pagePath } from './pages.ts'
import { atTheEnd, type Thread } from '../store/model.ts'
import type { Store } from '../store/store.ts'

const emptyThread = { ...nothingLoaded, sparse: true }

/**
 * The threads that are open on the screen. Their replies lie anywhere in the history, so they are loaded apart from
 * the conversation. The rules are the same: pages in either direction, and a bound on memory. The root stays loaded.
 */
export function createThreads(store: Store, call: Api) {
  const { model } = store
  const openCounts = new Map<string, number>()
  /** The last request for the newest page of each thread. The answer to an earlier request is dropped. */
  const loads = new Map<string, symbol>()

  const edit = (rootId: string, change: (thread: Thread) => Thread) => {
    const thread = model.threads.get(rootId)
    if (thread === undefined) return
    model.threads.set(rootId, store.withEnds(change(thread)))
    store.emitChange([rootId])
  }
  const get = (rootId: string) => model.threads.get(rootId)
  const setView = (rootId: string, change: Partial<Thread>) =>
    edit(rootId, (thread) => ({ ...thread, ...change }))
  const path = (rootId: string, query: string) =>
    pagePath(get(rootId)?.conversationId ?? '', `&thread_root=${rootId}${query}`)

  const pages = createPages(
    {
      empty: emptyThread,
      get,
      edit,
      view: get,
      setView,
      path,
      learn: (people) => learnPeople(store, people),
      find: () => Promise.resolve(),
      landed(rootId) {
        if (get(rootId)?.history.kind !== 'loaded') void load(rootId)
      },
    },
    call,
  )

  async function load(rootId: string): Promise<void> {
    const mine = Symbol(rootId)
    loads.set(rootId, mine)
    const settle = (change: (thread: Thread) => Thread) => {
      if (loads.get(rootId) === mine) edit(rootId, change)
    }
    edit(rootId, (thread) => startLoading({ ...thread, failed: false }))
    try {
      const [root, page] = await Promise.all([
        call<Message>('GET', `/api/messages/${rootId}`).catch(unseen),
        call<History>('GET', path(rootId, '')),
      ])
      learnPeople(store, page.people)
      settle((thread) => loadPage({ ...thread, root: newer(thread.root, root) }, page, emptyThread))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      settle((thread) => unload({ ...thread, failed: true }))
    }
  }

  function receive(messages: readonly Message[]): void {
    for (const rootId of model.threads.keys()) {
      const replies = messages.filter((one) => one.thread_root === rootId)
      const roots = messages.filter(({ id }) => id === rootId)
      if (replies.length + roots.length === 0) continue
      edit(rootId, (thread) => {
        const root = roots.reduce(newer, thread.root)
        const taken = takeIn({ ...thread, root }, replies, false)
        return updateLoaded(taken, (loaded) => bounded(loaded, taken))
      })
    }
  }

  /** The loaded replies may be outdated, so the thread is loaded again. */
  function reload(conversationIds: readonly string[]): void {
    for (const [rootId, { conversationId }] of model.threads) {
      if (!conversationIds.includes(conversationId)) continue
      edit(rootId, (thread) => unload({ ...thread, root: null, jump: null }))
      void load(rootId)
    }
  }

  store.messagesReceived.subscribe(receive)
  store.logsRemoved.subscribe(reload)
  store.logsReset.subscribe(reload)
  store.logReturned.subscribe((id) => reload([id]))
  store.caughtUp.subscribe(() => {
    for (const [rootId, { failed }] of model.threads) if (failed) void load(rootId)
  })

  return {
    ...pages,
    open(conversationId: string, rootId: string): void {
      openCounts.set(rootId, (openCounts.get(rootId) ?? 0) + 1)
      if (model.threads.has(rootId)) return
      const nothing = { root: null, history: { kind: 'none' }, jump: null } as const
      model.threads.set(rootId, { ...atTheEnd, ...nothing, conversationId })
      void load(rootId)
    },
    close(rootId: string): void {
      const left = (openCounts.get(rootId) ?? 0) - 1
      if (left > 0) return void openCounts.set(rootId, left)
      openCounts.delete(rootId)
      loads.delete(rootId)
      if (model.threads.delete(rootId)) store.emitChange()
    },
    setFollowing(rootId: string, following: boolean): void {
      if (get(rootId)?.following !== following) setView(rootId, { following })
    },
  }
}
export type Threads = ReturnType<typeof createThreads>

/** A person who joined after the root sees the replies without it. */
function unseen(error: unknown): null {
  if (error instanceof RequestError && error.code === 'not_found') return null
  throw error
}

/** The later of two states of the root. */
const newer = <T extends Message | null>(one: Message | null, other: T): Message | T =>
  one !== null && other !== null ? laterOf(one, other) : (one ?? other)
