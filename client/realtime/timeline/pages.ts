import type { Person } from '../../../wire/people.ts'
import { contentOf } from '../../../wire/content.ts'
import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { updateLoaded, type WithHistory } from '../log/history-state.ts'
import { endJump, PAGE, startJump } from '../log/log-pages.ts'
import * as loadedMessages from '../log/loaded-messages.ts'
import type { LoadedMessages } from '../log/loaded-messages.ts'
import type { Paging } from '../store/model.ts'

/** The most messages of one conversation or thread in memory. Those furthest from the reader are unloaded first. */
const MAX_MESSAGES = 400
/** The messages in memory for a reader at the end, who can look back without waiting. */
const KEPT_FOLLOWING = 200

/** After so many pages of messages that have all disappeared, the reader has to ask again. */
const MAX_EMPTY_PAGES = 6

export const hasContent = (messages: readonly Message[]): boolean =>
  messages.some((message) => contentOf(message).kind !== 'expired')

/** The conversations, or the threads, that the pages belong to. */
export interface Shelf {
  /** The loaded messages of a conversation or thread before its first page. */
  empty: LoadedMessages
  get(id: string): WithHistory | undefined
  edit(id: string, change: <T extends WithHistory>(log: T) => T): void
  /** Undefined unless the conversation or thread is open. */
  view(id: string): Paging | undefined
  setView(id: string, change: Partial<Paging>): void
  path(id: string, query: string): string
  /** Called before the page of a jump is asked for. */
  find(id: string): Promise<void>
  /** Called with the people whom a page names. */
  learn(people: readonly Person[] | undefined): void
  /** Called when the page of a jump came or failed. */
  landed(id: string): void
}

interface Way {
  flag: 'loadingEarlier' | 'loadingLater'
  /** The last loaded message in this direction, if the server has more. */
  edge(loaded: LoadedMessages): Message | undefined
  query(seq: number): string
  ask(loaded: LoadedMessages): LoadedMessages
  put(loaded: LoadedMessages, seq: number, page: History): LoadedMessages
  drop(loaded: LoadedMessages): LoadedMessages
}

const earlier: Way = {
  flag: 'loadingEarlier',
  edge: ({ hasEarlier, messages }) => (hasEarlier ? messages[0] : undefined),
  query: (seq) => `&before_seq=${seq}`,
  ask: (loaded) => ({ ...loaded, fetchingEarlier: true }),
  put: (loaded, seq, page) =>
    loadedMessages.trimmedEnd(loadedMessages.prepend(loaded, seq, page), MAX_MESSAGES),
  drop: loadedMessages.dropEarly,
}

const later: Way = {
  flag: 'loadingLater',
  edge: ({ hasLater, messages }) => (hasLater ? messages.at(-1) : undefined),
  query: (seq) => `&after_seq=${seq}`,
  ask: (loaded) => ({ ...loaded, fetchingLater: true }),
  put: (loaded, seq, page) =>
    loadedMessages.trimmed(loadedMessages.append(loaded, seq, page), MAX_MESSAGES),
  drop: loadedMessages.dropLate,
}

export const pagePath = (id: string, query: string): string =>
  `/api/conversations/${id}/messages?limit=${PAGE}${query}`

/**
 * Unloads a whole page at a time, so that not every new message unloads an old one. The newest page stays for the
 * next visit.
 */
export function bounded(loaded: LoadedMessages, view: Paging | undefined): LoadedMessages {
  if (view?.following === false) return loadedMessages.trimmedEnd(loaded, MAX_MESSAGES)
  const kept = view === undefined ? PAGE : KEPT_FOLLOWING
  return loaded.messages.length > kept + PAGE ? loadedMessages.trimmed(loaded, kept) : loaded
}

/** The pages of a history: the next in either direction, and the page of a jump, which replaces the loaded messages. */
export function createPages(shelf: Shelf, call: Api) {
  /** The jump that is on its way, by id. A later one replaces it. */
  const jumps = new Map<string, symbol>()

  const loadedOf = (id: string) => {
    const loaded = shelf.get(id)?.history
    return loaded?.kind === 'loaded' ? loaded : undefined
  }
  const edit = (id: string, change: (loaded: LoadedMessages) => LoadedMessages) =>
    shelf.edit(id, (log) => updateLoaded(log, change))

  const edgeOf = (id: string, way: Way) => {
    const loaded = loadedOf(id)
    return loaded && way.edge(loaded)
  }

  /** Returns whether the page has anything to show. */
  async function fetchPage(id: string, way: Way, { seq }: Message): Promise<boolean> {
    edit(id, way.ask)
    const page = await call<History>('GET', shelf.path(id, way.query(seq)))
    shelf.learn(page.people)
    edit(id, (now) => way.put(now, seq, page))
    return hasContent(page.items)
  }

  async function turn(id: string, way: Way): Promise<void> {
    const edge = edgeOf(id, way)
    if (edge === undefined || shelf.view(id)?.[way.flag] !== false) return
    shelf.setView(id, { [way.flag]: true })
    try {
      let from: Message | undefined = edge
      for (let turned = 0; from !== undefined && turned < MAX_EMPTY_PAGES; turned++) {
        from = (await fetchPage(id, way, from)) ? undefined : edgeOf(id, way)
      }
    } catch (error) {
      // The button stays, and the banner says why the page failed.
      edit(id, way.drop)
      if (!(error instanceof RequestError)) throw error
    } finally {
      shelf.setView(id, { [way.flag]: false })
    }
  }

  async function jump(id: string, query: string): Promise<void> {
    const mine = Symbol(query)
    jumps.set(id, mine)
    const path = shelf.path(id, query)
    const arrive = (page: History | null) => {
      if (jumps.get(id) !== mine) return
      jumps.delete(id)
      // The conversation was closed before the page came. The next visit must not start far back.
      const wanted = shelf.view(id) ? page : null
      shelf.edit(id, (log) => endJump(log, wanted, shelf.empty))
    }
    try {
      await shelf.find(id)
      shelf.edit(id, startJump)
      const page = await call<History>('GET', path)
      shelf.learn(page.people)
      arrive(page)
    } catch (error) {
      arrive(null)
      if (!(error instanceof RequestError)) throw error
    }
    shelf.landed(id)
  }

  return {
    loadEarlier: (id: string): Promise<void> => turn(id, earlier),
    loadLater: (id: string): Promise<void> => turn(id, later),
    isJumping: (id: string): boolean => jumps.has(id),
    async openAround(id: string, seq: number): Promise<void> {
      if (loadedOf(id)?.messages.some((message) => message.seq === seq)) return
      await jump(id, `&around_seq=${seq}`)
    },
    async toLatest(id: string): Promise<void> {
      // The reader does not want the page of an earlier jump any more.
      if (jumps.delete(id)) shelf.edit(id, (log) => endJump(log, null))
      if (loadedOf(id)?.hasLater) await jump(id, '')
    },
  }
}
