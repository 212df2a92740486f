import type { WriteJob } from './write-job.ts'

/** The most messages that one statement stores. */
const MAX_BATCH = 200
/** The most of them that are of one sender. Another person's message waits for one such batch at most. */
const MAX_OF_ONE = 50
/** The same in characters, because a long message costs more than a short one. */
const MAX_CHARACTERS_OF_ONE = 4_000

/** The queue of a conversation. All its messages share one, so that they keep their order. */
export const placeOf = (conversationId: string, queues: number): number =>
  parseInt(conversationId.slice(-4), 16) % queues

export interface WriteQueue<Job> {
  add(job: Job): void
}

/**
 * Messages that wait for one of the writer's connections, in the order of `write`. Messages that come while one commit
 * runs go into the next one. A single message does not wait, and many messages share one statement.
 */
export function createWriteQueue<Job extends WriteJob>(
  writeBatch: (batch: readonly Job[]) => Promise<void>,
): WriteQueue<Job> {
  let waiting: Job[] = []
  let isDraining = false

  async function drain(): Promise<void> {
    isDraining = true
    // Messages of the same turn of the event loop go into one batch.
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) await writeBatch(takeTurn())
    isDraining = false
  }

  /** A sender who has many messages waiting does not keep others out of the next batch. */
  function takeTurn(): Job[] {
    const turn: Job[] = []
    const later: Job[] = []
    const taken = new Map<string, { count: number; characters: number }>()
    for (const job of waiting) {
      const { sender_id, body } = job.message
      const { count, characters } = taken.get(sender_id) ?? { count: 0, characters: 0 }
      const isFull = count >= MAX_OF_ONE || characters >= MAX_CHARACTERS_OF_ONE
      if (turn.length >= MAX_BATCH || isFull) later.push(job)
      else turn.push(job)
      taken.set(sender_id, { count: count + 1, characters: characters + body.length })
    }
    waiting = later
    return turn
  }

  return {
    add(job) {
      waiting.push(job)
      if (!isDraining) void drain()
    },
  }
}
