import type { Message } from '../../../wire/messages.ts'
import { isBehind, receive } from '../log/conversation-log.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'
import type { Conversations } from './conversations.ts'
import { createSyncAnswers } from './sync-answer.ts'
import { createFreshness } from './freshness.ts'
import { requestFor } from './sync-request.ts'
import { onWake } from '../link/wake.ts'

const GAP_MS = 500
const INTERVAL_MS = 30_000
const WAKE_GAP_MS = 1_000
const RETRY_MS = 2_000
/** Frames buffered while the first sync of a connection runs. On overflow they are dropped, and the sync runs again. */
const MAX_BUFFERED = 1_000

interface Needs {
  link: Pick<Link, 'request' | 'isOpen' | 'on'>
  conversations: Pick<Conversations, 'listed' | 'fetchUnknown'>
}

interface Frame {
  id: string
  messages: readonly Message[]
}

/**
 * Brings the logs to the server's state. Frames do it while none is missing. `sync` does it when a frame may be
 * missing.
 */
export function createSync(store: Store, { link, conversations }: Needs): void {
  const { model } = store
  const adopt = createSyncAnswers(store)
  const freshness = createFreshness(store)
  let buffered: Frame[] | null = null
  let running: Promise<void> | null = null
  let isAskedAgain = false
  /** True while the connection is new and no sync has run over it. */
  let isFresh = false
  let ranAt = -Infinity
  let gap: ReturnType<typeof setTimeout> | undefined
  /** The logs that lacked a frame when `gap` began, and where they ended. */
  let gaps: (readonly [id: string, ver: number])[] = []
  let retry: ReturnType<typeof setTimeout> | undefined
  /** True while the relay asks to wait before the next sync over this connection. */
  let isRateLimited = false

  function apply({ id, messages }: Frame): void {
    store.messagesReceived.emit(messages)
    const log = model.logs.get(id)
    if (log === undefined) return conversations.fetchUnknown(id)
    const next = receive(log, messages)
    store.setLog(id, next)
    if (isBehind(next) && gap === undefined) watchGaps()
    store.logsChanged.emit([id])
  }

  function watchGaps(): void {
    gaps = [...model.logs].filter(([, log]) => isBehind(log)).map(([id, { ver }]) => [id, ver])
    gap = gaps.length > 0 ? setTimeout(closeGaps, GAP_MS) : undefined
  }

  /** Two relays tell a busy conversation in turns, so there is nearly always a gap. Only one that stays is a loss. */
  function closeGaps(): void {
    const isStuck = gaps.some(([id, ver]) => model.logs.get(id)?.ver === ver)
    if (!isStuck) return watchGaps()
    gap = undefined
    sync()
  }

  function sync(): void {
    isAskedAgain = running !== null
    if (!link.isOpen() || isRateLimited) return
    running ??= run().finally(() => {
      running = null
      if (isAskedAgain) sync()
    })
  }

  async function run(): Promise<void> {
    clearTimeout(retry)
    // The list comes first. Otherwise the sync would bring the same conversations again.
    await conversations.listed()
    // Whoever asked meanwhile is answered by this sync, too.
    isAskedAgain = false
    try {
      let isMore = true
      while (isMore) isMore = adopt(await link.request('sync', requestFor(model)))
      release()
      if (!isAskedAgain) freshness.settle()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      const { retryAfter } = error
      isRateLimited = retryAfter !== null
      retry = setTimeout(again, retryAfter === null ? RETRY_MS : retryAfter * 1000)
    }
    ranAt = performance.now()
    if (!isFresh || !link.isOpen()) return
    isFresh = false
    store.caughtUp.emit()
  }

  function again(): void {
    isRateLimited = false
    sync()
  }

  function release(): void {
    const frames = buffered ?? []
    buffered = null
    frames.forEach(apply)
  }

  function onFrame(frame: Frame): void {
    if (buffered === null) return apply(frame)
    if (buffered.length < MAX_BUFFERED) return void buffered.push(frame)
    buffered = []
    isAskedAgain = true
  }

  for (const event of [
    'message:new',
    'message:edited',
    'message:deleted',
    'message:reactions',
    'message:pinned',
  ] as const) {
    link.on(event, ({ conversation_id: id, messages }) => onFrame({ id, messages }))
  }
  store.syncRequested.subscribe(sync)
  store.connected.subscribe(({ epoch }) => {
    model.epoch ??= epoch
    buffered = []
    isFresh = true
    freshness.become('syncing')
    again()
  })

  const interval = setInterval(sync, INTERVAL_MS)
  // The events of focus and of visibility come together.
  const endWake = onWake(() => {
    const isIdle = running === null
    if (isIdle && performance.now() - ranAt <= WAKE_GAP_MS) return
    const isFirst = model.freshness === 'current'
    // The device may have slept. The connection may be dead, and nobody knows it yet.
    if (link.isOpen()) freshness.become('syncing')
    // The answer that is on its way may be older than the sleep.
    if (isIdle || isFirst) sync()
  })
  store.stopped.subscribe(() => {
    clearInterval(interval)
    clearTimeout(gap)
    clearTimeout(retry)
    endWake()
  })
}
