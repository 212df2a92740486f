import { Refusal } from '../../refusal.ts'
import type { Database } from '../../database/client.ts'
import type { NewMessage, Outcome, Place } from './new-message.ts'
import { createSlowLanes } from './slow-lanes.ts'
import { isFaultOfContent, isLockTimeout, type WriteJob } from './write-job.ts'
import { writeMessages } from './write-messages.ts'

/** Messages that one statement stores at most. */
const MAX_BATCH = 200
/** Messages that may wait over all conversations; beyond, senders are asked to come back. */
const MAX_WAITING = 5_000
/** Of these, in one conversation that is locked: a stalled one must not use up everybody's room. */
const MAX_WAITING_IN_LANE = 500

/** `busy` is the writer's own affair: it waits. */
export type WriteResult = Exclude<Outcome, { kind: 'busy' }>

/** A message that one commit stored, with whoever it came from. */
export interface StoredMessage<Origin> {
  message: NewMessage
  place: Place
  origin: Origin | undefined
}

export interface MessageWriter<Origin = unknown> {
  /**
   * Resolves after the commit. `origin` is handed through to the announcement.
   * @throws Refusal `unavailable` when too many wait.
   */
  write(message: NewMessage, origin?: Origin): Promise<WriteResult>
  /** Resolves when all taken for this conversation is settled and announced: who is let in then hears none of it. */
  settled(conversationId: string): Promise<void>
  /** Takes nothing more and resolves when all that was taken is settled. */
  close(): Promise<void>
}

interface Job<Origin> extends WriteJob {
  origin: Origin | undefined
  result: Promise<WriteResult>
  resolve(result: WriteResult): void
}

/**
 * Stores messages by natural batching: what arrives while one commit runs goes into the next, so that a lone message waits
 * for nobody and a crowd shares one statement. Order within a conversation is the order of arrival.
 *
 * `announce` gets what each commit stored, in order, after the senders' own answers were sent on their way.
 */
export function createMessageWriter<Origin = unknown>(
  sql: Database,
  announce: (stored: readonly StoredMessage<Origin>[]) => void,
): MessageWriter<Origin> {
  /** Arrived, in order; those of a conversation in a slow lane go there when their turn comes. */
  let waiting: Job<Origin>[] = []
  /** Everything not yet settled, so that a retry beside its first attempt shares the answer. */
  const open = new Map<string, Job<Origin>>()
  const lanes = createSlowLanes<Job<Origin>>(sql, settle)
  let draining = false
  let closed: (() => void) | null = null

  function settle(jobs: readonly Job<Origin>[], outcomes: readonly Outcome[]): void {
    const stored: StoredMessage<Origin>[] = []
    jobs.forEach((job, index) => {
      const outcome = outcomes[index]
      if (outcome === undefined || outcome.kind === 'busy') return lanes.add(job)
      if (outcome.kind === 'stored') {
        stored.push({ message: job.message, place: outcome.place, origin: job.origin })
      }
      job.resolve(outcome)
    })
    // Acks leave in the microtasks before this.
    if (stored.length > 0) setImmediate(announce, stored)
  }

  async function drain(): Promise<void> {
    draining = true
    // Whatever the same turn of the event loop brings travels together.
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) {
      const turn = waiting.slice(0, MAX_BATCH)
      waiting = waiting.slice(MAX_BATCH)
      const batch: Job<Origin>[] = []
      for (const job of turn) {
        if (lanes.has(job.message.conversation_id)) lanes.add(job)
        else batch.push(job)
      }
      if (batch.length > 0) await writeBatch(batch)
    }
    draining = false
  }

  async function writeBatch(batch: readonly Job<Origin>[]): Promise<void> {
    try {
      const messages = batch.map((job) => job.message)
      settle(batch, await writeMessages(sql, messages))
    } catch (error) {
      const innocent = isFaultOfContent(error) || isLockTimeout(error)
      for (const job of batch) {
        if (innocent) lanes.add(job)
        else job.fail(error)
      }
    }
  }

  function enqueue(message: NewMessage, key: string, origin: Origin | undefined): Job<Origin> {
    const leave = () => {
      open.delete(key)
      if (open.size === 0) closed?.()
    }
    const job = { message, origin, since: Date.now() } as Job<Origin>
    job.result = new Promise((resolve, reject) => {
      job.resolve = (result) => (leave(), resolve(result))
      job.fail = (error) => (leave(), reject(error))
    })
    open.set(key, job)
    waiting.push(job)
    if (!draining) void drain()
    return job
  }

  return {
    write(message, origin) {
      const key = `${message.conversation_id}/${message.sender_id}/${message.client_id}`
      const sameAgain = open.get(key)
      if (sameAgain !== undefined) return sameAgain.result
      const room =
        open.size < MAX_WAITING && lanes.count(message.conversation_id) < MAX_WAITING_IN_LANE
      if (closed !== null || !room) {
        return Promise.reject(new Refusal('unavailable', 'Too much at once. Try again shortly.'))
      }
      return enqueue(message, key, origin).result
    },
    async settled(conversationId) {
      const ahead = [...open.values()].filter(
        ({ message }) => message.conversation_id === conversationId,
      )
      await Promise.allSettled(ahead.map((job) => job.result))
      await new Promise((announced) => setImmediate(announced))
    },
    close() {
      return new Promise((resolve) => {
        closed = resolve
        if (open.size === 0) resolve()
      })
    },
  }
}
