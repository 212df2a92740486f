import type { RequestError } from '../../requests/request-error.ts'

const RETRY_MS = 1_000
/** A fault of the relay usually passes. After this many faults, the message itself is taken to be the cause. */
const MAX_FAULTS = 5
const passing = ['network', 'rate_limited', 'unavailable', 'internal']

/** What to do with a message that was not stored. `isTold`: the relay named the delay, so no new connection shortens it. */
export type Verdict =
  { kind: 'give_up' } | { kind: 'retry'; delayMilliseconds: number; isTold: boolean }

/** Decides whether and when a message is sent again. It counts the faults of each message. */
export function createRetryPolicy() {
  const faults = new Map<string, number>()
  return {
    judge(clientId: string, { code, retryAfter }: RequestError): Verdict {
      const count = (faults.get(clientId) ?? 0) + (code === 'internal' ? 1 : 0)
      faults.set(clientId, count)
      const mayPass = passing.includes(code) || code.startsWith('session_')
      if (!mayPass || count >= MAX_FAULTS) return { kind: 'give_up' }
      const isTold = retryAfter !== null
      return { kind: 'retry', delayMilliseconds: isTold ? retryAfter * 1000 : RETRY_MS, isTold }
    },
    forget: (clientId: string): void => void faults.delete(clientId),
  }
}
