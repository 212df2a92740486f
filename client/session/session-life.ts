import { createLife, type LifeTable } from '../browser/life.ts'
import type { SessionState } from './model.ts'
import { createStore } from './store.ts'

type Kind = SessionState['kind']

const anytime = { bridge: 'bridging', ask_password: 'new_password', ended: 'signed_out' } as const
const outcomes = { succeeded: 'ready', failed: 'failed', halfway: 'second_factor' } as const

/**
 * The life of a session in one tab.
 * - `load`: this browser has a sign-in, and the page looks for its session. `restart`: the same, after a failure.
 * - `ask_password`: the sign-in waits for a password, in whatever tab.
 * - `ask_link`: the address had a link, and the person is asked. After their "no", the page loads as without it.
 * - `halfway`: the relay asks for the second step of the account.
 * - `bridge`: a session is made from a sign-in. `retry`: the same, after a failure.
 * - `renewed`: another tab renewed the session. `found_elsewhere`: another tab has one, which a tab without one takes over.
 * - `other_person`: another tab signed in another person. The page of the first person is hidden at once.
 * - `socket_refused`: the relay refused the socket although the session was renewed a moment before.
 * - `ended`: there is no session any more. `ended_elsewhere`: a tab that is signed out already keeps its own reason.
 */
export const sessionLife = {
  starting: {
    load: 'starting',
    ask_link: 'link',
    ended_elsewhere: 'signed_out',
    ...outcomes,
    ...anytime,
  },
  bridging: { ended_elsewhere: 'signed_out', ...outcomes, ...anytime },
  ready: {
    renewed: 'ready',
    other_person: 'starting',
    socket_refused: 'failed',
    ended_elsewhere: 'signed_out',
    ...outcomes,
    ...anytime,
  },
  failed: {
    restart: 'starting',
    other_person: 'starting',
    retry: 'bridging',
    found_elsewhere: 'bridging',
    ended_elsewhere: 'signed_out',
    // The page or the doctor tries again while the failure is shown.
    ...outcomes,
    ...anytime,
  },
  signed_out: { found_elsewhere: 'bridging', ...anytime },
  new_password: { found_elsewhere: 'bridging', ended_elsewhere: 'signed_out', ...anytime },
  // What other tabs do meanwhile does not answer the question.
  link: { load: 'starting', ...anytime },
  second_factor: { found_elsewhere: 'bridging', ended_elsewhere: 'signed_out', ...anytime },
} as const satisfies LifeTable<Kind, string>

type Table = typeof sessionLife
export type SessionEvent = { [K in Kind]: keyof Table[K] }[Kind]
/** The states that an event can lead to. */
export type StateAfter<E extends SessionEvent> = Extract<
  SessionState,
  { kind: { [K in Kind]: E extends keyof Table[K] ? Table[K][E] : never }[Kind] }
>

export interface SessionLife {
  get(): SessionState
  subscribe(listener: () => void): () => void
  knows(event: SessionEvent): boolean
  /** False when the present state does not know the event: then nothing changed. */
  become<E extends SessionEvent>(event: E, next: StateAfter<E>): boolean
}

export function createSessionLife(): SessionLife {
  const { get, set, subscribe } = createStore<SessionState>({ kind: 'starting' })
  const table: LifeTable<Kind, SessionEvent> = sessionLife
  const life = createLife('session', table, 'starting')
  return {
    get,
    subscribe,
    knows: life.knows,
    become(event, next) {
      if (life.happen(event) === null) return false
      set(next)
      return true
    },
  }
}
