import type { History, Message } from '../../wire/messages.ts'
import { ApiError, type Api } from '../session/http.ts'
import type { State, Thread } from './state.ts'

/** Answers of one page of a thread. */
const PAGE = 100
/** Of a reader at the end; one page more, and the oldest go. */
const KEPT = 200

/**
 * Open threads. Their messages lie anywhere in the history, so they are kept apart from the conversation's: whatever
 * comes in, by frame, sync or answer, is put in its place by `ver`, and order of arrival does not matter.
 */
export function createThreads(state: State, call: Api) {
  const { model } = state
  const holders = new Map<string, number>()

  const edit = (rootId: string, change: (thread: Thread) => Partial<Thread>) => {
    const thread = model.threads.get(rootId)
    if (thread === undefined) return
    model.threads.set(rootId, { ...thread, ...change(thread) })
    state.touch()
  }
  const take = (rootId: string, arrivals: readonly Message[]) =>
    edit(rootId, (thread) => ({ messages: merged(thread.messages, arrivals) }))

  const firstOf = (rootId: string) =>
    model.threads.get(rootId)?.messages.find(({ id }) => id !== rootId)?.seq

  /** The newest page, or the one before an answer, which fits if that is still the first when it comes. */
  async function page(rootId: string, conversationId: string, before?: number): Promise<void> {
    const path = `/api/conversations/${conversationId}/messages`
    const place = before === undefined ? '' : `&before_seq=${before}`
    const query = `thread_root=${rootId}&limit=${PAGE}${place}`
    const { items, has_more } = await call<History>('GET', `${path}?${query}`)
    if (before !== undefined && firstOf(rootId) !== before) return
    take(rootId, items)
    edit(rootId, () => ({ hasEarlier: has_more }))
  }

  async function load(rootId: string): Promise<void> {
    const thread = model.threads.get(rootId)
    if (thread === undefined) return
    edit(rootId, () => ({ status: thread.status === 'ready' ? 'ready' : 'loading' }))
    try {
      const [root] = await Promise.all([
        call<Message>('GET', `/api/messages/${rootId}`).catch(unseen),
        page(rootId, thread.conversationId),
      ])
      if (root !== null) take(rootId, [root])
      edit(rootId, () => ({ status: 'ready' }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      edit(rootId, ({ status }) => ({ status: status === 'ready' ? status : 'failed' }))
    }
  }

  return {
    open(conversationId: string, rootId: string): void {
      holders.set(rootId, (holders.get(rootId) ?? 0) + 1)
      if (model.threads.has(rootId)) return
      model.threads.set(rootId, {
        conversationId,
        status: 'loading',
        messages: [],
        hasEarlier: false,
        loadingEarlier: false,
        following: true,
      })
      state.touch()
      void load(rootId)
    },
    close(rootId: string): void {
      const left = (holders.get(rootId) ?? 0) - 1
      if (left > 0) return void holders.set(rootId, left)
      holders.delete(rootId)
      if (model.threads.delete(rootId)) state.touch()
    },
    async loadEarlier(rootId: string): Promise<void> {
      const thread = model.threads.get(rootId)
      const first = firstOf(rootId)
      if (!thread?.hasEarlier || thread.loadingEarlier || first === undefined) return
      edit(rootId, () => ({ loadingEarlier: true }))
      try {
        await page(rootId, thread.conversationId, first)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
      } finally {
        edit(rootId, () => ({ loadingEarlier: false }))
      }
    },
    /** Whatever came in, in any order, once or more often. */
    received(messages: readonly Message[]): void {
      for (const rootId of model.threads.keys()) {
        const due = messages.filter((one) => one.id === rootId || one.thread_root === rootId)
        if (due.length === 0) continue
        take(rootId, due)
        edit(rootId, (thread) => bounded(rootId, thread))
      }
    },
    setFollowing(rootId: string, following: boolean): void {
      if (model.threads.get(rootId)?.following !== following) edit(rootId, () => ({ following }))
    },
    /** What was missed can be anything, or the conversation is gone: asked for anew. */
    reset(conversationIds: readonly string[]): void {
      for (const [rootId, { conversationId }] of model.threads) {
        if (!conversationIds.includes(conversationId)) continue
        edit(rootId, () => ({ status: 'loading', messages: [] }))
        void load(rootId)
      }
    },
    /** The connection is new: what could not be loaded is tried again. */
    resume(): void {
      for (const [rootId, { status }] of model.threads) if (status === 'failed') void load(rootId)
    },
  }
}
export type Threads = ReturnType<typeof createThreads>

/** Who joined after the first message of a thread sees the answers alone. */
function unseen(error: unknown): null {
  if (error instanceof ApiError && error.code === 'not_found') return null
  throw error
}

/** Of a reader at the end, what is far above goes; not the message it is all about. */
function bounded(rootId: string, { following, messages }: Thread): Partial<Thread> {
  if (!following || messages.length <= KEPT + PAGE) return {}
  const root = messages.filter(({ id }) => id === rootId)
  return { messages: [...root, ...messages.slice(-KEPT)], hasEarlier: true }
}

function merged(held: readonly Message[], arrivals: readonly Message[]): readonly Message[] {
  const byId = new Map(held.map((message) => [message.id, message]))
  for (const message of arrivals) {
    const known = byId.get(message.id)
    if (known === undefined || message.ver > known.ver) byId.set(message.id, message)
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}
