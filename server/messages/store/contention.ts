/** When a lock is met twice in this time, somebody else has it nearly all the time, such as another node. */
const TOGETHER_MILLISECONDS = 250
const REMEMBERED_MILLISECONDS = 1_000
/**
 * In a contested conversation, commits of this node follow each other at least this far apart. Each commit costs all
 * nodes a batch, and every socket a frame. Without the pause, two nodes take turns with the lock and make commits of a
 * few messages. The first message after a pause does not wait.
 */
const APART_MILLISECONDS = 4

interface Meeting {
  metAt: number
  contestedUntil: number
  committedAt: number
}

/** Knows the conversations to which somebody else writes at the same time, and paces the commits of this node there. */
export interface Contention {
  /** The lock of the conversation was taken. */
  met(conversationId: string): void
  /** A commit of this node in the conversation has ended or failed. `isLast`: no message waits for the next one. */
  committed(conversationId: string, isLast: boolean): void
  isContested(conversationId: string): boolean
  /** The milliseconds until the next commit may begin. 0 in a conversation that is not contested. */
  pause(conversationId: string): number
}

export function createContention(now: () => number = () => performance.now()): Contention {
  /** In the order in which the locks were met last. */
  const meetings = new Map<string, Meeting>()

  function forgetOld(): void {
    for (const [id, { metAt }] of meetings) {
      if (now() - metAt < REMEMBERED_MILLISECONDS) return
      meetings.delete(id)
    }
  }

  const isContested = (id: string) => (meetings.get(id)?.contestedUntil ?? 0) > now()

  function met(id: string): void {
    const before = meetings.get(id)
    const isAgain = before !== undefined && now() - before.metAt < TOGETHER_MILLISECONDS
    meetings.delete(id)
    meetings.set(id, {
      metAt: now(),
      contestedUntil: isAgain ? now() + REMEMBERED_MILLISECONDS : (before?.contestedUntil ?? 0),
      committedAt: before?.committedAt ?? -Infinity,
    })
    forgetOld()
  }

  return {
    met,
    committed(id, isLast) {
      if (!isLast && isContested(id)) met(id)
      const meeting = meetings.get(id)
      if (meeting !== undefined) meeting.committedAt = now()
    },
    isContested,
    pause(id) {
      if (!isContested(id)) return 0
      return Math.max(0, (meetings.get(id)?.committedAt ?? 0) + APART_MILLISECONDS - now())
    },
  }
}
