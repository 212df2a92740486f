import type { Person } from '../../../wire/people.ts'
import type { History, Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { updatePart, type Held } from '../log/loaded-messages.ts'
import { endJump, PAGE, startJump } from '../log/log-pages.ts'
import * as parts from '../log/merge.ts'
import type { Paging } from '../store/model.ts'

/** Messages of one conversation or thread in memory; beyond that those furthest from the reader go. */
const MAX_MESSAGES = 400
/** Of a reader at the end: enough to look back without waiting. */
const KEPT_FOLLOWING = 200

/** What is paged through: conversations or threads. */
export interface Shelf {
  /** A part of one of them, before there is anything in it. */
  empty: parts.Loaded
  held(id: string): Held | undefined
  edit(id: string, change: <T extends Held>(held: T) => T): void
  /** Nothing, unless it is open. */
  view(id: string): Paging | undefined
  setView(id: string, change: Partial<Paging>): void
  path(id: string, query: string): string
  /** Before a page far from here is asked for. */
  find(id: string): Promise<void>
  /** The people whom a page names. */
  learn(people: readonly Person[] | undefined): void
  /** That is here, or did not come. */
  landed(id: string): void
}

interface Way {
  flag: 'loadingEarlier' | 'loadingLater'
  /** The message behind which there is more, if there is. */
  edge(part: parts.Loaded): Message | undefined
  query(seq: number): string
  ask(part: parts.Loaded): parts.Loaded
  put(part: parts.Loaded, seq: number, page: History): parts.Loaded
  drop(part: parts.Loaded): parts.Loaded
}

const earlier: Way = {
  flag: 'loadingEarlier',
  edge: ({ hasEarlier, messages }) => (hasEarlier ? messages[0] : undefined),
  query: (seq) => `&before_seq=${seq}`,
  ask: (part) => ({ ...part, fetchingEarlier: true }),
  put: (part, seq, page) => parts.trimmedEnd(parts.prepend(part, seq, page), MAX_MESSAGES),
  drop: parts.dropEarly,
}

const later: Way = {
  flag: 'loadingLater',
  edge: ({ hasLater, messages }) => (hasLater ? messages.at(-1) : undefined),
  query: (seq) => `&after_seq=${seq}`,
  ask: (part) => ({ ...part, fetchingLater: true }),
  put: (part, seq, page) => parts.trimmed(parts.append(part, seq, page), MAX_MESSAGES),
  drop: parts.dropLate,
}

export const pagePath = (id: string, query: string): string =>
  `/api/conversations/${id}/messages?limit=${PAGE}${query}`

/** A page at a time, so that not every message drops one. The newest is what the next visit shows. */
export function bounded(part: parts.Loaded, view: Paging | undefined): parts.Loaded {
  if (view?.following === false) return parts.trimmedEnd(part, MAX_MESSAGES)
  const kept = view === undefined ? PAGE : KEPT_FOLLOWING
  return part.messages.length > kept + PAGE ? parts.trimmed(part, kept) : part
}

/** The pages of history: the next one in either direction, and one from anywhere in place of what is loaded. */
export function createPages(shelf: Shelf, call: Api) {
  /** The one that is on its way; a later one takes its place. */
  const jumps = new Map<string, symbol>()

  const partOf = (id: string) => {
    const part = shelf.held(id)?.part
    return part?.kind === 'loaded' ? part : undefined
  }
  const edit = (id: string, change: (part: parts.Loaded) => parts.Loaded) =>
    shelf.edit(id, (held) => updatePart(held, change))

  async function turn(id: string, way: Way): Promise<void> {
    const part = partOf(id)
    const edge = part && way.edge(part)
    if (edge === undefined || shelf.view(id)?.[way.flag] !== false) return
    shelf.setView(id, { [way.flag]: true })
    edit(id, way.ask)
    try {
      const page = await call<History>('GET', shelf.path(id, way.query(edge.seq)))
      shelf.learn(page.people)
      edit(id, (now) => way.put(now, edge.seq, page))
    } catch (error) {
      // The button stays, and the banner says why nothing came.
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
      // Closed before it came: the next visit is not to start in the past.
      const wanted = shelf.view(id) ? page : null
      shelf.edit(id, (held) => endJump(held, wanted, shelf.empty))
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
      if (partOf(id)?.messages.some((message) => message.seq === seq)) return
      await jump(id, `&around_seq=${seq}`)
    },
    async toLatest(id: string): Promise<void> {
      // Whoever is on the way elsewhere does not want to go there any more.
      if (jumps.delete(id)) shelf.edit(id, (held) => endJump(held, null))
      if (partOf(id)?.hasLater) await jump(id, '')
    },
  }
}
