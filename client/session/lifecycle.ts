import { RequestError } from '../requests/request-error.ts'
import type { LogOut } from './log-out.ts'
import type { SessionState } from './model.ts'
import { createRenewal } from './renewal.ts'
import type { SessionEvent, SessionLife, StateAfter } from './session-life.ts'
import { failed, failure, type Outcome, type Steps } from './steps.ts'
import type { Tabs } from './tabs.ts'

type Step = () => Promise<Outcome>

interface Needs {
  life: SessionLife
  tabs: Tabs
  logOut: LogOut
  steps: Steps
}

/**
 * Runs the steps that lead from one state of a session to the next; `session-life.ts` says which. An event that
 * replaces a step begins a new generation, and the late outcome of the older step is dropped. The older step may
 * still set cookies. A log-out waits for it, and then ends those cookies.
 */
export interface Lifecycle {
  /** Shows `meanwhile` and runs the step, unless the present state does not know the event. */
  move<E extends SessionEvent>(event: E, step: Step, meanwhile: StateAfter<E>): Promise<void>
  /** Replaces whatever is under way. False when the present state does not know the event. */
  enter<E extends SessionEvent>(event: E, next: StateAfter<E>): boolean
  /** Goes where the outcome of a step leads. */
  settle(outcome: Outcome): void
  /** Runs a step under a live session. `patient`: a failure, which says nothing about the session, changes nothing. */
  inPlace(step: Step, options: { patient: boolean }): Promise<boolean>
  /** Refreshes once, unless another tab did so while this one waited. */
  renew(options: { patient: boolean }): Promise<boolean>
}

export function createLifecycle({ life, tabs, logOut, steps }: Needs): Lifecycle {
  let generation = 0

  const renewal = createRenewal({
    renew: () => lifecycle.renew({ patient: true }),
    check: () => lifecycle.inPlace(steps.load, { patient: true }),
  })

  function become<E extends SessionEvent>(event: E, next: StateAfter<E>): boolean {
    if (!life.knows(event)) return life.become(event, next)
    const state: SessionState = next
    if (state.kind === 'ready') renewal.schedule(state.expiresIn)
    else renewal.stop()
    return life.become(event, next)
  }

  function settle(outcome: Outcome): void {
    if (outcome.kind === 'ready') become('succeeded', outcome)
    else if (outcome.kind === 'failed') become('failed', outcome)
    else if (outcome.kind === 'second_factor') become('halfway', outcome)
    else if (outcome.kind === 'new_password') become('ask_password', outcome)
    else become('ended', outcome)
  }

  async function attempt(mine: number, step: Step): Promise<Outcome | null> {
    const outcome = await tabs
      .exclusively(async () => {
        if (mine !== generation) return null
        await logOut.finish()
        return step()
      })
      .catch((error: unknown) => {
        if (error instanceof RequestError) return failed(error)
        reportError(error)
        return failure('internal')
      })
    return mine === generation ? outcome : null
  }

  const isLive = () => life.get().kind === 'ready'

  const lifecycle: Lifecycle = {
    settle,

    enter(event, next) {
      if (life.knows(event)) generation++
      return become(event, next)
    },

    async move(event, step, meanwhile) {
      if (!lifecycle.enter(event, meanwhile)) return
      const outcome = await attempt(generation, step)
      if (outcome !== null) settle(outcome)
    },

    async inPlace(step, { patient }) {
      if (!isLive()) return false
      const outcome = await attempt(generation, step)
      if (outcome === null) return isLive()
      if (outcome.kind !== 'failed' || !patient) settle(outcome)
      return outcome.kind === 'ready'
    },

    renew(options) {
      const turn = tabs.turn()
      return lifecycle.inPlace(() => (tabs.turn() === turn ? steps.renew() : steps.load()), options)
    },
  }
  return lifecycle
}
