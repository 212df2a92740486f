import { RequestError } from '../requests/request-error.ts'
import type { LogOut } from './log-out.ts'
import type { SessionState, SignedOutReason } from './model.ts'
import { createRenewal } from './renewal.ts'
import { failed, failure, type Outcome, type Steps } from './steps.ts'
import type { Store } from './store.ts'
import type { Tabs } from './tabs.ts'

type Step = () => Promise<Outcome>

interface Parts {
  state: Store<SessionState>
  tabs: Tabs
  logOut: LogOut
  steps: Steps
}

/**
 * The moves of one tab between the states of its session. A move that replaces another takes a new generation;
 * what an older one brings back late is dropped. Cookies it may have set are ended by the log-out waiting behind it.
 */
export interface Lifecycle {
  /** Through `meanwhile` to where the step leads. */
  move(step: Step, meanwhile: SessionState): Promise<void>
  /** Here and now, whatever is under way. */
  enter(next: SessionState): void
  /** Runs a step under a live session. `patient`: what says nothing about the session changes nothing. */
  inPlace(step: Step, options: { patient: boolean }): Promise<boolean>
  /** One refresh, unless another tab did it while this one waited. */
  renew(options: { patient: boolean }): Promise<boolean>
  end(reason: SignedOutReason): void
}

export function createLifecycle({ state, tabs, logOut, steps }: Parts): Lifecycle {
  let generation = 0

  const renewal = createRenewal({
    renew: () => lifecycle.renew({ patient: true }),
    check: () => lifecycle.inPlace(steps.load, { patient: true }),
  })

  const show = (next: SessionState) => {
    if (next.kind === 'ready') renewal.schedule(next.expiresIn)
    else renewal.stop()
    state.set(next)
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

  const lifecycle: Lifecycle = {
    enter(next) {
      generation++
      show(next)
    },

    async move(step, meanwhile) {
      lifecycle.enter(meanwhile)
      const outcome = await attempt(generation, step)
      if (outcome !== null) show(outcome)
    },

    async inPlace(step, { patient }) {
      if (state.get().kind !== 'ready') return false
      const outcome = await attempt(generation, step)
      if (outcome === null) return state.get().kind === 'ready'
      if (outcome.kind !== 'failed' || !patient) show(outcome)
      return outcome.kind === 'ready'
    },

    renew(options) {
      const turn = tabs.turn()
      return lifecycle.inPlace(() => (tabs.turn() === turn ? steps.renew() : steps.load()), options)
    },

    end: (reason) => lifecycle.enter({ kind: 'signed_out', reason }),
  }
  return lifecycle
}
