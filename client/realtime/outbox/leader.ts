import type { Message } from '../../../wire/messages.ts'

export type OutboxNews =
  /** The outbox changed. The tab that sends also says what it is sending. */
  { kind: 'changed'; sending?: readonly string[] } | { kind: 'stored'; message: Message }

/** One tab sends for all: two would break the order of writing. */
export interface Leader {
  tell(news: OutboxNews): void
  onNews(listener: (news: OutboxNews) => void): void
  /** Calls back when this tab is the one that sends, at the latest when the one before it closes. */
  onTurn(listener: (isSender: boolean) => void): void
  stop(): void
}

export function createLeader(userId: string): Leader {
  const name = `parley-outbox-${userId}`
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null
  const stopped = new AbortController()
  let release: (() => void) | undefined

  async function takeTurns(listener: (isSender: boolean) => void): Promise<void> {
    // Without Web Locks every tab sends what it finds; the client_id keeps each message single all the same.
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
  // A hidden tab may be suspended at any time. It goes to the end of the queue, so that a visible one sends.
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
    onTurn(listener) {
      takeTurns(listener).catch((error: unknown) => {
        if (!stopped.signal.aborted) throw error
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
