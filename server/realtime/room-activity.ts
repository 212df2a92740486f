/** The list of a member hears of a room at most this often. */
const EVERY_MILLISECONDS = 5_000

interface RoomActivityEdge {
  /** Whether a socket of this node listens to this room from outside. Only rooms have such sockets. */
  isHeard(roomId: string): boolean
  tell(activity: { id: string; last_seq: number }): void
}

/**
 * Tells the members who are not inside a room that messages came, so that their lists show it. The cost grows with the
 * sockets of this node, and never with the members.
 */
export function createRoomActivity({ isHeard, tell }: RoomActivityEdge) {
  /** For each room of the last seconds: the newest seq that was not told yet, or null. */
  const pauses = new Map<string, number | null>()

  function begin(id: string, last_seq: number): void {
    tell({ id, last_seq })
    pauses.set(id, null)
    setTimeout(() => {
      const later = pauses.get(id) ?? null
      pauses.delete(id)
      if (later !== null) begin(id, later)
    }, EVERY_MILLISECONDS).unref()
  }

  return {
    /** Messages up to this seq came in a conversation. */
    heard(id: string, lastSeq: number): void {
      if (!isHeard(id)) return
      const later = pauses.get(id)
      if (later === undefined) begin(id, lastSeq)
      else pauses.set(id, Math.max(later ?? 0, lastSeq))
    },
  }
}
