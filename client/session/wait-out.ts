import { ownName } from '../browser/place.ts'
import type { FailureCause, SessionState } from './model.ts'
import type { SessionLife } from './session-life.ts'
import type { Tabs } from './tabs.ts'

const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 30_000
/** One tab of this browser tries at a time. It holds this lock from the beginning of its wait to the end of its try. */
const NAME = ownName('parley-waiting')

type Life = Pick<SessionLife, 'get' | 'subscribe'>
type Failed = Extract<SessionState, { kind: 'failed' }>

/** Failures that say nothing about the session. A definite answer is not asked for again. */
const passing: readonly FailureCause[] = [
  'network',
  'unavailable',
  'internal',
  'rate_limited',
  'sign_in_service',
]

const isPassing = (state: SessionState): state is Failed =>
  state.kind === 'failed' && passing.includes(state.cause)

/**
 * Tries again by itself for as long as the session shows a failure that may pass. Each wait is longer than the one
 * before, and never shorter than the relay asks. A part of it is random, because all pages of a relay that was away would
 * otherwise come back at once. A hidden page waits until it is shown.
 */
export async function waitOut(
  life: Life,
  again: () => Promise<unknown>,
  tell: Tabs['tell'] = () => undefined,
): Promise<void> {
  let tries = 0
  let due = 0
  let waitsFor: SessionState | null = null
  for (let shown = life.get(); isPassing(shown); shown = life.get()) {
    if (shown !== waitsFor) due = performance.now() + pauseAfter(shown, tries)
    waitsFor = shown
    if (document.hidden) await change(life)
    else
      await inTurn(async (isMine) => {
        await change(life, due)
        // The person tried or logged out, or another tab was let in, and this one with it.
        if (document.hidden || life.get() !== waitsFor || performance.now() < due) return
        tries++
        waitsFor = null
        if (!isMine) return
        await again()
        tellIfLetIn(life.get(), tell)
      })
  }
}

/** The other tabs of this browser left the try to this one. */
function tellIfLetIn(now: SessionState, tell: Tabs['tell']): void {
  if (now.kind !== 'ready') return
  const { user, sessionId, expiresIn } = now
  tell({ kind: 'renewed', userId: user.id, sessionId, expiresIn })
}

function pauseAfter({ retryAfter }: Failed, tries: number): number {
  const pause = Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS)
  const asked = (retryAfter ?? 0) * 1000
  // The random share is added to the wait that the relay asks for: the relay may ask all pages for the same wait.
  return Math.max(pause * 0.75, asked) + (Math.random() * pause) / 4
}

/** Resolves when the session changes, or the page is hidden or shown, at `due` of `performance.now()` at the latest. */
function change(life: Life, due?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = due === undefined ? undefined : setTimeout(done, due - performance.now())
    const unsubscribe = life.subscribe(done)
    document.addEventListener('visibilitychange', done)

    function done() {
      clearTimeout(timer)
      unsubscribe()
      document.removeEventListener('visibilitychange', done)
      resolve()
    }
  })
}

/** `isMine`: no other tab has the turn. A browser that blocks the data of this site refuses locks. */
async function inTurn(task: (isMine: boolean) => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager | null }
  if (!locks) return task(true)
  let begun = false
  await locks
    .request(NAME, { ifAvailable: true }, (lock) => {
      begun = true
      return task(lock !== null)
    })
    .catch((error: unknown) => {
      if (begun) throw error
    })
  // The lock was refused, or the answer came without it. To ask again and again without a pause would stop the page.
  if (!begun) await task(true)
}
