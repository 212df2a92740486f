import type { BusListener, OpenBus } from '../../server/nodes/bus.ts'
import { createNodes, type Nodes, type NodeWatch } from '../../server/nodes/nodes.ts'
import { silent } from '../silence.ts'

export const BEAT_MILLISECONDS = 1_000
const testKey = Buffer.alloc(32, 'a key of the tests')

/** A bus in memory. A node can be cut off from it. */
export class MemoryBus {
  readonly listeners = new Map<BusListener, { isCut: boolean }>()
  batches: Buffer[] = []
  reopenings = 0

  readonly join: OpenBus = (listener) => {
    const state = { isCut: false }
    this.listeners.set(listener, state)
    setImmediate(listener.onOpen)
    return {
      send: async (batch) => {
        if (state.isCut) throw new Error('cut')
        this.batches.push(batch)
        for (const [one, { isCut }] of this.listeners) if (!isCut) one.onBatch(batch)
      },
      reopen: () => void this.reopenings++,
      close: async () => void this.listeners.delete(listener),
    }
  }

  cut(at: number, isCut = true): void {
    ;[...this.listeners.values()][at]!.isCut = isCut
  }
}

const unwatched: NodeWatch = {
  nodesHeard: () => undefined,
  framesSent: () => undefined,
  framesReceived: () => undefined,
  framesMissed: () => undefined,
  deafFor: () => undefined,
}

/** The nodes of one relay on the bus in memory. */
export const nodesOn = (
  bus: MemoryBus,
  { key = testKey, watch = {} }: { key?: Buffer; watch?: Partial<NodeWatch> } = {},
): Nodes =>
  createNodes({
    key,
    openBus: bus.join,
    log: silent,
    watch: { ...unwatched, ...watch },
    beatMilliseconds: BEAT_MILLISECONDS,
  })
