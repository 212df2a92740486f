import type { WriteJob } from './write-job.ts'

/** The most messages that one statement stores. */
const MAX_BATCH = 200
/** The most of them that are of one sender. Another person's message waits for one such batch at most. */
const MAX_OF_ONE = 50
/** The same in characters, because a long message costs more than a short one. */
const MAX_CHARACTERS_OF_ONE = 4_000

/**
 * How long a commit may take before it is slow: the others wait for it no longer. It is longer for a large batch. While
 * commits are fast, one at a time makes the largest batches, and a message costs least. A slow disk or a distant
 * database has several.
 */
const PATIENCE_MILLISECONDS = 5
const PATIENCE_FOR_A_MESSAGE = 0.5
/** How much the last commit says about the next one. */
const WEIGHT_OF_THE_LAST = 0.1

export interface WriteQueue<Job> {
  add(job: Job): void
}

/**
 * Messages that wait for a commit, in the order of `write`. Those that come while one runs go into the next one
 * together. While commits are slow, several run at the same time, but only one of each conversation, so its messages
 * keep their order.
 */
export function createWriteQueue<Job extends WriteJob>(
  writeBatch: (batch: readonly Job[]) => Promise<void>,
  commitsAtOnce: number,
): WriteQueue<Job> {
  let waiting: Job[] = []
  /** The conversations of the commits that run. */
  const underway = new Set<string>()
  /** When each commit that runs will be slow. */
  const running = new Set<{ slowAt: number }>()
  /** What the last commits took, as a share of what they may take. */
  let usual = 0
  let isDue = false
  let patience: NodeJS.Timeout | null = null

  const mayStart = () =>
    running.size < commitsAtOnce &&
    (waiting.length >= MAX_BATCH || [...running].every(({ slowAt }) => slowAt <= performance.now()))

  function start(): void {
    isDue = false
    while (waiting.length > 0 && mayStart()) {
      const batch = takeTurn()
      if (batch.length === 0) return
      void commit(batch)
    }
    if (waiting.length > 0 && running.size < commitsAtOnce) startWhenSlow()
  }

  /** A commit that is slow once is noticed when it is slow, and not when it ends. */
  function startWhenSlow(): void {
    const slowAt = Math.max(...[...running].map((one) => one.slowAt))
    patience ??= setTimeout(
      () => {
        patience = null
        start()
      },
      Math.max(1, slowAt - performance.now()),
    )
  }

  async function commit(batch: readonly Job[]): Promise<void> {
    const conversations = new Set(batch.map(({ message }) => message.conversation_id))
    const allowed = PATIENCE_MILLISECONDS + batch.length * PATIENCE_FOR_A_MESSAGE
    const began = performance.now()
    // Where commits are always slow, nobody waits for one.
    const one = { slowAt: usual > 1 ? began : began + allowed }
    running.add(one)
    for (const id of conversations) underway.add(id)
    await writeBatch(batch)
    for (const id of conversations) underway.delete(id)
    running.delete(one)
    usual += ((performance.now() - began) / allowed - usual) * WEIGHT_OF_THE_LAST
    if (waiting.length > 0) start()
  }

  /** A sender who has many messages waiting does not keep others out of the next batch. */
  function takeTurn(): Job[] {
    const turn: Job[] = []
    const later: Job[] = []
    const taken = new Map<string, { count: number; characters: number }>()
    for (const job of waiting) {
      const { conversation_id, sender_id, body } = job.message
      const { count, characters } = taken.get(sender_id) ?? { count: 0, characters: 0 }
      const isFull = count >= MAX_OF_ONE || characters >= MAX_CHARACTERS_OF_ONE
      if (turn.length >= MAX_BATCH || isFull || underway.has(conversation_id)) {
        later.push(job)
        continue
      }
      turn.push(job)
      taken.set(sender_id, { count: count + 1, characters: characters + body.length })
    }
    waiting = later
    return turn
  }

  return {
    add(job) {
      waiting.push(job)
      if (isDue || running.size >= commitsAtOnce) return
      isDue = true
      // Messages of the same turn of the event loop go into one batch.
      setImmediate(start)
    },
  }
}
