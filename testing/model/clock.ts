import { here, type Place } from './ambient.ts'

/** The timers of all clients and relays of one run. Time passes only when the model says so, and then at once. */
export class Clock {
  now = 0
  /** How far the time of day is ahead of this machine's. Timers do not follow it. */
  leap = 0
  #timers: Timer[] = []

  set(place: Place, delay: number, repeats: boolean, task: () => void): Timer {
    const timer: Timer = {
      due: this.now + Math.max(1, delay || 0),
      every: repeats ? Math.max(1, delay) : null,
      place,
      task,
      unref: () => timer,
    }
    this.#timers.push(timer)
    return timer
  }

  clear(timer: Timer): void {
    const at = this.#timers.indexOf(timer)
    if (at !== -1) this.#timers.splice(at, 1)
  }

  /** The client or relay has ended, and its timers with it. */
  forget(place: Place): void {
    this.#timers = this.#timers.filter((timer) => timer.place !== place)
  }

  /** Moves the time to the next timer, if that is due by `limit`. Returns whether there was one. */
  advance(limit = Infinity): boolean {
    let next: Timer | undefined
    for (const timer of this.#timers) if (!next || timer.due < next.due) next = timer
    if (next === undefined || next.due > limit) return false
    this.now = Math.max(this.now, next.due)
    if (next.every === null) this.clear(next)
    else next.due = this.now + next.every
    here.run(next.place, next.task)
    return true
  }
}

export interface Timer {
  due: number
  every: number | null
  place: Place
  task: () => void
  unref(): Timer
}
