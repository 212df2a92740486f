/** A lock that was met twice in this time belongs to a writer who has it all the time, such as another node. */
const TOGETHER_MILLISECONDS = 250
const REMEMBERED_MILLISECONDS = 1_000
/**
 * In a contested conversation, commits of this node follow each other at least this far apart. Each commit costs all
 * nodes a batch, and every socket a frame. Without the pause, two nodes take turns with the lock and make commits of a
 * few messages. The first message after a pause does not wait.
 */
const APART_MILLISECONDS = 4

interface Record {
  metAt: number
  contestedUntil: number
  committedAt: number
}

/** Knows the conversations to which somebody else writes at the same time, and paces the commits of this node there. */
export interface Contention {
  /** The lock of the conversation was taken. */
  met(conversationId: string): void
  /** A commit of this node in the conversation has ended. */
  committed(conversationId: string): void
  isContested(conversationId: string): boolean
  /** The milliseconds until the next commit may begin. 0 in a conversation that is not contested. */
  pause(conversationId: string): number
}

export function createContention(now: () => number = () => performance.now()): Contention {
  /** In the order in which the locks were met last. */
  const records = new Map<string, Record>()

  function forgetOld(): void {
    for (const [id, { metAt }] of records) {
      if (now() - metAt < REMEMBERED_MILLISECONDS) return
      records.delete(id)
    }
  }

  const isContested = (id: string) => (records.get(id)?.contestedUntil ?? 0) > now()

  return {
    met(id) {
      const before = records.get(id)
      const isAgain = before !== undefined && now() - before.metAt < TOGETHER_MILLISECONDS
      records.delete(id)
      records.set(id, {
        metAt: now(),
        contestedUntil: isAgain ? now() + REMEMBERED_MILLISECONDS : (before?.contestedUntil ?? 0),
        committedAt: before?.committedAt ?? -Infinity,
      })
      forgetOld()
    },
    committed(id) {
      const record = records.get(id)
      if (record !== undefined) record.committedAt = now()
    },
    isContested,
    pause(id) {
      if (!isContested(id)) return 0
      return Math.max(0, (records.get(id)?.committedAt ?? 0) + APART_MILLISECONDS - now())
    },
  }
}
