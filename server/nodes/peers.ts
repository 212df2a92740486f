/** A node that was not heard for so many beats is gone. */
const GONE_BEATS = 5

interface Peer {
  /** The number of frames that it had made after its last batch. */
  made: number
  silentBeats: number
}

export interface Peers {
  readonly count: number
  ids(): string[]
  /** Notes a batch. Says whether the node is new, and whether frames of it were missed before this batch. */
  heard(
    id: string,
    before: number,
    frames: number,
  ): { isNew: boolean; hasMissed: boolean; isOld: boolean }
  /** Counts one beat, and names the nodes that are gone. Beats are counted and not time: this process may have been paused. */
  beat(): string[]
  forget(id: string): boolean
  /** This node did not hear anybody, so nobody's silence counts. */
  excuse(): void
}

/** Knows the other nodes by what was heard of them. */
export function createPeers(): Peers {
  const peers = new Map<string, Peer>()
  return {
    get count() {
      return peers.size
    },
    ids: () => [...peers.keys()],
    heard(id, before, frames) {
      const peer = peers.get(id)
      // Somebody repeats an old batch, or the bus delivered it twice.
      if (peer !== undefined && before < peer.made)
        return { isNew: false, hasMissed: false, isOld: true }
      peers.set(id, { made: before + frames, silentBeats: 0 })
      return { isNew: peer === undefined, hasMissed: before !== (peer?.made ?? 0), isOld: false }
    },
    beat() {
      const gone: string[] = []
      for (const [id, peer] of peers) {
        peer.silentBeats++
        if (peer.silentBeats < GONE_BEATS) continue
        peers.delete(id)
        gone.push(id)
      }
      return gone
    },
    forget: (id) => peers.delete(id),
    excuse() {
      for (const peer of peers.values()) peer.silentBeats = 0
    },
  }
}
