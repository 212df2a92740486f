import { browserStorage } from '../browser/browser-storage.ts'
import { ownName } from '../browser/place.ts'
import { openChannel } from '../browser/site-data.ts'
import { TURN } from '../browser/stores.ts'
import type { SignedOutReason } from './supabase/sign-in-result.ts'

/** What one tab tells the others about the session they share. No token is ever in it. */
export type TabMessage =
  | { kind: 'renewed'; userId: string; sessionId: string; expiresIn: number }
  | { kind: 'logged_out'; reason?: SignedOutReason }

/** The tabs of one browser share cookies, so only one of them may change the session at a time. */
export interface Tabs {
  exclusively<T>(task: () => Promise<T>): Promise<T>
  tell(message: TabMessage): void
  onMessage(listener: (message: TabMessage) => void): void
  /** Rises whenever a tab has renewed or bridged. So a tab that waited for the lock sees that it was done. */
  turn(): number
  countTurn(): void
}

const NAME = ownName('parley-session')

export function createTabs(): Tabs {
  const channel = openChannel(NAME)
  // Another program may have damaged it. A number that cannot rise would keep every tab from renewing in time.
  const turn = () => {
    const stored = Number(browserStorage.getItem(TURN))
    return Number.isSafeInteger(stored) ? stored : 0
  }
  return {
    exclusively: createExclusively(),
    tell: (message) => channel?.postMessage(message),
    onMessage(listener) {
      channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data))
    },
    turn,
    countTurn: () => browserStorage.setItem(TURN, String(turn() + 1)),
  }
}

/** A tab that the browser stopped may hold the lock for ever. */
const LONGEST_WAIT_MS = 20_000

function createExclusively(): Tabs['exclusively'] {
  const { locks } = navigator as { locks?: LockManager | null }
  const queue = createQueue()
  if (!locks) return queue
  return async (task) => {
    let begun = false
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS)
    const run = () => {
      begun = true
      return task()
    }
    // A browser that blocks the data of this site refuses locks as well.
    return locks.request(NAME, { signal }, run).catch((error: unknown) => {
      if (begun) throw error
      return queue(task)
    })
  }
}

/** Without Web Locks this orders the tasks of one tab. Between tabs the relay's grace for late refreshes helps. */
export function createQueue(): Tabs['exclusively'] {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const run = last.then(task, task)
    last = run.catch(() => undefined)
    return run
  }
}
