import type { WriteJob } from './write-job.ts'

/** The most messages that one statement stores. */
export const MAX_BATCH = 200
/** The most of them that are of one sender. Another person's message waits for one such batch at most. */
const MAX_OF_ONE = 50
/** The same in characters, because a long message costs more than a short one. */
const MAX_CHARACTERS_OF_ONE = 4_000

/**
 * Which of these messages go into the next statement, and which come later. A sender who has many messages waiting does
 * not keep others out.
 * @param most the most messages of the statement
 * @param isFree whether a message may go now
 */
export function fairTurn<Job extends WriteJob>(
  waiting: readonly Job[],
  { most = MAX_BATCH, isFree = () => true }: { most?: number; isFree?: (job: Job) => boolean } = {},
): { turn: Job[]; later: Job[] } {
  const turn: Job[] = []
  const later: Job[] = []
  const taken = new Map<string, { count: number; characters: number }>()
  for (const job of waiting) {
    const { sender_id, body } = job.message
    const { count, characters } = taken.get(sender_id) ?? { count: 0, characters: 0 }
    const isFull = count >= MAX_OF_ONE || characters >= MAX_CHARACTERS_OF_ONE
    if (turn.length >= most || isFull || !isFree(job)) {
      later.push(job)
      continue
    }
    turn.push(job)
    taken.set(sender_id, { count: count + 1, characters: characters + body.length })
  }
  return { turn, later }
}
