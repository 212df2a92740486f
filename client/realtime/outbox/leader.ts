import { ownName } from '../../browser/place.ts'
import { openChannel } from '../../browser/site-data.ts'
import type { OutboxNews, Word } from './outbox-news.ts'

/** One tab of the browser sends for all. Two would break the order of writing. `stand-in.ts` knows an exception. */
export interface Leader {
  tell(news: OutboxNews): void
  /** This tab could send. A tab that leads and cannot send makes way. */
  askToLead(): void
  onNews(listener: (news: OutboxNews) => void): void
  /** Calls back when this tab begins or stops to lead. It begins, at the latest, when the tab that leads now closes. */
  onLead(listener: (isLeader: boolean) => void): void
  stop(): void
}

export function createLeader(userId: string, canSend: () => boolean): Leader {
  const name = ownName(`parley-outbox-${userId}`)
  const channel = openChannel(name)
  const stopped = new AbortController()
  let release: (() => void) | undefined
  let leads = false
  let tellLead = (_isLeader: boolean) => {}
  let ask = () => {}

  function lead(isLeader: boolean): void {
    if (leads === isLeader || stopped.signal.aborted) return
    leads = isLeader
    tellLead(isLeader)
  }
  const say = (word: Word) => {
    if (!stopped.signal.aborted) channel?.postMessage(word)
  }

  async function takeTurns(): Promise<void> {
    // Without Web Locks every tab sends what it finds. The client_id keeps each message single in any case.
    const { locks } = navigator as { locks?: LockManager | null }
    if (!locks) return lead(true)
    import('./stand-in.ts')
      .then(({ standIn }) => {
        ask = standIn({
          channel,
          say,
          lead,
          leads: () => leads,
          releaseOf: () => release,
          canSend,
          stopped: stopped.signal,
        })
      })
      .catch(() => undefined)
    let isGiven = true
    while (isGiven && !stopped.signal.aborted) {
      isGiven = false
      await locks.request(name, { signal: stopped.signal }, async () => {
        isGiven = true
        if (stopped.signal.aborted) return
        const released = new Promise<void>((resolve) => (release = resolve))
        lead(true)
        say({ kind: 'leading' })
        await released
        release = undefined
        lead(false)
      })
    }
    // Locks that are answered and never given are none. To ask for them again and again would stop the page.
    lead(true)
  }
  // The browser may freeze a hidden tab at any time. It goes to the end of the queue, so that a visible tab leads.
  const onHidden = () => {
    if (document.visibilityState === 'hidden') release?.()
  }
  document.addEventListener('visibilitychange', onHidden)

  return {
    tell: say,
    askToLead: () => ask(),
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
      release?.()
      document.removeEventListener('visibilitychange', onHidden)
      channel?.close()
    },
  }
}
