import { fairTurn } from './fair-turn.ts'
import type { WriteJob } from './write-job.ts'

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
      const isFree = ({ message }: Job) => !underway.has(message.conversation_id)
      const { turn, later } = fairTurn(waiting, { isFree })
      if (turn.length === 0) return
      waiting = later
      void commit(turn)
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
