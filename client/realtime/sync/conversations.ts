import { learnPeople } from '../store/known-people.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { ConversationList } from '../../../wire/requests/conversations.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import type { Link } from '../link/link.ts'
import { adoptConversation, isBehind, withActivity } from '../log/conversation-log.ts'
import type { Store } from '../store/store.ts'

interface Needs {
  call: Api
  link: Pick<Link, 'on'>
}

/** Loads the list of conversations, and single conversations, by HTTP. */
export function createConversations(store: Store, { call, link }: Needs) {
  const { model } = store
  const fetching = new Map<string, Promise<void>>()
  const refreshing = new Map<string, Promise<void>>()
  /** The first page came. The sync brings conversations as well, but not the cursor of the next page. */
  let isListed = false
  let listed: Promise<unknown> = Promise.resolve()

  function adopt(told: readonly Conversation[]): void {
    for (const one of told) store.setLog(one.id, adoptConversation(model.logs.get(one.id), one))
    store.logsChanged.emit(told.map(({ id }) => id))
    if (told.some(({ id }) => isBehind(model.logs.get(id)!))) store.syncRequested.emit()
  }

  async function page(cursor: string | null): Promise<void> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const list = await call<ConversationList>('GET', `/api/conversations${query}`)
    model.listCursor = list.next_cursor
    model.listStatus = 'ready'
    learnPeople(store, list.people)
    isListed = true
    adopt(list.items)
    store.emitChange()
  }

  async function ask(id: string): Promise<void> {
    try {
      adopt([await call<Conversation>('GET', `/api/conversations/${id}`)])
    } catch (error) {
      if (error instanceof RequestError && error.code === 'not_found') store.removeLogs([id])
      throw error
    }
  }

  async function load(cursor: string | null): Promise<void> {
    try {
      await page(cursor)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (model.listStatus === 'loading') model.listStatus = 'failed'
      store.emitChange()
    }
  }

  /** Asks for one conversation. Throws RequestError. After `not_found` it is removed. */
  function fetch(id: string): Promise<void> {
    const running = fetching.get(id)
    if (running !== undefined) return running
    const asked = ask(id).finally(() => fetching.delete(id))
    fetching.set(id, asked)
    return asked
  }

  const fetchQuietly = (id: string) => fetch(id).catch(() => undefined)

  /** The conversation changed just now. An answer that is on its way may be older, so it is asked for once more. */
  function refresh(id: string): Promise<void> {
    const queued = refreshing.get(id)
    if (queued !== undefined) return queued
    const running = fetching.get(id)
    if (running === undefined) return fetchQuietly(id)
    const next = () => {
      refreshing.delete(id)
      return fetch(id)
    }
    const asked = running.then(next, next).catch(() => undefined)
    refreshing.set(id, asked)
    return asked
  }

  const remove = (id: string): void => store.removeLogs([id])

  link.on('conversation:new', ({ conversation }) => adopt([conversation]))
  link.on('conversation:changed', ({ conversation_id }) => void refresh(conversation_id))
  link.on('room:activity', ({ id, last_seq: lastSeq }) => {
    // An open room gets the messages themselves.
    const now = performance.now() + model.serverClock
    if (!model.views.has(id)) store.editLog(id, (log) => withActivity(log, lastSeq, now))
  })
  link.on('conversation:removed', ({ conversation_id }) => remove(conversation_id))
  store.restored.subscribe(() => {
    listed = load(null)
  })
  store.caughtUp.subscribe(() => {
    if (!isListed) void load(null)
  })

  return {
    adopt,
    remove,
    fetch,
    refresh,
    /** A frame came of a conversation that is not loaded. It is no error when the conversation cannot be loaded now. */
    fetchUnknown: (id: string): void => void fetchQuietly(id),
    /** Resolves when the first page came or failed. */
    listed: (): Promise<unknown> => listed,
    async loadMore(): Promise<void> {
      if (!isListed || model.listCursor !== null) await load(model.listCursor)
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>
