import type { Message } from '../../../wire/messages.ts'
import { isBehind, receive } from '../log/conversation-log.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'
import { createSyncAnswers, type AnswerHooks } from './sync-answer.ts'
import { requestFor } from './sync-request.ts'
import { onWake } from '../link/wake.ts'

const GAP_MS = 500
const INTERVAL_MS = 30_000
const WAKE_GAP_MS = 1_000
const RETRY_MS = 2_000
/** Frames kept while the first sync of a connection runs; beyond that they are dropped and sync runs again. */
const MAX_HELD = 1_000

interface Hooks extends AnswerHooks {
  /** Waited for before the first sync, so that it does not bring once more what is on its way by HTTP. */
  listed(): Promise<unknown>
  /** A frame for a conversation that is not known here. */
  fetch(conversationId: string): void
  /** The first sync of this connection is over, one way or the other: what waits may be sent. */
  caughtUp(): void
}

interface Frame {
  id: string
  messages: readonly Message[]
}

/** Keeps the model equal to the server's state: frames while nothing is missing, `sync` whenever something may be. */
export function createSync(state: Store, link: Link, hooks: Hooks) {
  const { model } = state
  const adopt = createSyncAnswers(state, hooks)
  let held: Frame[] | null = null
  let running: Promise<void> | null = null
  let isAskedAgain = false
  /** The connection is new and nothing has been synced over it. */
  let isFresh = false
  let ranAt = -Infinity
  let gap: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  /** The relay asked to wait with the next one over this connection. */
  let isHeldUp = false

  function apply({ id, messages }: Frame): void {
    hooks.received(messages)
    const log = model.logs.get(id)
    if (log === undefined) return hooks.fetch(id)
    const next = receive(log, messages)
    state.setLog(id, next)
    if (isBehind(next)) gap ??= setTimeout(closeGap, GAP_MS)
    hooks.changed([id])
  }

  function closeGap(): void {
    gap = undefined
    if ([...model.logs.values()].some(isBehind)) sync()
  }

  function sync(): void {
    isAskedAgain = running !== null
    if (!link.isOpen() || isHeldUp) return
    running ??= run().finally(() => {
      running = null
      if (isAskedAgain) sync()
    })
  }

  async function run(): Promise<void> {
    clearTimeout(retry)
    await hooks.listed()
    try {
      let isMore = true
      while (isMore) isMore = adopt(await link.request('sync', requestFor(model)))
      release()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      const { retryAfter } = error
      isHeldUp = retryAfter !== null
      retry = setTimeout(again, retryAfter === null ? RETRY_MS : retryAfter * 1000)
    }
    ranAt = performance.now()
    if (!isFresh || !link.isOpen()) return
    isFresh = false
    hooks.caughtUp()
  }

  function again(): void {
    isHeldUp = false
    sync()
  }

  function release(): void {
    const frames = held ?? []
    held = null
    frames.forEach(apply)
  }

  const interval = setInterval(sync, INTERVAL_MS)
  // Focus and visibility come together.
  const endWake = onWake(() => {
    if (running === null && performance.now() - ranAt > WAKE_GAP_MS) sync()
  })

  return {
    sync,
    onFrame(frame: Frame): void {
      if (held === null) return apply(frame)
      if (held.length < MAX_HELD) return void held.push(frame)
      held = []
      isAskedAgain = true
    },
    onOpen(epoch: string): void {
      model.epoch ??= epoch
      held = []
      isFresh = true
      again()
    },
    stop(): void {
      clearInterval(interval)
      clearTimeout(gap)
      clearTimeout(retry)
      endWake()
    },
  }
}
export type Sync = ReturnType<typeof createSync>
