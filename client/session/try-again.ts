import type { SessionLife } from './session-life.ts'
import type { Tabs } from './tabs.ts'

const RETRY_MS = 15_000

/**
 * A failure that may pass is tried again by itself. Returns what tries at once, if the relay could not be reached: the
 * network may be back.
 */
export function tryAgainByItself(
  life: SessionLife,
  again: () => Promise<unknown>,
  tell: Tabs['tell'],
): () => void {
  let waiting = false

  function tryIfAway(): void {
    const now = life.get()
    const isAway = now.kind === 'failed' && (now.cause === 'network' || now.cause === 'unavailable')
    if (isAway) void again()
  }

  function waitOut(): void {
    const now = life.get()
    if (waiting || now.kind !== 'failed') return
    waiting = true
    const end = () => void (waiting = false)
    // Older browsers never fetch code again that they could not fetch. The page then tries without it.
    const goOn = () => {
      end()
      if (document.hidden) waitOut()
      else tryIfAway()
    }
    const wait = RETRY_MS * (1 + Math.random()) + (now.retryAfter ?? 0) * 1000
    import('./wait-out.ts')
      .then((code) => code.waitOut(life, again, tell))
      .then(end, () => setTimeout(goOn, wait))
  }

  life.subscribe(waitOut)
  return tryIfAway
}
