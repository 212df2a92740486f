import type { Word } from './outbox-news.ts'

/** A tab that leads answers at once, also a hidden one. */
const ANSWER_MS = 3_000
const ASK_AGAIN_MS = 30_000
/** Two tabs that begin to wait together stop at different times, so that one of them hears the other. */
const spread = (milliseconds: number) => milliseconds * (1 + Math.random())

interface Needs {
  channel: BroadcastChannel | null
  say(word: Word): void
  hasLock(): boolean
  release(): void
  canSend(): boolean
  leads(): boolean
  lead(isLeader: boolean): void
  stopped: AbortSignal
}

/**
 * A browser may freeze the tab that has the lock, or never give the lock. So a tab that waits for it asks who leads, and
 * without an answer it leads itself. If two send meanwhile, the `client_id` keeps each message single.
 */
export function standIn(needs: Needs): void {
  const { channel, say, hasLock, release, canSend, leads, lead, stopped } = needs
  let timer: ReturnType<typeof setTimeout> | undefined

  function ask(): void {
    if (stopped.aborted || document.visibilityState === 'hidden') return
    if (leads()) return say({ kind: 'leading' })
    clearTimeout(timer)
    timer = setTimeout(() => {
      lead(true)
      say({ kind: 'leading' })
    }, spread(ANSWER_MS))
    say({ kind: 'who_leads' })
  }

  channel?.addEventListener(
    'message',
    ({ data: { kind } }: MessageEvent<Word>) => {
      if (kind === 'leading' && !hasLock()) {
        // The tab with the lock leads on, and the one that stood in steps back.
        clearTimeout(timer)
        lead(false)
        timer = setTimeout(ask, spread(ASK_AGAIN_MS))
      } else if (hasLock() && (document.visibilityState === 'hidden' || !canSend())) {
        // The browser may freeze this tab again, or it has no connection. Another one gets the lock.
        release()
      } else if (kind === 'leading' || (kind === 'who_leads' && leads())) say({ kind: 'leading' })
    },
    { signal: stopped },
  )
  document.addEventListener('visibilitychange', ask, { signal: stopped })
  stopped.addEventListener('abort', () => clearTimeout(timer))
  ask()
}
