import type { WriteJob } from './write-job.ts'

/** The most messages that one statement stores. */
const MAX_BATCH = 200
/** The most of them that are of one sender. Another person's message waits for one such batch at most. */
const MAX_OF_ONE = 50
/** The same in characters, because a long message costs more than a short one. */
const MAX_CHARACTERS_OF_ONE = 4_000

export interface WriteQueue<Job> {
  add(job: Job): void
}

/**
 * Messages that wait for a commit, in the order of `write`. Several commits run at the same time, but only one of each
 * conversation, so its messages keep their order. A message that finds a commit free waits for nobody. While all
 * commits are taken, the messages that come go into the next one together.
 */
export function createWriteQueue<Job extends WriteJob>(
  writeBatch: (batch: readonly Job[]) => Promise<void>,
  commitsAtOnce: number,
): WriteQueue<Job> {
  let waiting: Job[] = []
  /** The conversations of the commits that run. */
  const underway = new Set<string>()
  let running = 0
  let isDue = false

  function start(): void {
    isDue = false
    while (running < commitsAtOnce) {
      const batch = takeTurn()
      if (batch.length === 0) return
      void commit(batch)
    }
  }

  async function commit(batch: readonly Job[]): Promise<void> {
    const conversations = new Set(batch.map(({ message }) => message.conversation_id))
    running++
    for (const id of conversations) underway.add(id)
    await writeBatch(batch)
    for (const id of conversations) underway.delete(id)
    running--
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
      if (isDue || running >= commitsAtOnce) return
      isDue = true
      // Messages of the same turn of the event loop go into one batch.
      setImmediate(start)
    },
  }
}
