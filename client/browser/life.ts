import { readSetting } from './settings.ts'

/** A table of states. Each state names the events that it knows, and the state that each event leads to. */
export type LifeTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>

export interface Life<State extends string, Event extends string> {
  state(): State
  knows(event: Event): boolean
  /** Returns the state that was entered, or null when the present state does not know the event. */
  happen(event: Event): State | null
}

/**
 * Goes from state to state as the table says. `localStorage['parley.trace'] = '1'` prints each step to the console. Events
 * are names without data, so the trace cannot carry a token or a message.
 */
export function createLife<State extends string, Event extends string>(
  name: string,
  table: LifeTable<State, Event>,
  initial: State,
): Life<State, Event> {
  let state = initial
  let enteredAt = performance.now()
  return {
    state: () => state,
    knows: (event) => table[state][event] !== undefined,
    happen(event) {
      const next = table[state][event]
      trace(name, { state, event, next: next ?? 'ignored', since: enteredAt })
      if (next === undefined) return null
      state = next
      enteredAt = performance.now()
      return next
    },
  }
}

interface Step {
  state: string
  event: string
  next: string
  since: number
}

function trace(name: string, { state, event, next, since }: Step): void {
  if (readSetting('trace') !== '1') return
  // oxlint-disable-next-line no-console -- a person switched the trace on to read it here
  console.debug(`${name}: ${state}, ${event}, ${next}, ${Math.round(performance.now() - since)} ms`)
}
