/** How much the index of the search takes at once, and how long it rests. All times are milliseconds. */
const SHORTEST = 50
const LONGEST = 300
/** Nodes that share the work would do it in twice as many transactions. They take it over when the first is gone. */
const OF_OTHER_NODES = 1_500
/** With fewer messages, a run costs more for its transaction than for them. */
const MANY = 25

/** The most messages of one transaction. A search that runs meanwhile shares the database with it. */
export const BATCH = 500

/**
 * The size of the next batch. A batch that failed may have been too much work for one transaction, and the same messages
 * would come again.
 */
export const batchAfter = (batch: number, hasFailed: boolean): number =>
  hasFailed ? Math.max(1, Math.floor(batch / 2)) : Math.min(BATCH, batch * 2)

/**
 * How long the index rests after a run that took so many messages. While many come, it works at most half of the time,
 * so that a busy database is left to those who write.
 */
export function restAfter(taken: number, milliseconds: number, isFirstNode: boolean): number {
  if (!isFirstNode) return OF_OTHER_NODES
  return taken < MANY ? LONGEST : Math.min(Math.max(milliseconds, SHORTEST), LONGEST)
}
