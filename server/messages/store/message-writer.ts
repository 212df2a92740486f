import type { Database } from '../../database/client.ts'
import { Refusal } from '../../refusal.ts'
import type { NewMessage, Outcome, Stored } from './new-message.ts'
import { createSlowLanes } from './slow-lanes.ts'
import { isFaultOfContent, isLockTimeout, type WriteJob } from './write-job.ts'
import { writeMessages } from './write-messages.ts'
import { createWriteQueue } from './write-queue.ts'

/**
 * The most commits that run at the same time. A message that comes while one runs waits for none then, and the database
 * writes them to the disk together. More would only make the batches smaller.
 */
const COMMITS_AT_ONCE = 3
/** The most messages that may wait in all conversations together. Further senders are asked to try again. */
const MAX_WAITING = 5_000
/** The most messages of one sender that may wait. One person must not use up the whole queue. */
const MAX_WAITING_OF_ONE = 1_000
/** The most messages that may wait in the lane of one conversation. One conversation must not use up the whole queue. */
const MAX_WAITING_IN_LANE = 2_000
/** The same for a sender of whom many messages wait. One person must not fill the lane of a conversation. */
const MAX_WAITING_IN_LANE_OF_MANY = 500
const MANY_OF_ONE = 50

/** Only the writer sees `busy`. It then waits for the lock. */
export type WriteResult = Exclude<Outcome, { kind: 'busy' }>

/** A message that one commit stored, and the connection it came from. */
export interface StoredMessage<Origin> extends Stored {
  origin: Origin | undefined
}

export interface MessageWriter<Origin = unknown> {
  /**
   * Resolves after the commit. `announce` gets `origin` with the message.
   * @throws Refusal `unavailable` when too many messages wait.
   */
  write(message: NewMessage, origin?: Origin): Promise<WriteResult>
  /**
   * Resolves when every message taken for this conversation is settled and announced. A person who joins afterwards
   * gets none of them.
   */
  settled(conversationId: string): Promise<void>
  /** The number of messages that are not settled yet. */
  waiting(): number
  /** Takes no more messages. Resolves when every taken message is settled. */
  close(): Promise<void>
}

/** Sees the work of the writer. It is told once a batch, so that it costs nothing a message. */
export interface WriterObserver {
  /** A batch begins. `waited` are the milliseconds since its oldest message came. */
  batchBegan(size: number, waited: number): void
  /** One commit was announced. `took` are the milliseconds since it was known. */
  batchAnnounced(messages: number, took: number): void
  /** A message came again, and its sender got the first one. */
  duplicateSuppressed(): void
}

const nobody: WriterObserver = {
  batchBegan: () => undefined,
  batchAnnounced: () => undefined,
  duplicateSuppressed: () => undefined,
}

interface Job<Origin> extends WriteJob {
  origin: Origin | undefined
  result: Promise<WriteResult>
  resolve(result: WriteResult): void
}

/**
 * Stores messages in batches. Messages that come while one commit runs go into the next one. A single message does not
 * wait, and many messages share one statement. Where other nodes write all the time, a lane paces the commits. The
 * messages of a conversation keep the order of `write`.
 *
 * `announce` gets what each commit stored, in order, after the answers to the senders were sent.
 */
export function createMessageWriter<Origin = unknown>(
  sql: Database,
  announce: (stored: readonly StoredMessage<Origin>[]) => void,
  observer: WriterObserver = nobody,
): MessageWriter<Origin> {
  /** Messages that are not settled yet. A retry during its first attempt shares the answer. */
  const open = new Map<string, Job<Origin>>()
  const openOf = new Map<string, number>()
  const lanes = createSlowLanes<Job<Origin>>(sql, { began, settle })
  const queue = createWriteQueue<Job<Origin>>(writeBatch, COMMITS_AT_ONCE)
  let closed: (() => void) | null = null

  function began(jobs: readonly Job<Origin>[]): void {
    observer.batchBegan(jobs.length, Date.now() - (jobs[0]?.since ?? Date.now()))
  }

  function settle(jobs: readonly Job<Origin>[], outcomes: readonly Outcome[]): void {
    const stored: StoredMessage<Origin>[] = []
    jobs.forEach((job, index) => {
      const outcome = outcomes[index]
      if (outcome === undefined || outcome.kind === 'busy') return lanes.addLocked(job)
      if (outcome.kind === 'stored') {
        const { message, root, rootHiddenFrom, sender } = outcome
        stored.push({ message, root, rootHiddenFrom, sender, origin: job.origin })
      }
      if (outcome.kind === 'existing') observer.duplicateSuppressed()
      job.resolve(outcome)
    })
    if (stored.length === 0) return
    const known = performance.now()
    // The answers are sent in the microtasks before this point.
    setImmediate(() => {
      announce(stored)
      observer.batchAnnounced(stored.length, performance.now() - known)
    })
  }

  async function writeBatch(turn: readonly Job<Origin>[]): Promise<void> {
    const batch = turn.filter((job) => {
      const isSlow = lanes.takes(job.message.conversation_id)
      if (isSlow) lanes.add(job)
      return !isSlow
    })
    if (batch.length === 0) return
    began(batch)
    try {
      const messages = batch.map((job) => job.message)
      settle(batch, await writeMessages(sql, messages))
    } catch (error) {
      const mayPassAlone = isFaultOfContent(error) || isLockTimeout(error)
      for (const job of batch) {
        if (mayPassAlone) lanes.add(job)
        else job.fail(error)
      }
    }
  }

  function enqueue(message: NewMessage, key: string, origin: Origin | undefined): Job<Origin> {
    const { sender_id } = message
    const leave = () => {
      open.delete(key)
      const left = (openOf.get(sender_id) ?? 1) - 1
      if (left === 0) openOf.delete(sender_id)
      else openOf.set(sender_id, left)
      if (open.size === 0) closed?.()
    }
    const job = { message, origin, since: Date.now() } as Job<Origin>
    job.result = new Promise((resolve, reject) => {
      job.resolve = (result) => (leave(), resolve(result))
      job.fail = (error) => (leave(), reject(error))
    })
    open.set(key, job)
    openOf.set(sender_id, (openOf.get(sender_id) ?? 0) + 1)
    queue.add(job)
    return job
  }

  return {
    write(message, origin) {
      const key = `${message.conversation_id}/${message.sender_id}/${message.client_id}`
      const sameAgain = open.get(key)
      if (sameAgain !== undefined) {
        observer.duplicateSuppressed()
        return sameAgain.result
      }
      const ofSender = openOf.get(message.sender_id) ?? 0
      const mostInLane = ofSender < MANY_OF_ONE ? MAX_WAITING_IN_LANE : MAX_WAITING_IN_LANE_OF_MANY
      const room =
        open.size < MAX_WAITING &&
        ofSender < MAX_WAITING_OF_ONE &&
        lanes.count(message.conversation_id) < mostInLane
      if (closed !== null || !room) {
        return Promise.reject(
          new Refusal('unavailable', 'Too many messages wait. Try again shortly.'),
        )
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
    waiting: () => open.size,
    close() {
      return new Promise((resolve) => {
        closed = resolve
        if (open.size === 0) resolve()
      })
    },
  }
}
