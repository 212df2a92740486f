import type { History, Message } from '../../wire/messages.ts'
import { ApiError, type Api } from '../session/http.ts'
import { isBehind, updatePart } from './conversation-log.ts'
import { endJump, PAGE, startJump } from './log-pages.ts'
import * as parts from './merge.ts'
import type { State } from './state.ts'

/** Messages of one conversation in memory; beyond that those furthest from the reader go. */
export const MAX_MESSAGES = 400

interface Hooks {
  fetch(id: string): Promise<void>
  behind(): void
  /** A page far from here did not come, and nothing else is loaded. */
  missed(id: string): void
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

/** The pages of history: the next one in either direction, and one from anywhere in place of what is loaded. */
export function createPages(state: State, call: Api, hooks: Hooks) {
  const { model } = state
  /** The one that is on its way; a later one takes its place. */
  const jumps = new Map<string, symbol>()

  const partOf = (id: string) => {
    const part = model.logs.get(id)?.part
    return part?.kind === 'loaded' ? part : undefined
  }

  async function turn(id: string, way: Way): Promise<void> {
    const part = partOf(id)
    const edge = part && way.edge(part)
    const view = model.views.get(id)
    if (edge === undefined || view === undefined || view[way.flag]) return
    state.setView(id, { [way.flag]: true })
    state.editLog(id, (log) => updatePart(log, way.ask))
    try {
      const page = await call<History>('GET', pagePath(id, way.query(edge.seq)))
      state.editLog(id, (log) => updatePart(log, (now) => way.put(now, edge.seq, page)))
    } catch (error) {
      // The button stays, and the banner says why nothing came.
      state.editLog(id, (log) => updatePart(log, way.drop))
      if (!(error instanceof ApiError)) throw error
    } finally {
      state.setView(id, { [way.flag]: false })
    }
  }

  async function jump(id: string, query: string): Promise<void> {
    const mine = Symbol(query)
    jumps.set(id, mine)
    const arrive = (page: History | null) => {
      if (jumps.get(id) !== mine) return
      jumps.delete(id)
      // Closed before it came: the next visit is not to start in the past.
      state.editLog(id, (log) => endJump(log, model.views.has(id) ? page : null))
    }
    try {
      if (!model.logs.has(id)) await hooks.fetch(id)
      state.editLog(id, startJump)
      arrive(await call<History>('GET', pagePath(id, query)))
    } catch (error) {
      arrive(null)
      if (!(error instanceof ApiError)) throw error
    }
    const log = model.logs.get(id)
    if (log !== undefined && isBehind(log)) hooks.behind()
    if (log?.part.kind !== 'loaded') hooks.missed(id)
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
      if (jumps.delete(id)) state.editLog(id, (log) => endJump(log, null))
      if (partOf(id)?.hasLater) await jump(id, '')
    },
  }
}
