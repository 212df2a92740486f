import { learnPeople } from '../store/known-people.ts'
import type { Conversation, ConversationList } from '../../../wire/conversations.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { describe, isBehind } from '../log/conversation-log.ts'
import type { Store } from '../store/store.ts'

interface Hooks {
  changed(ids: readonly string[]): void
  removed(ids: readonly string[]): void
  behind(): void
}

/** The list of conversations and single ones, asked for by HTTP. */
export function createConversations(state: Store, call: Api, hooks: Hooks) {
  const { model } = state
  const fetching = new Map<string, Promise<void>>()
  const refreshing = new Map<string, Promise<void>>()
  /** Whether the first page ever came: sync brings conversations, too, but not where the list goes on. */
  let isListed = false

  function adopt(told: readonly Conversation[]): void {
    for (const one of told) state.setLog(one.id, describe(model.logs.get(one.id), one))
    hooks.changed(told.map(({ id }) => id))
    if (told.some(({ id }) => isBehind(model.logs.get(id)!))) hooks.behind()
  }

  async function page(cursor: string | null): Promise<void> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const list = await call<ConversationList>('GET', `/api/conversations${query}`)
    model.listCursor = list.next_cursor
    model.listStatus = 'ready'
    learnPeople(state, list.people)
    isListed = true
    adopt(list.items)
    state.emitChange()
  }

  async function ask(id: string): Promise<void> {
    try {
      adopt([await call<Conversation>('GET', `/api/conversations/${id}`)])
    } catch (error) {
      if (error instanceof RequestError && error.code === 'not_found') hooks.removed([id])
      throw error
    }
  }

  async function load(cursor: string | null): Promise<void> {
    try {
      await page(cursor)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (model.listStatus === 'loading') model.listStatus = 'failed'
      state.emitChange()
    }
  }

  function fetch(id: string): Promise<void> {
    const running = fetching.get(id)
    if (running !== undefined) return running
    const asked = ask(id).finally(() => fetching.delete(id))
    fetching.set(id, asked)
    return asked
  }

  return {
    adopt,
    remove: (id: string): void => hooks.removed([id]),
    loadFirst: (): Promise<void> => load(null),
    async loadMore(): Promise<void> {
      if (!isListed || model.listCursor !== null) await load(model.listCursor)
    },
    /** The connection is new: what could not be listed before is now. Everything else is brought by sync. */
    async resume(): Promise<void> {
      if (!isListed) await load(null)
    },
    /** Asks for one anew. Throws RequestError; when it is not there any more, or not for this person, it is removed. */
    fetch,
    /** It changed just now, so that an answer that is on its way may be from before. It is no failure that it cannot be fetched now. */
    refresh(id: string): Promise<void> {
      const queued = refreshing.get(id)
      if (queued !== undefined) return queued
      const running = fetching.get(id)
      if (running === undefined) return fetch(id).catch(() => undefined)
      const next = () => {
        refreshing.delete(id)
        return fetch(id)
      }
      const asked = running.then(next, next).catch(() => undefined)
      refreshing.set(id, asked)
      return asked
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>
