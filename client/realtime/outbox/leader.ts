import { ownName } from '../../browser/place.ts'
import { openChannel } from '../../browser/site-data.ts'
import type { Message } from '../../../wire/messages.ts'

export type OutboxNews =
  /** The outbox changed. The leading tab also says what it is sending. */
  { kind: 'changed'; sending?: readonly string[] } | { kind: 'stored'; message: Message }

/** One tab of the browser sends for all. Two would break the order of writing. */
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

  async function takeTurns(listener: (isLeader: boolean) => void): Promise<void> {
    // Without Web Locks every tab sends what it finds. The client_id keeps each message single in any case.
    const { locks } = navigator as { locks?: LockManager | null }
    if (!locks) return listener(true)
    while (!stopped.signal.aborted) {
      await locks.request(name, { signal: stopped.signal }, async () => {
        if (stopped.signal.aborted) return
        listener(true)
        await new Promise<void>((resolve) => (release = resolve))
        listener(false)
      })
    }
  }
  // The browser may suspend a hidden tab at any time. It goes to the end of the queue, so that a visible tab leads.
  const onHidden = () => {
    if (document.visibilityState === 'hidden') release?.()
  }
  document.addEventListener('visibilitychange', onHidden)

  return {
    tell(news) {
      if (!stopped.signal.aborted) channel?.postMessage(news)
    },
    onNews(listener) {
      channel?.addEventListener('message', ({ data }: MessageEvent<OutboxNews>) => listener(data))
    },
    onLead(listener) {
      takeTurns(listener).catch(() => {
        // A browser that blocks the data of this site refuses locks as well.
        if (!stopped.signal.aborted) listener(true)
      })
    },
    stop() {
      stopped.abort()
      release?.()
      document.removeEventListener('visibilitychange', onHidden)
      channel?.close()
    },
  }
}
