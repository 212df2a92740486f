import { encodeBatch } from './frames.ts'

/**
 * Batches follow each other at least this far apart. The first frame after a pause goes at once. A batch costs as much as
 * thirty frames, nearly all of it in system calls. So the gap decides what a message costs on several nodes.
 */
const GAP_MILLISECONDS = 10
/**
 * Frames that are not worth a batch yet wait for more, so long after the last frames. The other nodes then write several
 * messages at once to each of many sockets.
 */
const LONG_GAP_MILLISECONDS = 80
/** What is waited for, in messages for many sockets. */
const WORTH_A_BATCH = 6
/** The most characters that wait for the bus. With more, all of them are dropped, and the receivers find a gap. */
const MAX_WAITING = 4 * 1024 * 1024
/** A batch of this size is full. */
const MAX_BATCH = 128 * 1024

export interface Outbox {
  /** Sends it with the next batch. A frame of little `worth` waits for more. By default, it is worth a batch. */
  add(frame: string, worth?: number): void
  /** Counts a frame that is not sent. A node that hears the next batch knows by its number that it missed a frame. */
  skip(): void
  /** Sends a batch now, even without a frame. */
  beat(): void
  /** Resolves when everything was given to the bus, or lost. */
  close(): Promise<void>
}

/** Collects frames, so that many of them cost one batch. One batch is on its way to the bus at a time. */
export function createOutbox(
  send: (text: string) => Promise<void>,
  onSent: (frames: number) => void,
): Outbox {
  let waiting: string[] = []
  let size = 0
  let made = 0
  let worthWaiting = 0
  let unschedule: (() => void) | null = null
  let isScheduledSoon = false
  let sending: Promise<void> | null = null
  let sentAt = -Infinity

  function schedule(): void {
    const isSoon = worthWaiting >= WORTH_A_BATCH
    if (sending !== null || (unschedule !== null && (isScheduledSoon || !isSoon))) return
    unschedule?.()
    isScheduledSoon = isSoon
    const gap = isSoon ? GAP_MILLISECONDS : LONG_GAP_MILLISECONDS
    const delay = sentAt + gap - performance.now()
    if (delay > 0) {
      const timer = setTimeout(flush, delay)
      unschedule = () => clearTimeout(timer)
    } else {
      const turn = setImmediate(flush)
      unschedule = () => clearImmediate(turn)
    }
  }

  function flush(): void {
    unschedule?.()
    unschedule = null
    const frames: string[] = []
    for (let taken = 0; waiting.length > frames.length && taken < MAX_BATCH;) {
      const frame = waiting[frames.length]!
      frames.push(frame)
      taken += frame.length
      size -= frame.length
    }
    waiting.splice(0, frames.length)
    if (waiting.length === 0) worthWaiting = 0
    if (frames.length > 0) sentAt = performance.now()
    const text = encodeBatch(made, frames)
    made += frames.length
    // A lost batch needs no second try: the receivers see by the numbers that it is missing.
    sending = send(text)
      .then(() => onSent(frames.length))
      .catch(() => undefined)
      .finally(() => {
        sending = null
        if (waiting.length > 0) schedule()
      })
  }

  return {
    add(frame, worth = WORTH_A_BATCH) {
      if (size + frame.length > MAX_WAITING) {
        made += waiting.length
        waiting = []
        size = 0
      }
      waiting.push(frame)
      size += frame.length
      worthWaiting += worth
      schedule()
    },
    skip() {
      made++
    },
    beat() {
      if (sending === null && unschedule === null) flush()
    },
    async close() {
      while (waiting.length > 0 || sending !== null) {
        if (sending === null) flush()
        await sending
      }
    },
  }
}
