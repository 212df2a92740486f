import type { Random } from './random.ts'

/** The faults of a network, as probabilities. A delay is up to so many milliseconds. */
export interface Misfortune {
  drop: number
  duplicate: number
  /** The probability that later frames arrive first. */
  reorder: number
  delay: number
}

/** How often each fault happened. A test that met no fault has shown nothing. */
export interface Toll {
  dropped: number
  duplicated: number
  reordered: number
}

export const calm: Misfortune = { drop: 0, duplicate: 0, reorder: 0, delay: 0 }

/**
 * One direction of a connection. Frames in order keep their order whatever their delay, as on a network. A reordered
 * frame travels by itself.
 */
export class Lane {
  readonly #queue: { due: number; frame: Buffer }[] = []
  #timer: NodeJS.Timeout | undefined
  readonly #random: Random
  readonly #toll: Toll
  readonly #write: (frame: Buffer) => void

  constructor(random: Random, toll: Toll, write: (frame: Buffer) => void) {
    this.#random = random
    this.#toll = toll
    this.#write = write
  }

  /** Sends a frame once, twice or not at all, by chance. */
  suffer(frame: Buffer, { drop, duplicate, reorder, delay }: Misfortune): void {
    if (this.#random() < drop) return void this.#toll.dropped++
    const copies = this.#random() < duplicate ? 2 : 1
    this.#toll.duplicated += copies - 1
    for (let copy = 0; copy < copies; copy++) {
      const wait = this.#random() * delay
      if (this.#random() < reorder) {
        this.#toll.reordered++
        setTimeout(this.#write, wait + 1, frame)
      } else {
        this.pass(frame, wait)
      }
    }
  }

  pass(frame: Buffer, wait = 0): void {
    const now = performance.now()
    const lastDue = this.#queue.at(-1)?.due ?? now
    this.#queue.push({ due: Math.max(lastDue, now + wait), frame })
    this.#leave()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#queue.length = 0
  }

  #leave(): void {
    clearTimeout(this.#timer)
    for (let [next] = this.#queue; next !== undefined; [next] = this.#queue) {
      const wait = next.due - performance.now()
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#leave(), Math.ceil(wait))
        return
      }
      this.#queue.shift()
      this.#write(next.frame)
    }
  }
}
