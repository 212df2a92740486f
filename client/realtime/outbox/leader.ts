import { ownName } from '../../browser/place.ts'
import { openChannel } from '../../browser/site-data.ts'
import type { Message } from '../../../wire/messages.ts'

export type OutboxNews =
  /** The outbox changed. The leading tab also says what it is sending. */
  { kind: 'changed'; sending?: readonly string[] } | { kind: 'stored'; message: Message }

/** What the leading tab and those that wait for the lead say to each other. */
type Word = OutboxNews | { kind: 'who_leads' } | { kind: 'leading' }

/** A tab that leads answers at once, also a hidden one. */
const ANSWER_MS = 3_000
const ASK_AGAIN_MS = 30_000

/**
 * One tab of the browser sends for all. The one with the lock does. A browser may freeze that tab, or never give the lock.
 * So a tab that waits for the lock asks who leads, and without an answer it stands in. If two send meanwhile, the
 * `client_id` keeps each message single.
 */
export interface Leader {
  tell(news: OutboxNews): void
  onNews(listener: (news: OutboxNews) => void): void
  /** Calls back when this tab begins or stops to lead. It begins, at the latest, when the tab that leads now closes. */
  onLead(listener: (isLeader: boolean) => void): void
  stop(): void
}

export function createLeader(userId: string): Leader {
  const name = ownName(`parley-outbox-${userId}`)
  const channel = openChannel(name)
  const stopped = new AbortController()
  let release: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let leads = false
  let tellLead = (_isLeader: boolean) => {}

  function lead(isLeader: boolean): void {
    clearTimeout(timer)
    if (leads === isLeader || stopped.signal.aborted) return
    leads = isLeader
    tellLead(isLeader)
  }
  function say(word: Word): void {
    if (!stopped.signal.aborted) channel?.postMessage(word)
  }
  function ask(): void {
    if (leads) return say({ kind: 'leading' })
    clearTimeout(timer)
    timer = setTimeout(lead, ANSWER_MS, true)
    say({ kind: 'who_leads' })
  }

  async function takeTurns(): Promise<void> {
    // Without Web Locks every tab sends what it finds.
    const { locks } = navigator as { locks?: LockManager | null }
    if (!locks) return lead(true)
    while (!stopped.signal.aborted) {
      ask()
      await locks.request(name, { signal: stopped.signal }, async () => {
        if (stopped.signal.aborted) return
        lead(true)
        say({ kind: 'leading' })
        await new Promise<void>((resolve) => (release = resolve))
        release = undefined
        lead(false)
      })
    }
  }
  // The browser may freeze a hidden tab at any time. It goes to the end of the queue, so that a visible tab leads.
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') release?.()
    else ask()
  }
  document.addEventListener('visibilitychange', onVisibility)
  channel?.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    // The tab with the lock leads on, and the one that stood in steps back.
    const isAnswered = data.kind === 'leading' && !release
    if (isAnswered) {
      lead(false)
      timer = setTimeout(ask, ASK_AGAIN_MS)
    } else if (data.kind === 'leading' || (data.kind === 'who_leads' && leads)) {
      say({ kind: 'leading' })
    }
  })

  return {
    tell: say,
    onNews(listener) {
      channel?.addEventListener('message', ({ data }: MessageEvent<Word>) => {
        if (data.kind === 'changed' || data.kind === 'stored') listener(data)
      })
    },
    onLead(listener) {
      tellLead = listener
      // A browser that blocks the data of this site refuses locks as well.
      takeTurns().catch(() => lead(true))
    },
    stop() {
      stopped.abort()
      clearTimeout(timer)
      release?.()
      document.removeEventListener('visibilitychange', onVisibility)
      channel?.close()
    },
  }
}
