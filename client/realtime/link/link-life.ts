import type { LifeTable } from '../../browser/life.ts'

export type LinkState =
  /** No socket is wanted: not started, the session is over, or the cookies belong to another person. */
  | 'resting'
  | 'trying'
  | 'open'
  /** The last try failed. The next follows by itself, or when the network or the person comes back. */
  | 'waiting'
  /** The relay named the delay, so nothing shortens it. */
  | 'rate_limited'
  /** The relay refused the session, which is being renewed. */
  | 'renewing'
  /** The one try after a renewal. */
  | 'retrying'
  /** The relay refused the renewed session as well. Trying again would be a loop. */
  | 'refused'
  | 'stopped'

export type LinkEvent =
  | 'start'
  | 'established'
  | 'refused'
  | 'rate_limited'
  | 'session_refused'
  | 'other_person'
  | 'renewed'
  | 'not_renewed'
  | 'closed'
  | 'timed_out'
  | 'offline'
  | 'woken'
  | 'due'
  | 'session_ended'
  | 'stop'

const anytime = { session_ended: 'resting', stop: 'stopped' } as const
const failures = {
  other_person: 'resting',
  refused: 'waiting',
  rate_limited: 'rate_limited',
  closed: 'waiting',
  timed_out: 'waiting',
} as const

/** The life of the socket. */
export const linkLife: LifeTable<LinkState, LinkEvent> = {
  resting: { start: 'trying', ...anytime },
  trying: { established: 'open', session_refused: 'renewing', ...failures, ...anytime },
  // The relay says it again when it may have missed events. The page then syncs as after a connection.
  open: { established: 'open', closed: 'waiting', offline: 'waiting', ...anytime },
  waiting: { due: 'trying', woken: 'waiting', ...anytime },
  rate_limited: { due: 'trying', ...anytime },
  renewing: { renewed: 'retrying', not_renewed: 'resting', ...anytime },
  retrying: { established: 'open', session_refused: 'refused', ...failures, ...anytime },
  refused: { start: 'trying', ...anytime },
  stopped: {},
}
