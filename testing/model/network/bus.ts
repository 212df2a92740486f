import type { OpenBus } from '../../../server/nodes/bus.ts'
import { here, type Place } from '../ambient.ts'
import type { Network } from './network.ts'

/** The end of the bus at one node. */
interface End {
  hear(batch: Buffer): void
  isCutOff: boolean
  /** The batches to each node keep their order. */
  lanes: Map<End, object>
}

/** The bus between the nodes of a run. Each batch to each node is one packet of the network. */
export class ModelBus {
  readonly #ends = new Map<Place, End>()
  readonly #network: Network

  constructor(network: Network) {
    this.#network = network
  }

  openAt(place: Place): OpenBus {
    return ({ onBatch, onOpen }) => {
      const hear = (batch: Buffer) => here.run(place, () => onBatch(batch))
      const end: End = { hear, isCutOff: false, lanes: new Map() }
      this.#ends.set(place, end)
      setImmediate(onOpen)
      return {
        send: async (batch) => this.#send(place, end, batch),
        reopen: () => undefined,
        close: async () => this.forget(place),
      }
    }
  }

  /** The node is killed. It says and hears nothing more. */
  forget(place: Place): void {
    this.#ends.delete(place)
  }

  /** The node neither hears nor is heard, not even by itself. */
  cutOff(place: Place): void {
    const end = this.#ends.get(place)
    if (end !== undefined) end.isCutOff = true
  }

  mend(): void {
    for (const end of this.#ends.values()) end.isCutOff = false
  }

  #send(place: Place, from: End, batch: Buffer): void {
    if (from.isCutOff || this.#ends.get(place) !== from) throw new Error('the bus is away')
    for (const [other, to] of this.#ends) {
      const lane = from.lanes.get(to) ?? {}
      from.lanes.set(to, lane)
      this.#network.carry(lane, () => {
        if (!to.isCutOff && this.#ends.get(other) === to) to.hear(batch)
      })
    }
  }
}
