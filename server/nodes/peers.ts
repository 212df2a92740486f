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
  /** Whether these frames were heard already, so that somebody repeats them. */
  isRepeat(id: string, before: number): boolean
  /** Counts one beat, and names the nodes that are gone. Beats are counted and not time: this process may have been paused. */
  beat(): string[]
  forget(id: string): boolean
  /** This node did not hear anybody, so nobody's silence counts. */
  excuse(): void
}

/** The most nodes that are gone and of which this one knows what they had said. */
const MAX_GONE = 1_000

/** Knows the other nodes by what was heard of them. */
export function createPeers(): Peers {
  const peers = new Map<string, Peer>()
  /** The frames that each node had made when it was heard last. Somebody may repeat what a node said that is gone. */
  const madeByGone = new Map<string, number>()

  function remove(id: string): boolean {
    const peer = peers.get(id)
    if (peer === undefined) return false
    madeByGone.set(id, peer.made)
    const [oldest] = madeByGone.keys()
    if (madeByGone.size > MAX_GONE && oldest !== undefined) madeByGone.delete(oldest)
    return peers.delete(id)
  }

  const isRepeat = (id: string, before: number) =>
    before < (peers.get(id)?.made ?? madeByGone.get(id) ?? 0)

  return {
    isRepeat,
    get count() {
      return peers.size
    },
    ids: () => [...peers.keys()],
    heard(id, before, frames) {
      const peer = peers.get(id)
      // Somebody repeats an old batch, or the bus delivered it twice.
      if (isRepeat(id, before)) return { isNew: false, hasMissed: false, isOld: true }
      peers.set(id, { made: before + frames, silentBeats: 0 })
      return { isNew: peer === undefined, hasMissed: before !== (peer?.made ?? 0), isOld: false }
    },
    beat() {
      const gone: string[] = []
      for (const [id, peer] of peers) {
        peer.silentBeats++
        if (peer.silentBeats < GONE_BEATS) continue
        remove(id)
        gone.push(id)
      }
      return gone
    },
    forget: remove,
    excuse() {
      for (const peer of peers.values()) peer.silentBeats = 0
    },
  }
}
