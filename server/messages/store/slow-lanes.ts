import type { Database } from '../../database/client.ts'
import { createContention } from './contention.ts'
import { fairTurn, MAX_BATCH } from './fair-turn.ts'
import type { Outcome } from './new-message.ts'
import { isFaultOfContent, isLockTimeout, type WriteJob } from './write-job.ts'
import { writeMessages } from './write-messages.ts'

/** A message goes back to its sender as refused when its conversation was locked for this long. */
const PATIENCE_MILLISECONDS = 8_000

interface Lane<Job> {
  jobs: Job[]
  /** The most messages of the next statement. It is 1 after one failed, so that only the faulty message is refused. */
  most: number
}

export interface SlowLanes<Job> {
  /**
   * Whether the messages of this conversation go here at once: others wait here already, or the conversation would be
   * found locked again.
   */
  takes(conversationId: string): boolean
  count(conversationId: string): number
  add(job: Job): void
  /** The same for a message whose conversation was found locked. */
  addLocked(job: Job): void
}

interface LaneListener<Job> {
  began(jobs: readonly Job[]): void
  settle(jobs: readonly Job[], outcomes: readonly Outcome[]): void
}

/**
 * One queue for each conversation that is or was locked, or whose batch failed. A lane waits for the lock. When the lock
 * does not come, the lane gives its connection to the next lane and queues again.
 */
export function createSlowLanes<Job extends WriteJob>(
  sql: Database,
  { began, settle }: LaneListener<Job>,
  contention = createContention(),
): SlowLanes<Job> {
  const lanes = new Map<string, Lane<Job>>()
  const ready: string[] = []
  let running = 0
  /** The most lanes that wait for a lock at once. One connection of the pool stays free for everybody else. */
  const maxWaiting = Math.max(1, sql.options.max - 1)

  const next = () => {
    while (running < maxWaiting) {
      const id = ready.shift()
      if (id === undefined) return
      running++
      void advance(id).finally(() => {
        running--
        next()
      })
    }
  }

  function enqueue(id: string): void {
    const pause = lanes.get(id)?.most === MAX_BATCH ? contention.pause(id) : 0
    const begin = () => {
      ready.push(id)
      next()
    }
    if (pause > 0) setTimeout(begin, pause)
    else begin()
  }

  async function advance(id: string): Promise<void> {
    const lane = lanes.get(id)
    if (lane === undefined) return
    // What is added in this turn goes into one batch.
    await Promise.resolve()
    const { turn } = fairTurn(lane.jobs, lane)
    began(turn)
    try {
      const messages = turn.map((job) => job.message)
      const outcomes = await writeMessages(sql, messages, id)
      const stored = new Set(turn)
      lane.jobs = lane.jobs.filter((job) => !stored.has(job))
      lane.most = Math.min(MAX_BATCH, lane.most * 2)
      settle(turn, outcomes)
    } catch (error) {
      handleFailure(lane, turn.length, error)
    }
    const isEmpty = lane.jobs.length === 0
    contention.committed(id, isEmpty)
    if (isEmpty) lanes.delete(id)
    else enqueue(id)
  }

  function add(job: Job): void {
    const id = job.message.conversation_id
    const lane = lanes.get(id)
    if (lane !== undefined) {
      lane.jobs.push(job)
      return
    }
    lanes.set(id, { jobs: [job], most: MAX_BATCH })
    enqueue(id)
  }

  return {
    // A lane stores the messages of one conversation only. With many lanes, the queue of the writer is faster.
    takes: (conversationId) =>
      lanes.has(conversationId) ||
      (lanes.size < maxWaiting && contention.isContested(conversationId)),
    count: (conversationId) => lanes.get(conversationId)?.jobs.length ?? 0,
    add,
    addLocked(job) {
      const id = job.message.conversation_id
      // The other messages of the same commit met the same lock.
      if (!lanes.has(id)) contention.met(id)
      add(job)
    },
  }
}

function handleFailure(lane: Lane<WriteJob>, tried: number, error: unknown): void {
  let refused = lane.jobs.length
  if (isLockTimeout(error)) {
    const limit = Date.now() - PATIENCE_MILLISECONDS
    refused = lane.jobs.filter((job) => job.since <= limit).length
  } else if (isFaultOfContent(error)) {
    refused = tried > 1 ? 0 : 1
    lane.most = tried > 1 ? 1 : MAX_BATCH
  }
  for (const job of lane.jobs.splice(0, refused)) job.fail(error)
}
